// What packets are to one another.
#pragma once

#include "dissect/initial_datagrams.h"
#include "stream/exchange_log.h"
#include "stream/fragment_log.h"
#include "stream/message_log.h"

namespace packetglass {

struct RelatedPackets {
  FragmentLog fragments;      // what was reassembled from which: datagrams
  MessageLog messages;        // the same over TCP
  ExchangeLog exchanges;      // requests and their responses
  InitialDatagrams initials;  // of QUIC

  // Bytes held.
  std::size_t memory() const {
    return fragments.memory() + messages.memory() + exchanges.memory() + initials.memory();
  }
};

}  // namespace packetglass
