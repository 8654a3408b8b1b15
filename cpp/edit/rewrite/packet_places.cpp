// Where addresses, ports and VLAN ids stand in a packet, and its checksums.
#include "edit/rewrite/packet_places.h"

#include <algorithm>

#include "dissect/dissection.h"
#include "dissect/dissectors.h"
#include "edit/rewrite/header_walk.h"
#include "edit/rewrite/plain_places.h"

namespace packetglass {
namespace {

// A field that stands in the packet itself, as long as its kind is.
bool stands_there(const Node& node, PlaceKind kind) {
  return node.source == 0 && !node.generated && !node.kept && node.size == size_of(kind);
}

// Nodes from `begin` on.
void take(const Tree& tree, std::size_t begin, HeaderWalk& walk, std::vector<Place>& places) {
  const std::vector<Node>& nodes = tree.nodes();
  for (std::size_t i = begin; i < nodes.size(); ++i) {
    const Node& node = nodes[i];
    const FieldRole* const role = role_of(*node.field);
    if (role == nullptr || node.source != 0) continue;
    if (role->header != nullptr) {
      walk.add(*role->header, node);
    } else if (stands_there(node, role->kind)) {
      places.push_back({node.offset, role->kind, role->side});
    }
  }
}

// The headers of a first fragment's payload, which the dissectors leave to the reassembled packet.
// Others may be inside it.
void take_fragments(Bytes packet, Tree& tree, Dissection& dissection, HeaderWalk& walk,
                    std::vector<Place>& places) {
  for (std::size_t i = 0; i < walk.fragments().size() && i < Dissection::kMaxDepth; ++i) {
    const FirstFragment fragment = walk.fragments()[i];
    const Dissector* const dissector = find_dissector({Space::kIpProtocol, fragment.protocol});
    if (dissector == nullptr || fragment.begin >= packet.size()) continue;
    const std::size_t before = tree.nodes().size();
    const Bytes payload = packet.subspan(fragment.begin);
    Outcome found = done({payload, std::max<std::size_t>(payload.size(), 65535)},
                         {{Space::kIpProtocol, fragment.protocol}});
    dissect_headers(found, dissection);
    walk.enter(fragment);
    take(tree, before, walk, places);
  }
}

// The fields of places, and all layers. Made once: there are thousands of fields.
const std::shared_ptr<const FieldChoice>& header_fields() {
  static const auto kChoice = std::make_shared<const FieldChoice>(place_names(), true);
  return kChoice;
}

}  // namespace

PacketPlaces::PacketPlaces() : choice_(header_fields()) {}

void PacketPlaces::reset() {
  places_.clear();
  checksums_.clear();
  headers_.clear();
}

void PacketPlaces::find(Bytes packet, std::size_t original_length, LinkType link_type) {
  reset();
  if (find_plain(packet, original_length, link_type)) return;
  find_dissected(packet, original_length, link_type);
}

bool PacketPlaces::find_plain(Bytes packet, std::size_t original_length, LinkType link_type) {
  if (link_type != kLinkTypeEthernet) return false;
  if (find_plain_places(packet, original_length, places_, checksums_)) return true;
  places_.clear();
  checksums_.clear();
  return false;
}

void PacketPlaces::find_dissected(Bytes packet, std::size_t original_length, LinkType link_type) {
  reset();
  tree_.reset(packet, choice_.get());
  Summary summary;
  Dissection dissection(summary);
  dissection.wanted.tree = &tree_;
  dissection.wanted.text = false;
  dissect_headers(packet, original_length, link_type, dissection);
  HeaderWalk walk(packet, original_length, checksums_, headers_);
  take(tree_, 0, walk, places_);
  take_fragments(packet, tree_, dissection, walk, places_);
  sort();
}

// Bytes that have several names are one place, with the first of them.
void PacketPlaces::sort() {
  std::stable_sort(places_.begin(), places_.end(),
                   [](const Place& a, const Place& b) { return a.offset < b.offset; });
  std::size_t kept = 0, end = 0;
  for (const Place& place : places_) {
    if (kept != 0 && place.offset < end) continue;
    end = place.offset + size_of(place.kind);
    places_[kept++] = place;
  }
  places_.resize(kept);
  const auto last =
      std::unique(checksums_.begin(), checksums_.end(),
                  [](const Checksum& a, const Checksum& b) { return a.offset == b.offset; });
  checksums_.erase(last, checksums_.end());
}

}  // namespace packetglass
