// Makes an index of what a reader hands on.
#pragma once

#include "index/index.h"

namespace packetglass {

// Where the capture has more sections or interfaces than an index holds, that is an issue, and
// nothing behind is indexed.
class IndexBuilder final : public RecordSink {
 public:
  // `observer` is shown every batch that is in the index.
  explicit IndexBuilder(Index& index, PacketSink* observer = nullptr)
      : index_(index), observer_(observer) {}

  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  bool packets(const PacketBatch& batch) override;
  bool block(const Block& block) override { return full_ || index_.blocks.append(block); }
  void issue(const Issue& issue) override {
    if (!full_) index_.issues.add(issue);
  }

  // Whether nothing that comes is indexed any more.
  bool full() const { return full_; }

 private:
  template <typename Declared>
  void add(std::vector<Declared>& all, std::size_t most, const Declared& one);
  template <typename Declared>
  void bound_options(Declared& one);

  Index& index_;
  PacketSink* observer_;
  bool full_ = false;
  std::size_t option_bytes_ = 0;  // that are kept
  std::size_t option_count_ = 0;
};

}  // namespace packetglass
