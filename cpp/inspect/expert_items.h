// Expert information of a packet: what is unusual in it.
#pragma once

#include <vector>

#include "dissect/expert.h"
#include "dissect/tree.h"
#include "inspect/wanted_of_packets.h"

namespace packetglass {

// One of its items; what the views show stands in the tree, or is a constant.
struct ExpertItem {
  ExpertSeverity severity;
  ExpertGroup group;
  std::string_view protocol;  // short name of the layer: "TCP"
  std::string_view field;     // "tcp.connection.syn"; empty where it is none
  std::string_view text;
};

// The fields that a packet's items are made of, and what it has to be dissected for.
std::vector<std::string_view> expert_fields();
WantedOfPackets wanted_for_expert();

// Puts the items of a packet in the place of those that are there, in the order of its fields.
// Those of packets that it quotes are not its own, as in Wireshark's list. Takes time in
// proportion to its fields.
void find_expert_items(const Tree& tree, std::vector<ExpertItem>& items);

}  // namespace packetglass
