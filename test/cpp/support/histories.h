// Packets in full, as text: in the order of the capture, and one by one in any order.
#pragma once

#include "capture.h"
#include "dissect/render.h"
#include "format/capture_reader.h"
#include "inspect/recalled_history.h"
#include "inspect/running_history.h"
#include "support/pcap_bytes.h"
#include "support/read_all.h"

namespace packetglass::test {

// A packet dissected with its fields, as lines: columns, Info, then the tree.
class PacketText {
 public:
  explicit PacketText(Bytes packet) : tree_(packet), dissection_(summary_) {
    dissection_.wanted.tree = &tree_;
    dissection_.wanted.info = &info_;
  }
  Dissection& dissection() { return dissection_; }

  std::string dissected(Bytes packet, std::size_t original_length, LinkType link_type) {
    dissect(packet, original_length, link_type, dissection_);
    std::string text = std::string(summary_.protocol) + " | " + info_ + "\n";
    for (const Node& node : tree_.nodes()) {
      text += std::string(std::size_t{2} * node.depth, ' ') + line_text(tree_, node) + "\n";
    }
    return text;
  }

 private:
  Tree tree_;
  std::string info_;
  Summary summary_;
  Dissection dissection_;
};

inline const Choices kUsual;

// An indexed capture, whose bytes and choices outlive it.
class Recalled {
 public:
  explicit Recalled(Bytes source, const Choices& choices = kUsual)
      : source_(source), capture_({}, &summary) {
    summary.dissects_as(choices);
    const std::size_t used = capture_.push(source);
    capture_.finish(source.subspan(used));
  }

  std::uint64_t size() const { return summary.columns().size(); }

  // Packet `i` in full; how many packets were read for it goes to `read`.
  std::string text(std::uint64_t i, std::size_t* read = nullptr) const {
    const RecalledHistory history(summary, capture_.index().packets);
    Recall recall(history);
    const ReadPlan plan = history.plan(i);
    if (read != nullptr) *read = plan.packets.size();
    for (const std::uint64_t before : plan.packets) recall.see(packet(before));
    const ReadPacket wanted = packet(i);
    PacketText text(wanted.bytes);
    text.dissection().history = recall.for_fields(wanted);
    return text.dissected(wanted.bytes, wanted.original_length, wanted.link_type);
  }

  SummaryIndex summary;

 private:
  ReadPacket packet(std::uint64_t i) const {
    const Index& index = capture_.index();
    const Packet found = index.packets[i];
    return {i, found.original_length, index.interfaces[found.interface].link_type,
            source_.subspan(found.offset, found.captured_length)};
  }

  Bytes source_;
  Capture capture_;
};

// Calls `use(i, text)` for each packet of the capture, as they come.
template <typename Use>
class Running final : public RecordSink {
 public:
  Running(const RelatedPackets& later, const Use& use, const Choices& choices) : use_(use) {
    history_.knows_later(later);
    history_.dissects_as(choices);
  }

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    history_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) {
      PacketText text(batch.bytes(i));
      text.dissection().history = history_.of(i, true);
      use_(number_++, text.dissected(batch.bytes(i), batch.original_length[i],
                                     interfaces_[batch.interface[i]].link_type));
    }
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

 private:
  const Use& use_;
  RunningHistory history_;
  std::vector<Interface> interfaces_;
  std::uint64_t number_ = 0;
};

template <typename Use>
void each_running(Bytes source, const RelatedPackets& later, const Use& use,
                  const Choices& choices = kUsual) {
  Running<Use> sink(later, use, choices);
  read_all(source, sink);
}

}  // namespace packetglass::test
