// The index of a capture: everything about it but its bytes.
#pragma once

#include <vector>

#include "index/block_columns.h"
#include "index/issue_log.h"
#include "index/packet_columns.h"
#include "record/record_sink.h"

namespace packetglass {

struct Index {
  std::vector<Section> sections;
  std::vector<Interface> interfaces;
  PacketColumns packets;
  BlockColumns blocks;
  IssueLog issues;
};

// Makes an index of what a reader hands on.
class IndexBuilder final : public RecordSink {
 public:
  // `beside` is shown every batch that is in the index.
  explicit IndexBuilder(Index& index, PacketSink* beside = nullptr)
      : index_(index), beside_(beside) {}

  void section(const Section& section, Bytes) override { index_.sections.push_back(section); }
  void interface(const Interface& interface, Bytes) override {
    index_.interfaces.push_back(interface);
  }
  bool packets(const PacketBatch& batch) override {
    if (!index_.packets.append(batch)) return false;
    if (beside_ == nullptr) return true;
    for (const Issue& found : beside_->add(batch, index_.interfaces)) issue(found);
    return true;
  }
  bool block(const Block& block) override { return index_.blocks.append(block); }
  void issue(const Issue& issue) override { index_.issues.add(issue); }

 private:
  Index& index_;
  PacketSink* beside_;
};

}  // namespace packetglass
