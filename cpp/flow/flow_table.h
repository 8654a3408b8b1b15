// Finds the conversation of each packet, and keeps its sums.
#pragma once

#include <span>

#include "flow/conversation_row.h"
#include "flow/slots.h"
#include "flow/tcp_conversation.h"
#include "index/block_list.h"
#include "record/packet.h"

namespace packetglass {

// What the table is told of a packet.
struct FlowPacket {
  Nanoseconds time = 0;
  std::uint32_t original_length = 0;  // bytes
  std::uint32_t number = 0;           // from 1
  bool timed = true;                  // else the time is 0 without meaning
};

// Where a packet belongs.
struct FlowPlace {
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  std::uint32_t conversation = kNone;  // kNone: it has no IP addresses
  std::uint8_t side = 0;               // who sent it: 0 whoever sent the first packet
  TcpFacts tcp;                        // of a TCP segment
};

class FlowTable {
 public:
  // Packets are best handed on by this many: while one waits for memory, the next ones ask too.
  static constexpr std::size_t kBatch = 64;

  // `seed` makes it hard to write a capture whose conversations all meet in one place.
  explicit FlowTable(std::uint64_t seed = 0x9e3779b97f4a7c15) : seed_(seed) {}

  // Up to kBatch packets in their order.
  void add(std::span<const Summary> summaries, std::span<const FlowPacket> packets,
           std::span<FlowPlace> places);

  std::size_t size() const { return count_; }
  Conversation operator[](std::size_t i) const;
  // Whether there was no memory for a conversation: packets of others still find theirs.
  bool full() const { return full_; }
  const TcpConversation& tcp(const Conversation& conversation) const {
    return tcp_[conversation.tcp];
  }
  // Endpoints of conversations to come.
  ExpectedEndpoints& expected() { return expected_; }
  const ExpectedEndpoints& expected() const { return expected_; }
  // Bytes held.
  std::size_t memory() const;

 private:
  // Columns count places by twice their number, in 32 bits.
  static constexpr std::size_t kMost = (std::size_t{1} << 31) - 1;

  struct Wanted {
    KeyedPacket keyed;
    std::uint32_t hash;  // 0: it has no flow
    Slots::Slot* slot;   // free, or one whose hash is the same
  };

  const std::array<std::uint64_t, 4>& ipv6_of(const ConversationRow& row) const {
    return ipv6_[static_cast<std::size_t>(row.addresses)];
  }
  std::uint32_t hash_of(const KeyedPacket& keyed) const;
  [[gnu::always_inline]] void ask_for_state(const Wanted& wanted) const;
  void place(const Wanted& wanted, const Summary& summary, const FlowPacket& packet,
             FlowPlace& place);
  Slots::Slot* settle(const Wanted& wanted, const Summary& summary);
  bool is(const ConversationRow& row, const KeyedPacket& keyed) const;
  bool is_another(const ConversationRow& row, const Wanted& wanted, const Summary& summary) const;
  bool put(Slots::Slot& slot, const Wanted& wanted);
  bool has_room_for(const KeyedPacket& keyed);

  ExpectedEndpoints expected_;
  std::uint64_t seed_;
  Slots slots_;
  BlockList<ConversationRow, 1024> rows_;
  BlockList<std::array<std::uint64_t, 4>, 1024> ipv6_;  // two addresses
  BlockList<TcpConversation, 1024> tcp_;                // by stream
  std::size_t count_ = 0;
  std::size_t ipv6_count_ = 0;
  bool full_ = false;
  std::uint32_t streams_[4] = {};  // by Transport
  std::array<Wanted, kBatch> wanted_;
};

}  // namespace packetglass
