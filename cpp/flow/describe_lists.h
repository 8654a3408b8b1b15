// Conversations, endpoints and the protocol hierarchy as Descriptions.
#pragma once

#include "describe/description.h"
#include "flow/conversation_list.h"
#include "flow/endpoint_list.h"

namespace packetglass {

// The rows [from, to) as an array of objects; `to` beyond the end is the end. Lists may be longer
// than a description can be: ask for some ten thousand rows at a time.
//   addressA addressB, packetsAB packetsBA bytesAB bytesBA, first last (ns, signed64);
//   of transports portA portB stream communityId too. A sent the first packet.
void put_conversations(Description& out, const ConversationList& list, std::size_t from,
                       std::size_t to);

// address, packets bytes, sentPackets sentBytes receivedPackets receivedBytes, conversations;
// of transports port too.
void put_endpoints(Description& out, const EndpointList& list, std::size_t from, std::size_t to);

// Rows as an array of objects {name, title, depth, packets, bytes}, each behind the one that it
// is inside of.
void put_hierarchy(Description& out, const Hierarchy& hierarchy);

}  // namespace packetglass
