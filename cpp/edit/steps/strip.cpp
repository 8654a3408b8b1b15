// --strip: takes encapsulations off packets.
#include "edit/edits.h"
#include "edit/packet_edit.h"
#include "edit/rewrite/decapsulation.h"

namespace packetglass {
namespace {

class StripStep final : public PacketEdit {
 public:
  StripStep(const Encapsulation& kind, unsigned most) : kind_(kind), most_(most) {}

  std::vector<EditCount> counts() const override {
    return {{"packets changed", changed_},
            {"headers removed", removed_},
            {"packets left: what is inside cannot be a packet here", left_}};
  }

 protected:
  PacketFate edit(PacketDraft& draft) override {
    if (has_none(draft)) return PacketFate::kAsItIs;
    unsigned removed = 0;
    while (removed < most_ && take_off(draft)) ++removed;
    if (removed == 0) return PacketFate::kAsItIs;
    ++changed_;
    removed_ += removed;
    return PacketFate::kChanged;
  }

 private:
  // Plain packets have no more than tags, and headers are found of others alone.
  bool has_none(const PacketDraft& draft) {
    places_.find(draft.bytes, draft.original_length, draft.interface->link_type);
    return kind_.how != Encapsulated::kTag && places_.headers().empty();
  }

  bool take_off(PacketDraft& draft) {
    const LinkType link_type = draft.interface->link_type;
    places_.find_dissected(draft.bytes, draft.original_length, link_type);
    const Stripped stripped =
        strip(kind_, places_, draft.bytes, link_type, draft.original_length, next_);
    left_ += stripped == Stripped::kLeft ? 1 : 0;
    if (stripped != Stripped::kDone) return false;
    packet_.swap(next_.bytes);
    draft.bytes = packet_;
    draft.original_length = next_.original_length;
    return true;
  }

  const Encapsulation& kind_;
  const unsigned most_;
  PacketPlaces places_;
  std::vector<std::uint8_t> packet_;
  Decapsulation next_;
  std::uint64_t changed_ = 0, removed_ = 0, left_ = 0;
};

std::string names() {
  std::string text;
  for (const Encapsulation& kind : encapsulations()) {
    text.append(text.empty() ? "" : ", ").append(kind.name);
  }
  return text;
}

MadeEdit make(std::string_view value) {
  constexpr std::string_view kOuter = "outer:";
  // No packet has more layers.
  constexpr unsigned kAll = 40;
  const bool outer = value.starts_with(kOuter);
  const Encapsulation* const kind = find_encapsulation(value.substr(outer ? kOuter.size() : 0));
  if (kind == nullptr) return {nullptr, "is no encapsulation: " + names() + "; or outer:vlan"};
  return {std::make_unique<StripStep>(*kind, outer ? 1 : kAll), {}};
}

}  // namespace

extern const EditKind kStrip;
const EditKind kStrip{"strip", EditValue::kText, "KIND",
                      "Remove all headers of a kind, and of tunnels what is around them: vlan, "
                      "mpls, pppoe, vxlan, gre, geneve, gtp, etherip, l2tp, teredo, ipip; "
                      "outer:KIND the outermost one alone",
                      make};

}  // namespace packetglass
