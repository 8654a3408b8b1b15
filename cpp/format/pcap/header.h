// The file header of classic pcap: draft-ietf-opsawg-pcap, section 4, and its variants.
#pragma once

#include <optional>

#include "format/pcap/variants.h"
#include "record/interface.h"
#include "record/section.h"

namespace packetglass::pcap {

// The header that every variant begins with; IXIA's has four bytes more.
inline constexpr std::size_t kFileHeaderSize = 24;

// The link-type word: link type in bits 0-15, reserved in 16-25, FCS length present in 26,
// reserved in 27, FCS length in 16-bit units in 28-31.
inline constexpr std::uint32_t kLinkTypeMask = 0x0000ffff;
inline constexpr std::uint32_t kReservedMask = 0x0bff0000;
inline constexpr std::uint32_t kFcsPresent = 0x04000000;
inline constexpr unsigned kFcsShift = 28;

// In which order the two lengths of a record stand on disk.
enum class LengthOrder : std::uint8_t {
  kCapturedFirst,
  kOriginalFirst,  // versions 2.0 to 2.2 and 543.0 (DG/UX)
  kSmallerFirst,   // version 2.3: exchanged by some writers, so the smaller is the captured one
};

// The header at the start of these bytes, which begin with this magic and are long enough for it.
// The variant is not known yet.
Section read_header(Bytes start, const Magic& magic, std::uint64_t offset);

// The one interface of a classic section.
Interface interface_of(const Section& section, const Variant& variant,
                       std::uint32_t section_index);

LengthOrder length_order(const Section& section);

// 2.0 to 2.4 and 543.0.
bool known_version(const Section& section);

// Whether the section is AIX's: version 2.2 with one of its own link types (ifType values).
bool is_aix(const Section& section);

// Whether the link-type word has an FCS length without saying that one is present.
constexpr bool has_stray_fcs_length(const Section& section) {
  return (section.link_type_word & kFcsPresent) == 0 && section.link_type_word >> kFcsShift != 0;
}

// AIX's word for a link type.
std::optional<std::uint32_t> aix_link_type(LinkType link_type);

// The largest captured length that a record may have in a section with this snaplen (0:
// unlimited): above max_captured_length() only what follows it makes it believed.
std::uint32_t max_large_captured_length(LinkType link_type, std::uint32_t snaplen);

// Bytes in front of each packet that its lengths count and that are not of the packet: AIX FDDI.
std::uint32_t packet_padding(const Section& section, const Variant& variant);

}  // namespace packetglass::pcap
