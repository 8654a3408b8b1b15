// Dissects a packet.
#include "dissect/dissection.h"

#include "dissect/dissectors.h"
#include "dissect/layer.h"

namespace packetglass {

extern const Dissector kTrailing;

namespace {

// Adds what a dissector says about its end: whether the layer is malformed or only cut.
void tell_end(Layer& layer, const Outcome& outcome, Dissection& dissection) {
  const bool cut = layer.cut() || (outcome.early && layer.cut_by_snaplen());
  if (!dissection.quoted) (cut ? dissection.summary.cut : dissection.summary.malformed) = true;
  std::string text = cut ? "Packet size limited during capture: " : "Malformed packet: ";
  if (layer.recording()) layer.note(text.append(outcome.reason));
}

// Tries a dissector on what was found; when it takes it, `found` is what is inside.
bool taken_by(const Dissector* dissector, Outcome& found, Dissection& dissection) {
  if (dissector == nullptr) return false;
  const std::size_t nodes = dissection.tree ? dissection.tree->nodes().size() : 0;
  const char* const protocol = dissection.summary.protocol;
  Layer layer(dissection, *dissector, found.payload);
  if (dissector->column != nullptr) layer.column(dissector->column);
  const Outcome inside = dissector->dissect(layer);
  if (inside.status == Outcome::Status::kNotMine) {
    layer.take_back(nodes);
    dissection.summary.protocol = protocol;
    return false;
  }
  if (inside.status == Outcome::Status::kStopped) tell_end(layer, inside, dissection);
  found = inside;
  return true;
}

bool taken_at(Route route, Outcome& found, Dissection& dissection) {
  if (route.space != Space::kTcpStart && route.space != Space::kUdpStart) {
    return taken_by(find_dissector(route), found, dissection);
  }
  for (const Dissector* dissector : recognising(route.space)) {
    if (!dissector->recognises(found.payload.bytes)) continue;
    if (taken_by(dissector, found, dissection)) return true;
  }
  return false;
}

bool taken(Outcome& found, Dissection& dissection) {
  for (std::size_t i = 0; i < found.route_count; ++i) {
    if (taken_at(found.routes[i], found, dissection)) return true;
  }
  return false;
}

}  // namespace

void dissect(Bytes packet, std::size_t original_length, LinkType link_type,
             Dissection& dissection) {
  const Payload payload{packet, std::max(original_length, packet.size())};
  dissect_payload(done(payload, {{Space::kLinkType, link_type}}), dissection);
  if (dissection.tree == nullptr || dissection.trailing.empty()) return;
  Outcome behind = done({dissection.trailing, dissection.trailing.size()}, {});
  taken_by(&kTrailing, behind, dissection);
}

void dissect_as(const Dissector& dissector, const Payload& payload, Dissection& dissection) {
  Outcome found = done(payload, {});
  if (taken_by(&dissector, found, dissection)) dissect_payload(found, dissection);
}

void dissect_payload(const Outcome& outcome, Dissection& dissection) {
  Outcome found = outcome;
  while (!found.payload.empty()) {
    if (dissection.layers++ < Dissection::kMaxDepth && taken(found, dissection)) continue;
    if (dissection.tree == nullptr) return;  // bytes that nobody knows say nothing
    taken_by(&kBytesLeft, found, dissection);
  }
}

}  // namespace packetglass
