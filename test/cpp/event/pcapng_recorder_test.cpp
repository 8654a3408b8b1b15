#include "event/pcapng_recorder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "format/pcapng/block_types.h"
#include "support/feed.h"
#include "support/observed.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using namespace test;

const PcapngBytes kLittle{ByteOrder::kLittle};

PacketEvent packet(std::uint32_t link_type, Nanoseconds time = 1'000'000'001) {
  PacketEvent event;
  event.link_type = link_type;
  event.time = time;
  event.original_length = 4;
  event.bytes = as_bytes("data");
  return event;
}

class PcapngRecorderIn : public testing::TestWithParam<ByteOrder> {};

TEST_P(PcapngRecorderIn, PutsBlocksAndOptionsIntoItsOrder) {
  const PcapngBytes make{GetParam()};
  ByteVector out;
  PcapngRecorder recorder(out, GetParam());
  recorder.begin_section(kLittle.section(kLittle.option(1, kLittle.text("c"))));
  recorder.declare(kLittle.interface(101, 0, kLittle.option(9, {9})));
  recorder.append(kLittle.block(4, kLittle.u32(0)));
  const ByteVector queue = kLittle.option(6, kLittle.u32(7));
  EXPECT_FALSE(recorder.record(0, packet(101), queue));
  PacketFields fields;
  fields.ticks = 1'000'000'001;
  fields.bytes = "data";
  fields.options = make.option(6, make.u32(7)) + make.end_of_options();
  EXPECT_EQ(out, make.section(make.option(1, make.text("c"))) +
                     make.interface(101, 0, make.option(9, {9})) + make.block(4, make.u32(0)) +
                     make.enhanced(fields));
}

TEST_P(PcapngRecorderIn, PutsABlockOfEitherOrderIntoItsOrder) {
  const PcapngBytes make{GetParam()};
  for (const ByteOrder from : kBothOrders) {
    const PcapngBytes read{from};
    ByteVector out;
    PcapngRecorder recorder(out, GetParam());
    recorder.append(read.block(pcapng::kCustom, read.u32(32473) + PcapngBytes::text("mine")),
                    from);
    EXPECT_EQ(out, make.section() +
                       make.block(pcapng::kCustom, make.u32(32473) + PcapngBytes::text("mine")));
  }
}

TEST_P(PcapngRecorderIn, TurnsTheNumbersOfVerdictsButNotTheBytesOfHardware) {
  const PcapngBytes make{GetParam()};
  ByteVector out;
  PcapngRecorder recorder(out, GetParam());
  recorder.declare(kLittle.interface(101));
  const ByteVector hardware = ByteVector{0} + kLittle.u64(7);
  const ByteVector verdicts = kLittle.option(7, ByteVector{2} + kLittle.u64(7)) +
                              kLittle.option(7, hardware) + kLittle.option(7, {0, 9});
  EXPECT_FALSE(recorder.record(0, packet(101), verdicts));
  const ByteVector expected =
      make.option(7, ByteVector{2} + make.u64(7)) + make.option(7, hardware);
  const auto found = std::search(out.begin(), out.end(), expected.begin(), expected.end());
  EXPECT_NE(found, out.end());
}

INSTANTIATE_TEST_SUITE_P(BothOrders, PcapngRecorderIn, testing::ValuesIn(kBothOrders));

TEST(PcapngRecorder, BeginsASectionWhereNobodyDid) {
  ByteVector out;
  PcapngRecorder recorder(out);
  recorder.declare(kLittle.interface(1));
  EXPECT_EQ(out, kLittle.section() + kLittle.interface(1));
}

TEST(PcapngRecorder, RoundsTimesToTheDeclaredInterface) {
  ByteVector out;
  PcapngRecorder recorder(out);
  recorder.declare(kLittle.interface(101));
  EXPECT_FALSE(recorder.record(0, packet(101, 1'999), {}));
  const auto capture = feed(out);
  ASSERT_EQ(capture->index().packets.size(), 1u);
  EXPECT_EQ(capture->index().packets[0].timestamp, 1'000);
}

TEST(PcapngRecorder, DeclaresWhatEventsAreOfInAdditionToWhatWasDeclared) {
  ByteVector out;
  PcapngRecorder recorder(out);
  recorder.declare(kLittle.interface(101));
  EXPECT_FALSE(recorder.record(packet(1)));
  EXPECT_FALSE(recorder.record(packet(1)));
  const auto capture = feed(out);
  EXPECT_EQ(capture->index().interfaces.size(), 2u);
  EXPECT_EQ(capture->index().packets[1].interface, 1u);
  EXPECT_EQ(capture->index().packets[1].timestamp, 1'000'000'001);
}

TEST(PcapngRecorder, RefusesOptionsOfAPacketWithoutATime) {
  ByteVector out;
  PcapngRecorder recorder(out);
  PacketEvent untimed = packet(1);
  untimed.time = std::nullopt;
  const auto refused = recorder.record(untimed, kLittle.option(6, kLittle.u32(7)));
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->code, ErrorCode::kUnsupported);
}

TEST(PcapngRecorder, RefusesAnInterfaceThatWasNotDeclared) {
  ByteVector out;
  PcapngRecorder recorder(out);
  recorder.declare(kLittle.interface(101));
  const auto refused = recorder.record(1, packet(101), {});
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->code, ErrorCode::kUnsupported);
}

PacketEvent untimed(std::string_view bytes, std::uint32_t original) {
  PacketEvent event;
  event.link_type = 101;
  event.original_length = original;
  event.bytes = as_bytes(bytes);
  return event;
}

// What is read again: bytes, lengths, time, link type and snaplen of each packet.
std::string read_again(const ByteVector& capture) {
  const Observed seen = observe(capture);
  EXPECT_EQ(seen.wrong(), "");
  std::string text;
  for (const SeenPacket& one : seen.packets()) {
    const Interface& on = seen.interfaces[one.interface];
    text.append(one.bytes.begin(), one.bytes.end());
    text += "/" + std::to_string(one.original_length) + " on " + std::to_string(on.link_type);
    text += one.kind == RecordKind::kSimple ? " untimed" : " at " + std::to_string(one.timestamp);
    text += "\n";
  }
  return text;
}

TEST_P(PcapngRecorderIn, WritesPacketsWithoutATimeOfAnyInterface) {
  ByteVector out;
  PcapngRecorder recorder(out, GetParam());
  recorder.begin_section();
  recorder.declare(kLittle.interface(1, 0));
  recorder.declare(kLittle.interface(101, 4, kLittle.option(2, kLittle.text("two"))));
  EXPECT_FALSE(recorder.record(1, untimed("four", 60), {}));
  EXPECT_FALSE(recorder.record(0, packet(1), {}));
  EXPECT_FALSE(recorder.record(1, untimed("cut", 60), {}));
  EXPECT_FALSE(recorder.record(1, packet(101, 7), {}));
  EXPECT_FALSE(recorder.record(0, untimed("whole", 5), {}));
  EXPECT_FALSE(recorder.record(0, untimed("", 60), {}));
  EXPECT_EQ(read_again(out),
            "four/60 on 101 untimed\ndata/4 on 1 at 1000000000\ncut/60 on 101 untimed\n"
            "data/4 on 101 at 0\nwhole/5 on 1 untimed\n/60 on 1 untimed\n");
}

TEST_P(PcapngRecorderIn, SaysOfWhichInterfaceCountersAreWhereverItStands) {
  ByteVector out;
  PcapngRecorder recorder(out, GetParam());
  recorder.begin_section();
  recorder.declare(kLittle.interface(1));
  recorder.declare(kLittle.interface(101));
  EXPECT_FALSE(recorder.record(1, untimed("Hi!", 3), {}));
  recorder.append(kLittle.block(5, kLittle.u32(0) + kLittle.u64(0)));
  recorder.append(kLittle.block(5, kLittle.u32(1) + kLittle.u64(0)));
  const PcapngBytes make(GetParam());
  const ByteVector counters =
      make.block(5, make.u32(1) + make.u64(0)) + make.block(5, make.u32(0) + make.u64(0));
  const ByteVector end(out.end() - static_cast<std::ptrdiff_t>(counters.size()), out.end());
  EXPECT_EQ(end, counters) << "101 stands first in the section of the packet without a time";
}

TEST_P(PcapngRecorderIn, WritesTicksAsTheyWereRead) {
  ByteVector out;
  PcapngRecorder recorder(out, GetParam());
  recorder.begin_section();
  recorder.declare(kLittle.interface(1, 0, kLittle.option(9, {12})));
  recorder.declare(kLittle.interface(1, 0, kLittle.option(9, {20})));
  recorder.declare(kLittle.interface(1, 0, kLittle.option(9, {0})));
  PacketEvent event = packet(1, 3);
  event.ticks = 3'999;
  EXPECT_FALSE(recorder.record(0, event, {}));
  event.time = 4;  // was changed: the ticks are not those of this time
  EXPECT_FALSE(recorder.record(0, event, {}));
  event.time = 0;
  event.ticks = 5;
  EXPECT_FALSE(recorder.record(1, event, {}));
  event.time = std::numeric_limits<Nanoseconds>::max();
  event.ticks = ~std::uint64_t{0};
  EXPECT_FALSE(recorder.record(2, event, {}));
  event.time = std::numeric_limits<Nanoseconds>::max() / 1000 * 1000;  // read in microseconds
  EXPECT_FALSE(recorder.record(2, event, {}));
  const PcapngBytes make(GetParam());
  const ByteVector packets = make.enhanced({3'999, "data"}) + make.enhanced({4'000, "data"}) +
                             make.enhanced({5, "data", 1}) +
                             make.enhanced({~std::uint64_t{0}, "data", 2}) +
                             make.enhanced({~std::uint64_t{0}, "data", 2});
  const ByteVector end(out.end() - static_cast<std::ptrdiff_t>(packets.size()), out.end());
  EXPECT_EQ(end, packets);
}

TEST_P(PcapngRecorderIn, WritesTimesBefore1970AndMoreBytesThanWereOnTheWire) {
  ByteVector out;
  PcapngRecorder recorder(out, GetParam());
  PacketEvent event = packet(1, -5);
  event.original_length = 2;
  EXPECT_FALSE(recorder.record(event));
  event.time = std::numeric_limits<Nanoseconds>::min();
  EXPECT_FALSE(recorder.record(event));
  EXPECT_EQ(read_again(out), "data/2 on 1 at -5\ndata/2 on 1 at -9223372036854775808\n");
}

TEST_P(PcapngRecorderIn, FindsOneOfVeryManyInterfaces) {
  ByteVector out;
  PcapngRecorder recorder(out, GetParam());
  constexpr std::uint64_t kFirst = 1'000'000;  // not believed to be a number
  for (std::uint64_t round = 0; round < 2; ++round) {
    for (std::uint64_t id = kFirst; id < kFirst + 30'000; ++id) {
      PacketEvent event = packet(id % 2 == 0 ? 1 : 101);
      event.section = 0;
      event.interface = id;
      EXPECT_FALSE(recorder.record(event));
    }
  }
  const auto capture = feed(out);
  EXPECT_EQ(capture->index().interfaces.size(), 30'000u);
  EXPECT_EQ(capture->index().packets.size(), 60'000u);
  EXPECT_EQ(capture->index().packets[59'999].interface, 29'999u);
}

}  // namespace
}  // namespace packetglass
