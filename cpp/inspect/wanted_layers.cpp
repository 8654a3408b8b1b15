// How much of a packet has to be dissected for the fields that are wanted of it.
#include "inspect/wanted_layers.h"

namespace packetglass {

namespace {

bool is_transport(const Field& layer) {
  return layer.name == "tcp" || layer.name == "udp";
}

}  // namespace

// Paths have no quoted packets, and none that are deeper than they are kept. What a transport
// carries may have layers again that its path has once: several messages in a segment.
unsigned WantedLayers::count(const PacketKind& kind) const {
  const bool is_known = kind.is_known && !kind.has(Summary::kMoreLayers) &&
                        paths_.depth(kind.path) < LayerPaths::kMostDeep;
  if (!is_known || !choice_->knows_layers()) return kAll;
  unsigned count = 0;
  bool is_carried = true;
  for (LayerPaths::Id path = kind.path; path != LayerPaths::kNone; path = paths_.outer(path)) {
    is_carried = is_carried && !is_transport(paths_.layer(path));
    if (!choice_->has_in(paths_.layer(path))) continue;
    if (is_carried) return kAll;
    ++count;
  }
  return count;
}

}  // namespace packetglass
