// Writes any packets with any options: what is not refused must be read back as it was written.
#include "bounded.h"
#include "writing.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const packetglass::fuzz::Bounded bounded(size, {20'000, 100}, {std::size_t{512} << 10, 100});
  packetglass::Choices choices({data, size});
  choices.yes() ? packetglass::write_pcapng(choices) : packetglass::write_classic(choices);
  return 0;
}
