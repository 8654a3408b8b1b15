// The layers of packets as paths.
#include "dissect/layer_paths.h"

namespace packetglass {

LayerPaths::Id LayerPaths::put(Id outer, const Field& layer) {
  full_ = full_ || nodes_.size() == kMost;
  if (full_ || nodes_[outer].depth == kMostDeep) return outer;
  const auto number = static_cast<Id>(nodes_.size());
  Node node{.layer = &layer, .outer = outer, .path = number};
  node.depth = static_cast<std::uint8_t>(nodes_[outer].depth + 1);
  // The last one inside: what is seen first is mostly what is seen often.
  Id* last = &nodes_[outer].inner;
  while (*last != kNone) {
    const Node& other = nodes_[*last];
    if (other.layer->name == layer.name && node.path == number) node.path = other.path;
    last = &nodes_[*last].next;
  }
  *last = number;
  nodes_.push_back(node);
  return node.path;
}

}  // namespace packetglass
