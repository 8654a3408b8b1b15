#include "event/pcapng_recorder.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "format/pcapng/block_types.h"
#include "support/feed.h"
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

TEST(PcapngRecorder, DeclaresWhatEventsAreOfBesideWhatWasDeclared) {
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

}  // namespace
}  // namespace packetglass
