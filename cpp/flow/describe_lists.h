// Conversations, endpoints and the protocol hierarchy as Descriptions.
#pragma once

#include "describe/description.h"
#include "flow/conversation_list.h"
#include "flow/endpoint_list.h"
#include "flow/hierarchy.h"

namespace packetglass {

// The rows [from, to) as an array of objects; `to` beyond the end is the end. Lists may be longer
// than a description can be: ask for some ten thousand rows at a time.
//   addressA addressB, packetsAB packetsBA bytesAB bytesBA, first last duration (ns, 64 bits; not
//   where no packet has a time), rateAB rateBA (bits a second; not where it took no time);
//   of transports portA portB conversation stream communityId too. A sent the first packet.
void put_conversations(Description& out, const ConversationList& list, std::size_t from,
                       std::size_t to);

// address, packets bytes, sentPackets sentBytes receivedPackets receivedBytes, conversations;
// of transports port too.
void put_endpoints(Description& out, const EndpointList& list, std::size_t from, std::size_t to);

// Rows as an array of objects {name, title, depth, packets, bytes}, each behind the one that it
// is inside of.
void put_hierarchy(Description& out, const std::vector<HierarchyRow>& rows);

}  // namespace packetglass
