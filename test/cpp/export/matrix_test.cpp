// Every format into every other, and back.
#include <gtest/gtest.h>

#include "format/pcap/writer.h"
#include "format/pcapng/writer.h"
#include "support/convert.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using namespace test;
using pcap::Extra;
using pcap::RecordExtra;

// Whole microseconds: no variant has to round them.
constexpr Nanoseconds kTimes[] = {1'700'000'000'000'005'000, 1'700'000'000'999'999'000,
                                  1'700'000'001'000'000'000};
constexpr std::string_view kPackets[] = {"a packet that was cut", "whole", ""};

constexpr std::uint8_t kPadding[] = {0x5a, 0xa5, 0x5a};

// Everything that records of this kind can say.
RecordExtra extra_of(Extra kind, std::uint8_t packet_type) {
  RecordExtra extra;
  if (kind == Extra::kNone) return extra;
  if (kind == Extra::kNokia) {
    extra.nokia = 0x0192bf9b;
    return extra;
  }
  extra.interface_index = 3;
  extra.protocol = 0x86dd;
  extra.packet_type = packet_type;
  if (kind == Extra::kLinux) extra.padding = Bytes(kPadding).first(1);
  if (kind == Extra::kLinuxSmp) {
    extra.cpu1 = 1;
    extra.cpu2 = 2;
    extra.padding = kPadding;
  }
  if (kind == Extra::kBorkmann) {
    extra.timestamp_source = 7;
    extra.hardware_type = 9;
  }
  return extra;
}

struct Side {
  const pcap::Variant* variant;  // nothing: pcapng
  ByteOrder order;

  std::string_view name() const { return variant != nullptr ? variant->name : "pcapng"; }
  Extra extra() const { return variant != nullptr ? variant->extra : Extra::kNone; }
  std::uint64_t ticks() const {
    return variant != nullptr ? variant->ticks_per_second : 1'000'000'000;
  }
};

std::vector<Side> sides() {
  std::vector<Side> all;
  for (const ByteOrder order : kBothOrders) {
    for (const pcap::Variant& variant : pcap::kVariants) all.push_back({&variant, order});
    all.push_back({nullptr, order});
  }
  return all;
}

std::uint32_t original_length(std::size_t i) {
  return static_cast<std::uint32_t>(kPackets[i].size()) + (i == 0 ? 1000 : 0);
}

ByteVector classic(const Side& side, bool extras) {
  ByteVector out;
  pcap::WriterOptions options;
  options.variant = side.variant;
  options.order = side.order;
  options.snaplen = 65535;
  pcap::PcapWriter writer(options, out);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto extra =
        extras ? extra_of(side.extra(), static_cast<std::uint8_t>(i)) : RecordExtra{};
    EXPECT_FALSE(writer.write(kTimes[i], as_bytes(kPackets[i]), original_length(i), extra));
  }
  if (const auto length = writer.records_length()) {
    std::copy(length->begin(), length->end(), out.begin() + pcap::kFileHeaderSize);
  }
  return out;
}

ByteVector pcapng_of(ByteOrder order, bool extras) {
  ByteVector out;
  pcapng::PcapngWriter writer(order, out);
  writer.write_section();
  Interface interface;
  interface.link_type = 1;
  interface.snaplen = 65535;
  interface.resolution = kNanosecondResolution;
  writer.write_interface(interface);
  for (std::size_t i = 0; i < 3; ++i) {
    pcapng::PacketOptions options;
    if (extras) options = {0x80000005, "a comment"};
    EXPECT_FALSE(
        writer.write_packet(0, kTimes[i], as_bytes(kPackets[i]), original_length(i), options));
  }
  return out;
}

ByteVector source_of(const Side& side, bool extras) {
  return side.variant != nullptr ? classic(side, extras) : pcapng_of(side.order, extras);
}

// What is lost of the extras; every loss has its own test.
std::vector<IssueKind> expected_losses(const Side& from, const Side& to) {
  if (from.variant == nullptr) {
    return to.variant == nullptr ? std::vector<IssueKind>()
                                 : std::vector{IssueKind::kPacketOptionsLost};
  }
  const bool kept = from.extra() == Extra::kNone || from.extra() == to.extra();
  return kept ? std::vector<IssueKind>() : std::vector{IssueKind::kRecordFieldsLost};
}

void expect_the_packets(const ByteVector& capture, const std::string& what) {
  const auto read = feed(capture);
  const Index& index = read->index();
  EXPECT_EQ(index.issues.count(), 0u) << what;
  ASSERT_EQ(index.sections.size(), 1u) << what;
  ASSERT_EQ(index.packets.size(), 3u) << what;
  EXPECT_EQ(index.interfaces[0].link_type, 1) << what;
  EXPECT_EQ(index.interfaces[0].snaplen, 65535u) << what;
  for (std::size_t i = 0; i < 3; ++i) {
    const Packet packet = index.packets[i];
    EXPECT_EQ(packet.timestamp, kTimes[i]) << what;
    EXPECT_EQ(packet.original_length, original_length(i)) << what;
    const auto begin = capture.begin() + static_cast<std::ptrdiff_t>(packet.offset);
    EXPECT_EQ(std::string(begin, begin + packet.captured_length), kPackets[i]) << what;
  }
}

class Matrix : public testing::TestWithParam<bool> {};

TEST_P(Matrix, KeepsPacketsAndReportsWhatIsLost) {
  const bool extras = GetParam();
  for (const Side& from : sides()) {
    const ByteVector source = source_of(from, extras);
    expect_the_packets(source, std::string(from.name()));
    for (const Side& to_side : sides()) {
      const std::string what = std::string(from.name()) + " to " + std::string(to_side.name());
      const Converted there = convert(source, to(to_side.name(), to_side.order));
      EXPECT_FALSE(there.error) << what;
      expect_the_packets(there.bytes, what);
      EXPECT_EQ(feed(there.bytes)->index().sections[0].variant, to_side.name()) << what;
      EXPECT_EQ(feed(there.bytes)->index().sections[0].order, to_side.order) << what;
      const auto losses = extras ? expected_losses(from, to_side) : std::vector<IssueKind>();
      EXPECT_EQ(kinds(there), losses) << what;

      const Converted back = convert(there.bytes, to(from.name(), from.order));
      EXPECT_FALSE(back.error) << what;
      expect_the_packets(back.bytes, what + " and back");
      // A coarser target makes the resolution that pcapng declares coarser.
      const bool all_held =
          losses.empty() && (from.variant != nullptr || to_side.ticks() == from.ticks());
      EXPECT_TRUE(!all_held || back.bytes == source) << what << " and back";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Convert, Matrix, testing::Bool(), [](const auto& extras) {
  return extras.param ? "WithExtras" : "WithoutExtras";
});

}  // namespace
}  // namespace packetglass
