// Packets that are read along with a conversation, because datagrams of it came in fragments.
#pragma once

#include "flow/summary_index.h"

namespace packetglass {

// The places, from 0 and rising, of packets that have such fragments; those that complete the
// datagrams are the conversation's own.
std::vector<std::uint64_t> fragments_of(const SummaryIndex& summary, std::uint32_t conversation);

}  // namespace packetglass
