#include "format/pcapng/writer.h"

#include <gtest/gtest.h>

#include "support/feed.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using namespace test;
using pcapng::PacketOptions;
using pcapng::PcapngWriter;

constexpr std::uint16_t kComment = 1;
constexpr std::uint16_t kFlags = 2;
constexpr std::uint16_t kUserApplication = 4;
constexpr std::uint16_t kTsresol = 9;
constexpr std::uint16_t kFcslen = 13;
constexpr std::uint16_t kTsoffset = 14;

Interface nanoseconds(std::uint32_t snaplen = 0) {
  Interface interface;
  interface.link_type = 101;
  interface.snaplen = snaplen;
  interface.resolution = kNanosecondResolution;
  return interface;
}

// A writer with a section and an interface, whose bytes are not looked at.
class Started {
 public:
  explicit Started(const Interface& interface) : writer(ByteOrder::kLittle, out) {
    writer.write_section();
    writer.write_interface(interface);
    out.clear();
  }

  ByteVector out;
  PcapngWriter writer;
};

TEST(PcapngWriter, WritesBlocksAsTheDraftHasThemInEitherOrder) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    ByteVector out;
    PcapngWriter writer(order, out);
    writer.write_section("packetglass");
    Interface interface = nanoseconds(96);
    interface.timestamp_offset = -3600;
    interface.fcs_length = 4;
    EXPECT_EQ(writer.write_interface(interface), 0u);
    EXPECT_EQ(writer.write_interface(nanoseconds()), 1u);
    const PacketOptions options{6, "a comment"};
    EXPECT_FALSE(writer.write_packet(0, 5, as_bytes("Hi!"), 60, options));
    EXPECT_FALSE(writer.write_packet(1, 1'700'000'000'123'456'789, {}, 0));
    EXPECT_FALSE(writer.write_simple_packet(as_bytes("Hello"), 5));

    PacketFields first{3'600'000'000'005, "Hi!", 0, {}, 60};
    first.options = make.option(kComment, make.text("a comment")) +
                    make.option(kFlags, make.u32(6)) + make.end_of_options();
    const ByteVector resolution = make.option(kTsresol, {9});
    const ByteVector offset = make.option(kTsoffset, make.u64(static_cast<std::uint64_t>(-3600)));
    EXPECT_EQ(out, make.section(make.option(kUserApplication, make.text("packetglass")) +
                                make.end_of_options()) +
                       make.interface(101, 96,
                                      resolution + make.option(kFcslen, {32}) + offset +
                                          make.end_of_options()) +
                       make.interface(101, 0, resolution + make.end_of_options()) +
                       make.enhanced(first) + make.enhanced({1'700'000'000'123'456'789, "", 1}) +
                       make.simple("Hello"));
    EXPECT_EQ(feed(out)->index().issues.count(), 0u);
  }
}

TEST(PcapngWriter, NumbersInterfacesAnewInEachSection) {
  ByteVector out;
  PcapngWriter writer(ByteOrder::kLittle, out);
  writer.write_section();
  EXPECT_EQ(writer.write_interface(nanoseconds()), 0u);
  EXPECT_EQ(writer.write_interface(nanoseconds()), 1u);
  writer.write_section();
  EXPECT_EQ(writer.write_interface(nanoseconds()), 0u);
}

TEST(PcapngWriter, GoesOnInASectionThatStandsAlready) {
  ByteVector out;
  PcapngWriter writer(ByteOrder::kBig, out);
  writer.go_on({nanoseconds(), nanoseconds()});
  EXPECT_FALSE(writer.write_packet(1, 5, as_bytes("Hi!"), 3));
  EXPECT_EQ(out, PcapngBytes(ByteOrder::kBig).enhanced({5, "Hi!", 1}));
  EXPECT_EQ(writer.write_interface(nanoseconds()), 2u);
}

TEST(PcapngWriter, RefusesWhatABlockCannotHoldAndThenWritesNothing) {
  Started started(nanoseconds());
  const auto refused = [&](Nanoseconds time, std::uint32_t original,
                           const PacketOptions& options = {}) {
    const auto error = started.writer.write_packet(0, time, as_bytes("Hi!"), original, options);
    EXPECT_TRUE(started.out.empty());
    started.out.clear();
    return error ? std::optional(error->code) : std::nullopt;
  };
  EXPECT_EQ(refused(-1, 3), ErrorCode::kTimeOutOfRange);
  EXPECT_EQ(refused(5, 2), ErrorCode::kLengthMismatch);
  const std::string comment(65536, 'x');
  PacketOptions commented;
  commented.comment = comment;
  EXPECT_EQ(refused(5, 3, commented), ErrorCode::kPacketTooLarge);
  // Nothing is read of a packet that is refused.
  const Bytes large(started.out.data(), std::size_t{kMaxPacketSize} + 1);
  const auto error = started.writer.write_packet(0, 5, large, 0xffffffff);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, ErrorCode::kPacketTooLarge);
}

TEST(PcapngWriter, WritesMoreCapturedBytesThanOriginalOnesOnlyWhenAsked) {
  Started started(nanoseconds());
  PacketOptions options;
  options.captured_above_original = true;
  EXPECT_FALSE(started.writer.write_packet(0, 5, as_bytes("Hi!"), 2, options));
  EXPECT_EQ(started.out, PcapngBytes(ByteOrder::kLittle).enhanced({5, "Hi!", 0, {}, 2}));
}

TEST(PcapngWriter, WritesSimplePacketsOnlyWhereTheyCanSayWhatTheyAre) {
  Started started(nanoseconds(4));
  const auto write = [&](std::string_view bytes, std::uint32_t original) {
    return started.writer.write_simple_packet(as_bytes(bytes), original);
  };
  EXPECT_FALSE(write("Hi!", 3));
  EXPECT_FALSE(write("Hell", 60)) << "truncated to the snaplen of interface 0";
  EXPECT_FALSE(write("", 60)) << "so it was read: its bytes are missing";
  const PcapngBytes make(ByteOrder::kLittle);
  EXPECT_EQ(started.out, make.simple("Hi!") + make.simple("Hell", 60) + make.simple("", 60));
  started.out.clear();
  EXPECT_TRUE(write("Hel", 60));
  EXPECT_TRUE(write("Hello", 60));
  EXPECT_TRUE(started.out.empty());
}

}  // namespace
}  // namespace packetglass
