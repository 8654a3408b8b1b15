// Apple's processes: bsd/net/pktap.h of XNU, pcap-ng.h of Apple's libpcap.
#include "inspect/darwin_processes.h"

#include "base/text.h"
#include "format/pcapng/option.h"

namespace packetglass {
namespace {

constexpr std::uint32_t kProcessInformation = 0x80000001;
constexpr std::uint16_t kName = 2;
constexpr std::size_t kIdOffset = 8, kOptionsOffset = 12, kTailSize = 4;

}  // namespace

void DarwinProcesses::add(const Block& block) {
  if (block.type != kProcessInformation || processes_.size() == kMost) return;
  DarwinProcess process;
  // One that is too short has a number all the same.
  if (block.bytes.size() >= kOptionsOffset + kTailSize) {
    process.id = load<std::uint32_t>(block.bytes.data() + kIdOffset, block.order);
    const std::size_t size = block.bytes.size() - kOptionsOffset - kTailSize;
    pcapng::OptionList options(block.bytes.subspan(kOptionsOffset, size), block.order);
    while (const pcapng::Option* option = options.next()) {
      if (option->code != kName || option->value.size() > kMostName) continue;
      process.name = text_of(option->value);
    }
  }
  processes_.push_back(std::move(process));
}

}  // namespace packetglass
