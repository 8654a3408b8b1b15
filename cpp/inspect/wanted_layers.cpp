// How much of a packet has to be dissected for the fields that are wanted of it.
#include "inspect/wanted_layers.h"

namespace packetglass {

// Paths have no quoted packets, and none that are deeper than they are kept.
unsigned WantedLayers::count(const PacketKind& kind) const {
  const bool is_known = kind.is_known && !kind.has(Summary::kMoreLayers) &&
                        paths_.depth(kind.path) < LayerPaths::kMostDeep;
  if (!is_known || !choice_->knows_layers()) return kAll;
  unsigned count = 0;
  for (LayerPaths::Id path = kind.path; path != LayerPaths::kNone; path = paths_.outer(path)) {
    count += choice_->has_in(paths_.layer(path)) ? 1 : 0;
  }
  return count;
}

}  // namespace packetglass
