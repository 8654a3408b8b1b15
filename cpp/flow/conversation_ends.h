// The ends of a conversation, as readers of what it carries need them.
#pragma once

#include "flow/flow.h"
#include "stream/objects/announced_transfers.h"

namespace packetglass {

inline ConversationEnds ends_of(const Conversation& conversation) {
  ConversationEnds ends;
  ends.is_tcp = conversation.key.transport == Transport::kTcp;
  for (const unsigned side : {0u, 1u}) {
    ends.sides[side] = {conversation.address(side), conversation.port(side)};
  }
  return ends;
}

}  // namespace packetglass
