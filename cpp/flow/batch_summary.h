// What the columns and the conversations say of the packets of a batch.
#pragma once

#include <memory>

#include "dissect/plain_summary.h"
#include "flow/flow_table.h"
#include "record/interface.h"
#include "record/issue.h"
#include "stream/fragments.h"
#include "stream/related_packets.h"
#include "stream/tcp_reassembly.h"

namespace packetglass {

// Packets whose headers are dissected, and what they carry is not.
struct HeadersDissected {
  PlainCarried carried[FlowTable::kBatch];
  std::uint8_t layers[FlowTable::kBatch];
  LayerPaths::Id path_before[FlowTable::kBatch] = {};  // of those that were left as bytes
  std::uint64_t waits = 0;  // a bit for each: whether it has something for the second part
};

struct BatchSummary {
  Summary summaries[PacketBatch::kCapacity];
  FlowPacket packets[PacketBatch::kCapacity];
  PacketFlow flows[PacketBatch::kCapacity];
  LayerPaths* paths = nullptr;       // where the layers of the packets are gathered, when wanted
  const Choices* choices = nullptr;  // chosen by the user; nullptr: nothing
  IpFragments fragments;  // ready to say of the batch's packets again what it said of them
  RelatedPackets related;
  TcpReassembly segments;  // the same of messages that span segments
  AgreedVersions agreed;
  std::vector<SaidExchange> exchanges;  // of the packets at hand, while it is made
  HeadersDissected headers;             // while it is made
  RecognisedConversations recognised;
  InitialBytes* initial_bytes = nullptr;  // where they are kept, when wanted
  EarlierValues earlier;
  std::vector<Issue> issues;  // what there was no room for any more, and from which packet on
};

// An issue of a packet of the batch, by its number; `numbers` are the packets before the batch.
Issue issue_of(IssueKind kind, const PacketBatch& batch, std::uint64_t numbers,
               std::uint64_t packet, std::uint64_t limit = 0);

// Dissects the packets of a batch for their columns, and gives each to its conversation. `numbers`
// are the packets before the batch; `interfaces` all that were declared. `out.issues` are those of
// this batch alone.
void summarise(const PacketBatch& batch, std::uint64_t numbers,
               std::span<const Interface> interfaces, FlowTable& flows, BatchSummary& out);

}  // namespace packetglass
