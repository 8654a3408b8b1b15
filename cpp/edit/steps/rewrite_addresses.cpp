// --rewrite-ip, --rewrite-mac: other addresses, in all headers of a packet.
#include <array>

#include "edit/edits.h"
#include "edit/rewrite/address_rules.h"
#include "edit/rewrite/place_rewrite.h"

namespace packetglass {
namespace {

constexpr Address::Kind address_kind(PlaceKind kind) {
  return kind == PlaceKind::kMac    ? Address::Kind::kMac
         : kind == PlaceKind::kIpv4 ? Address::Kind::kIpv4
                                    : Address::Kind::kIpv6;
}

// Rules by the kind of address.
using RulesOfKinds = std::array<AddressRules, 4>;

class RewriteAddresses final : public PlaceRewrite {
 public:
  explicit RewriteAddresses(RulesOfKinds rules) : rules_(std::move(rules)) {}

 protected:
  bool replace(const Place& place, const std::uint8_t* before,
               std::uint8_t* after) const override {
    if (place.kind == PlaceKind::kPort || place.kind == PlaceKind::kVlan) return false;
    const Address::Kind kind = address_kind(place.kind);
    return rules_[static_cast<std::size_t>(kind)].apply(kind, place.side, before, after);
  }

 private:
  const RulesOfKinds rules_;
};

using ReadPattern = std::optional<AddressRules::Pattern> (*)(std::string_view, std::string&);

std::string take(const Rule& rule, ReadPattern read, RulesOfKinds& rules) {
  std::string wrong;
  const auto after = read(rule.after, wrong);
  if (!after) return wrong;
  auto& of_kind = rules[static_cast<std::size_t>(after->address.kind)];
  if (rule.before == "*") {
    if (after->bits != 8 * after->address.size()) return "makes a prefix of all addresses";
    of_kind.add(rule.side, {Address{after->address.kind, {}}, 0}, *after);
    return {};
  }
  const auto before = read(rule.before, wrong);
  if (!before) return wrong;
  if (before->address.kind != after->address.kind) return "has addresses of two kinds";
  if (before->bits != after->bits) return "has prefixes of two lengths";
  of_kind.add(rule.side, *before, *after);
  return {};
}

MadeEdit make(std::string_view value, ReadPattern read) {
  RulesOfKinds rules;
  std::string wrong = read_rules(value, [&](const Rule& rule) { return take(rule, read, rules); });
  if (!wrong.empty()) return {nullptr, wrong};
  for (AddressRules& of_kind : rules) {
    if (!of_kind.sort()) return {nullptr, "has two rules for the same addresses"};
  }
  return {std::make_unique<RewriteAddresses>(std::move(rules)), {}};
}

}  // namespace

extern const EditKind kRewriteIp, kRewriteMac;
const EditKind kRewriteIp{
    "rewrite-ip", EditValue::kTextOrFile, "RULES",
    "Give addresses of IPv4 and IPv6 in all headers others: 10.0.0.0/8=172.0.0.0/8, "
    "src:2001:db8::1=2001:db8::2, dst:*=192.0.2.1",
    [](std::string_view value) { return make(value, read_ip_pattern); }};
const EditKind kRewriteMac{
    "rewrite-mac", EditValue::kTextOrFile, "RULES",
    "Give MAC addresses in all headers others: 00:00:5e:00:53:01=02:00:00:00:00:01, "
    "dst:*=02:00:00:00:00:02, 00:00:5e:00:00:00/24=02:00:00:00:00:00/24",
    [](std::string_view value) { return make(value, read_mac_pattern); }};

}  // namespace packetglass
