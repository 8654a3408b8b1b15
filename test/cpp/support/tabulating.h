// Tables of the packets of a capture.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "inspect/dissected_packets.h"
#include "support/read_all.h"
#include "table/table.h"

namespace packetglass::test {

// Hands on each packet of a capture, dissected as it is wanted.
class PacketPass final : public RecordSink {
 public:
  using Use = std::function<void(const DissectedPacket&)>;

  PacketPass(const WantedOfPackets& wanted, Use use) : packets_(wanted), use_(std::move(use)) {}

  void knows_later(const RelatedPackets& log) { packets_.history().knows_later(log); }

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    packets_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) {
      packets_.begin(i);
      use_(packets_.dissect());
    }
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

 private:
  DissectedPackets packets_;
  std::vector<Interface> interfaces_;
  Use use_;
};

// All rows of a capture in one table.
inline std::unique_ptr<Table> tabulated(Bytes source, const std::vector<ColumnWish>& wishes) {
  auto table = std::make_unique<Table>(wishes);
  PacketPass pass(table->wanted(), [&](const DissectedPacket& packet) { table->add(packet); });
  read_all(source, pass);
  return table;
}

// How many values there are before a row, and with it.
inline std::pair<std::size_t, std::size_t> values_of(const ColumnData& data, std::size_t row) {
  const auto has = [&](std::size_t i) {
    return (data.validity().bytes()[i / 8] >> i % 8 & 1) != 0;
  };
  if (!data.type().is_list) return {row, row + (has(row) ? 1 : 0)};
  const std::size_t begin = row == 0 ? 0 : data.row_ends()[row - 1];
  EXPECT_EQ(has(row), data.row_ends()[row] != begin);
  return {begin, data.row_ends()[row]};
}

}  // namespace packetglass::test
