#include "index/packet_columns.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace packetglass {

static bool operator==(const Packet& a, const Packet& b) {
  return a.offset == b.offset && a.timestamp == b.timestamp &&
         a.captured_length == b.captured_length && a.original_length == b.original_length &&
         a.interface == b.interface && a.kind == b.kind;
}

namespace {

constexpr std::uint32_t kHeader = 16;

// Hands packets on as readers do, in batches of these sizes, over and over.
class Columns {
 public:
  explicit Columns(std::vector<std::size_t> batch_sizes = {PacketBatch::kCapacity},
                   std::int64_t tick_nanoseconds = 1)
      : batch_sizes_(std::move(batch_sizes)), tick_(tick_nanoseconds) {}

  void add(const Packet& packet) {
    expected_.push_back(packet);
    const std::size_t i = batch_.count++;
    batch_.offset[i] = packet.offset;
    batch_.ticks[i] = packet.timestamp / tick_;
    batch_.captured_length[i] = packet.captured_length;
    batch_.original_length[i] = packet.original_length;
    batch_.interface[i] = packet.interface;
    batch_.kind[i] = packet.kind;
    if (batch_.count == batch_sizes_[next_ % batch_sizes_.size()]) hand_on();
  }

  void set_tick(std::int64_t tick) {
    hand_on();
    tick_ = tick;
  }

  void hand_on() {
    batch_.tick_nanoseconds = tick_;
    batch_.record_header_size = kHeader;
    learn_facts();
    ASSERT_TRUE(columns.append(batch_));
    batch_.count = 0;
    ++next_;
  }

  void expect_all() {
    hand_on();
    ASSERT_EQ(columns.size(), expected_.size());
    for (std::size_t i = 0; i < expected_.size(); ++i) {
      ASSERT_TRUE(columns[i] == expected_[i]) << "packet " << i;
    }
  }

  PacketColumns columns;

 private:
  // What a reader knows of its batch.
  void learn_facts() {
    batch_.back_to_back = batch_.untruncated = batch_.uniform = true;
    for (std::size_t i = 0; i < batch_.count; ++i) {
      const Packet packet = batch_.packet(i);
      batch_.untruncated &= packet.original_length == packet.captured_length;
      batch_.uniform &= packet.interface == batch_.interface[0] && packet.kind == batch_.kind[0];
      batch_.back_to_back &=
          i + 1 == batch_.count ||
          batch_.offset[i + 1] == packet.offset + packet.captured_length + kHeader;
    }
  }

  std::vector<std::size_t> batch_sizes_;
  std::int64_t tick_;
  PacketBatch batch_;
  std::size_t next_ = 0;
  std::vector<Packet> expected_;
};

// A packet that lies right behind the one before it, as in a classic capture.
Packet following(const Packet& before, std::uint32_t length, Nanoseconds gap) {
  return {before.offset + before.captured_length + kHeader, before.timestamp + gap, length, length,
          before.interface};
}

TEST(PacketColumns, AreEmptyAtFirst) {
  EXPECT_EQ(PacketColumns().size(), 0u);
}

TEST(PacketColumns, GiveBackEveryPacketHoweverBatchesFallOnGroups) {
  for (const auto& sizes :
       std::vector<std::vector<std::size_t>>{{128}, {1}, {127}, {3, 128, 50}}) {
    Columns columns(sizes);
    Packet packet{40, 1'700'000'000'000'000'000, 60, 60, 0, RecordKind::kClassic};
    for (std::uint32_t i = 0; i < 1000; ++i) {
      columns.add(packet);
      packet = following(packet, i * 7919 % 1500, 12345);
    }
    columns.expect_all();
  }
}

TEST(PacketColumns, TakeAboutFiveBytesAPacketOfOrdinaryTraffic) {
  Columns columns({128}, 1000);
  Packet packet{40, 1'700'000'000'000'000'000, 60, 60, 0, RecordKind::kClassic};
  constexpr std::uint32_t kPackets = 1'000'000;
  for (std::uint32_t i = 0; i < kPackets; ++i) {
    columns.add(packet);
    const std::uint32_t lengths[] = {64, 64, 64, 64, 64, 64, 64, 576, 576, 576, 576, 1514};
    packet = following(packet, lengths[i % 12], 3000 + i % 7 * 1000);
  }
  columns.expect_all();
  EXPECT_LT(columns.columns.memory(), kPackets * 5.5);
}

TEST(PacketColumns, KeepLengthsThatOffsetsDoNotImply) {
  Columns columns;
  for (std::uint32_t i = 0; i < 500; ++i) {
    columns.add({i * 1000u, i, i % 100, i % 100 + 200000 * (i % 3), 0, RecordKind::kClassic});
  }
  columns.expect_all();
}

TEST(PacketColumns, KeepTimesThatGoBackwards) {
  Columns columns;
  for (std::int64_t i = 0; i < 500; ++i) {
    columns.add({static_cast<std::uint64_t>(40 + i * 80), 1'000'000 - i * 1001, 64, 64, 0,
                 RecordKind::kClassic});
  }
  columns.expect_all();
}

TEST(PacketColumns, KeepInterfacesThatAlternate) {
  Columns columns;
  for (std::uint32_t i = 0; i < 500; ++i)
    columns.add({40 + i * 80u, i, 64, 64, i * 70001 % 3, RecordKind::kClassic});
  columns.expect_all();
}

TEST(PacketColumns, KeepExtremesOfEveryColumn) {
  Columns columns;
  constexpr auto kMax32 = std::numeric_limits<std::uint32_t>::max();
  constexpr auto kMaxTime = std::numeric_limits<Nanoseconds>::max();
  constexpr auto kMinTime = std::numeric_limits<Nanoseconds>::min();
  for (std::uint64_t i = 0; i < 300; ++i) {
    const bool odd = i % 2 != 0;
    columns.add({i << 50, odd ? kMaxTime : kMinTime, odd ? kMax32 : 0, odd ? 0 : kMax32,
                 odd ? kMax32 : 0});
  }
  columns.expect_all();
}

TEST(PacketColumns, KeepRandomColumns) {
  std::mt19937_64 random(1);
  Columns columns({31});
  std::uint64_t offset = 0;
  for (int i = 0; i < 5000; ++i) {
    offset += random() % 100000;
    columns.add({offset, static_cast<Nanoseconds>(random() >> (random() % 64)),
                 static_cast<std::uint32_t>(random() >> (32 + random() % 32)),
                 static_cast<std::uint32_t>(random() >> (32 + random() % 32)),
                 static_cast<std::uint32_t>(random() % 4)});
  }
  columns.expect_all();
}

TEST(PacketColumns, MixResolutionsInOneGroup) {
  Columns columns({10}, 1000);
  for (std::uint32_t i = 0; i < 400; ++i) {
    if (i % 40 == 20) columns.set_tick(i % 80 == 20 ? 1 : 1000);
    columns.add({40 + i * 80u, i * 5'000'000LL, 64, 64, 0, RecordKind::kClassic});
  }
  columns.expect_all();
}

TEST(PacketColumns, UnpackAnyRangeIntoPlainArrays) {
  Columns columns;
  Packet packet{40, 1'700'000'000'000'000'000, 60, 60, 0, RecordKind::kClassic};
  for (std::uint32_t i = 0; i < 300; ++i) {
    columns.add(packet);
    packet = following(packet, i, 1);
  }
  columns.hand_on();
  constexpr std::size_t kFirst = 120, kCount = 170;
  std::int64_t timestamps[kCount];
  double offsets[kCount];
  std::uint32_t captured[kCount], original[kCount], interfaces[kCount];
  std::uint8_t has_timestamp[kCount];
  columns.columns.unpack(kFirst, kCount,
                         {timestamps, offsets, captured, original, interfaces, has_timestamp});
  for (std::size_t i = 0; i < kCount; ++i) {
    const Packet expected = columns.columns[kFirst + i];
    EXPECT_EQ(has_timestamp[i], 1);
    EXPECT_TRUE(expected ==
                (Packet{static_cast<std::uint64_t>(offsets[i]), timestamps[i], captured[i],
                        original[i], interfaces[i], RecordKind::kClassic}));
  }
}

}  // namespace
}  // namespace packetglass
