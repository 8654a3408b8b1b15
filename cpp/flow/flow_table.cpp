// Finds the conversation of each packet.
#include "flow/flow_table.h"

#include <algorithm>

namespace packetglass {
namespace {

std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0xff51afd7ed558ccd;
  return hash ^ hash >> 32;
}

bool has_flow(const Summary& summary) {
  return summary.source.kind >= Address::Kind::kIpv4;
}

}  // namespace

std::uint32_t FlowTable::hash_of(const FlowKey& key) const {
  std::uint64_t hash = seed_;
  for (const std::uint64_t word : key.addresses) hash = mixed(hash, word);
  hash = mixed(hash, std::uint64_t{key.ports} << 16 | std::uint64_t{key.protocol} << 8 | key.kind);
  return std::max(static_cast<std::uint32_t>(hash), std::uint32_t{1});
}

void FlowTable::add(std::span<const Summary> summaries, std::span<const FlowPacket> packets,
                    std::span<FlowPlace> places) {
  // Twice the batch, so that slots do not move while they are asked for.
  while (2 * (taken_ + kBatch) > slots_.size()) grow();
  Wanted wanted[kBatch];
  const std::size_t count = summaries.size();
  for (std::size_t i = 0; i < count; ++i) {
    wanted[i].flows = has_flow(summaries[i]);
    if (!wanted[i].flows) continue;
    wanted[i].keyed = flow_key(summaries[i]);
    wanted[i].hash = hash_of(wanted[i].keyed.key);
    __builtin_prefetch(&slots_[wanted[i].hash & (slots_.size() - 1)]);
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (!wanted[i].flows) continue;
    const Slot& slot = slots_[wanted[i].hash & (slots_.size() - 1)];
    if (slot.hash == 0) continue;
    const Conversation& likely = conversations_[slot.conversation];
    __builtin_prefetch(&likely);
    __builtin_prefetch(reinterpret_cast<const char*>(&likely) + 64);
  }
  for (std::size_t i = 0; i < count; ++i) {
    places[i] = {};
    if (wanted[i].flows) place(wanted[i], summaries[i], packets[i], places[i]);
  }
}

void FlowTable::place(const Wanted& wanted, const Summary& summary, const FlowPacket& packet,
                      FlowPlace& place) {
  const Slot* const slot = find(wanted, summary, packet);
  if (slot == nullptr) return;
  place.conversation = slot->conversation;
  Conversation& conversation = conversations_[slot->conversation];
  place.side = wanted.keyed.turned == conversation.turned ? 0 : 1;
  FlowSums& sums = conversation.sums[place.side];
  sums.bytes += packet.original_length;
  ++sums.packets;
  conversation.first = std::min(conversation.first, packet.time);
  conversation.last = std::max(conversation.last, packet.time);
  if (conversation.tcp == Conversation::kNoTcp) return;
  place.tcp = tcp_[conversation.tcp].add(summary.tcp, place.side, packet.time, packet.number);
  place.tcp.stream = conversation.stream;
}

// The slot of its conversation, which begins with it if there is none; nullptr without memory.
FlowTable::Slot* FlowTable::find(const Wanted& wanted, const Summary& summary,
                                 const FlowPacket& packet) {
  Slot& slot = slot_of(wanted);
  if (slot.hash == 0) return put(slot, wanted, summary, packet) ? &slot : nullptr;
  const Conversation& conversation = conversations_[slot.conversation];
  if (conversation.tcp == Conversation::kNoTcp) return &slot;
  const unsigned side = wanted.keyed.turned == conversation.turned ? 0 : 1;
  // The ports are used again: the new conversation takes the place of the old one.
  if (!tcp_[conversation.tcp].is_another(summary.tcp, side)) return &slot;
  return put(slot, wanted, summary, packet) ? &slot : nullptr;
}

FlowTable::Slot& FlowTable::slot_of(const Wanted& wanted) {
  for (std::size_t at = wanted.hash;; ++at) {
    Slot& slot = slots_[at & (slots_.size() - 1)];
    if (slot.hash == 0) return slot;
    if (slot.hash == wanted.hash && conversations_[slot.conversation].key == wanted.keyed.key)
      return slot;
  }
}

bool FlowTable::put(Slot& slot, const Wanted& wanted, const Summary& summary,
                    const FlowPacket& packet) {
  const bool tcp = summary.transport == Transport::kTcp;
  full_ = full_ || (count_ == conversations_.capacity() && !conversations_.add_block()) ||
          (tcp && tcp_count_ == tcp_.capacity() && !tcp_.add_block());
  if (full_) return false;
  taken_ += slot.hash == 0 ? 1 : 0;
  slot = {wanted.hash, static_cast<std::uint32_t>(count_)};
  Conversation conversation;
  conversation.key = wanted.keyed.key;
  conversation.turned = wanted.keyed.turned;
  conversation.first = conversation.last = packet.time;
  conversation.stream = streams_[static_cast<std::size_t>(summary.transport)]++;
  if (tcp) {
    conversation.tcp = tcp_count_;
    tcp_[tcp_count_++] = TcpConversation();
  }
  conversations_[count_++] = conversation;
  return true;
}

void FlowTable::grow() {
  std::vector<Slot> larger(slots_.size() * 2);
  for (const Slot& slot : slots_) {
    if (slot.hash == 0) continue;
    std::size_t at = slot.hash;
    while (larger[at & (larger.size() - 1)].hash != 0) ++at;
    larger[at & (larger.size() - 1)] = slot;
  }
  slots_ = std::move(larger);
}

std::size_t FlowTable::memory() const {
  return slots_.capacity() * sizeof(Slot) + conversations_.memory() + tcp_.memory() +
         expected_.memory();
}

}  // namespace packetglass
