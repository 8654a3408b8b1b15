// Interface description blocks of a joined section.
#include "edit/join/interface_block.h"

#include "base/text.h"
#include "edit/changed_options.h"
#include "format/pcapng/block.h"
#include "format/pcapng/options.h"

namespace packetglass {
namespace {

// Of the block: type, length, link type, reserved, snaplen.
constexpr std::size_t kOptionsAt = pcapng::kBlockHeadSize + 8;

bool is_malformed(Bytes options, ByteOrder order) {
  pcapng::OptionList list(options, order);
  while (list.next() != nullptr) {
  }
  return list.malformed();
}

}  // namespace

std::vector<std::uint8_t> with_comment(Bytes block, ByteOrder order, std::string_view comment) {
  std::vector<std::uint8_t> unchanged(block.begin(), block.end());
  if (block.size() < kOptionsAt + pcapng::kBlockTailSize) return unchanged;
  const Bytes options =
      block.subspan(kOptionsAt, block.size() - kOptionsAt - pcapng::kBlockTailSize);
  if (comment.size() > kMostOfOption || is_malformed(options, order)) return unchanged;
  const auto more = options_with(options, order, pcapng::kComment, bytes_of(comment));
  auto made = block_with_options(block.first(kOptionsAt), more, order);
  const bool fits = made.size() <= pcapng::max_block_size(pcapng::kInterfaceDescription);
  return fits ? made : unchanged;
}

}  // namespace packetglass
