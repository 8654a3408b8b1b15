// Options of neighbour discovery: RFC 4861; route information RFC 4191; DNS RFC 8106; mobility RFC
// 6275; flags RFC 5175; nonce RFC 3971; captive portal RFC 8910; NAT64 prefix RFC 8781.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "dissect/network/neighbor_discovery.h"
#include "dissect/render.h"

namespace packetglass {
namespace {

constexpr Name kTypeNames[] = {{1, "Source link-layer address"},
                               {2, "Target link-layer address"},
                               {3, "Prefix information"},
                               {4, "Redirected header"},
                               {5, "MTU"},
                               {7, "Advertisement Interval"},
                               {8, "Home Agent Information"},
                               {14, "Nonce"},
                               {24, "Route Information"},
                               {25, "Recursive DNS Server"},
                               {26, "RA Flags Extension"},
                               {31, "DNS Search List Option"},
                               {37, "DHCP Captive-Portal"},
                               {38, "PREF64 Option"}};
constexpr Name kPreferenceNames[] = {{0, "Medium"}, {1, "High"}, {2, "Reserved"}, {3, "Low"}};
constexpr Name kPrefixLengthNames[] = {{0, "96 bits prefix length"}, {1, "64 bits prefix length"},
                                       {2, "56 bits prefix length"}, {3, "48 bits prefix length"},
                                       {4, "40 bits prefix length"}, {5, "32 bits prefix length"}};

constexpr Field kOption{"icmpv6.opt", "ICMPv6 Option", Shape::kGroup};
constexpr Expert kZeroLength{
    {"icmpv6.invalid_option_length", "Invalid option length (Zero)", Shape::kExpert},
    ExpertSeverity::kError,
    ExpertGroup::kMalformed};
constexpr Field kType{"icmpv6.opt.type", "Type", Shape::kNumber8, 0, kTypeNames};
constexpr Field kLength{"icmpv6.opt.length", "Length", Shape::kNumber8};
constexpr Field kReserved{"icmpv6.opt.reserved", "Reserved", Shape::kBytes};
constexpr Field kLinkAddress{"icmpv6.opt.linkaddr", "Link-layer address", Shape::kColonBytes};
constexpr Field kPrefixLength{"icmpv6.opt.prefix.length", "Prefix Length", Shape::kNumber8};
constexpr Field kPrefixFlags{"icmpv6.opt.prefix.flag", "Flag", Shape::kHex8};
constexpr Field kOnLink{"icmpv6.opt.prefix.flag.l", "On-link flag(L)", Shape::kFlag, 0x80};
constexpr Field kAutonomous{"icmpv6.opt.prefix.flag.a", "Autonomous address-configuration flag(A)",
                            Shape::kFlag, 0x40};
constexpr Field kRouter{"icmpv6.opt.prefix.flag.r", "Router address flag(R)", Shape::kFlag, 0x20};
constexpr Field kPrefixReserved{"icmpv6.opt.prefix.flag.reserved", "Reserved", Shape::kNumber8,
                                0x1f};
constexpr Field kValid{"icmpv6.opt.prefix.valid_lifetime", "Valid Lifetime", Shape::kNumber32};
constexpr Field kPreferred{"icmpv6.opt.prefix.preferred_lifetime", "Preferred Lifetime",
                           Shape::kNumber32};
constexpr Field kPrefix{"icmpv6.opt.prefix", "Prefix", Shape::kIpv6};
constexpr Field kMtu{"icmpv6.opt.mtu", "MTU", Shape::kNumber32};
constexpr Field kInterval{"icmpv6.opt.advertisement_interval", "Advertisement Interval",
                          Shape::kNumber32};
constexpr Field kAgentPreference{"icmpv6.opt.home_agent_preference", "Home Agent Preference",
                                 Shape::kNumber16};
constexpr Field kAgentLifetime{"icmpv6.opt.home_agent_lifetime", "Home Agent Lifetime",
                               Shape::kNumber16};
constexpr Field kNonce{"icmpv6.opt.nonce", "Nonce", Shape::kBytes};
constexpr Field kRouteFlags{"icmpv6.opt.route_info.flag", "Flag", Shape::kHex8};
constexpr Field kRoutePreference{"icmpv6.opt.route_info.flag.route_preference", "Route Preference",
                                 Shape::kNumber8, 0x18, kPreferenceNames};
constexpr Field kRouteReserved{"icmpv6.opt.route_info.flag.reserved", "Reserved", Shape::kNumber8,
                               0xe7};
constexpr Field kRouteLifetime{"icmpv6.opt.route_lifetime", "Route Lifetime", Shape::kNumber32};
constexpr Field kServersLifetime{"icmpv6.opt.rdnss.lifetime", "Lifetime", Shape::kNumber32};
constexpr Field kServer{"icmpv6.opt.rdnss", "Recursive DNS Servers", Shape::kIpv6};
constexpr Field kSearchLifetime{"icmpv6.opt.dnssl.lifetime", "Lifetime", Shape::kNumber32};
constexpr Field kSearched{"icmpv6.opt.dnssl", "Domain Names", Shape::kText};
constexpr Field kPadding{"icmpv6.opt.padding", "Padding", Shape::kBytes};
constexpr Field kFlags{"icmpv6.opt.efo", "Flags Expansion Option", Shape::kHex16};
constexpr Field kPortal{"icmpv6.opt.captive_portal", "Captive Portal", Shape::kText};
constexpr Field kScaledLifetime{"icmpv6.opt.pref64.scaled_lifetime", "Scaled Lifetime",
                                Shape::kNumber16, 0xfff8};
constexpr Field kPrefixCode{"icmpv6.opt.pref64.plc", "PLC (Prefix Length Code)", Shape::kHex16,
                            0x0007, kPrefixLengthNames};
constexpr Field kNat64Prefix{"icmpv6.opt.pref64.prefix", "Prefix", Shape::kIpv6};
constexpr Field kUnknown{"icmpv6.opt.value", "Value", Shape::kBytes};

constexpr std::size_t kQuotedLength = 65535;

// The first bytes of an address, the others of which are zero.
void read_part_of_address(Layer& icmp, const Field& field, std::size_t size) {
  Address whole{Address::Kind::kIpv6, {}};
  const Bytes part = icmp.bytes(field, std::min(size, whole.size()));
  std::copy(part.begin(), part.end(), whole.bytes.begin());
  icmp.means(whole);
}

void read_link_address(Layer& icmp, Layer::Group& option, std::uint8_t type) {
  if (icmp.left().size() != 6) {
    icmp.remaining(kLinkAddress);
    return;
  }
  const std::string text = to_text(icmp.mac(kLinkAddress));
  if (icmp.recording())
    option.say(" (" + std::string(name_of(kTypeNames, type)) + " : " + text + ")");
  if (std::string* info = icmp.info()) *info += (type == 1 ? " from " : " is at ") + text;
}

void read_prefix(Layer& icmp) {
  icmp.u8(kPrefixLength);
  const std::uint8_t flags = icmp.u8(kPrefixFlags);
  icmp.parts(flags, {&kOnLink, &kAutonomous, &kRouter, &kPrefixReserved});
  icmp.u32(kValid);
  icmp.u32(kPreferred);
  icmp.bytes(kReserved, 4);
  icmp.ipv6(kPrefix);
}

// The redirected packet is a layer, and so stands behind all options in the tree.
void read_redirected(Layer& icmp, Bytes& redirected) {
  icmp.bytes(kReserved, 6);
  redirected = icmp.left();
  icmp.skip(redirected.size());
}

void read_route(Layer& icmp) {
  icmp.u8(kPrefixLength);
  const std::uint8_t flags = icmp.u8(kRouteFlags);
  icmp.parts(flags, {&kRoutePreference, &kRouteReserved});
  icmp.u32(kRouteLifetime);
  if (!icmp.left().empty()) read_part_of_address(icmp, kPrefix, icmp.left().size());
}

void read_servers(Layer& icmp) {
  icmp.bytes(kReserved, 2);
  icmp.u32(kServersLifetime);
  while (icmp.left().size() >= 16) icmp.ipv6(kServer);
}

// A name of labels, which are not compressed here. Every turn takes at least a byte.
void read_name(Layer& icmp) {
  std::string name;
  std::size_t size = 0;
  while (size < icmp.left().size()) {
    const std::uint8_t length = icmp.peek(size);
    ++size;
    if (length == 0) break;
    const Bytes label = icmp.left().subspan(size);
    if (!name.empty()) name += '.';
    name += printable(label.first(std::min<std::size_t>(length, label.size())));
    size += length;
  }
  icmp.bytes(kSearched, std::min(size, icmp.left().size()));
  icmp.say(name);
}

void read_searched(Layer& icmp) {
  icmp.bytes(kReserved, 2);
  icmp.u32(kSearchLifetime);
  while (!icmp.left().empty() && icmp.peek() != 0) read_name(icmp);
  if (!icmp.left().empty()) icmp.remaining(kPadding);
}

void read_nat64_prefix(Layer& icmp) {
  icmp.u16({&kScaledLifetime, &kPrefixCode});
  read_part_of_address(icmp, kNat64Prefix, icmp.left().size());
}

void read_home_agent(Layer& icmp) {
  icmp.bytes(kReserved, 2);
  icmp.u16(kAgentPreference);
  icmp.u16(kAgentLifetime);
}

void read_after_reserved(Layer& icmp, const Field& field) {
  icmp.bytes(kReserved, 2);
  icmp.u32(field);
}

void read_value(Layer& icmp, Layer::Group& option, std::uint8_t type, Bytes& redirected) {
  switch (type) {
    case 1:
    case 2:
      return read_link_address(icmp, option, type);
    case 3:
      return read_prefix(icmp);
    case 4:
      return read_redirected(icmp, redirected);
    case 5:
      return read_after_reserved(icmp, kMtu);
    case 7:
      return read_after_reserved(icmp, kInterval);
    case 8:
      return read_home_agent(icmp);
    case 14:
      icmp.remaining(kNonce);
      return;
    case 24:
      return read_route(icmp);
    case 25:
      return read_servers(icmp);
    case 26:
      icmp.u16(kFlags);
      return;
    case 31:
      return read_searched(icmp);
    case 37:
      icmp.padded(kPortal, icmp.left().size());
      return;
    case 38:
      return read_nat64_prefix(icmp);
    default:
      icmp.remaining(kUnknown);
  }
}

// One option; false when none can follow: its length says nothing.
bool read_option(Layer& icmp, Bytes& redirected) {
  Layer::Group option(icmp, kOption);
  if (icmp.recording()) {
    option.say(" (" + std::string(name_of(kTypeNames, icmp.peek())) + ")");
  }
  const std::uint8_t type = icmp.u8(kType);
  const std::uint8_t units = icmp.u8(kLength);
  if (icmp.recording()) icmp.say(format_text("%u (%u bytes)", units, units * 8u));
  if (icmp.truncated()) return false;
  if (units == 0) {
    icmp.expert_info(kZeroLength);
    return false;
  }
  const std::size_t size = units * std::size_t{8} - 2;
  if (size > icmp.left().size()) {
    icmp.skip(size);
    return false;
  }
  Layer::Limit value(icmp, size);
  read_value(icmp, option, type, redirected);
  return true;
}

constexpr FieldSpan kFields[] = {kZeroLength.field,
                                 kOption,
                                 kType,
                                 kLength,
                                 kReserved,
                                 kLinkAddress,
                                 kPrefixLength,
                                 kPrefixFlags,
                                 kOnLink,
                                 kAutonomous,
                                 kRouter,
                                 kPrefixReserved,
                                 kValid,
                                 kPreferred,
                                 kPrefix,
                                 kMtu,
                                 kInterval,
                                 kAgentPreference,
                                 kAgentLifetime,
                                 kNonce,
                                 kRouteFlags,
                                 kRoutePreference,
                                 kRouteReserved,
                                 kRouteLifetime,
                                 kServersLifetime,
                                 kServer,
                                 kSearchLifetime,
                                 kSearched,
                                 kPadding,
                                 kFlags,
                                 kPortal,
                                 kScaledLifetime,
                                 kPrefixCode,
                                 kNat64Prefix,
                                 kUnknown};

}  // namespace

void read_neighbor_options(Layer& icmp) {
  Bytes redirected;
  while (!icmp.left().empty() && read_option(icmp, redirected)) {
  }
  if (redirected.empty()) return;
  icmp.quote({redirected, std::max(kQuotedLength, redirected.size())},
             {{Space::kEtherType, 0x86dd}});
}

extern constexpr FieldList kNeighborOptionFields = kFields;

}  // namespace packetglass
