// Where in a packet something stands that can be rewritten, and which checksums cover it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace packetglass {

enum class PlaceKind : std::uint8_t { kMac, kIpv4, kIpv6, kPort, kVlan };

// Bytes of one; a VLAN tag's are its priority, DEI and, in the low 12 bits, its id.
constexpr std::size_t size_of(PlaceKind kind) {
  constexpr std::size_t kSizes[] = {6, 4, 16, 2, 2};
  return kSizes[static_cast<std::size_t>(kind)];
}

// Whose it is: of the sender or of the receiver of its header; kNone where the header does not say
// (the target of a neighbour solicitation, an address in an option).
enum class Side : std::uint8_t { kNone, kSource, kDestination };

struct Place {
  std::uint32_t offset = 0;  // in the packet
  PlaceKind kind = PlaceKind::kMac;
  Side side = Side::kNone;

  bool operator==(const Place&) const = default;
};

enum class ChecksumKind : std::uint8_t {
  kInternet,  // RFC 1071
  kUdp,       // the same, and zero says that there is none
  kCrc32c,    // SCTP; zero says that there is none (RFC 9653)
};

// A checksum of which the field was captured.
struct Checksum {
  std::uint32_t offset = 0;  // of its field
  // What it covers, besides the pseudo header, as far as it was captured in this packet. Its own
  // field counts as zero.
  std::uint32_t begin = 0, end = 0;
  std::uint32_t missing = 0;  // bytes behind the end that it covers and that are not here
  // The pseudo header: where its addresses stand, and their bytes (4 or 16); 0: it has none.
  std::uint32_t source = 0, destination = 0;
  std::uint8_t address_size = 0;
  std::uint8_t protocol = 0;  // of the pseudo header
  ChecksumKind kind = ChecksumKind::kInternet;
  // Of a first fragment: what else it covers is in other packets.
  bool fragment = false;

  bool whole() const { return missing == 0 && !fragment; }
  bool operator==(const Checksum&) const = default;
};

// Bytes of a packet that were changed.
struct Change {
  std::uint32_t offset = 0, size = 0;
};

}  // namespace packetglass
