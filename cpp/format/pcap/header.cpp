// The file header of classic pcap: draft-ietf-opsawg-pcap, section 4.
#include "format/pcap/header.h"

#include <algorithm>

#include "base/cursor.h"
#include "record/limits.h"

namespace packetglass::pcap {

namespace {

struct AixLinkType {
  std::uint32_t if_type;
  LinkType link_type;
};

constexpr std::uint32_t kAixFddi = 15;
constexpr AixLinkType kAixLinkTypes[] = {{6, 1}, {9, 6}, {kAixFddi, 10}, {24, 0}};

const AixLinkType* find_aix(std::uint32_t word) {
  for (const auto& known : kAixLinkTypes) {
    if (known.if_type == word) return &known;
  }
  return nullptr;
}

}  // namespace

Section read_header(Bytes start, const Magic& magic, std::uint64_t offset) {
  Cursor cursor(start, magic.order);
  Section section;
  section.offset = offset;
  section.header_size = first_variant(magic.value).file_header_size;
  section.format = "pcap";
  section.order = magic.order;
  section.magic = cursor.u32();
  section.version_major = cursor.u16();
  section.version_minor = cursor.u16();
  section.thiszone = cursor.i32();
  section.sigfigs = cursor.u32();
  section.snaplen = cursor.u32();
  section.link_type_word = cursor.u32();
  if (first_variant(magic.value).file_header_size > kFileHeaderSize) {
    section.records_length = cursor.u32();
  }
  return section;
}

Interface interface_of(const Section& section, const Variant& variant,
                       std::uint32_t section_index) {
  Interface interface;
  interface.section = section_index;
  const bool aix = &variant == &kAix;
  interface.link_type = aix ? find_aix(section.link_type_word)->link_type
                            : static_cast<LinkType>(section.link_type_word & kLinkTypeMask);
  interface.snaplen = section.snaplen;
  interface.resolution = variant.ticks_per_second == kMicrosecondVariant.ticks_per_second
                             ? kMicroseconds
                             : kNanosecondResolution;
  if ((section.link_type_word & kFcsPresent) != 0) {
    interface.fcs_length = static_cast<std::uint8_t>((section.link_type_word >> kFcsShift) * 2);
  }
  return interface;
}

LengthOrder length_order(const Section& section) {
  if (section.version_major == 543) return LengthOrder::kOriginalFirst;
  if (section.version_major != 2) return LengthOrder::kCapturedFirst;
  if (section.version_minor < 3) return LengthOrder::kOriginalFirst;
  return section.version_minor == 3 ? LengthOrder::kSmallerFirst : LengthOrder::kCapturedFirst;
}

bool known_version(const Section& section) {
  if (section.version_major == 543) return section.version_minor == 0;
  return section.version_major == 2 && section.version_minor <= 4;
}

bool is_aix(const Section& section) {
  return section.magic == kStandardMagic && section.version_major == 2 &&
         section.version_minor == 2 && find_aix(section.link_type_word) != nullptr;
}

std::optional<std::uint32_t> aix_link_type(LinkType link_type) {
  for (const auto& known : kAixLinkTypes) {
    if (known.link_type == link_type) return known.if_type;
  }
  return std::nullopt;
}

std::uint32_t max_large_captured_length(LinkType link_type, std::uint32_t snaplen) {
  const std::uint32_t most =
      snaplen == 0 ? kMaxLargeCaptured : std::min(snaplen, kMaxLargeCaptured);
  return std::max(max_captured_length(link_type), most);
}

std::uint32_t packet_padding(const Section& section, const Variant& variant) {
  return &variant == &kAix && section.link_type_word == kAixFddi ? 3 : 0;
}

}  // namespace packetglass::pcap
