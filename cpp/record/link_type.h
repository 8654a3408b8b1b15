// Link types: what the first bytes of a packet are. Registry: draft-ietf-opsawg-pcaplinktype.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace packetglass {

using LinkType = std::uint16_t;

inline constexpr LinkType kLinkTypeEthernet = 1;

struct LinkTypeEntry {
  LinkType number;
  std::string_view name;         // of the registry, without LINKTYPE_: "ETHERNET"
  std::string_view description;  // "Ethernet"
};

// All known link types, by rising number.
std::span<const LinkTypeEntry> link_types();

// nullptr when the registry does not know the number.
const LinkTypeEntry* find_link_type(LinkType number);

// "ETHERNET", or "LINKTYPE_65000" when unknown.
std::string link_type_name(LinkType number);

// The number for a name of the registry or of libpcap ("EN10MB"), in any case and with or without
// "LINKTYPE_" or "DLT_".
std::optional<LinkType> link_type_by_name(std::string_view name);

// The largest captured length that is believed, in bytes: 262144 for almost all link types.
// The same limits as wiretap's wtap_max_snaplen_for_encap.
std::uint32_t max_captured_length(LinkType number);

}  // namespace packetglass
