// What the columns and the conversations say of the packets of a batch.
#pragma once

#include <memory>

#include "flow/flow_table.h"
#include "flow/fragments.h"
#include "record/interface.h"

namespace packetglass {

struct BatchSummary {
  Summary summaries[PacketBatch::kCapacity];
  FlowPacket packets[PacketBatch::kCapacity];
  FlowPlace places[PacketBatch::kCapacity];
  LayerPaths* paths = nullptr;  // where the layers of the packets are gathered, when wanted
  IpFragments fragments;        // ready to say of the batch's packets again what it said of them
  FragmentLog put_together;
};

// Dissects the packets of a batch for their columns, and gives each to its conversation. `numbers`
// are the packets before the batch; `interfaces` all that were declared.
void summarise(const PacketBatch& batch, std::uint64_t numbers,
               std::span<const Interface> interfaces, FlowTable& flows, BatchSummary& out);

}  // namespace packetglass
