// What reading cannot always distinguish, so that fuzzers must not demand it.
#pragma once

#include "format/pcap/magic_set.h"
#include "support/observed.h"

namespace packetglass {

// A record of classic pcap whose time is the magic of a capture may pass for a header.
inline bool may_look_like_a_capture(Nanoseconds time) {
  const auto seconds = static_cast<std::uint32_t>(time / kNanosecondsPerSecond);
  return pcap::looks_like_magic(seconds);
}

// As it is written now, or as it stood in its record, before a fraction was carried.
inline bool may_look_like_a_capture(const test::SeenPacket& packet) {
  if (may_look_like_a_capture(packet.timestamp)) return true;
  return packet.kind == RecordKind::kClassic &&
         pcap::looks_like_magic(load<std::uint32_t>(packet.record.data(), ByteOrder::kLittle));
}

// A header behind others whose reserved words are not zero may pass for a record.
inline bool may_look_like_a_record(const Section& section) {
  return section.format == "pcap" && (section.thiszone != 0 || section.sigfigs != 0);
}

// Variants of one magic are distinguished by their records: hostile ones may pass for another's.
inline bool mistaken(const Section& section, std::string_view written) {
  const pcap::Variant* const variant = pcap::find_variant(written);
  return variant != nullptr && section.magic == variant->magic && section.variant != written;
}

inline bool mistaken(const test::Observed& read, const pcap::Variant& written) {
  return std::any_of(read.sections.begin(), read.sections.end(),
                     [&](const Section& section) { return mistaken(section, written.name); });
}

// The same for a capture that was written as the sections of another.
inline bool mistaken(const test::Observed& read, const test::Observed& source) {
  for (std::size_t i = 0; i < std::min(read.sections.size(), source.sections.size()); ++i) {
    if (mistaken(read.sections[i], source.sections[i].variant)) return true;
  }
  return false;
}

}  // namespace packetglass
