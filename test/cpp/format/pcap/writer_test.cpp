#include "format/pcap/writer.h"

#include <gtest/gtest.h>

#include "format/pcap/header.h"
#include "support/feed.h"

namespace packetglass {
namespace {

using pcap::PcapWriter;
using pcap::RecordExtra;
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
      WriterOptions options;
      options.variant = &variant;
      options.order = order;
      options.link_type_word = 113;
      options.snaplen = 96;
      PcapWriter writer(options, out);
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
            "link type and the snaplen of the file.");
}

// Reads a capture and writes what was read with the same options.
class Rewriter final : public RecordSink {
 public:
  explicit Rewriter(ByteVector& out) : out_(out) {}

  void section(const Section& section, Bytes) override {
    options_.variant = pcap::find_variant(section.variant);
    options_.order = section.order;
    options_.version_major = section.version_major;
    options_.version_minor = section.version_minor;
    options_.thiszone = section.thiszone;
    options_.sigfigs = section.sigfigs;
    options_.snaplen = section.snaplen;
    options_.link_type_word = section.link_type_word;
  }
  void interface(const Interface& interface, Bytes) override {
    if (options_.variant->name == "aix") options_.link_type_word = interface.link_type;
    writer_.emplace(options_, out_);
  }
  bool packets(const PacketBatch& batch) override {
    for (std::size_t i = 0; i < batch.count; ++i) {
      const Bytes header = batch.record(i).first(batch.record_header_size);
      const auto extra = pcap::read_extra(header, options_.variant->extra, options_.order);
      EXPECT_FALSE(writer_->write(batch.packet(i).timestamp, batch.bytes(i),
                                  batch.original_length[i], extra));
    }
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue& issue) override { ADD_FAILURE() << describe(issue); }

  std::optional<ByteVector> records_length() const { return writer_->records_length(); }

 private:
  ByteVector& out_;
  WriterOptions options_;
  std::optional<PcapWriter> writer_;
};

RecordExtra noisy_extra() {
  static constexpr std::uint8_t kPadding[] = {0xa5, 0x5a, 0x77};
  RecordExtra extra;
  extra.interface_index = 7;
  extra.protocol = 0x0800;
  extra.packet_type = 4;
  extra.cpu1 = 3;
  extra.cpu2 = 1;
  extra.nokia = 0x01b6bf9f;
  extra.timestamp_source = 1;
  extra.hardware_type = 1;
  extra.padding = kPadding;
  return extra;
}

TEST(PcapWriter, WritesReadsAndWritesEveryVariantByteForByte) {
  for (const auto& variant : pcap::kVariants) {
    for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
      for (const LinkType link_type : {LinkType{1}, LinkType{10}}) {
        WriterOptions options;
        options.variant = &variant;
        options.order = order;
        options.link_type_word = link_type;
        ByteVector first;
        PcapWriter writer(options, first);
        for (std::uint32_t i = 0; i < 4; ++i) {
          EXPECT_FALSE(writer.write(1'700'000'000'000'001'000 + i * 5000, bytes_of("some packet"),
                                    11 + i, noisy_extra()));
        }
        if (const auto length = writer.records_length()) {
          std::copy(length->begin(), length->end(), first.begin() + pcap::kFileHeaderSize);
        }
        ByteVector second;
        Rewriter rewriter(second);
        CaptureReader reader;
        ASSERT_TRUE(reader.finish(first, rewriter));
        if (const auto length = rewriter.records_length()) {
          std::copy(length->begin(), length->end(), second.begin() + pcap::kFileHeaderSize);
        }
        EXPECT_EQ(first, second) << variant.name;
      }
    }
  }
}

TEST(PcapWriter, WritesOldVersionsWithTheOriginalLengthFirst) {
  for (const auto& [major, minor] : {std::pair{2, 0}, {2, 2}, {543, 0}}) {
    WriterOptions options;
    options.variant = &pcap::kMicrosecondVariant;
    options.version_major = static_cast<std::uint16_t>(major);
    options.version_minor = static_cast<std::uint16_t>(minor);
    ByteVector out;
    PcapWriter writer(options, out);
    EXPECT_FALSE(writer.write(1'000'000'000, bytes_of("four"), 60));
    EXPECT_EQ(load<std::uint32_t>(out.data() + 32, kHostOrder), 60u);
    EXPECT_EQ(test::feed(out)->index().packets[0].captured_length, 4u);
  }
}

TEST(PcapWriter, CarriesAFractionThatReachesASecondUnlessItIsVerbatim) {
  WriterOptions options;
  options.variant = &pcap::kMicrosecondVariant;
  ByteVector out;
  PcapWriter writer(options, out);
  EXPECT_FALSE(writer.write(10, 2'500'000, false, bytes_of("x"), 1));
  EXPECT_FALSE(writer.write(10, 2'500'000, true, bytes_of("x"), 1));
  EXPECT_EQ(load<std::uint32_t>(out.data() + 24, kHostOrder), 12u);
  EXPECT_EQ(load<std::uint32_t>(out.data() + 28, kHostOrder), 500'000u);
  EXPECT_EQ(load<std::uint32_t>(out.data() + 24 + 17, kHostOrder), 10u);
  EXPECT_EQ(load<std::uint32_t>(out.data() + 28 + 17, kHostOrder), 2'500'000u);
  const auto error = writer.write(0xffffffff, 1'000'000, false, bytes_of("x"), 1);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, ErrorCode::kTimeOutOfRange);
}

TEST(PcapWriter, RefusesALinkTypeThatAixHasNoWordFor) {
  WriterOptions options;
  options.variant = &pcap::kAix;
  options.link_type_word = 113;
  EXPECT_EQ(PcapWriter::refuse(options)->code, ErrorCode::kLinkTypeMismatch);
  options.link_type_word = 1;
  EXPECT_FALSE(PcapWriter::refuse(options));
}

TEST(PcapWriter, WritesMoreCapturedThanOriginalBytesOnlyWhenAllowed) {
  WriterOptions options;
  options.captured_above_original = true;
  ByteVector out;
  PcapWriter writer(options, out);
  EXPECT_FALSE(writer.write(0, bytes_of("four"), 3));
}

TEST(PcapWriter, RefusesAVersionWithWhichTheVariantIsReadAsAnother) {
  WriterOptions options;
  options.variant = &pcap::kMicrosecondVariant;
  options.version_minor = 2;
  options.link_type_word = 6;  // in version 2.2 it is AIX's word for Ethernet
  EXPECT_EQ(PcapWriter::refuse(options)->code, ErrorCode::kUnsupported);
  options.link_type_word = 1;
  EXPECT_FALSE(PcapWriter::refuse(options));
  options.variant = pcap::find_variant("nokia");
  EXPECT_EQ(PcapWriter::refuse(options)->code, ErrorCode::kUnsupported);
}

// Its readers take the smaller of the two lengths for the captured one.
TEST(PcapWriter, NeverWritesMoreCapturedThanOriginalBytesInVersion23) {
  WriterOptions options;
  options.version_minor = 3;
  options.captured_above_original = true;
  ByteVector out;
  PcapWriter writer(options, out);
  EXPECT_EQ(writer.write(0, bytes_of("four"), 3)->code, ErrorCode::kLengthMismatch);
  EXPECT_FALSE(writer.write(0, bytes_of("four"), 4));
}

// 4 GiB are written, 128 MiB at a time, into memory that is used again.
TEST(PcapWriter, ReportsThatRecordsAreLongerThanAHeaderCanSay) {
  WriterOptions options;
  options.variant = pcap::find_variant("lcap-hw");
  options.link_type_word = 231;  // D-Bus: the largest packets
  ByteVector out;
  PcapWriter writer(options, out);
  const ByteVector packet((128u << 20) - 16);
  for (std::uint64_t written = 0; written < std::uint64_t{4096} << 20; written += 128u << 20) {
    EXPECT_TRUE(writer.records_length());
    EXPECT_FALSE(writer.records_length_beyond());
    out.clear();
    ASSERT_FALSE(writer.write(0, packet, 0xffffffff));
  }
  EXPECT_FALSE(writer.records_length());
  EXPECT_EQ(writer.records_length_beyond(), std::uint64_t{4096} << 20);
}

}  // namespace
}  // namespace packetglass
