// What was reassembled from which packets.
#pragma once

#include "stream/fragment_log.h"
#include "stream/message_log.h"

namespace packetglass {

struct ReassemblyLog {
  FragmentLog fragments;  // datagrams
  MessageLog messages;    // over TCP

  // Bytes held.
  std::size_t memory() const { return fragments.memory() + messages.memory(); }
};

}  // namespace packetglass
