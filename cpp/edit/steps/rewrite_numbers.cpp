// --rewrite-port, --rewrite-vlan: other ports and VLAN ids, in all headers of a packet.
#include "edit/edits.h"
#include "edit/rewrite/number_rules.h"
#include "edit/rewrite/place_rewrite.h"

namespace packetglass {
namespace {

class RewriteNumbers final : public PlaceRewrite {
 public:
  RewriteNumbers(PlaceKind kind, NumberRules rules) : kind_(kind), rules_(std::move(rules)) {}

 protected:
  // Of a tag the bits around its id stay.
  bool replace(const Place& place, const std::uint8_t* before,
               std::uint8_t* after) const override {
    if (place.kind != kind_) return false;
    const auto word = load<std::uint16_t>(before, ByteOrder::kBig);
    const auto number = static_cast<std::uint16_t>(word & rules_.mask());
    const auto other = static_cast<std::uint16_t>(word & ~rules_.mask());
    const std::uint16_t replaced = rules_.of(place.side, number);
    if (replaced == number) return false;
    store(after, static_cast<std::uint16_t>(other | replaced), ByteOrder::kBig);
    return true;
  }

 private:
  const PlaceKind kind_;
  const NumberRules rules_;
};

MadeEdit make(PlaceKind kind, std::uint16_t most, std::string_view value) {
  NumberRules rules(most);
  std::string wrong = read_rules(value, [&](const Rule& rule) -> std::string {
    if (kind == PlaceKind::kVlan && rule.side != Side::kNone)
      return "names a side: tags have none";
    return rules.add(rule);
  });
  if (!wrong.empty()) return {nullptr, wrong};
  return {std::make_unique<RewriteNumbers>(kind, std::move(rules)), {}};
}

}  // namespace

extern const EditKind kRewritePort, kRewriteVlan;
const EditKind kRewritePort{
    "rewrite-port", EditValue::kTextOrFile, "RULES",
    "Give ports of TCP, UDP, SCTP and DCCP others: 80=8080, dst:5000-5009=6000-6009",
    [](std::string_view value) { return make(PlaceKind::kPort, 0xffff, value); }};
const EditKind kRewriteVlan{
    "rewrite-vlan", EditValue::kTextOrFile, "RULES",
    "Give VLAN tags of all levels other ids: 100=200, 10-19=110-119, *=1",
    [](std::string_view value) { return make(PlaceKind::kVlan, 0x0fff, value); }};

}  // namespace packetglass
