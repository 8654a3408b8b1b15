// Finds the conversation of each packet.
#include "flow/flow_table.h"

#include <algorithm>

namespace packetglass {
namespace {

constexpr auto kIpv6Kind = static_cast<std::uint8_t>(Address::Kind::kIpv6);

std::uint64_t mixed(std::uint64_t hash, std::uint64_t word) {
  hash = (hash ^ word) * 0xff51afd7ed558ccd;
  return hash ^ hash >> 32;
}

bool has_flow(const Summary& summary) {
  return summary.source.kind >= Address::Kind::kIpv4 &&
         summary.destination.kind == summary.source.kind;
}

// Two addresses of IPv4 in one number.
std::uint64_t ipv4_pair(const FlowKey& key) {
  return key.addresses[0] | key.addresses[2] >> 32;
}

}  // namespace

std::uint32_t FlowTable::hash_of(const FlowKey& key) const {
  std::uint64_t hash = seed_;
  if (key.kind == kIpv6Kind) {
    for (const std::uint64_t word : key.addresses) hash = mixed(hash, word);
  } else {
    hash = mixed(hash, ipv4_pair(key));
  }
  hash = mixed(hash, std::uint64_t{key.ports} << 32 | std::uint64_t{key.protocol} << 16 |
                         std::uint64_t{key.kind} << 8 | static_cast<std::uint64_t>(key.transport));
  return std::max(static_cast<std::uint32_t>(hash), std::uint32_t{1});
}

// What stands elsewhere of the conversation that it probably is.
inline void FlowTable::ask_for_state(const Wanted& wanted) const {
  const ConversationRow& row = rows_[wanted.slot->conversation];
  if (row.is_ipv6()) prefetch(&ipv6_[row.addresses]);
  if (!row.is_tcp()) return;
  const auto* const state = reinterpret_cast<const char*>(&tcp_[row.stream]);
  prefetch(state);
  prefetch(state + 64);
}

// Each step asks the memory for what the next one reads, for all packets of the batch.
void FlowTable::add(std::span<const Summary> summaries, std::span<const FlowPacket> packets,
                    std::span<FlowPlace> places) {
  const std::size_t count = summaries.size();
  std::fill_n(places.begin(), count, FlowPlace());
  if (!slots_.make_room(kBatch)) full_ = true;
  if (slots_.size() == 0) return;
  Wanted wanted[kBatch];
  for (std::size_t i = 0; i < count; ++i) {
    if (!has_flow(summaries[i])) continue;
    wanted[i].keyed = flow_key(summaries[i]);
    wanted[i].hash = hash_of(wanted[i].keyed.key);
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
    if (wanted[i].hash != 0) place(wanted[i], summaries[i], packets[i], places[i]);
  }
}

bool FlowTable::is(const ConversationRow& row, const FlowKey& key) const {
  if (row.ports != key.ports || row.protocol != key.protocol || row.kind != key.kind ||
      row.transport != key.transport) {
    return false;
  }
  return row.is_ipv6() ? ipv6_[row.addresses] == key.addresses : row.addresses == ipv4_pair(key);
}

void FlowTable::place(const Wanted& wanted, const Summary& summary, const FlowPacket& packet,
                      FlowPlace& place) {
  const Slots::Slot* const slot = settle(wanted, summary, packet.time);
  if (slot == nullptr) return;
  ConversationRow& row = rows_[slot->conversation];
  place.conversation = slot->conversation;
  place.side = wanted.keyed.turned == row.turned ? 0 : 1;
  row.count(place.side, packet.original_length, packet.time);
  if (!row.is_tcp()) return;
  place.tcp = tcp_[row.stream].add(summary.tcp, place.side, packet.time, packet.number);
  place.tcp.stream = row.stream;
}

// The slot of its conversation, which begins with it if there is none; nullptr without memory.
Slots::Slot* FlowTable::settle(const Wanted& wanted, const Summary& summary, Nanoseconds time) {
  Slots::Slot* slot = wanted.slot;
  const FlowKey& key = wanted.keyed.key;
  // Another packet of the batch may have taken the slot since.
  if (slot->hash != 0 && slot->hash != wanted.hash) slot = slots_.next(slot, wanted.hash);
  while (slot->hash != 0 && !is(rows_[slot->conversation], key)) {
    slot = slots_.next(slot, wanted.hash);
  }
  if (slot->hash == 0) return put(*slot, wanted, time) ? slot : nullptr;
  const ConversationRow& row = rows_[slot->conversation];
  if (!row.is_tcp()) return slot;
  const unsigned side = wanted.keyed.turned == row.turned ? 0 : 1;
  // The ports are used again: the new conversation takes the place of the old one.
  if (!tcp_[row.stream].is_another(summary.tcp, side)) return slot;
  return put(*slot, wanted, time) ? slot : nullptr;
}

bool FlowTable::put(Slots::Slot& slot, const Wanted& wanted, Nanoseconds time) {
  const FlowKey& key = wanted.keyed.key;
  if (!has_room_for(key)) return false;
  slots_.fill(slot, wanted.hash, static_cast<std::uint32_t>(count_));
  ConversationRow row{};
  row.addresses = keep_addresses(key);
  row.ports = key.ports;
  row.kind = key.kind;
  row.protocol = key.protocol;
  row.transport = key.transport;
  row.turned = wanted.keyed.turned;
  row.first = row.last = time;
  row.stream = streams_[static_cast<std::size_t>(key.transport)]++;
  if (row.is_tcp()) tcp_[row.stream] = TcpConversation();
  rows_[count_++] = row;
  return true;
}

bool FlowTable::has_room_for(const FlowKey& key) {
  const bool tcp = key.transport == Transport::kTcp, ipv6 = key.kind == kIpv6Kind;
  const std::uint32_t streams = streams_[static_cast<std::size_t>(Transport::kTcp)];
  full_ = full_ || !rows_.reaches(count_) || (tcp && !tcp_.reaches(streams)) ||
          (ipv6 && !ipv6_.reaches(ipv6_count_));
  return !full_;
}

std::uint64_t FlowTable::keep_addresses(const FlowKey& key) {
  if (key.kind != kIpv6Kind) return ipv4_pair(key);
  ipv6_[ipv6_count_] = key.addresses;
  return ipv6_count_++;
}

Conversation FlowTable::operator[](std::size_t i) const {
  const ConversationRow& row = rows_[i];
  Conversation conversation;
  FlowKey& key = conversation.key;
  key.addresses = {row.addresses >> 32 << 32, 0, row.addresses << 32, 0};
  if (row.is_ipv6()) key.addresses = ipv6_[row.addresses];
  key.ports = row.ports;
  key.kind = row.kind;
  key.protocol = row.protocol;
  key.transport = row.transport;
  conversation.sums[0] = row.sums(0);
  conversation.sums[1] = row.sums(1);
  conversation.first = row.first;
  conversation.last = row.last;
  conversation.stream = row.stream;
  if (row.is_tcp()) conversation.tcp = row.stream;
  conversation.turned = row.turned;
  return conversation;
}

std::size_t FlowTable::memory() const {
  return slots_.memory() + rows_.memory() + ipv6_.memory() + tcp_.memory();
}

}  // namespace packetglass
