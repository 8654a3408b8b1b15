// Interface description blocks of a joined section.
#include "edit/join/interface_block.h"

#include <limits>

#include "base/appender.h"
#include "base/text.h"
#include "format/pcapng/block.h"
#include "format/pcapng/options.h"

namespace packetglass {
namespace {

using namespace pcapng;

// Of the block: type, length, link type, reserved, snaplen.
constexpr std::size_t kOptionsAt = kBlockHeadSize + 8;

// Bytes of the options up to their end; nothing where they are malformed.
std::optional<std::size_t> size_of_options(Bytes options, ByteOrder order) {
  OptionList list(options, order);
  std::size_t size = 0;
  while (const Option* option = list.next()) {
    size += kOptionHeadSize + padded(static_cast<std::uint32_t>(option->value.size()));
  }
  return list.malformed() || size > options.size() ? std::nullopt : std::optional(size);
}

void append_comment(Appender& out, std::string_view comment) {
  out.u16(kComment);
  out.u16(static_cast<std::uint16_t>(comment.size()));
  out.bytes(bytes_of(comment));
  for (std::size_t i = comment.size(); i % 4 != 0; ++i) out.u8(0);
}

}  // namespace

std::vector<std::uint8_t> with_comment(Bytes block, ByteOrder order, std::string_view comment) {
  std::vector<std::uint8_t> made(block.begin(), block.end());
  if (block.size() < kOptionsAt + kBlockTailSize) return made;
  const Bytes options = block.subspan(kOptionsAt, block.size() - kOptionsAt - kBlockTailSize);
  const auto size = size_of_options(options, order);
  const std::size_t more = comment.size() + 16;
  const bool fits = comment.size() <= std::numeric_limits<std::uint16_t>::max() &&
                    block.size() + more <= max_block_size(kInterfaceDescription);
  if (!size || !fits) return made;
  made.resize(kOptionsAt + *size);
  Appender out(made, order);
  append_comment(out, comment);
  out.u32(kEndOfOptions);
  const auto length = static_cast<std::uint32_t>(made.size() + kBlockTailSize);
  out.u32(length);
  store(made.data() + 4, length, order);
  return made;
}

}  // namespace packetglass
