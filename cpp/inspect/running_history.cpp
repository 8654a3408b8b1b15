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
  // It was completed before: where its bytes are is known.
  summary_.fragments.packet(number(i), summary_.packets[i].time, {});
  return summary_.fragments;
}

History RunningHistory::of(std::size_t i, bool fields, bool past) {
  facts_ = flows_.tcp_facts(summary_.flows[i], number(i));
  History history;
  history.number = number(i);
  history.time = summary_.packets[i].time;
  history.tcp = facts_ ? &*facts_ : nullptr;
  history.expected = &flows_.expected();
  history.conversation = summary_.flows[i].conversation;
  history.recognised = &summary_.recognised;
  history.initials = &summary_.related.initials;
  history.initial_bytes = &initial_bytes_;
  history.earlier = &summary_.earlier;
  history.choices = summary_.choices;
  history.exchanges = later_ != nullptr ? &later_->exchanges : &summary_.related.exchanges;
  history.exchanges_known = fields && later_ != nullptr ? Exchanges::kAll : number(i);
  history.reassembly = &reassembly(i);
  if (facts_) {
    summary_.segments.again(number(i));
    history.segments = &summary_.segments;
    history.stream = facts_->stream;
    history.agreed = &summary_.agreed;
  }
  if (!fields) return history;
  if (later_ != nullptr) complete_later(i);
  if (!facts_ || !past) return history;
  follow(i);
  history.past = &past_;
  return history;
}

void RunningHistory::complete_later(std::size_t i) {
  const FragmentLog& fragments = later_->fragments;
  const bool bounded = fragments.needed_for(number(i)).has_value();
  summary_.fragments.is_completed_in(bounded ? fragments.completed_in(number(i))
                                             : kTooManyToReadAgain);
  if (!facts_) return;
  const std::uint32_t side = MessageRow::side_of(facts_->stream, summary_.flows[i].side);
  summary_.segments.is_completed_in(later_->messages.completed_in(side, number(i)));
}

void RunningHistory::follow(std::size_t i) {
  const Summary& summary = summary_.summaries[i];
  const PacketFlow& flow = summary_.flows[i];
  past_ = tcp_.add(facts_->stream,
                   {number(i), summary_.packets[i].time, flow.side, summary.tcp, flow.analysis,
                    is_followed(summary_.related.fragments, number(i))});
  const TcpCheckpoints& made = flows_.checkpoints();
  if (checkpoint_ == made.size() || made[checkpoint_].packet != number(i)) return;
  tcp_.add(made[checkpoint_++]);
}

}  // namespace packetglass
