// Writes any packets with any options: what is not refused must be read back as it was written.
#include "writing.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  packetglass::Choices choices({data, size});
  choices.yes() ? packetglass::write_pcapng(choices) : packetglass::write_classic(choices);
  return 0;
}
