// The layers of packets as paths: eth, eth:ip, eth:ip:tcp … Each is kept once and has a number.
#pragma once

#include <array>
#include <vector>

#include "dissect/field.h"

namespace packetglass {

// While packets are dissected every layer that is opened costs one look at the few that were seen
// inside the same ones before.
class LayerPaths {
 public:
  using Id = std::uint16_t;
  static constexpr Id kNone = 0;  // nothing is opened yet
  // More are not kept, and no deeper ones: a packet then stays where it was.
  static constexpr std::size_t kMost = 16384;
  static constexpr std::size_t kMostDeep = 48;

  LayerPaths() : nodes_(1) {}

  // The path `outer` with this layer inside. The layer is a constant; layers with the same name
  // are the same. A part of the layer around it (an extension header) is no layer of its own.
  Id inside(Id outer, const Field& layer) {
    for (Id at = nodes_[outer].inner; at != kNone; at = nodes_[at].next) {
      if (nodes_[at].layer == &layer) return nodes_[at].path;
    }
    return put(outer, layer);
  }

  // Numbers are below this one. A path's is higher than that of the path around it; some are
  // other spellings of a path, and no packet has them.
  std::size_t size() const { return nodes_.size(); }
  // The innermost layer of a path that is not kNone.
  const Field& layer(Id path) const { return *nodes_[path].layer; }
  Id outer(Id path) const { return nodes_[path].outer; }
  // Layers of the path.
  std::size_t depth(Id path) const { return nodes_[path].depth; }
  // Whether there were more paths than are kept.
  bool full() const { return full_; }
  // Where whoever looks up the same paths again and again keeps them: by plain_summary's number.
  std::array<Id, 12> plain{};
  // Bytes held.
  std::size_t memory() const { return nodes_.capacity() * sizeof(Node); }

 private:
  struct Node {
    const Field* layer = nullptr;
    Id outer = kNone;
    Id inner = kNone;  // the first path one deeper
    Id next = kNone;   // the next path inside the same one
    Id path = kNone;   // itself, or that of the same name
    std::uint8_t depth = 0;
  };

  Id put(Id outer, const Field& layer);

  std::vector<Node> nodes_;
  bool full_ = false;
};

}  // namespace packetglass
