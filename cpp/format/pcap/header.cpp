// The file header of classic pcap: draft-ietf-opsawg-pcap, section 4.
#include "format/pcap/header.h"

#include "base/cursor.h"

namespace packetglass::pcap {

Section read_header(Bytes header, const Recognised& recognised, std::uint64_t offset) {
  Cursor cursor(header, recognised.order);
  Section section;
  section.offset = offset;
  section.format = "pcap";
  section.variant = recognised.variant->name;
  section.order = recognised.order;
  section.magic = cursor.u32();
  section.version_major = cursor.u16();
  section.version_minor = cursor.u16();
  section.thiszone = cursor.i32();
  section.sigfigs = cursor.u32();
  section.snaplen = cursor.u32();
  section.link_type_word = cursor.u32();
  return section;
}

Interface interface_of(const Section& section, const Variant& variant,
                       std::uint32_t section_index) {
  Interface interface;
  interface.section = section_index;
  interface.link_type = static_cast<LinkType>(section.link_type_word & kLinkTypeMask);
  interface.snaplen = section.snaplen;
  interface.ticks_per_second = variant.ticks_per_second;
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

}  // namespace packetglass::pcap
