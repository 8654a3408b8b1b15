// The layers of packets as paths.
#include "dissect/layer_paths.h"

namespace packetglass {

namespace {

// "ipv6.hopopts" is a part of the protocol around it, as its name says; "_ws.malformed" is not.
bool is_part(std::string_view name) {
  return name.front() != '_' && name.find('.') != std::string_view::npos;
}

}  // namespace

LayerPaths::Id LayerPaths::put(Id outer, const Field& layer) {
  full_ = full_ || nodes_.size() == kMost;
  if (full_ || nodes_[outer].depth == kMostDeep) return outer;
  const auto number = static_cast<Id>(nodes_.size());
  Node node{.layer = &layer, .outer = outer, .path = number};
  if (is_part(layer.name)) node.path = outer;
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
