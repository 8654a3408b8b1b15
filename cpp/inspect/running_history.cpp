// What the packets before one say of it, as packets come in the order of the capture.
#include "inspect/running_history.h"

#include "dissect/network/fragments.h"

namespace packetglass {

void RunningHistory::add(const PacketBatch& batch, std::span<const Interface> interfaces) {
  flows_.checkpoints().clear();
  checkpoint_ = 0;
  before_ = count_;
  summarise(batch, before_, interfaces, flows_, summary_);
  count_ += batch.count;
}

IpReassembly& RunningHistory::reassembly(std::size_t i) {
  summary_.fragments.packet(number(i), summary_.packets[i].time);
  return summary_.fragments;
}

void RunningHistory::prepare(std::size_t i, bool fields, Dissection& dissection) {
  facts_ = flows_.tcp_facts(summary_.places[i], number(i));
  dissection.tcp = facts_ ? &*facts_ : nullptr;
  dissection.expected = &flows_.expected();
  dissection.number = number(i);
  dissection.reassembly = &reassembly(i);
  if (!fields) return;
  if (later_ != nullptr) {
    const bool bounded = later_->needed_for(number(i)).has_value();
    summary_.fragments.is_completed_in(bounded ? later_->completed_in(number(i))
                                               : kTooManyToReadAgain);
  }
  if (!facts_) return;
  follow(i);
  dissection.past = &past_;
}

void RunningHistory::follow(std::size_t i) {
  const Summary& summary = summary_.summaries[i];
  const FlowPlace& place = summary_.places[i];
  past_ = tcp_.add(facts_->stream, {number(i), summary_.packets[i].time, place.side, summary.tcp,
                                    place.odd, is_followed(summary_.put_together, number(i))});
  const TcpCheckpoints& made = flows_.checkpoints();
  if (checkpoint_ == made.size() || made[checkpoint_].packet != number(i)) return;
  tcp_.add(made[checkpoint_++]);
}

}  // namespace packetglass
