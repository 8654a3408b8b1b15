// Expert information of the packets of a source, in batches.
#pragma once

#include <deque>

#include "describe/description.h"
#include "inspect/expert_items.h"
#include "wasm/address.h"
#include "wasm/batch_sink.h"

namespace packetglass {

// A batch is a description: an array of items, each an array of the number of the packet,
// severity, group, protocol, field (empty: none) and text.
class ExpertSink final : public BatchSink {
 public:
  explicit ExpertSink(const Choices& choices) : BatchSink(wanted_for_expert(), choices) {}

  bool needs_later() const override { return false; }
  std::size_t block_size() const override { return kBlock; }
  bool failed() const override { return failed_; }
  bool limited() const override { return limited_; }

  bool end_batch() override {
    if (size_ == 0) return true;
    batch_.end();
    size_ = 0;
    limited_ = batch_.limited();
    failed_ = batch_.failed();
    ready_.push_back(std::move(batch_));
    batch_ = Description();
    return !failed_;
  }
  double take() override {
    if (ready_.empty()) return 0;
    taken_ = std::move(ready_.front());
    ready_.pop_front();
    return address(taken_);
  }

 protected:
  bool add(const DissectedPacket& packet) override {
    find_expert_items(*dissect().tree, found_);
    for (const ExpertItem& item : found_) put(item, packet.number);
    return size_ < kMostItems && batch_.bytes().size() < kEnoughBytes ? true : end_batch();
  }

 private:
  static constexpr std::size_t kBlock = std::size_t{1} << 16;
  static constexpr std::size_t kMostItems = 4096;
  static constexpr std::size_t kEnoughBytes = std::size_t{1} << 20;

  void put(const ExpertItem& item, std::uint64_t packet) {
    if (size_++ == 0) batch_.begin_array();
    batch_.begin_array();
    batch_.number(packet);
    batch_.text(name_of(item.severity));
    batch_.text(name_of(item.group));
    batch_.text(item.protocol);
    batch_.text(item.field);
    batch_.text(item.text);
    batch_.end();
  }

  std::vector<ExpertItem> found_;  // of a packet
  Description batch_, taken_;
  std::size_t size_ = 0;  // items in the batch
  std::deque<Description> ready_;
  bool failed_ = false, limited_ = false;
};

}  // namespace packetglass
