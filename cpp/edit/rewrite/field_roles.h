// What the fields of headers mean to whoever rewrites packets.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "dissect/field.h"
#include "edit/rewrite/place.h"

namespace packetglass {

// What follows from a header for those inside it.
enum class HeaderRole : std::uint8_t {
  kNone,
  kIpv4,
  kIpv6,
  kRouting,   // IPv6: the final destination is in it
  kFragment,  // IPv6
  kUdp,       // says its length
  kQuotes,    // ICMP: packets in it are quoted
};

// Which checksum a header has.
enum class Coverage : std::uint8_t {
  kNone,
  kHeader,        // this header alone: IPv4
  kAll,           // all from here to the end of the packet around it
  kPseudoHeader,  // the same with a pseudo header
  kGre,           // kAll, where a flag says so
  kOspf,          // version 2 kAll, version 3 with a pseudo header
  kPim,           // of a register the first 8 bytes; over IPv6 a pseudo header
  kVrrp,          // of version 3 a pseudo header
  kDccp,          // with a pseudo header, as far as the header says
};

struct HeaderRow {
  std::string_view name;  // of the layer
  HeaderRole role = HeaderRole::kNone;
  Coverage coverage = Coverage::kNone;
  std::uint8_t checksum_at = 0;  // bytes from its begin
  std::uint8_t protocol = 0;     // of the pseudo header
  ChecksumKind kind = ChecksumKind::kInternet;
};

struct FieldRole {
  const Field* field = nullptr;
  const HeaderRow* header = nullptr;  // of a layer; of others nullptr
  PlaceKind kind = PlaceKind::kMac;   // of a field
  Side side = Side::kNone;
};

// The roles of all fields that have one, as the dissectors' table lists them; made when they are
// first asked for. nullptr: it has none.
const FieldRole* role_of(const Field& field);

// The names of those fields that are no layers.
std::span<const std::string_view> place_names();

}  // namespace packetglass
