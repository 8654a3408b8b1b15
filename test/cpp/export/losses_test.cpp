// What one format cannot hold of another: each is listed, or refused.
#include <gtest/gtest.h>

#include "support/convert.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using namespace test;

const PcapngBytes kMake(ByteOrder::kLittle);
constexpr std::uint16_t kTsresol = 9;
constexpr std::uint16_t kFcslen = 13;
constexpr std::uint16_t kTsoffset = 14;

ByteVector options(const ByteVector& list) {
  return list + kMake.end_of_options();
}

ByteVector pcapng_with(const ByteVector& interface_options, const PacketFields& packet = {}) {
  return kMake.section() + kMake.interface(1, 65535, options(interface_options)) +
         kMake.enhanced(packet);
}

std::uint32_t link_type_word(const ByteVector& pcap) {
  return load<std::uint32_t>(pcap.data() + 20, ByteOrder::kLittle);
}

PcapHeader header_with(std::uint32_t link_type_word) {
  PcapHeader header;
  header.link_type_word = link_type_word;
  return header;
}

TEST(Losses, AreNoneOfWhatAClassicHeaderSaysToo) {
  const ByteVector source = pcapng_with(kMake.option(kTsresol, {9}) + kMake.option(kFcslen, {32}) +
                                            kMake.option(kTsoffset, kMake.u64(1'000'000'000)),
                                        {700'000'000'000'000'001, "Hi!"});
  const Converted there = convert(source, to("nsec"));
  EXPECT_EQ(kinds(there), std::vector<IssueKind>());
  EXPECT_EQ(feed(there.bytes)->index().packets[0].timestamp, 1'700'000'000'000'000'001);
}

TEST(Losses, OfOptionsOfSectionsInterfacesAndPacketsAndOfBlocksAreEachCounted) {
  const ByteVector comment = options(kMake.option(1, kMake.text("a comment")));
  PacketFields commented{5, "Hi!"};
  commented.options = comment;
  const ByteVector source =
      kMake.section(comment) + kMake.interface(1, 65535, comment) + kMake.enhanced(commented) +
      kMake.enhanced(commented) + kMake.obsolete({5, "Hi!"}, 3) + kMake.enhanced({5, "Hi!"}) +
      kMake.simple("Hi!") + kMake.block(pcapng::kNameResolution, kMake.u32(0)) +
      kMake.block(0x99, {}) + kMake.section(comment) + kMake.interface(1, 65535);
  const Converted there = convert(source, to("usec"));
  ASSERT_EQ(kinds(there),
            (std::vector{IssueKind::kTimestampsMissing, IssueKind::kPacketOptionsLost,
                         IssueKind::kSectionsJoined, IssueKind::kSectionOptionsLost,
                         IssueKind::kInterfaceOptionsLost, IssueKind::kBlocksLost}));
  EXPECT_EQ(there.issues[0].found, 1u);
  EXPECT_EQ(there.issues[1].found, 3u) << "two comments, and dropped packets";
  EXPECT_EQ(there.issues[2].found, 1u);
  EXPECT_EQ(there.issues[3].found, 2u);
  EXPECT_EQ(there.issues[4].found, 1u);
  EXPECT_EQ(there.issues[5].found, 2u);
  EXPECT_EQ(feed(there.bytes)->index().packets.size(), 5u);
}

// pcapng counts bits, pcap units of two bytes, up to 15.
TEST(Losses, OfTheFrameCheckSequenceAreReportedWhereTheUnitsDoNotFit) {
  const auto converted = [](std::uint8_t bits, const char* variant = "usec") {
    return convert(pcapng_with(kMake.option(kFcslen, {bits})), to(variant));
  };
  EXPECT_EQ(link_type_word(converted(16).bytes), 0x14000001u);
  EXPECT_EQ(link_type_word(converted(32).bytes), 0x24000001u);
  EXPECT_EQ(link_type_word(converted(240).bytes), 0xf4000001u);
  EXPECT_EQ(link_type_word(converted(4).bytes), 0x24000001u) << "bytes, as the draft's example";
  EXPECT_EQ(link_type_word(converted(0).bytes), 0x04000001u);
  for (const std::uint8_t bits : {16, 32, 240, 4, 0}) {
    EXPECT_EQ(kinds(converted(bits)), std::vector<IssueKind>()) << int{bits};
  }
  for (const std::uint8_t bits : {8, 20, 24, 33, 255}) {
    EXPECT_EQ(kinds(converted(bits)), (std::vector{IssueKind::kFcsLengthLost})) << int{bits};
    EXPECT_EQ(link_type_word(converted(bits).bytes), 1u);
  }
  EXPECT_EQ(kinds(converted(32, "aix")), (std::vector{IssueKind::kFcsLengthLost}));
}

TEST(Losses, OfTheFrameCheckSequenceAreNoneIntoPcapngAndBack) {
  for (std::uint32_t units = 0; units < 16; ++units) {
    const ByteVector source =
        pcap_bytes(header_with(0x04000001 | units << 28), {{1, 2, "a"}, {3, 4, "b"}});
    const Converted there = convert(source, to("pcapng"));
    EXPECT_TRUE(there.issues.empty());
    EXPECT_EQ(feed(there.bytes)->index().interfaces[0].fcs_length, units * 2);
    EXPECT_EQ(convert(there.bytes, to("usec")).bytes, source) << units;
  }
}

TEST(Losses, OfReservedBitsAreNoneBetweenClassicVariants) {
  const ByteVector source = pcap_bytes(header_with(0xfbff0001), {{1, 2, "a"}, {3, 4, "b"}});
  EXPECT_EQ(link_type_word(convert(source, to("nsec")).bytes), 0xfbff0001u);
  const auto read = feed(convert(source, to("pcapng")).bytes);
  EXPECT_EQ(read->index().interfaces[0].link_type, 1) << "16 bits of it";
}

TEST(Losses, OfAFrameCheckSequenceThatIsNotSaidToBeThereAreReported) {
  const ByteVector source = pcap_bytes(header_with(0x20000001), {{1, 2, "a"}, {3, 4, "b"}});
  EXPECT_EQ(kinds(convert(source, to("pcapng"))), (std::vector{IssueKind::kFcsLengthLost}));
  EXPECT_EQ(kinds(convert(source, to("aix"))), (std::vector{IssueKind::kFcsLengthLost}));
  EXPECT_EQ(link_type_word(convert(source, to("nsec")).bytes), 0x20000001u);
}

TEST(Losses, OfTheSnaplensOfFurtherInterfacesAreReportedWherePacketsAreAboveTheFirst) {
  const ByteVector begin = kMake.section() + kMake.interface(1, 3) + kMake.interface(1, 0);
  const Converted fits = convert(begin + kMake.enhanced({5, "Hi!", 1}), to("usec"));
  EXPECT_EQ(kinds(fits), std::vector<IssueKind>());
  const Converted longer = convert(begin + kMake.enhanced({5, "Hello", 1}), to("usec"));
  EXPECT_EQ(kinds(longer), (std::vector{IssueKind::kSnaplenExceeded}));
  EXPECT_EQ(feed(longer.bytes)->index().packets[0].captured_length, 5u);
}

TEST(Losses, OfATimeZoneAreReported) {
  PcapHeader header;
  header.thiszone = -3600;
  const ByteVector source = pcap_bytes(header, {{1, 2, "a"}});
  EXPECT_EQ(kinds(convert(source, to("pcapng"))), (std::vector{IssueKind::kTimeZoneLost}));
  EXPECT_EQ(kinds(convert(source, to("nsec"))), std::vector<IssueKind>());
}

TEST(Losses, OfTicksFinerThanNanosecondsAreCounted) {
  const auto converted = [](std::uint8_t resolution, std::uint64_t ticks) {
    return convert(pcapng_with(kMake.option(kTsresol, {resolution}), {ticks, "Hi!"}), to("nsec"));
  };
  EXPECT_EQ(kinds(converted(12, 5'000)), std::vector<IssueKind>());
  EXPECT_EQ(kinds(converted(12, 5'001)), (std::vector{IssueKind::kTimestampsRounded}));
  EXPECT_EQ(kinds(converted(0x80 | 32, std::uint64_t{1} << 31)), std::vector<IssueKind>());
  EXPECT_EQ(kinds(converted(0x80 | 32, 1)), (std::vector{IssueKind::kTimestampsRounded}));
}

TEST(Refusals, OfTimesThatClassicPcapCannotHold) {
  const auto refused = [](std::int64_t offset, std::uint64_t ticks) {
    const Converted result = convert(
        pcapng_with(kMake.option(kTsresol, {0}) +
                        kMake.option(kTsoffset, kMake.u64(static_cast<std::uint64_t>(offset))),
                    {ticks, "Hi!"}),
        to("usec"));
    EXPECT_TRUE(!result.error || result.error->code == ErrorCode::kTimeOutOfRange);
    EXPECT_TRUE(!result.error || result.error->offset != 0);
    return result.error.has_value();
  };
  EXPECT_FALSE(refused(-1, 1));
  EXPECT_TRUE(refused(-2, 1)) << "before 1970";
  EXPECT_FALSE(refused(0, 0xffffffff));
  EXPECT_TRUE(refused(1, 0xffffffff)) << "after 2106";
  EXPECT_TRUE(refused(0, ~std::uint64_t{0})) << "after 2262, where reading takes the nearest time";
}

TEST(Refusals, OfTimesBefore1970IntoPcapng) {
  PcapHeader header;
  header.thiszone = -3600;
  CaptureTarget target = to("pcapng");
  target.reading.apply_time_zone = true;
  const Converted result = convert(pcap_bytes(header, {{3599, 0, "a"}}), target);
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kTimeOutOfRange);
}

TEST(Refusals, OfASecondLinkTypeInAClassicFile) {
  const ByteVector source = kMake.section() + kMake.interface(1) + kMake.interface(101) +
                            kMake.enhanced({5, "Hi!", 0}) + kMake.enhanced({5, "Hi!", 1});
  const Converted result = convert(source, to("usec"));
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kLinkTypeMismatch);
  EXPECT_EQ(result.error->message,
            "The packet is of the link type RAW, but a pcap file holds one, here ETHERNET.");
  EXPECT_EQ(feed(result.bytes)->index().packets.size(), 1u) << "what was before it";
}

TEST(Refusals, OfPacketsAboveWhatReadersOfClassicPcapBelieve) {
  const std::string large(262145, 'x');
  const Converted result = convert(pcapng_with({}, {5, large}), to("usec"));
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kPacketTooLarge);
}

TEST(MoreCapturedThanOriginal, StaysAsTheSourceHasIt) {
  const ByteVector source = pcap_bytes({}, {{1, 2, "abc", 3, 1}, {3, 4, "b"}, {5, 6, "c"}});
  for (const char* format : {"nsec", "pcapng"}) {
    const ByteVector there = convert(source, to(format)).bytes;
    const auto read = feed(there);
    EXPECT_EQ(read->index().packets[0].original_length, 1u);
    ASSERT_EQ(read->index().issues.count(), 1u);
    EXPECT_EQ(read->index().issues.kept()[0].kind, IssueKind::kCapturedLengthAboveOriginal);
    EXPECT_EQ(convert(there, to("usec")).bytes, source);
  }
}

TEST(TimeZone, IsAppliedOnceAndOnlyWhenAsked) {
  PcapHeader header;
  header.thiszone = 3600;
  header.sigfigs = 6;
  const ByteVector source = pcap_bytes(header, {{1, 2, "a"}, {3, 4, "b"}});
  header.thiszone = 0;
  const ByteVector applied = pcap_bytes(header, {{3601, 2, "a"}, {3603, 4, "b"}});
  EXPECT_EQ(convert(source, {}).bytes, source);
  CaptureTarget target;
  target.reading.apply_time_zone = true;
  EXPECT_EQ(convert(source, target).bytes, applied);
  EXPECT_EQ(convert(applied, target).bytes, applied);
  CaptureTarget swapped = in(ByteOrder::kBig);
  swapped.reading.apply_time_zone = true;
  EXPECT_EQ(convert(convert(source, swapped).bytes, in(ByteOrder::kLittle)).bytes, applied);
}

TEST(Snaplen, TruncatesPacketsThatAreReadSoAndNeverWhatIsCopied) {
  PcapHeader header;
  header.snaplen = 2;
  const ByteVector source = pcap_bytes(header, {{1, 2, "abc", 3, 9}, {3, 4, "b"}});
  EXPECT_EQ(convert(source, {}).bytes, source);
  CaptureTarget strict;
  strict.reading.strict_snaplen = true;
  EXPECT_EQ(convert(source, strict).bytes, pcap_bytes(header, {{1, 2, "ab", 2, 9}, {3, 4, "b"}}));
}

TEST(Versions, StayWhereTheVariantDoes) {
  PcapHeader header;
  header.minor = 3;
  header.order = ByteOrder::kBig;
  const ByteVector source = pcap_bytes(header, {{1, 2, "abc", 3, 9}, {3, 4, "b"}});
  header.order = ByteOrder::kLittle;
  EXPECT_EQ(convert(source, in(ByteOrder::kLittle)).bytes,
            pcap_bytes(header, {{1, 2, "abc", 3, 9}, {3, 4, "b"}}));
  EXPECT_EQ(feed(convert(source, to("nsec")).bytes)->index().sections[0].version_minor, 4);
}

// IXIA's header behind pcapng: its offset counts what others wrote before it.
TEST(Mixed, CapturesInAnotherOrderGetTheirLengthsAtTheRightOffset) {
  PcapHeader header;
  header.magic = 0x1c0001ac;
  header.records_length = 17 * 3;
  const std::vector<PcapRecord> records{{1, 2, "a"}, {3, 4, "b"}, {5, 6, "c"}};
  const PcapngBytes big(ByteOrder::kBig);
  const auto mixed = [&](const PcapngBytes& make) {
    header.order = make.order();
    const ByteVector ixia = pcap_bytes(header, records);
    return ixia + make.section() + make.interface() + make.enhanced({5, "Hi!"}) + ixia;
  };
  EXPECT_EQ(convert(mixed(kMake), in(ByteOrder::kBig)).bytes, mixed(big));
}

// Each packet has to be taken for one of its own interface, whichever section that is in.
TEST(Mixed, CapturesKeepTheirInterfacesApart) {
  const PcapngBytes big(ByteOrder::kBig);
  constexpr std::uint16_t kLoopback = 0;
  const auto mixed = [&](const PcapngBytes& make) {
    PcapHeader header;
    header.order = make.order();
    header.link_type_word = kLoopback;
    const ByteVector family = make.u32(2);
    const std::string_view packet(reinterpret_cast<const char*>(family.data()), family.size());
    const ByteVector classic = pcap_bytes(header, {{1, 2, packet}, {3, 4, packet}, {5, 6, ""}});
    return make.section() + make.interface(1) + make.interface(kLoopback) +
           make.enhanced({5, "Hi!!", 0}) + make.enhanced({5, packet, 1}) + classic +
           make.section() + make.interface(kLoopback) + make.enhanced({5, packet}) + classic;
  };
  EXPECT_EQ(convert(mixed(kMake), in(ByteOrder::kBig)).bytes, mixed(big));
  EXPECT_EQ(convert(mixed(big), in(ByteOrder::kLittle)).bytes, mixed(kMake));
}

TEST(Mixed, SectionsOfPcapngKeepTheirOrdersUnlessOneIsAskedFor) {
  const PcapngBytes big(ByteOrder::kBig);
  const auto section = [](const PcapngBytes& make) {
    return make.section() + make.interface() + make.enhanced({5, "Hi!"});
  };
  const ByteVector source = section(big) + section(kMake) + section(big);
  EXPECT_EQ(convert(source, to("pcapng")).bytes, source);
  EXPECT_EQ(convert(source, to("pcapng", ByteOrder::kBig)).bytes,
            section(big) + section(big) + section(big));
}

}  // namespace
}  // namespace packetglass
