// What the packets before one say of it, as packets come in the order of the capture.
#pragma once

#include "flow/batch_summary.h"
#include "inspect/tcp_history.h"

namespace packetglass {

class RunningHistory {
 public:
  RunningHistory() {
    summary_.paths = &paths_;
    summary_.initial_bytes = &initial_bytes_;
  }
  RunningHistory(const RunningHistory&) = delete;
  RunningHistory& operator=(const RunningHistory&) = delete;

  // The next packets of the capture; `interfaces` are all that were declared. What is said of them
  // is asked for before the next are added.
  void add(const PacketBatch& batch, std::span<const Interface> interfaces);

  // What packets to come complete and answer, where all of them were read before: of a first pass,
  // which outlives this. Without it nothing is said of packets to come.
  void knows_later(const RelatedPackets& log) { later_ = &log; }

  // Packets to come are dissected as the user chose, which outlives this.
  void dissects_as(const Choices& chosen) {
    summary_.choices = chosen.empty() ? nullptr : &chosen;
  }
  // nullptr: nothing was chosen.
  const Choices* choices() const { return summary_.choices; }

  // What there was no room for any more, and from which packet on.
  std::span<const Issue> issues() const { return summary_.issues; }
  const Summary& summary(std::size_t i) const { return summary_.summaries[i]; }
  const PacketFlow& flow(std::size_t i) const { return summary_.flows[i]; }
  // What is counted of the packet.
  const FlowPacket& counted(std::size_t i) const { return summary_.packets[i]; }
  Conversation conversation(std::size_t number) const { return flows_[number]; }
  // All conversations, and the paths of layers that the summaries name.
  const FlowTable& flows() const { return flows_; }
  const LayerPaths& paths() const { return paths_; }

  // What the packets so far are to one another; taken, nothing more is added.
  RelatedPackets take_related() { return std::move(summary_.related); }

  // The reassembly, ready for packet `i` of the batch: it says again what it said of it.
  IpReassembly& reassembly(std::size_t i);

  // What is known of packet `i` of the batch, valid until the next call. With the past of its TCP
  // conversation (TcpPast) it is asked for all of them, in their order.
  History of(std::size_t i, bool fields, bool past);
  History of(std::size_t i, bool fields) { return of(i, fields, fields); }

 private:
  std::uint64_t number(std::size_t i) const { return before_ + i + 1; }
  void follow(std::size_t i);
  void complete_later(std::size_t i);

  FlowTable flows_;
  LayerPaths paths_;
  BatchSummary summary_;
  InitialBytes initial_bytes_;
  RunningTcp tcp_;
  std::uint64_t before_ = 0, count_ = 0;  // packets before the batch, and with it
  std::size_t checkpoint_ = 0;            // of the table, the next to be reached
  const RelatedPackets* later_ = nullptr;
  std::optional<TcpFacts> facts_;
  TcpPast past_;
};

}  // namespace packetglass
