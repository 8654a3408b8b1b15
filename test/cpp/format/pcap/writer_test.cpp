#include "format/pcap/writer.h"

#include <gtest/gtest.h>

#include "format/pcap/header.h"
#include "support/feed.h"

namespace packetglass {
namespace {

using pcap::PcapWriter;
using pcap::WriterOptions;
using test::bytes_of;
using test::ByteVector;

TEST(PcapWriter, WritesNanosecondsVersion24AndASnaplenOf262144ByDefault) {
  ByteVector out;
  const PcapWriter writer({}, out);
  const auto capture = test::feed(out);
  const Section& section = capture->index().sections[0];
  EXPECT_EQ(section.variant, "nsec");
  EXPECT_EQ(section.order, kHostOrder);
  EXPECT_EQ(section.version_major, 2);
  EXPECT_EQ(section.version_minor, 4);
  EXPECT_EQ(section.snaplen, 262144u);
  EXPECT_EQ(section.link_type_word, 1u);
  EXPECT_EQ(capture->index().issues.count(), 0u);
}

TEST(PcapWriter, WritesTheSameBytesAsTheSpecificationAsksFor) {
  for (const auto& variant : {pcap::kMicrosecondVariant, pcap::kNanosecondVariant}) {
    for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
      const bool nanoseconds = variant.ticks_per_second == 1'000'000'000;
      ByteVector out;
      PcapWriter writer({&variant, order, 113, 96}, out);
      EXPECT_FALSE(writer.write(1'700'000'000'123'456'789, bytes_of("packet"), 1500));
      EXPECT_FALSE(writer.write(0, bytes_of(""), 0));
      test::PcapHeader header;
      header.order = order;
      header.magic = variant.magic;
      header.snaplen = 96;
      header.link_type_word = 113;
      EXPECT_EQ(out, test::pcap_bytes(
                         header,
                         {{1'700'000'000, nanoseconds ? 123456789u : 123456u, "packet", {}, 1500},
                          {0, 0, ""}}));
    }
  }
}

TEST(PcapWriter, WritesWhatTheReaderReadsBack) {
  ByteVector out;
  PcapWriter writer({}, out);
  EXPECT_FALSE(writer.write(4'294'967'295'999'999'999, bytes_of("last second"), 11));
  const Packet packet = test::feed(out)->index().packets[0];
  EXPECT_EQ(packet.timestamp, 4'294'967'295'999'999'999);
  EXPECT_EQ(packet.captured_length, 11u);
}

TEST(PcapWriter, RefusesWhatAPcapFileCannotHoldAndWritesNothing) {
  ByteVector out;
  PcapWriter writer({}, out);
  const std::string huge(262145, 'x');
  const auto refusal = [&](Nanoseconds time, std::string_view packet, std::uint32_t original) {
    const auto error = writer.write(time, bytes_of(packet), original);
    EXPECT_EQ(out.size(), pcap::kFileHeaderSize);
    return error ? std::string(name(error->code)) + ": " + error->message : "";
  };
  EXPECT_EQ(refusal(-1, "x", 1),
            "time_out_of_range: A pcap file cannot hold the time 1969-12-31T23:59:59.999999999Z.");
  EXPECT_EQ(refusal(4'294'967'296'000'000'000, "x", 1),
            "time_out_of_range: A pcap file cannot hold the time 2106-02-07T06:28:16.000000000Z.");
  EXPECT_EQ(refusal(0, "four", 3),
            "length_mismatch: A packet has 4 captured bytes but an original length of 3.");
  EXPECT_EQ(refusal(0, huge, 262145),
            "packet_too_large: A packet of 262145 bytes is above the maximum of 262144 for its "
            "link type.");
}

}  // namespace
}  // namespace packetglass
