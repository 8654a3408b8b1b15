// What the fields of headers mean to whoever rewrites packets.
#include "edit/rewrite/field_roles.h"

#include <algorithm>
#include <functional>

#include "dissect/field_list.h"

namespace packetglass {
namespace {

constexpr auto kHeader = Coverage::kHeader, kAll = Coverage::kAll, kGre = Coverage::kGre;
constexpr auto kPseudoHeader = Coverage::kPseudoHeader, kOspf = Coverage::kOspf;
constexpr auto kPim = Coverage::kPim, kVrrp = Coverage::kVrrp, kDccp = Coverage::kDccp;
constexpr auto kIpv4 = HeaderRole::kIpv4, kIpv6 = HeaderRole::kIpv6;
constexpr auto kRouting = HeaderRole::kRouting, kFragment = HeaderRole::kFragment;
constexpr auto kQuotes = HeaderRole::kQuotes;

// THE TABLE of headers that matter to others, and of checksums.
constexpr HeaderRow kHeaders[] = {
    {"ip", kIpv4, kHeader, 10},
    {"ipv6", kIpv6},
    {"ipv6.routing", kRouting},
    {"ipv6.fraghdr", kFragment},
    {"icmp", kQuotes, kAll, 2},
    {"icmpv6", kQuotes, kPseudoHeader, 2, 58},
    {"igmp", HeaderRole::kNone, kAll, 2},
    {"tcp", HeaderRole::kNone, kPseudoHeader, 16, 6},
    {"udp", HeaderRole::kUdp, kPseudoHeader, 6, 17, ChecksumKind::kUdp},
    {"sctp", HeaderRole::kNone, kAll, 8, 0, ChecksumKind::kCrc32c},
    {"gre", HeaderRole::kNone, kGre, 4},
    {"ospf", HeaderRole::kNone, kOspf, 12, 89},
    {"pim", HeaderRole::kNone, kPim, 2, 103},
    {"vrrp", HeaderRole::kNone, kVrrp, 6, 112},
    {"eigrp", HeaderRole::kNone, kAll, 2},
    {"pgm", HeaderRole::kNone, kAll, 6, 0, ChecksumKind::kUdp},
    {"dccp", HeaderRole::kNone, kDccp, 6, 33},
};

// Masks, areas and obscured addresses look like addresses and are none.
constexpr std::string_view kNoAddresses[] = {
    "icmp.address_mask",       "slarp.netmask",    "ospf.area_id",
    "ospf.hello.network_mask", "teredo.orig.addr",
};

constexpr std::string_view kPorts[] = {"tcp.srcport",  "tcp.dstport",  "udp.srcport",
                                       "udp.dstport",  "sctp.srcport", "sctp.dstport",
                                       "dccp.srcport", "dccp.dstport"};
constexpr std::string_view kTags[] = {"vlan.id", "ieee8021ad.id", "ieee8021ad.svid",
                                      "ieee8021ad.cvid"};
// Addresses whose shape does not say that they are MAC addresses: six bytes of them are.
constexpr std::string_view kLinkAddresses[] = {"icmpv6.opt.linkaddr"};

struct SideRow {
  std::string_view name;
  Side side;
};
// Names of fields that say so in another way than by ".src" and ".dst".
constexpr SideRow kSides[] = {
    {"wlan.sa", Side::kSource},
    {"wlan.ta", Side::kSource},
    {"wlan.da", Side::kDestination},
    {"wlan.ra", Side::kDestination},
    {"ieee8021ah.csrc", Side::kSource},
    {"ieee8021ah.cdst", Side::kDestination},
    {"ipcp.opt.src_address", Side::kNone},
    {"ipcp.opt.dst_address", Side::kNone},
    {"ospf.srcrouter", Side::kNone},
};

template <std::size_t kSize>
bool is_in(const std::string_view (&names)[kSize], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

Side side_of(std::string_view name) {
  for (const SideRow& row : kSides) {
    if (row.name == name) return row.side;
  }
  if (name.find(".src") != name.npos) return Side::kSource;
  return name.find(".dst") != name.npos ? Side::kDestination : Side::kNone;
}

std::optional<PlaceKind> kind_of(const Field& field) {
  const std::string_view name = field.name;
  if (is_in(kNoAddresses, name)) return std::nullopt;
  if (is_in(kPorts, name)) return PlaceKind::kPort;
  if (is_in(kTags, name)) return PlaceKind::kVlan;
  if (is_in(kLinkAddresses, name)) return PlaceKind::kMac;
  switch (field.shape) {
    case Shape::kMac:
      return PlaceKind::kMac;
    case Shape::kIpv4:
      return PlaceKind::kIpv4;
    case Shape::kIpv6:
      return PlaceKind::kIpv6;
    default:
      return std::nullopt;
  }
}

// A layer without a row changes nothing, but stands between others.
constexpr HeaderRow kOther{};

const HeaderRow* row_of(const Field& layer) {
  const auto* const row = std::find_if(std::begin(kHeaders), std::end(kHeaders),
                                       [&](const HeaderRow& r) { return layer.name == r.name; });
  return row == std::end(kHeaders) ? &kOther : row;
}

struct Roles {
  std::vector<FieldRole> all;  // by address
  std::vector<std::string_view> names;

  Roles() {
    for (const FieldRow& row : field_rows()) {
      all.push_back({row.layer, row_of(*row.layer)});
      visit_fields(row.fields, [&](const Field& field) { add(field); });
    }
    std::sort(all.begin(), all.end(), [](const FieldRole& a, const FieldRole& b) {
      return std::less<>()(a.field, b.field);
    });
  }

  void add(const Field& field) {
    const auto kind = kind_of(field);
    if (!kind) return;
    all.push_back({&field, nullptr, *kind, side_of(field.name)});
    names.push_back(field.name);
  }
};

const Roles& roles() {
  static const Roles kRoles;
  return kRoles;
}

}  // namespace

const FieldRole* role_of(const Field& field) {
  const auto& all = roles().all;
  const auto found = std::lower_bound(
      all.begin(), all.end(), &field,
      [](const FieldRole& role, const Field* at) { return std::less<>()(role.field, at); });
  return found != all.end() && found->field == &field ? &*found : nullptr;
}

std::span<const std::string_view> place_names() {
  return roles().names;
}

}  // namespace packetglass
