// What the columns and the conversations say of the packets of a batch.
#pragma once

#include <memory>

#include "flow/flow_table.h"

namespace packetglass {

struct BatchSummary {
  Summary summaries[PacketBatch::kCapacity];
  FlowPlace places[PacketBatch::kCapacity];
};

// Dissects the packets of a batch for their columns, and gives each to its conversation. `numbers`
// are the packets before the batch; `link_types` those of the interfaces.
void summarise(const PacketBatch& batch, std::uint64_t numbers,
               std::span<const LinkType> link_types, FlowTable& flows, BatchSummary& out);

}  // namespace packetglass
