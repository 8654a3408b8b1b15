// What packets come to that were chosen of a capture.
#include "flow/chosen_sums.h"

namespace packetglass {

void ChosenSums::add(const FlowPacket& packet, const PacketFlow& flow) {
  if (flow.conversation == PacketFlow::kNone) return;
  while (!full_ && count_ <= flow.conversation) {
    full_ = !sums_.reaches(count_);
    if (!full_) sums_[count_++] = TwoWaySums();
  }
  if (flow.conversation >= count_) return;
  TwoWaySums& sums = sums_[flow.conversation];
  sums.add(flow.side, {packet.original_length, 1});
  if (packet.timed) sums.reach(packet.time, packet.time);
}

Conversation ChosenSums::conversation(const FlowTable& flows, std::size_t i) const {
  Conversation conversation = flows[i];
  const TwoWaySums sums = i < count_ ? sums_[i] : TwoWaySums();
  for (unsigned side = 0; side < 2; ++side) conversation.sums[side] = sums.sums[side];
  conversation.first = sums.first;
  conversation.last = sums.last;
  conversation.link = LinkTable::kNoWay;
  return conversation;
}

}  // namespace packetglass
