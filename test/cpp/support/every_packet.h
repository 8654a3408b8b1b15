// Every packet of every file that may be a capture.
#pragma once

#include "support/every_capture.h"
#include "support/packets.h"
#include "support/read_all.h"

namespace packetglass::test {

// Calls `each` with a packet and its number, from 1, until a test fails.
template <class Each>
void for_every_packet(const Each& each) {
  for_every_capture([&](Bytes source) {
    PacketCollector collector;
    read_all(source, collector);
    std::size_t number = 0;
    for (const TestPacket& packet : collector.packets_found) {
      each(packet, ++number);
      if (!testing::Test::HasFailure()) continue;
      ADD_FAILURE() << "packet " << number;
      return;
    }
  });
}

}  // namespace packetglass::test
