// What the packets before one say of it, in any order, for an indexed capture: from the index and
// from packets that are read again.
#pragma once

#include <optional>
#include <vector>

#include "dissect/dissection.h"
#include "flow/summary_index.h"
#include "index/packet_columns.h"
#include "inspect/tcp_history.h"
#include "stream/tcp_reassembly.h"

namespace packetglass {

// A packet that was read again.
struct ReadPacket {
  std::uint64_t index = 0;  // from 0; that of no packet of the index: it is of no known capture
  std::size_t original_length = 0;
  LinkType link_type{};
  Bytes bytes;
};

// Which packets are to be read for some, as indices from 0. Plain data: whoever reads needs no
// index.
struct ReadPlan {
  std::uint64_t end = 0;               // it is for the packets from the first on up to here
  std::vector<std::uint64_t> packets;  // before the first one, rising
};

// Both outlive it.
class RecalledHistory {
 public:
  // Bytes of packets that are read again for one, in addition to its own: as many segments as are
  // between checkpoints, each as large as IP allows.
  static constexpr std::uint64_t kMaxBytesAgain = std::uint64_t{16} << 20;
  // Segments that are read again for one: as many as a message may have, and those between.
  static constexpr std::size_t kMaxSegmentsAgain = 2 * SideMessages::kMaxSegments;

  RecalledHistory(const SummaryIndex& summary, const PacketColumns& packets)
      : summary_(summary), packets_(packets) {}

  // For the columns of packets [from, to): their fragments. `end` is behind as many of them as
  // that is bounded for, one at least.
  ReadPlan plan_columns(std::uint64_t from, std::uint64_t to) const;

  // For all fields of packet `i`: also the packets of its conversation that say something of it,
  // fewer than twice TcpCheckpoint::kEvery. They are found by scanning the column of conversations
  // backwards: a step for each group of 128 packets where the conversation is none of, else 128.
  ReadPlan plan(std::uint64_t i) const;

 private:
  friend class Recall;

  bool knows(std::uint64_t i) const { return i < summary_.columns().size(); }
  Nanoseconds time_of(std::uint64_t i) const { return packets_[i].timestamp; }
  std::optional<std::vector<std::uint64_t>> fragments_of(std::uint64_t i) const;
  bool add_parts(std::uint64_t i, std::uint64_t first, ReadPlan& plan, std::uint64_t& bytes) const;
  std::optional<std::uint32_t> side_of(std::uint64_t i) const;
  std::vector<std::uint64_t> segments_before(std::uint64_t i) const;
  std::vector<std::uint64_t> initials_before(std::uint64_t i) const;
  const TcpCheckpoint* resume(std::uint64_t i) const;
  std::vector<std::uint64_t> conversation_before(std::uint64_t i) const;

  const SummaryIndex& summary_;
  const PacketColumns& packets_;
};

// Packets that are dissected in one go: in their order, those of the plan first.
class Recall {
 public:
  explicit Recall(const RecalledHistory& history) : history_(history) {}

  // Only what it says of those behind it is wanted.
  void see(const ReadPacket& packet) { see(packet, false); }

  // What is known of the packet, for its columns or for all its fields; valid until the next call.
  History for_columns(const ReadPacket& packet);
  History for_fields(const ReadPacket& packet);

 private:
  struct Seen {
    std::uint64_t index;
    std::optional<TcpSegment> tcp;  // none: it is no segment
  };

  History begin(const ReadPacket& packet);
  bool is_remembered(std::uint64_t i) const;
  bool begin_segment(const ReadPacket& packet, std::uint32_t side, bool wanted);
  void see(const ReadPacket& packet, bool wanted);
  TcpPast past_of(std::uint64_t i) const;
  TcpPacket tcp_packet(const Seen& seen) const;

  const RecalledHistory& history_;
  IpFragments fragments_;
  TcpReassembly segments_;
  MessageLog messages_;  // of those alone
  InitialBytes initial_bytes_;
  std::vector<Seen> seen_;
  std::optional<TcpFacts> facts_;
  TcpPast past_;
};

}  // namespace packetglass
