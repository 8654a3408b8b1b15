// What packets come to that were chosen of a capture: by conversation, and by pair on the link.
#pragma once

#include "flow/flow_table.h"
#include "flow/two_way_sums.h"

namespace packetglass {

// The conversations stay those of all packets: their numbers, their streams, and which endpoint
// sent the first packet.
class ChosenSums {
 public:
  // A packet that was chosen, and what the table said of it.
  void add(const Summary& summary, const FlowPacket& packet, const PacketFlow& flow) {
    links_.add(summary.link, packet);
    add(packet, flow);
  }
  // The same where its link is not known: links() leaves it out.
  void add(const FlowPacket& packet, const PacketFlow& flow);

  // Conversation `i` of the table as it is of the packets that were chosen, none perhaps. It has
  // no way on the link: links() counts all of its packets.
  Conversation conversation(const FlowTable& flows, std::size_t i) const;
  const LinkTable& links() const { return links_; }
  // There was no memory for some of them.
  bool full() const { return full_; }

 private:
  static constexpr std::size_t kBlock = 1024;

  BlockList<TwoWaySums, kBlock> sums_;  // by number of the conversation
  std::size_t count_ = 0;               // of these, also those without any packets
  LinkTable links_;
  bool full_ = false;
};

}  // namespace packetglass
