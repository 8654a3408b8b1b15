// Events: packets and file headers one by one, as Tenzir's schemas have them.
#include "event/event.h"

namespace packetglass {

FileHeaderEvent file_header_event(const Section& section, bool zone_applied) {
  FileHeaderEvent event;
  event.magic_number = section.order == kHostOrder ? section.magic : swap_bytes(section.magic);
  event.major_version = section.version_major;
  event.minor_version = section.version_minor;
  event.reserved1 = static_cast<std::uint32_t>(zone_applied ? 0 : section.thiszone);
  event.reserved2 = section.sigfigs;
  event.snaplen = section.snaplen;
  event.linktype = section.link_type_word;
  return event;
}

std::optional<pcap::WriterOptions> writer_options(const FileHeaderEvent& header) {
  std::uint8_t bytes[sizeof header.magic_number];
  store(bytes, header.magic_number, kHostOrder);
  const auto magic = pcap::find_magic(bytes);
  if (!magic) return std::nullopt;
  Section section;
  section.order = magic->order;
  section.magic = magic->value;
  section.version_major = header.major_version;
  section.version_minor = header.minor_version;
  section.thiszone = static_cast<std::int32_t>(header.reserved1);
  section.sigfigs = header.reserved2;
  section.snaplen = header.snaplen;
  section.link_type_word = header.linktype;
  const bool aix = pcap::is_aix(section);
  return pcap::options_like(section, aix ? pcap::kAix : pcap::first_variant(magic->value));
}

}  // namespace packetglass
