// Anonymises any capture: where the dissectors find an address that is somebody's, another one
// stands afterwards, in as many packets of the same lengths.
#include "bounded.h"
#include "edit/anonymise/addresses.h"
#include "edit/anonymise/anonymise.h"
#include "edit/edit_chain.h"
#include "inspect/dissected_packets.h"
#include "read_whole.h"
#include "require.h"

namespace packetglass {
namespace {

using anonymise::Ipv6;
using anonymise::Policy;
using anonymise::Range;
using anonymise::Treatment;

constexpr anonymise::Key kKey{7, 1, 2, 3};

WantedOfPackets all_fields() {
  WantedOfPackets wanted;
  wanted.fields = true;
  wanted.text = wanted.info = wanted.past = wanted.decoded = wanted.carried = false;
  return wanted;
}

// No address stays but those that say what they are for.
Policy strict(std::size_t size) {
  Policy policy;
  for (const Range range : {Range::kPrivate, Range::kLinkLocal, Range::kDocumentation}) {
    policy.ranges[static_cast<std::size_t>(range)] = Treatment::kPseudonym;
  }
  policy.payload = static_cast<anonymise::Payload>(size % 3);
  return policy;
}

bool is_somebodys(Range range) {
  return range == Range::kOther || range == Range::kPrivate || range == Range::kLinkLocal ||
         range == Range::kDocumentation;
}

bool is_somebodys(const Field& field, Bytes value) {
  const std::string_view name = field.name;
  if (field.shape == Shape::kMac) {
    const bool zero = std::all_of(value.begin(), value.end(), [](int byte) { return byte == 0; });
    return value.size() == 6 && (value[0] & 1) == 0 && !zero;
  }
  if (field.shape == Shape::kIpv4 && value.size() == 4) {
    if (name.ends_with("mask") || name == "dhcp.cookie") return false;
    return is_somebodys(anonymise::range_of(load<std::uint32_t>(value.data(), ByteOrder::kBig)));
  }
  if (field.shape != Shape::kIpv6 || value.size() != 16) return false;
  Ipv6 address;
  std::copy(value.begin(), value.end(), address.begin());
  const bool prefix_alone = address == Ipv6{0, 0x64, 0xff, 0x9b} || address == Ipv6{0x20, 0x02};
  return is_somebodys(anonymise::range_of(address)) && !prefix_alone;
}

// An address of a packet, and where it stands in it.
struct Place {
  std::uint64_t packet;
  std::uint32_t at;
  std::vector<std::uint8_t> address;
};

// What the packets of a capture are, and the addresses in them.
class Places final : public RecordSink {
 public:
  explicit Places(bool finds) : finds_(finds), packets_(all_fields()) {}

  std::vector<Place> places;
  std::vector<std::vector<std::uint8_t>> bytes;
  std::vector<std::uint32_t> original_lengths;

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    if (finds_) packets_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) {
      const Bytes packet = batch.bytes(i);
      bytes.emplace_back(packet.begin(), packet.end());
      original_lengths.push_back(batch.original_length[i]);
      if (!finds_) continue;
      packets_.begin(i);
      find(*packets_.dissect().tree);
    }
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

 private:
  void find(const Tree& tree) {
    for (const Node& node : tree.nodes()) {
      if (node.generated || node.source != 0 || node.size == 0) continue;
      const Bytes value = tree.bytes(node);
      if (!is_somebodys(*node.field, value)) continue;
      places.push_back({bytes.size() - 1, node.offset, {value.begin(), value.end()}});
    }
  }

  const bool finds_;
  std::vector<Interface> interfaces_;
  DissectedPackets packets_;
};

void require_other(const Place& place, Bytes packet) {
  if (place.at + place.address.size() > packet.size()) return;
  require(!std::equal(place.address.begin(), place.address.end(), packet.begin() + place.at),
          "an address is another one");
}

}  // namespace
}  // namespace packetglass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packetglass;
  const fuzz::Bounded bounded(size, {4'000'000, 20'000}, {std::size_t{24} << 20, 400});
  const Bytes capture(data, size);
  const Policy policy = strict(size);
  trying = "anonymising";
  Places before(true), after(false);
  read_whole(capture, before);
  std::vector<std::unique_ptr<Edit>> steps;
  steps.push_back(make_anonymiser(kKey, policy));
  EditChain chain(std::move(steps), after);
  read_whole(capture, chain);
  chain.finish();
  require(chain.error() || after.bytes.size() == before.bytes.size(), "no packet is lost");
  for (std::size_t i = 0; i < after.bytes.size(); ++i) {
    require(after.original_lengths[i] == before.original_lengths[i], "an original length");
    require(policy.payload == anonymise::Payload::kCut ||
                after.bytes[i].size() == before.bytes[i].size(),
            "a captured length");
  }
  for (const Place& place : before.places) {
    if (place.packet < after.bytes.size()) require_other(place, after.bytes[place.packet]);
  }
  return 0;
}
