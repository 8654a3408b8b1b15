// What packets come to that were chosen of an index, by their columns: their bytes are not looked
// at.
#pragma once

#include "flow/chosen_sums.h"
#include "flow/hierarchy.h"
#include "flow/summary_index.h"
#include "index/packet_columns.h"

namespace packetglass {

struct ChosenColumns {
  // Those of the first `count` packets that have a bit in `chosen`, words of 32.
  ChosenColumns(const SummaryIndex& index, const PacketColumns& packets,
                const std::uint32_t* chosen, std::uint64_t count);

  ChosenSums sums;   // without links
  LayerSums layers;  // by the paths of the index
};

}  // namespace packetglass
