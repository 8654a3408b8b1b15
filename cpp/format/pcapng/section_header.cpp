// Section Header Block: draft-ietf-opsawg-pcapng, section 4.1.
#include "format/pcapng/section_header.h"

#include "base/cursor.h"

namespace packetglass::pcapng {

std::optional<ByteOrder> byte_order_of(Bytes start) {
  const auto magic = load<std::uint32_t>(start.data() + kBlockHeadSize, ByteOrder::kLittle);
  if (magic == kByteOrderMagic) return ByteOrder::kLittle;
  if (magic == swap_bytes(kByteOrderMagic)) return ByteOrder::kBig;
  return std::nullopt;
}

SectionHeader read_section_header(Bytes block, ByteOrder order) {
  Cursor cursor(block.subspan(kByteOrderEnd), order);
  SectionHeader header;
  header.order = order;
  header.major = cursor.u16();
  header.minor = cursor.u16();
  header.length = static_cast<std::int64_t>(cursor.u64());
  if (cursor.left() > kBlockTailSize) {
    header.options = cursor.bytes(cursor.left() - kBlockTailSize);
  }
  return header;
}

Section section_of(const SectionHeader& header, std::uint64_t offset, std::size_t size) {
  Section section;
  section.offset = offset;
  section.header_size = static_cast<std::uint32_t>(size);
  section.format = "pcapng";
  section.variant = "pcapng";
  section.order = header.order;
  section.magic = kByteOrderMagic;
  section.version_major = header.major;
  section.version_minor = header.minor;
  section.section_length = header.length;
  section.options_kept = header.options.size() <= kMaxKeptOptions;
  if (section.options_kept) {
    section.options.assign(header.options.begin(), header.options.end());
  }
  return section;
}

}  // namespace packetglass::pcapng
