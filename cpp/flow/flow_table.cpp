// Finds the conversation of each packet.
#include "flow/flow_table.h"

#include <limits>

#include <algorithm>

namespace packetglass {
namespace {

std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0xff51afd7ed558ccd;
  return hash ^ hash >> 32;
}

bool has_flow(const Summary& summary) {
  return summary.source.kind >= Address::Kind::kIpv4 &&
         summary.destination.kind == summary.source.kind;
}

}  // namespace

inline std::uint32_t FlowTable::hash_of(const KeyedPacket& keyed) const {
  std::uint64_t hash = mixed(seed_, keyed.addresses[0]);
  if (keyed.rest.is_ipv6()) {
    for (std::size_t i = 1; i < 4; ++i) hash = mixed(hash, keyed.addresses[i]);
  }
  hash = mixed(hash, keyed.rest.bits >> 8);
  return std::max(static_cast<std::uint32_t>(hash), std::uint32_t{1});
}

// Each step asks the memory for what the next one reads, for all packets of the batch.
void FlowTable::add(std::span<const Summary> summaries, std::span<const FlowPacket> packets,
                    std::span<FlowPlace> places) {
  const std::size_t count = summaries.size();
  if (!slots_.make_room(kBatch)) full_ = true;
  if (slots_.size() == 0) return void(std::fill_n(places.begin(), count, FlowPlace()));
  Wanted* const wanted = wanted_.data();
  for (std::size_t i = 0; i < count; ++i) {
    wanted[i].hash = 0;
    if (!has_flow(summaries[i])) continue;
    key_packet(summaries[i], wanted[i].keyed);
    wanted[i].hash = hash_of(wanted[i].keyed);
    slots_.ask_for(wanted[i].hash);
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (wanted[i].hash == 0) continue;
    wanted[i].slot = slots_.find(wanted[i].hash);
    if (wanted[i].slot->hash != 0) prefetch(&rows_[wanted[i].slot->conversation]);
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (wanted[i].hash != 0 && wanted[i].slot->hash != 0) ask_for_state(wanted[i]);
  }
  for (std::size_t i = 0; i < count; ++i) {
    places[i] = {};
    if (wanted[i].hash != 0) place(wanted[i], summaries[i], packets[i], places[i]);
  }
}

// What stands elsewhere of the conversation that it probably is.
inline void FlowTable::ask_for_state(const Wanted& wanted) const {
  const ConversationRow& row = rows_[wanted.slot->conversation];
  if (row.rest.is_ipv6()) prefetch(&ipv6_of(row));
  if (!row.rest.is_tcp()) return;
  const auto* const state = reinterpret_cast<const char*>(&tcp_[row.stream]);
  prefetch(state);
  prefetch(state + 64);
}

inline void FlowTable::place(const Wanted& wanted, const Summary& summary,
                             const FlowPacket& packet, FlowPlace& place) {
  const Slots::Slot* const slot = settle(wanted, summary);
  if (slot == nullptr) return;
  ConversationRow& row = rows_[slot->conversation];
  const unsigned side = row.rest.same_way(wanted.keyed.rest) ? 0 : 1;
  row.count(side, packet.original_length);
  if (packet.timed) row.reach(packet.time);
  place.conversation = slot->conversation;
  place.side = static_cast<std::uint8_t>(side);
  if (!row.rest.is_tcp()) return;
  tcp_[row.stream].add(summary.tcp, side, packet.time, packet.number, place.tcp);
  place.tcp.stream = row.stream;
}

// The slot of its conversation, which begins with it if there is none; nullptr without memory.
inline Slots::Slot* FlowTable::settle(const Wanted& wanted, const Summary& summary) {
  Slots::Slot* slot = wanted.slot;
  // A packet before it in the batch may have taken the slot.
  if (slot->hash != 0 && slot->hash != wanted.hash) slot = slots_.next(slot, wanted.hash);
  while (slot->hash != 0 && !is(rows_[slot->conversation], wanted.keyed)) {
    slot = slots_.next(slot, wanted.hash);
  }
  const bool another = slot->hash == 0 || is_another(rows_[slot->conversation], wanted, summary);
  return !another || put(*slot, wanted) ? slot : nullptr;
}

inline bool FlowTable::is(const ConversationRow& row, const KeyedPacket& keyed) const {
  if (!row.rest.same_key(keyed.rest)) return false;
  return row.rest.is_ipv6() ? same_words(ipv6_of(row), keyed.addresses)
                            : row.addresses == keyed.addresses[0];
}

// Whether the ports are used again: then the new conversation takes the place of the old one.
inline bool FlowTable::is_another(const ConversationRow& row, const Wanted& wanted,
                                  const Summary& summary) const {
  const unsigned side = row.rest.same_way(wanted.keyed.rest) ? 0 : 1;
  return row.rest.is_tcp() && tcp_[row.stream].is_another(summary.tcp, side);
}

bool FlowTable::put(Slots::Slot& slot, const Wanted& wanted) {
  const KeyedPacket& keyed = wanted.keyed;
  if (!has_room_for(keyed)) return false;
  slots_.fill(slot, wanted.hash, static_cast<std::uint32_t>(count_));
  ConversationRow& row = rows_[count_++] = {};
  row.addresses = keyed.rest.is_ipv6() ? ipv6_count_ : keyed.addresses[0];
  row.rest = keyed.rest;
  row.first = std::numeric_limits<Nanoseconds>::max();
  row.last = std::numeric_limits<Nanoseconds>::min();
  row.stream = streams_[keyed.rest.bits >> 8 & 0xff]++;
  if (keyed.rest.is_tcp()) tcp_[row.stream] = TcpConversation();
  if (keyed.rest.is_ipv6()) ipv6_[ipv6_count_++] = keyed.addresses;
  return true;
}

bool FlowTable::has_room_for(const KeyedPacket& keyed) {
  const std::uint32_t streams = streams_[static_cast<std::size_t>(Transport::kTcp)];
  full_ = full_ || count_ == kMost || !rows_.reaches(count_) ||
          (keyed.rest.is_tcp() && !tcp_.reaches(streams)) ||
          (keyed.rest.is_ipv6() && !ipv6_.reaches(ipv6_count_));
  return !full_;
}

Conversation FlowTable::operator[](std::size_t i) const {
  const ConversationRow& row = rows_[i];
  return row.conversation(row.rest.is_ipv6() ? &ipv6_of(row) : nullptr);
}

std::size_t FlowTable::memory() const {
  return slots_.memory() + rows_.memory() + ipv6_.memory() + tcp_.memory() + expected_.memory();
}

}  // namespace packetglass
