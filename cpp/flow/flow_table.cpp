// Finds the conversation of each packet.
//
// A conversation is a row: its key, its sums, and the numbers of what is stored apart (addresses
// of IPv6, the state of TCP), so that a row is one line of the cache. Slots, an open-addressing
// table of hashes, lead to rows. With many conversations nearly every packet misses the cache
// several times in a row: slot, row, state. So add() does not finish one packet after another. It
// takes up to 64 and each stage prefetches, for all of them, what the next stage reads:
//
//   key      the key and its hash; prefetches the slot
//   find     the first slot with that hash; prefetches the row
//   parts    the addresses of IPv6 and the TCP state of that row; prefetches them
//   settle   in the order of the packets: settles collisions, begins conversations that are new,
//            adds to the sums, and computes the TCP analysis flags
//
// Only `settle` changes anything. What the earlier stages found may be stale by then, because an
// earlier packet of the 64 began the conversation: find_again() then searches again.
#include "flow/flow_table.h"

#include <algorithm>
#include <limits>

#include "base/prefetch.h"

namespace packetglass {
namespace {

// Whatever an address is, the same secrets go with it and with the rest of a key.
inline std::uint32_t hash_of(const KeyedHash& secret, const KeyedPacket& keyed) {
  std::uint64_t sum = secret.part(0, keyed.rest.bits >> 8) + secret.part(1, keyed.addresses[0]);
  if (keyed.rest.is_ipv6()) {
    for (std::size_t i = 1; i < 4; ++i) sum += secret.part(i + 1, keyed.addresses[i]);
  }
  return secret.of_sum(sum);
}

bool has_flow(const Summary& summary) {
  return summary.source.kind >= Address::Kind::kIpv4 &&
         summary.destination.kind == summary.source.kind;
}

}  // namespace

// The stages, as said above.
void FlowTable::add(std::span<const Summary> summaries, std::span<const FlowPacket> packets,
                    std::span<PacketFlow> flows) {
  const std::size_t count = summaries.size();
  if (!make_room()) return leave_out(summaries, packets, flows);
  Wanted* const wanted = wanted_.data();
  for (std::size_t i = 0; i < count; ++i) {
    wanted[i].hash = 0;
    if (!has_flow(summaries[i])) continue;
    key_packet(summaries[i], wanted[i].keyed);
    wanted[i].hash = hash_of(slots_.secret(), wanted[i].keyed);
    prefetch(slots_.home(wanted[i].hash));
  }
  for (std::size_t i = 0; i < count; ++i) touch(slots_.home(wanted[i].hash));
  for (std::size_t i = 0; i < count; ++i) find(wanted[i]);
  for (std::size_t i = 0; i < count; ++i) touch(wanted[i].row);
  for (std::size_t i = 0; i < count; ++i) find_parts(wanted[i]);
  for (std::size_t i = 0; i < count; ++i) {
    touch(wanted[i].pair);
    touch(wanted[i].tcp);
  }
  // Not all at once: processors leave out what is more than they can wait for.
  for (std::size_t i = 0; i < std::min(kAhead, count); ++i) prefetch_parts(wanted[i]);
  for (std::size_t i = 0; i < count; ++i) {
    prefetch_parts(wanted[std::min(i + kAhead, count - 1)]);
    settle(wanted[i], summaries[i], packets[i], flows[i]);
  }
}

// Whether there are slots at all.
bool FlowTable::make_room() {
  has_memory_ = slots_.make_room(kBatch, [this](const KeyedHash& secret, std::uint32_t row) {
    return hash_of(secret, keyed_of(rows_[row]));
  }) && has_memory_;
  return slots_.size() != 0;
}

// Not even the first conversation can be kept.
void FlowTable::leave_out(std::span<const Summary> summaries, std::span<const FlowPacket> packets,
                          std::span<PacketFlow> flows) {
  for (std::size_t i = 0; i < summaries.size(); ++i) {
    flows[i] = PacketFlow();
    if (has_flow(summaries[i])) left_out_.without_memory(packets[i].number);
    links_.add(summaries[i].link, packets[i]);
  }
}

// The first slot that may be its, and what stands there: probably its conversation.
inline void FlowTable::find(Wanted& wanted) {
  wanted.row = nullptr;
  if (wanted.hash == 0) return;
  wanted.slot = slots_.find(wanted.hash);
  find_row(wanted);
  prefetch(wanted.row);
}

inline void FlowTable::find_row(Wanted& wanted) {
  wanted.row = wanted.slot->hash != 0 ? &rows_[wanted.slot->row] : nullptr;
}

inline void FlowTable::find_parts(Wanted& wanted) {
  const ConversationRow* const row = wanted.row;
  wanted.tcp = row != nullptr && row->rest.is_tcp() ? &tcp_[row->stream] : nullptr;
  wanted.pair = row != nullptr && row->rest.is_ipv6() ? &ipv6_of(*row) : nullptr;
}

inline void FlowTable::prefetch_parts(const Wanted& wanted) {
  prefetch(wanted.pair);
  prefetch(wanted.tcp);
}

inline void FlowTable::settle(Wanted& wanted, const Summary& summary, const FlowPacket& packet,
                              PacketFlow& flow) {
  flow.conversation = PacketFlow::kNone;
  flow.analysis.flags = 0;
  if (wanted.hash == 0) return links_.add(summary.link, packet);
  if (!wanted.has_key()) find_again(wanted);
  const bool again = opens_another(wanted, summary.tcp);
  if ((wanted.row == nullptr || again) && !begin(wanted, summary.link, packet.number)) {
    return links_.add(summary.link, packet);
  }
  ConversationRow& row = *wanted.row;
  const unsigned side = wanted.side();
  if (!links_.is(row.link, side, summary.link)) leave_way(wanted, summary.link, packet);
  row.count(side, packet.original_length);
  if (packet.timed) row.reach(packet.time);
  flow.conversation = wanted.slot->row;
  flow.side = static_cast<std::uint8_t>(side);
  if (wanted.tcp == nullptr) return;
  flow.expected = wanted.tcp->next_sequence(side);
  if (again) flow.analysis.flags = static_cast<std::uint16_t>(TcpAnalysisFlag::kPortsReused);
  wanted.tcp->add(summary.tcp, side, packet.time, packet.number, tcp_aside_[row.stream],
                  flow.analysis);
  const std::uint32_t packets = row.packets[0] + row.packets[1];
  if (packets % TcpCheckpoint::kEvery == 0) add_checkpoint(row, packet.number);
}

void FlowTable::add_checkpoint(const ConversationRow& row, std::uint32_t packet) {
  TcpCheckpoint made = tcp_[row.stream].checkpoint(tcp_aside_[row.stream]);
  made.packet = packet;
  made.stream = row.stream;
  if (!checkpoints_.add(made)) left_out_.without_memory(packet);
}

// Whether the ports are used again.
inline bool FlowTable::opens_another(const Wanted& wanted, const TcpSegment& segment) const {
  return wanted.tcp != nullptr &&
         wanted.tcp->is_another(segment, wanted.side(), tcp_aside_[wanted.row->stream]);
}

// From now on its packets are counted on the link one by one.
void FlowTable::leave_way(Wanted& wanted, const LinkPair& pair, const FlowPacket& packet) {
  if (wanted.row->link != LinkTable::kNoWay) {
    links_.add(wanted.row->link, (*this)[wanted.slot->row]);
    wanted.row->link = LinkTable::kNoWay;
  }
  links_.add(pair, packet);
}

// Goes on to the slot of its conversation, or to the free one for it: then there is no row.
void FlowTable::find_again(Wanted& wanted) {
  // A packet before it in the batch may have taken the slot.
  if (wanted.slot->hash != 0 && wanted.slot->hash != wanted.hash) {
    wanted.slot = slots_.next(wanted.slot, wanted.hash);
  }
  for (;;) {
    find_row(wanted);
    find_parts(wanted);
    if (wanted.row == nullptr || wanted.has_key()) return;
    wanted.slot = slots_.next(wanted.slot, wanted.hash);
  }
}

// A conversation begins, in the place of an older one if its ports are used again. false: it is
// left out, from this packet on.
bool FlowTable::begin(Wanted& wanted, const LinkPair& pair, std::uint64_t packet) {
  const KeyedPacket& keyed = wanted.keyed;
  if (!has_room_for(keyed, packet)) return false;
  // What was found there for others of the batch is no more theirs.
  if (wanted.row != nullptr) {
    for (Wanted& other : wanted_) {
      if (other.slot == wanted.slot) other.row = nullptr;
    }
  }
  slots_.fill(*wanted.slot, wanted.hash, static_cast<std::uint32_t>(count_));
  ConversationRow& row = rows_[count_++] = {};
  row.addresses = keyed.rest.is_ipv6() ? ipv6_count_ : keyed.addresses[0];
  row.rest = keyed.rest;
  row.first = std::numeric_limits<Nanoseconds>::max();
  row.last = std::numeric_limits<Nanoseconds>::min();
  row.stream = streams_[keyed.rest.bits >> 8 & 0xff]++;
  row.link = links_.way_of(pair);
  if (keyed.rest.is_tcp()) {
    tcp_[row.stream] = TcpConversation();
    tcp_aside_[row.stream] = TcpAside();
    tcp_aside_[row.stream].first_packet = static_cast<std::uint32_t>(packet);
  }
  if (keyed.rest.is_ipv6()) ipv6_[ipv6_count_++] = keyed.addresses;
  wanted.row = &row;
  find_parts(wanted);
  return true;
}

bool FlowTable::has_room_for(const KeyedPacket& keyed, std::uint64_t packet) {
  if (count_ == most_) return left_out_.beyond_limit(packet);
  has_memory_ = has_memory_ && has_memory_for(keyed);
  return has_memory_ || left_out_.without_memory(packet);
}

bool FlowTable::has_memory_for(const KeyedPacket& keyed) {
  const std::uint32_t streams = streams_[static_cast<std::size_t>(Transport::kTcp)];
  return rows_.reaches(count_) &&
         (!keyed.rest.is_tcp() || (tcp_.reaches(streams) && tcp_aside_.reaches(streams))) &&
         (!keyed.rest.is_ipv6() || ipv6_.reaches(ipv6_count_));
}

KeyedPacket FlowTable::keyed_of(const ConversationRow& row) const {
  return {row.rest.is_ipv6() ? ipv6_of(row) : std::array<std::uint64_t, 4>{row.addresses},
          row.rest};
}

Conversation FlowTable::operator[](std::size_t i) const {
  const ConversationRow& row = rows_[i];
  return row.conversation(row.rest.is_ipv6() ? &ipv6_of(row) : nullptr);
}

std::optional<TcpFacts> FlowTable::tcp_facts(const PacketFlow& flow, std::uint64_t number) const {
  if (flow.conversation == PacketFlow::kNone) return std::nullopt;
  const ConversationRow& row = rows_[flow.conversation];
  if (!row.rest.is_tcp()) return std::nullopt;
  TcpFacts facts = tcp_[row.stream].facts_of(flow.side, number, tcp_aside_[row.stream]);
  static_cast<TcpAnalysis&>(facts) = flow.analysis;
  facts.stream = row.stream;
  return facts;
}

std::size_t FlowTable::memory() const {
  return slots_.memory() + rows_.memory() + ipv6_.memory() + tcp_.memory() + tcp_aside_.memory() +
         checkpoints_.memory() + links_.memory() + expected_.memory();
}

}  // namespace packetglass
