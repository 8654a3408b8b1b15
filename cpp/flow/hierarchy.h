// The protocol hierarchy: how many packets and bytes each layer has, inside which.
#pragma once

#include <vector>

#include "dissect/layer_paths.h"
#include "flow/flow.h"

namespace packetglass {

struct HierarchyRow {
  const Field* layer;     // its name and title
  std::size_t depth = 0;  // how many layers are around it
  FlowSums sums;          // packets that have the layer there, and their original lengths
};

// Sums by path of layers.
class LayerSums {
 public:
  // A packet of one of the paths.
  void add(const LayerPaths& paths, LayerPaths::Id path, std::uint32_t original_length) {
    if (path >= sums_.size()) sums_.resize(paths.size());
    sums_[path].bytes += original_length;
    ++sums_[path].packets;
  }

  // Of all packets, also those without any layer.
  FlowSums whole() const;
  // Each layer behind the one that it is inside of, those with the most bytes first.
  std::vector<HierarchyRow> rows(const LayerPaths& paths) const;
  // Bytes held.
  std::size_t memory() const { return sums_.capacity() * sizeof(FlowSums); }

 private:
  std::vector<FlowSums> sums_;  // by path: of packets whose last layer it ends with
};

// The same with its paths.
class Hierarchy {
 public:
  // Where dissection gathers the paths of packets (Dissection::paths).
  LayerPaths& paths() { return paths_; }
  const LayerPaths& paths() const { return paths_; }

  void add(LayerPaths::Id path, std::uint32_t original_length) {
    sums_.add(paths_, path, original_length);
  }
  FlowSums whole() const { return sums_.whole(); }
  std::vector<HierarchyRow> rows() const { return sums_.rows(paths_); }
  // Bytes held.
  std::size_t memory() const { return paths_.memory() + sums_.memory(); }

 private:
  LayerPaths paths_;
  LayerSums sums_;
};

}  // namespace packetglass
