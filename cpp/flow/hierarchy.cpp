// The protocol hierarchy.
#include "flow/hierarchy.h"

#include <algorithm>

namespace packetglass {
namespace {

using Id = LayerPaths::Id;

// Paths by the path around them, those with the most bytes first.
std::vector<Id> in_order(const LayerPaths& paths, const std::vector<FlowSums>& sums) {
  std::vector<Id> order;
  for (std::size_t i = 1; i < sums.size(); ++i) {
    if (sums[i].packets != 0) order.push_back(static_cast<Id>(i));
  }
  std::sort(order.begin(), order.end(), [&](Id a, Id b) {
    if (paths.outer(a) != paths.outer(b)) return paths.outer(a) < paths.outer(b);
    return sums[a].bytes != sums[b].bytes ? sums[a].bytes > sums[b].bytes : a < b;
  });
  return order;
}

// Goes down the paths.
struct Walk {
  const LayerPaths& paths;
  const std::vector<FlowSums>& sums;
  const std::vector<Id>& order;
  std::vector<HierarchyRow>& rows;

  void inside(Id outer) {
    auto at = std::partition_point(order.begin(), order.end(),
                                   [&](Id path) { return paths.outer(path) < outer; });
    for (; at != order.end() && paths.outer(*at) == outer; ++at) {
      rows.push_back({&paths.layer(*at), paths.depth(*at) - 1, sums[*at]});
      inside(*at);
    }
  }
};

}  // namespace

FlowSums LayerSums::whole() const {
  FlowSums whole;
  for (const FlowSums& sums : sums_) {
    whole.packets += sums.packets;
    whole.bytes += sums.bytes;
  }
  return whole;
}

std::vector<HierarchyRow> LayerSums::rows(const LayerPaths& paths) const {
  std::vector<FlowSums> sums = sums_;
  for (std::size_t i = sums.size(); i-- > 1;) {
    FlowSums& around = sums[paths.outer(static_cast<Id>(i))];
    around.packets += sums[i].packets;
    around.bytes += sums[i].bytes;
  }
  const std::vector<Id> order = in_order(paths, sums);
  std::vector<HierarchyRow> rows;
  Walk{paths, sums, order, rows}.inside(LayerPaths::kNone);
  return rows;
}

}  // namespace packetglass
