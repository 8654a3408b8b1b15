// Finds the conversation of each packet, and keeps its sums.
#pragma once

#include <optional>
#include <span>

#include "base/block_list.h"
#include "base/slots.h"
#include "flow/conversation_row.h"
#include "flow/left_out.h"
#include "flow/link_table.h"
#include "flow/tcp_checkpoints.h"
#include "flow/tcp_conversation.h"
#include "record/limits.h"
#include "record/packet.h"

namespace packetglass {

// The flow of a packet: its conversation, the side that sent it, and what TCP's analysis says.
struct PacketFlow {
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  std::uint32_t conversation = kNone;  // kNone: it has no IP addresses
  std::uint8_t side = 0;               // who sent it: 0 whoever sent the first packet
  TcpAnalysis analysis;                // of a TCP segment; of others without flags
  // Of a TCP segment: with which sequence number its side was to go on, where that is known.
  std::optional<std::uint32_t> expected{};
};

class FlowTable {
 public:
  // Packets are best handed on by this many: while one waits for memory, the next ones ask too.
  static constexpr std::size_t kBatch = 64;

  // Keeps so many conversations at most, and pairs on the link: tests take less than the limits.
  explicit FlowTable(std::size_t most = kMaxConversations, std::size_t most_pairs = kMaxLinkPairs)
      : links_(most_pairs), most_(most) {}

  // Up to kBatch packets in their order.
  void add(std::span<const Summary> summaries, std::span<const FlowPacket> packets,
           std::span<PacketFlow> flows);

  std::size_t size() const { return count_; }
  Conversation operator[](std::size_t i) const;
  // The same as it is kept: whoever looks at few words of many copies none.
  const ConversationRow& row(std::size_t i) const { return rows_[i]; }
  // Its two addresses, where it is of IPv6.
  const std::array<std::uint64_t, 4>& ipv6_of(const ConversationRow& row) const {
    return ipv6_[static_cast<std::size_t>(row.addresses)];
  }
  // The packets from which on others begin no conversation: those of the ones that are there still
  // find theirs.
  const LeftOut& left_out() const { return left_out_; }
  // What leads to their rows.
  const Slots& slots() const { return slots_; }
  // What was known of the TCP segment in packet `number`, from 1, that belongs there; nothing when
  // it is none.
  std::optional<TcpFacts> tcp_facts(const PacketFlow& flow, std::uint64_t number) const;
  // The stream of the conversation, of those of its transport.
  std::uint32_t stream(std::size_t i) const { return rows_[i].stream; }
  // The number of the first packet of the TCP conversation.
  std::uint64_t first_packet(std::size_t i) const {
    return tcp_aside_[rows_[i].stream].first_packet;
  }
  TcpCheckpoints& checkpoints() { return checkpoints_; }
  const TcpCheckpoints& checkpoints() const { return checkpoints_; }
  // Who sends to whom on the link. Packets of a conversation that all went one way there are
  // counted with the conversation, and not there.
  const LinkTable& links() const { return links_; }
  // Endpoints of conversations to come.
  ExpectedEndpoints& expected() { return expected_; }
  const ExpectedEndpoints& expected() const { return expected_; }
  // Bytes held.
  std::size_t memory() const;

 private:
  // What is stored apart from a packet's row is prefetched so many packets before it is read.
  static constexpr std::size_t kAhead = 12;
  // Columns number flows by twice the number of their conversation, in 32 bits.
  static_assert(kMaxConversations < std::uint32_t{1} << 31);

  // The conversation of a packet.
  struct Wanted {
    KeyedPacket keyed;
    std::uint32_t hash = 0;          // 0: it has no flow
    Slots::Slot* slot = nullptr;     // free, or one whose hash is the same
    ConversationRow* row = nullptr;  // what stands there, if anything: another's or its own
    TcpConversation* tcp = nullptr;  // the state of that, if it has one
    const std::array<std::uint64_t, 4>* pair = nullptr;

    bool has_key() const {
      if (row == nullptr || !row->rest.same_key(keyed.rest)) return false;
      return pair != nullptr ? same_words(*pair, keyed.addresses)
                             : row->addresses == keyed.addresses[0];
    }
    // 0: the packet goes as the first one went.
    unsigned side() const { return row->rest.same_way(keyed.rest) ? 0 : 1; }
  };

  KeyedPacket keyed_of(const ConversationRow& row) const;
  void find(Wanted& wanted);
  void find_row(Wanted& wanted);
  void find_parts(Wanted& wanted);
  [[gnu::always_inline]] static void prefetch_parts(const Wanted& wanted);
  void settle(Wanted& wanted, const Summary& summary, const FlowPacket& packet, PacketFlow& flow);
  void find_again(Wanted& wanted);
  void add_checkpoint(const ConversationRow& row, std::uint32_t packet);
  bool opens_another(const Wanted& wanted, const TcpSegment& segment) const;
  void leave_way(Wanted& wanted, const LinkPair& pair, const FlowPacket& packet);
  bool begin(Wanted& wanted, const LinkPair& pair, std::uint64_t packet);
  bool make_room();
  void leave_out(std::span<const Summary> summaries, std::span<const FlowPacket> packets,
                 std::span<PacketFlow> flows);
  bool has_room_for(const KeyedPacket& keyed, std::uint64_t packet);
  bool has_memory_for(const KeyedPacket& keyed);

  ExpectedEndpoints expected_;
  LinkTable links_;
  Slots slots_;
  BlockList<ConversationRow, 1024> rows_;
  BlockList<std::array<std::uint64_t, 4>, 1024> ipv6_;  // two addresses
  BlockList<TcpConversation, 1024> tcp_;                // by stream
  BlockList<TcpAside, 1024> tcp_aside_;                 // by stream
  TcpCheckpoints checkpoints_;
  std::size_t count_ = 0;
  std::size_t ipv6_count_ = 0;
  std::size_t most_;
  bool has_memory_ = true;
  LeftOut left_out_;
  std::uint32_t streams_[4] = {};  // by Transport
  std::array<Wanted, kBatch> wanted_;
};

}  // namespace packetglass
