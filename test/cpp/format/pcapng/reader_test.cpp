#include "format/pcapng/reader.h"

#include <gtest/gtest.h>

#include "format/pcapng/interface_description.h"
#include "support/feed.h"
#include "support/pcapng_bytes.h"

namespace packetglass::pcapng {
namespace {

using test::ByteVector;
using test::feed;
using test::kBothOrders;
using test::PcapngBytes;
using test::operator+;

constexpr std::uint64_t kMicros = 1'700'000'000'123'456;

std::vector<IssueKind> kinds_of(const Capture& capture) {
  std::vector<IssueKind> kinds;
  for (const Issue& issue : capture.index().issues.kept()) kinds.push_back(issue.kind);
  return kinds;
}

using Kinds = std::vector<IssueKind>;

ByteVector option_of_resolution(const PcapngBytes& make, std::uint8_t value) {
  return make.option(9, ByteVector{value});
}

Packet only_packet(const ByteVector& bytes) {
  const auto capture = feed(bytes);
  EXPECT_EQ(capture->index().packets.size(), 1u);
  return capture->index().packets[0];
}

TEST(PcapngReader, ReadsASectionInBothByteOrders) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    const ByteVector head = make.section(make.option(3, PcapngBytes::text("an os"))) +
                            make.interface(113, 96, make.option(2, PcapngBytes::text("eth0")));
    const auto capture = feed(head + make.enhanced({kMicros, "first"}) +
                              make.enhanced({kMicros + 1, "cut", 0, {}, 60}));
    const Index& index = capture->index();
    ASSERT_EQ(index.sections.size(), 1u);
    EXPECT_EQ(index.sections[0].format, "pcapng");
    EXPECT_EQ(index.sections[0].order, order);
    EXPECT_EQ(index.sections[0].version_major, 1);
    EXPECT_EQ(index.sections[0].section_length, -1);
    EXPECT_EQ(index.sections[0].options.size(), 12u);
    ASSERT_EQ(index.interfaces.size(), 1u);
    EXPECT_EQ(index.interfaces[0].link_type, 113);
    EXPECT_EQ(index.interfaces[0].snaplen, 96u);
    EXPECT_EQ(interface_option_text(index.interfaces[0], order, kIfName), "eth0");
    ASSERT_EQ(index.packets.size(), 2u);
    EXPECT_EQ(index.packets[0].offset, head.size() + 28);
    EXPECT_EQ(index.packets[0].timestamp, 1'700'000'000'123'456'000);
    EXPECT_EQ(index.packets[0].captured_length, 5u);
    EXPECT_EQ(index.packets[0].kind, RecordKind::kEnhanced);
    EXPECT_EQ(index.packets[1].captured_length, 3u);
    EXPECT_EQ(index.packets[1].original_length, 60u);
    EXPECT_EQ(index.issues.count(), 0u);
  }
}

TEST(PcapngReader, ReadsTheThreeKindsOfPackets) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    const auto capture = feed(make.section() + make.interface() + make.obsolete({7, "old"}, 3) +
                              make.enhanced({8, "new"}) + make.simple("simple"));
    const PacketColumns& packets = capture->index().packets;
    ASSERT_EQ(packets.size(), 3u);
    EXPECT_EQ(packets[0].kind, RecordKind::kObsolete);
    EXPECT_EQ(packets[0].timestamp, 7000);
    EXPECT_EQ(packets[1].kind, RecordKind::kEnhanced);
    EXPECT_EQ(packets[2].kind, RecordKind::kSimple);
    EXPECT_FALSE(packets[2].has_timestamp());
    EXPECT_EQ(packets[2].captured_length, 6u);
    EXPECT_EQ(capture->index().issues.count(), 0u);
  }
}

TEST(PcapngReader, TruncatesASimplePacketToTheSnaplenOfTheFirstInterface) {
  const PcapngBytes make(ByteOrder::kBig);
  const auto lengths = [&](std::uint32_t snaplen, std::string_view bytes, std::uint32_t original) {
    const Packet packet = only_packet(make.section() + make.interface(1, snaplen) +
                                      make.interface(1, 2) + make.simple(bytes, original));
    return std::pair(packet.captured_length, packet.original_length);
  };
  EXPECT_EQ(lengths(4, "1234", 60), std::pair(4u, 60u));
  EXPECT_EQ(lengths(0, "1234", 4), std::pair(4u, 4u));
  EXPECT_EQ(lengths(64, "123", 3), std::pair(3u, 3u));
}

TEST(PcapngReader, TakesWhatIsThereOfASimplePacketThatDoesNotFitItsBlock) {
  const PcapngBytes make(ByteOrder::kLittle);
  const auto capture = feed(make.section() + make.interface(1, 0) + make.simple("1234", 9));
  EXPECT_EQ(capture->index().packets[0].captured_length, 4u);
  EXPECT_EQ(kinds_of(*capture), Kinds{IssueKind::kSimplePacketBeyondBlock});
}

// if_tsresol, ticks, nanoseconds.
struct Time {
  std::uint8_t resolution;
  std::uint64_t ticks;
  Nanoseconds expected;
};

TEST(PcapngReader, ReadsEveryResolutionExactly) {
  constexpr Time kTimes[] = {
      {0, 1'700'000'000, 1'700'000'000'000'000'000},
      {3, 1'700'000'000'123, 1'700'000'000'123'000'000},
      {6, kMicros, 1'700'000'000'123'456'000},
      {9, 1'700'000'000'123'456'789, 1'700'000'000'123'456'789},
      {12, 1'700'000'000'123'456'789, 1'700'000'000'123'456},
      {19, 10'000'000'000'000'000'001u, 1'000'000'000},
      {0x80, 5, 5'000'000'000},
      {0x80 | 10, 1025, 1'000'976'562},
      {0x80 | 32, (std::uint64_t{1'700'000'000} << 32) + 0x80000000, 1'700'000'000'500'000'000},
      {0x80 | 63, std::uint64_t{3} << 62, 1'500'000'000},
  };
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    for (const Time& time : kTimes) {
      const ByteVector options = option_of_resolution(make, time.resolution);
      EXPECT_EQ(only_packet(make.section() + make.interface(1, 0, options) +
                            make.enhanced({time.ticks, "x"}))
                    .timestamp,
                time.expected)
          << int{time.resolution};
    }
  }
}

TEST(PcapngReader, AddsTheSignedOffset) {
  const PcapngBytes make(ByteOrder::kBig);
  const auto time = [&](std::int64_t offset, std::uint64_t ticks, std::uint8_t resolution) {
    const ByteVector options = make.option(14, make.u64(static_cast<std::uint64_t>(offset))) +
                               option_of_resolution(make, resolution);
    return only_packet(make.section() + make.interface(1, 0, options) +
                       make.enhanced({ticks, "x"}))
        .timestamp;
  };
  EXPECT_EQ(time(-3600, 3600'000'001, 6), 1000);
  EXPECT_EQ(time(-3600, 1, 6), -3'599'999'999'000);
  EXPECT_EQ(time(1'700'000'000, 5, 9), 1'700'000'000'000'000'005);
  EXPECT_EQ(time(-1, 1, 0x80 | 20), -999'999'047);
}

TEST(PcapngReader, TakesTheNearestTimeWhereOneIsOutOfRange) {
  const PcapngBytes make(ByteOrder::kLittle);
  const auto capture = [&](std::int64_t offset, std::uint64_t ticks) {
    const ByteVector options = make.option(14, make.u64(static_cast<std::uint64_t>(offset)));
    return feed(make.section() + make.interface(1, 0, options) + make.enhanced({ticks, "x"}));
  };
  const auto late = capture(0, ~std::uint64_t{0});
  EXPECT_EQ(late->index().packets[0].timestamp, 9'223'372'036'854'775'000);
  EXPECT_EQ(kinds_of(*late), Kinds{IssueKind::kTimestampOutOfRange});
  EXPECT_EQ(describe(late->index().issues.kept()[0]),
            "A timestamp of 18446744073709551615 ticks is the time "
            "+586524-01-19T08:01:49.551615000Z, outside the years 1677 to 2262; the nearest time "
            "was taken.");
  const auto early = capture(std::numeric_limits<std::int64_t>::min(), 5);
  EXPECT_EQ(early->index().packets[0].timestamp, -9'223'372'036'854'775'000);
  EXPECT_EQ(kinds_of(*early), Kinds{IssueKind::kTimestampOutOfRange});
  const std::string said = describe(early->index().issues.kept()[0]);
  EXPECT_NE(said.find("-292277022657-01-27T08:29:52.000005000Z"), said.npos) << said;
}

TEST(PcapngReader, ReadsResolutionsFinerThan64BitsExactly) {
  const PcapngBytes make(ByteOrder::kBig);
  const auto time = [&](std::uint8_t resolution, std::uint64_t ticks) {
    const auto capture =
        feed(make.section() + make.interface(1, 0, option_of_resolution(make, resolution)) +
             make.enhanced({ticks, "x"}));
    EXPECT_EQ(kinds_of(*capture), Kinds{});
    return capture->index().packets[0].timestamp;
  };
  EXPECT_EQ(time(20, 1'700'000'000'000'000'000), 17'000'000);
  EXPECT_EQ(time(127, ~std::uint64_t{0}), 0);
  EXPECT_EQ(time(0x80 | 64, std::uint64_t{1} << 63), 500'000'000);
  EXPECT_EQ(time(0x80 | 127, ~std::uint64_t{0}), 0);
}

TEST(PcapngReader, DescribesNoMoreInterfacesThanTheirLimit) {
  const PcapngBytes make(ByteOrder::kLittle);
  ByteVector source = make.section();
  const ByteVector one = make.interface();
  for (std::size_t i = 0; i < kMaxInterfaces + 2; ++i) {
    source.insert(source.end(), one.begin(), one.end());
  }
  const auto last = static_cast<std::uint32_t>(kMaxInterfaces - 1);
  source = source + make.enhanced({1, "a", last}) + make.enhanced({2, "b", last + 1}) +
           make.enhanced({3, "c", last + 2});
  const auto capture = feed(source);
  const Index& index = capture->index();
  EXPECT_EQ(kinds_of(*capture), (Kinds{IssueKind::kTooManyInterfaces, IssueKind::kUnknownInterface,
                                       IssueKind::kUnknownInterface}));
  EXPECT_EQ(index.interfaces.size(), kMaxInterfaces + 1) << "with the one that none describes";
  EXPECT_EQ(index.blocks.size(), 2u) << "those that are too many are kept as blocks";
  EXPECT_EQ(index.packets[0].interface, last);
  EXPECT_EQ(index.packets[1].interface, last + 1);
  EXPECT_EQ(index.packets[2].interface, last + 1);
  EXPECT_FALSE(index.interfaces.back().described);
}

TEST(PcapngReader, KeepsTimesRightWhenAFinerInterfaceComesLater) {
  const PcapngBytes make(ByteOrder::kLittle);
  ByteVector bytes = make.section() + make.interface();
  for (std::uint64_t i = 0; i < 100; ++i) bytes = bytes + make.enhanced({kMicros + i, "x"});
  bytes = bytes + make.interface(1, 0, option_of_resolution(make, 9));
  for (std::uint64_t i = 0; i < 100; ++i) {
    bytes = bytes + make.enhanced({kMicros + i, "x"}) + make.enhanced({i, "x", 1});
  }
  const auto capture = feed(bytes);
  const PacketColumns& packets = capture->index().packets;
  ASSERT_EQ(packets.size(), 300u);
  for (std::uint64_t i = 0; i < 100; ++i) {
    EXPECT_EQ(packets[i].timestamp, static_cast<Nanoseconds>(kMicros + i) * 1000);
    EXPECT_EQ(packets[100 + 2 * i].timestamp, static_cast<Nanoseconds>(kMicros + i) * 1000);
    EXPECT_EQ(packets[100 + 2 * i + 1].timestamp, static_cast<Nanoseconds>(i));
    EXPECT_EQ(packets[100 + 2 * i + 1].interface, 1u);
  }
}

TEST(PcapngReader, CountsInterfacesAnewInEachSectionOfAnyByteOrder) {
  ByteVector bytes;
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    bytes = bytes + make.section() + make.interface(1) + make.interface(101) +
            make.enhanced({1, "a", 0}) + make.enhanced({2, "b", 1});
  }
  const auto capture = feed(bytes);
  const Index& index = capture->index();
  EXPECT_EQ(index.sections.size(), 2u);
  ASSERT_EQ(index.interfaces.size(), 4u);
  EXPECT_EQ(index.interfaces[2].section, 1u);
  ASSERT_EQ(index.packets.size(), 4u);
  for (std::uint64_t i = 0; i < 4; ++i) EXPECT_EQ(index.packets[i].interface, i);
  EXPECT_EQ(index.issues.count(), 0u);
}

TEST(PcapngReader, ReportsWhereOtherBlocksAre) {
  const PcapngBytes make(ByteOrder::kBig);
  const ByteVector head = make.section() + make.interface();
  const ByteVector custom = make.block(kCustom, make.u32(32473) + PcapngBytes::text("mine"));
  const ByteVector unknown = make.block(0x80000001, {});
  const auto capture = feed(head + custom + make.enhanced({1, "x"}) + unknown);
  const BlockColumns& blocks = capture->index().blocks;
  ASSERT_EQ(blocks.size(), 2u);
  EXPECT_EQ(blocks[0].offset, head.size());
  EXPECT_EQ(blocks[0].length, custom.size());
  EXPECT_EQ(blocks[0].type, kCustom);
  EXPECT_EQ(blocks[1].type, 0x80000001u);
  EXPECT_EQ(capture->index().issues.count(), 0u);
}

TEST(PcapngReader, ReadsAPacketOfAnUnknownInterfaceWithAnUnknownLinkType) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    const auto capture = feed(make.section() + make.enhanced({1, "early", 1}) + make.interface(1) +
                              make.interface(101) + make.enhanced({2, "now", 1}) +
                              make.enhanced({3, "never", 9}) + make.simple("x"));
    const Index& index = capture->index();
    ASSERT_EQ(index.packets.size(), 4u);
    EXPECT_EQ(index.interfaces[index.packets[0].interface].link_type, kUnknownLinkType);
    EXPECT_EQ(index.interfaces[index.packets[1].interface].link_type, 101);
    EXPECT_EQ(index.packets[2].interface, index.packets[0].interface);
    EXPECT_EQ(index.interfaces[index.packets[3].interface].link_type, 1);
    EXPECT_EQ(kinds_of(*capture),
              (Kinds{IssueKind::kUnknownInterface, IssueKind::kUnknownInterface}));
    EXPECT_EQ(index.issues.kept()[1].found, 9u);
    EXPECT_EQ(index.issues.kept()[1].packet, 3u);
  }
}

TEST(PcapngReader, KeepsAPacketOfBadOptionsAndSaysSo) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    const auto with = [&](const ByteVector& options) {
      const auto capture =
          feed(make.section() + make.interface() + make.enhanced({1, "x", 0, {}, {}, options}) +
               make.enhanced({2, "next"}));
      EXPECT_EQ(capture->index().packets.size(), 2u);
      return kinds_of(*capture);
    };
    EXPECT_EQ(with(make.u16(2) + make.u16(400)), Kinds{IssueKind::kMalformedOptions});
    EXPECT_EQ(with(make.u16(0) + make.u16(4) + make.u32(0)), Kinds{IssueKind::kMalformedOptions});
    EXPECT_EQ(with(make.option(2, make.u64(1))), Kinds{IssueKind::kWrongOptionLength});
    EXPECT_EQ(with(make.option(3, {})), Kinds{IssueKind::kWrongOptionLength});
    EXPECT_EQ(with(make.option(2988, make.u16(1))), Kinds{IssueKind::kWrongOptionLength});
    EXPECT_EQ(with(make.option(4711, {})), Kinds{});
    EXPECT_EQ(with(make.option(2, make.u32(1)) + make.option(1, PcapngBytes::text("c")) +
                   make.option(3, {1, 2}) + make.option(7, {0}) + make.end_of_options()),
              Kinds{});
  }
}

TEST(PcapngReader, SaysWhatIsWrongWithTheOptionsOfAnInterface) {
  const PcapngBytes make(ByteOrder::kLittle);
  const auto with = [&](const ByteVector& options) {
    const auto capture = feed(make.section() + make.interface(1, 0, options));
    EXPECT_EQ(capture->index().interfaces.size(), 1u);
    return kinds_of(*capture);
  };
  EXPECT_EQ(with(option_of_resolution(make, 20)), Kinds{}) << "finer than 64 bits";
  EXPECT_EQ(with(option_of_resolution(make, 6) + option_of_resolution(make, 9)),
            Kinds{IssueKind::kRepeatedOption});
  EXPECT_EQ(with(make.option(9, {6, 6})), Kinds{IssueKind::kWrongOptionLength});
  EXPECT_EQ(with(make.u16(2) + make.u16(5)), Kinds{IssueKind::kMalformedOptions});
}

TEST(PcapngReader, ReadsButDoesNotKeepOptionsOfMoreThanAMebibyte) {
  const PcapngBytes make(ByteOrder::kBig);
  ByteVector options;
  for (int i = 0; i < 17; ++i) options = options + make.option(1, ByteVector(65532, 'c'));
  const auto capture =
      feed(make.section() + make.interface(1, 0, options + option_of_resolution(make, 9)));
  EXPECT_TRUE(capture->index().interfaces[0].options.empty());
  EXPECT_FALSE(capture->index().interfaces[0].options_kept);
  EXPECT_EQ(capture->index().interfaces[0].resolution, kNanosecondResolution);
  EXPECT_EQ(kinds_of(*capture), Kinds{IssueKind::kOptionsTooLong});
}

TEST(PcapngReader, KeepsBytesBeyondTheSnaplenUnlessAskedToTruncate) {
  const PcapngBytes make(ByteOrder::kLittle);
  const ByteVector bytes = make.section() + make.interface(1, 4) + make.enhanced({1, "seven.."});
  const auto capture = feed(bytes);
  EXPECT_EQ(capture->index().packets[0].captured_length, 7u);
  EXPECT_EQ(kinds_of(*capture), Kinds{IssueKind::kCapturedLengthAboveSnaplen});
  ReadOptions options;
  options.strict_snaplen = true;
  Capture strict(options);
  strict.finish(Bytes(bytes).subspan(strict.push(bytes)));
  EXPECT_EQ(strict.index().packets[0].captured_length, 4u);
  EXPECT_EQ(strict.index().packets[0].original_length, 7u);
}

TEST(PcapngReader, RoundsALengthUpThatIsNoMultipleOfFour) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    const ByteVector head = make.section() + make.interface();
    const auto counted_short = make.enhanced({1, "12345"}, {37});
    ByteVector unpadded = make.u32(6) + make.u32(37) + make.u32(0) + make.u64(0) + make.u32(5) +
                          make.u32(5) + PcapngBytes::text("12345") + make.u32(37);
    for (const ByteVector& damaged : {counted_short, unpadded}) {
      const auto capture = feed(head + damaged + make.enhanced({2, "next"}) + damaged);
      EXPECT_EQ(capture->index().packets.size(), 3u);
      EXPECT_EQ(kinds_of(*capture),
                (Kinds{IssueKind::kBlockLengthNotMultiple, IssueKind::kBlockLengthNotMultiple}));
    }
  }
}

TEST(PcapngReader, GoesByTheFirstLengthWhereTheSecondDiffersAndBlocksFollow) {
  const PcapngBytes make(ByteOrder::kBig);
  const auto capture = feed(make.section() + make.interface() +
                            make.enhanced({1, "abc"}, {{}, 99}) + make.enhanced({2, "next"}));
  EXPECT_EQ(capture->index().packets.size(), 2u);
  EXPECT_EQ(kinds_of(*capture), Kinds{IssueKind::kBlockLengthsDiffer});
}

TEST(PcapngReader, GoesOnAtTheNextBlockAfterDamage) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    const ByteVector head = make.section() + make.interface() + make.enhanced({1, "good"});
    const ByteVector tail = make.enhanced({3, "after"}) + make.enhanced({4, "last"});
    const auto check = [&](const ByteVector& bad, IssueKind kind) {
      const auto capture = feed(head + bad + tail);
      EXPECT_EQ(capture->index().packets.size(), 3u);
      ASSERT_EQ(kinds_of(*capture), (Kinds{kind, IssueKind::kBytesSkipped})) << name(kind);
      const Issue& skipped = capture->index().issues.kept()[1];
      EXPECT_EQ(skipped.offset, head.size());
      EXPECT_EQ(skipped.found, bad.size());
      EXPECT_EQ(skipped.expected, head.size() + bad.size());
    };
    check(make.enhanced({2, "zero"}, {0, 0}), IssueKind::kBlockLengthImpossible);
    check(make.enhanced({2, "huge"}, {0xfffffff0}), IssueKind::kBlockLengthImpossible);
    check(make.enhanced({2, "long"}, {48}), IssueKind::kBlockDamaged);
    check(make.enhanced({2, "beyond"}, {1 << 20}), IssueKind::kBlockBeyondEnd);
    check(make.block(0x0a0d0a0d, {}), IssueKind::kTextModeDamage);
    check(make.block(kSectionHeader, ByteVector(16)), IssueKind::kByteOrderUnknown);
  }
}

TEST(PcapngReader, HandsOnAsABlockWhatIsAPacketByItsTypeOnly) {
  const PcapngBytes make(ByteOrder::kLittle);
  const auto with = [&](const ByteVector& block) {
    const auto capture =
        feed(make.section() + make.interface() + block + make.enhanced({2, "next"}));
    EXPECT_EQ(capture->index().packets.size(), 1u);
    EXPECT_EQ(capture->index().blocks.size(), 1u);
    return kinds_of(*capture);
  };
  EXPECT_EQ(with(make.enhanced({1, "overrun", 0, 4000})), Kinds{IssueKind::kPacketBeyondBlock});
  EXPECT_EQ(with(make.obsolete({1, "overrun", 0, 0xffffffff})),
            Kinds{IssueKind::kPacketBeyondBlock});
  EXPECT_EQ(with(make.block(kEnhancedPacket, ByteVector(16))), Kinds{IssueKind::kBlockTooShort});
  EXPECT_EQ(with(make.block(kSimplePacket, {})), Kinds{IssueKind::kBlockTooShort});
}

TEST(PcapngReader, StopsAtDamageWhenStrict) {
  const PcapngBytes make(ByteOrder::kLittle);
  const ByteVector bytes = make.section() + make.interface() + make.enhanced({1, "good"}) +
                           make.enhanced({2, "bad"}, {0, 0}) + make.enhanced({3, "after"});
  ReadOptions options;
  options.strict = true;
  Capture capture(options);
  capture.finish(Bytes(bytes).subspan(capture.push(bytes)));
  ASSERT_TRUE(capture.error());
  EXPECT_EQ(capture.error()->code, ErrorCode::kDamaged);
  EXPECT_EQ(capture.index().packets.size(), 1u);
}

TEST(PcapngReader, ReadsVersion1Point2AndSkipsOthersUpToTheNextSection) {
  const PcapngBytes make(ByteOrder::kBig);
  const auto section = [&](std::uint16_t major, std::uint16_t minor) {
    return make.section({}, ~std::uint64_t{0}, major, minor) + make.interface() +
           make.enhanced({1, "x"});
  };
  const auto capture = feed(section(1, 2) + section(2, 0) + section(1, 0));
  EXPECT_EQ(capture->index().sections.size(), 3u);
  EXPECT_EQ(capture->index().packets.size(), 2u);
  EXPECT_EQ(capture->index().interfaces.size(), 2u);
  EXPECT_EQ(capture->index().blocks.size(), 2u) << "what was not read is handed on";
  EXPECT_EQ(kinds_of(*capture), Kinds{IssueKind::kSectionSkipped});
}

TEST(PcapngReader, ChecksButDoesNotBelieveTheLengthOfASection) {
  const PcapngBytes make(ByteOrder::kLittle);
  const ByteVector rest = make.interface() + make.enhanced({1, "x"});
  EXPECT_EQ(kinds_of(*feed(make.section({}, rest.size()) + rest + make.section({}, 0))), Kinds{});
  const auto wrong = feed(make.section({}, 4) + rest + make.section());
  EXPECT_EQ(wrong->index().packets.size(), 1u);
  EXPECT_EQ(kinds_of(*wrong), Kinds{IssueKind::kSectionLengthMismatch});
}

TEST(PcapngReader, EndsWhereAClassicCaptureBegins) {
  const PcapngBytes make(ByteOrder::kLittle);
  const ByteVector ng = make.section() + make.interface() + make.enhanced({1, "x"});
  for (const std::uint32_t magic : {0xa1b2c3d4u, 0xa1b23c4du}) {
    for (const ByteOrder order : kBothOrders) {
      const ByteVector classic = test::pcap_bytes({order, magic}, {{1, 2, "classic"}});
      const auto capture = feed(ng + classic + ng);
      EXPECT_EQ(capture->index().sections.size(), 3u);
      EXPECT_EQ(capture->index().packets.size(), 3u);
      EXPECT_EQ(kinds_of(*capture),
                (Kinds{IssueKind::kAnotherCapture, IssueKind::kAnotherCapture}));
    }
  }
}

TEST(PcapngReader, EndsWhereAClassicCaptureBeginsWhoseReservedWordsAreNotZero) {
  const PcapngBytes make(ByteOrder::kLittle);
  test::PcapHeader header;
  header.thiszone = -3600;
  const auto capture = feed(make.section() + make.interface() + make.enhanced({1, "x"}) +
                            test::pcap_bytes(header, {{1, 2, "one"}, {2, 3, "two"}}));
  EXPECT_EQ(capture->index().sections.size(), 2u);
  EXPECT_EQ(capture->index().packets.size(), 3u);
}

TEST(PcapngReader, KeepsABlockOfLocalUseThatIsNumberedAsAClassicMagic) {
  const PcapngBytes make(ByteOrder::kLittle);
  const auto capture = feed(make.section() + make.interface() +
                            make.block(0xa1b2c3d4, make.u32(5)) + make.enhanced({1, "x"}));
  EXPECT_EQ(capture->index().sections.size(), 1u);
  EXPECT_EQ(capture->index().blocks.size(), 1u);
  EXPECT_EQ(capture->index().packets.size(), 1u);
}

TEST(PcapngReader, KeepsThePacketsBeforeEveryCut) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    const ByteVector head = make.section() + make.interface();
    const ByteVector first = make.enhanced({1, "first"});
    const ByteVector whole = head + first + make.simple("second");
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const auto capture = feed({whole.data(), size});
      const std::size_t behind_first = head.size() + first.size();
      EXPECT_EQ(capture->index().packets.size(), size >= behind_first ? 1u : 0u) << size;
      const bool boundary = size == 28 || size == head.size() || size == behind_first;
      const std::size_t blemishes = capture->index().issues.count() + (capture->error() ? 1 : 0);
      EXPECT_EQ(blemishes, boundary ? 0u : 1u) << size;
    }
  }
}

TEST(PcapngReader, RefusesASectionWithoutAByteOrder) {
  const PcapngBytes make(ByteOrder::kLittle);
  ByteVector bytes = make.section() + make.interface();
  bytes[8] ^= 1;
  const auto capture = feed(bytes);
  ASSERT_TRUE(capture->error());
  EXPECT_EQ(capture->error()->code, ErrorCode::kUnknownFormat);
  EXPECT_EQ(capture->error()->offset, 8u);
}

TEST(PcapngReader, ReadsOnBehindASectionHeaderOfAWrongLength) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    const ByteVector rest = make.interface() + make.enhanced({1, "x"}) + make.enhanced({2, "y"});
    for (const std::uint32_t length : {0u, 24u, 60u, 5000u, 0xffffffffu}) {
      const ByteVector header = make.block(kSectionHeader, make.section_body(), {length, 28});
      const auto capture = feed(header + rest);
      EXPECT_FALSE(capture->error()) << length;
      EXPECT_EQ(capture->index().sections.size(), 1u) << length;
      EXPECT_EQ(capture->index().packets.size(), 2u) << length;
      EXPECT_EQ(kinds_of(*capture).back(), IssueKind::kBytesSkipped) << length;
    }
  }
}

TEST(PcapngReader, NamesTextModeDamageAtTheStart) {
  const auto message = [](std::string_view start) {
    const auto capture = feed(test::as_bytes(start));
    return capture->error() ? capture->error()->message : "";
  };
  const std::string expected =
      "This seems to be a pcapng capture that a transfer in text mode has damaged: transfer it "
      "again in binary mode.";
  EXPECT_EQ(message({"\x0d\x0a\x0d\x0d\x0d\x0a\x1c\0\0\0", 10}), expected) << "LF became CR LF";
  EXPECT_EQ(message({"\x0a\x0d\x0a\x1c\0\0\0", 7}), expected) << "CR LF became LF";
}

// Keeps what it was given, and checks that batches are within reach.
class Records final : public RecordSink {
 public:
  void section(const Section&, Bytes raw) override { add(raw); }
  void interface(const Interface&, Bytes raw) override { add(raw); }
  bool block(const Block& block) override { return add(block.bytes); }
  void issue(const Issue&) override {}
  bool packets(const PacketBatch& batch) override {
    for (std::size_t i = 0; i < batch.count; ++i) {
      const Bytes record = batch.record(i);
      EXPECT_EQ(batch.bytes(i).data(), record.data() + (batch.packet(i).offset - offset_));
      add(record);
    }
    return true;
  }

  ByteVector all;

 private:
  bool add(Bytes bytes) {
    all.insert(all.end(), bytes.begin(), bytes.end());
    offset_ += bytes.size();
    return true;
  }
  std::uint64_t offset_ = 0;
};

TEST(PcapngReader, HandsOnEveryByteOfASoundCapture) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    ByteVector bytes = make.section(make.option(1, PcapngBytes::text("c"))) + make.interface();
    for (int i = 0; i < 300; ++i) {
      bytes = bytes + make.enhanced({1, "options", 0, {}, {}, make.option(2, make.u32(1))}) +
              make.obsolete({2, "p"}) + make.simple("abc");
      if (i % 50 == 0) bytes = bytes + make.block(kCustom, make.u32(1));
    }
    CaptureReader reader;
    Records records;
    const auto used = reader.finish(bytes, records);
    ASSERT_TRUE(used);
    EXPECT_EQ(records.all, bytes);
  }
}

// Each is looked at once: otherwise this would take minutes.
TEST(PcapngReader, ReadsAnyNumberOfInterfaces) {
  constexpr std::uint32_t kCount = 200'000;
  const PcapngBytes make(ByteOrder::kLittle);
  const ByteVector one = make.interface();
  ByteVector bytes = make.section();
  for (std::uint32_t i = 0; i < kCount; ++i) bytes.insert(bytes.end(), one.begin(), one.end());
  const ByteVector nano = make.interface(1, 0, make.option(9, {9}));
  bytes = bytes + make.enhanced({7, "x", kCount - 1}) + nano + make.enhanced({7, "y", kCount}) +
          make.enhanced({7, "z", 1});
  const auto capture = feed(bytes);
  const Index& index = capture->index();
  EXPECT_EQ(index.interfaces.size(), kCount + 1);
  ASSERT_EQ(index.packets.size(), 3u);
  EXPECT_EQ(index.packets[0].timestamp, 7000);
  EXPECT_EQ(index.packets[1].timestamp, 7);
  EXPECT_EQ(index.packets[2].timestamp, 7000);
}

class FullSink final : public RecordSink {
 public:
  void section(const Section&, Bytes) override {}
  void interface(const Interface&, Bytes) override {}
  bool block(const Block&) override { return false; }
  void issue(const Issue&) override {}
  bool packets(const PacketBatch&) override { return false; }
};

TEST(PcapngReader, GivesAnErrorWhenTheSinkIsFull) {
  const PcapngBytes make(ByteOrder::kLittle);
  const ByteVector head = make.section() + make.interface();
  ByteVector many = head;
  for (int i = 0; i < 200; ++i) many = many + make.enhanced({1, "x"});
  for (const ByteVector& bytes :
       {head + make.enhanced({1, "x"}), head + make.block(kCustom, make.u32(1)), many}) {
    CaptureReader reader;
    FullSink sink;
    const auto used = reader.finish(bytes, sink);
    ASSERT_FALSE(used);
    EXPECT_EQ(used.error().code, ErrorCode::kOutOfMemory);
    EXPECT_FALSE(used.error().message.empty());
  }
}

}  // namespace
}  // namespace packetglass::pcapng
