// The long header of a packet of QUIC: RFC 9000, section 17.2; RFC 9369 (version 2).
#pragma once

#include <optional>

#include "base/bytes.h"

namespace packetglass::quic {

// As version 1 numbers them.
enum class PacketType : std::uint8_t { kInitial, kZeroRtt, kHandshake, kRetry };

struct LongHeader {
  PacketType type{};
  std::uint32_t version = 0;
  Bytes destination, source;  // connection ids
  Bytes packet;               // all of it, as far as it is there
  std::size_t number_at = 0;  // bytes in front of the packet number
  bool whole = false;         // all of it is there
};

// Whether both connection ids stand where the invariants of all versions have them (RFC 8999).
bool has_long_header(Bytes bytes);
std::uint32_t version_of(Bytes bytes);

// Versions whose headers are laid out as those of version 1: it, its last drafts, and 2.
bool is_second(std::uint32_t version);
bool begins_packet(Bytes bytes);
PacketType type_of(Bytes bytes);

// The packet that bytes begin with; nothing where it is a Retry, of no known version, or its
// header is not all there.
std::optional<LongHeader> read_long_header(Bytes bytes);

// Calls `use` for each such packet that a datagram begins with.
template <typename Use>
void each_packet(Bytes datagram, const Use& use) {
  for (auto header = read_long_header(datagram); header; header = read_long_header(datagram)) {
    use(*header);
    datagram = datagram.subspan(header->packet.size());
  }
}

}  // namespace packetglass::quic
