// --add-vlan, --add-mpls: a tag of 802.1Q, a label of MPLS.
#include "base/appender.h"
#include "edit/edits.h"
#include "edit/rewrite/encapsulating.h"
#include "edit/rewrite/ethertype_place.h"
#include "edit/rewrite/value_parts.h"

namespace packetglass {
namespace {

constexpr std::size_t kTypeSize = 2, kTagSize = 4, kAddressesSize = 12;

// Four bytes behind the first `at` of a packet of Ethernet.
void insert(PacketDraft& draft, std::size_t at, std::uint32_t word,
            std::vector<std::uint8_t>& out) {
  Appender appender(out, ByteOrder::kBig);
  appender.bytes(draft.bytes.first(at));
  appender.u32(word);
  appender.bytes(draft.bytes.subspan(at));
  draft.original_length = static_cast<std::uint32_t>(length_on_wire(draft) + kTagSize);
}

class AddVlan final : public Encapsulating {
 public:
  explicit AddVlan(std::uint16_t tag) : Encapsulating(kTagSize), tag_(tag) {}

 protected:
  // The outermost one.
  bool put(PacketDraft& draft, std::vector<std::uint8_t>& out) override {
    const bool is_ethernet = draft.interface->link_type == kLinkTypeEthernet;
    if (!is_ethernet || draft.bytes.size() < kAddressesSize + kTypeSize) return false;
    insert(draft, kAddressesSize, std::uint32_t{kVlanType} << 16 | tag_, out);
    return true;
  }

 private:
  const std::uint16_t tag_;
};

class AddMpls final : public Encapsulating {
 public:
  explicit AddMpls(std::uint32_t entry) : Encapsulating(kTagSize), entry_(entry) {}

 protected:
  // On top of the labels that are there; else around IP.
  bool put(PacketDraft& draft, std::vector<std::uint8_t>& out) override {
    if (draft.interface->link_type != kLinkTypeEthernet) return false;
    const auto at = type_behind_tags(draft.bytes);
    if (!at) return false;
    const auto type = load<std::uint16_t>(draft.bytes.data() + *at, ByteOrder::kBig);
    const bool has_labels = type == kMplsType || type == kMplsMulticastType;
    if (!has_labels && type != kIpv4Type && type != kIpv6Type) return false;
    constexpr std::uint32_t kBottomOfStack = 0x100;
    insert(draft, *at + kTypeSize, entry_ | (has_labels ? 0 : kBottomOfStack), out);
    if (!has_labels) store(out.data() + *at, kMplsType, ByteOrder::kBig);
    return true;
  }

 private:
  const std::uint32_t entry_;
};

MadeEdit make_vlan(std::string_view value) {
  ValueParts parts(value);
  const auto id = parts.number(0, 4095);
  const auto priority = parts.number_or(0, 0, 7);
  if (!id || !priority || !parts.done()) {
    return {nullptr, "is no id from 0 to 4095, with or without a priority from 0 to 7: 100,5"};
  }
  return {std::make_unique<AddVlan>(static_cast<std::uint16_t>(*priority << 13 | *id)), {}};
}

MadeEdit make_mpls(std::string_view value) {
  ValueParts parts(value);
  const auto label = parts.number(0, 0xfffff);
  const auto ttl = parts.number_or(64, 0, 255);
  if (!label || !ttl || !parts.done()) {
    return {nullptr,
            "is no label from 0 to 1048575, with or without a time to live from 0 to 255: 16,64"};
  }
  return {std::make_unique<AddMpls>(static_cast<std::uint32_t>(*label << 12 | *ttl)), {}};
}

}  // namespace

extern const EditKind kAddVlan, kAddMpls;
const EditKind kAddVlan{"add-vlan", EditValue::kText, "ID[,PRIORITY]",
                        "Put a tag of 802.1Q into each packet of Ethernet, the outermost",
                        make_vlan};
const EditKind kAddMpls{"add-mpls", EditValue::kText, "LABEL[,TTL]",
                        "Put a label of MPLS before each packet of IP in Ethernet, or on top of "
                        "the labels that are there",
                        make_mpls};

}  // namespace packetglass
