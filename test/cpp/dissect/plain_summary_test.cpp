// The short way to the columns says what the long way says.
#include "dissect/plain_summary.h"

#include <random>

#include "support/packets.h"

namespace packetglass {
namespace {

using test::TestPacket;

void expect_same(const Summary& a, const Summary& b) {
  EXPECT_STREQ(a.protocol, b.protocol);
  EXPECT_EQ(a.source, b.source);
  EXPECT_EQ(a.destination, b.destination);
  EXPECT_EQ(a.transport, b.transport);
  EXPECT_EQ(a.source_port, b.source_port);
  EXPECT_EQ(a.destination_port, b.destination_port);
  EXPECT_EQ(a.ip_protocol, b.ip_protocol);
  EXPECT_EQ(a.path, b.path);
  EXPECT_EQ(a.link.kind, b.link.kind);
  EXPECT_EQ(a.link.source, b.link.source);
  EXPECT_EQ(a.link.destination, b.link.destination);
  EXPECT_EQ(a.malformed, b.malformed);
  EXPECT_EQ(a.truncated, b.truncated);
  if (a.transport != Transport::kTcp) return;
  EXPECT_EQ(a.tcp.sequence, b.tcp.sequence);
  EXPECT_EQ(a.tcp.acknowledgment, b.tcp.acknowledgment);
  EXPECT_EQ(a.tcp.length, b.tcp.length);
  EXPECT_EQ(a.tcp.window, b.tcp.window);
  EXPECT_EQ(a.tcp.flags, b.tcp.flags);
  EXPECT_EQ(a.tcp.shift, b.tcp.shift);
}

// Returns whether the short way was taken.
bool compare(Bytes bytes, std::size_t original_length) {
  static LayerPaths paths;
  Summary quick, slow;
  Dissection whole(slow);
  whole.wanted.paths = &paths;
  PlainCarried carried;
  const Payload packet{bytes, std::max(original_length, bytes.size())};
  if (!summarise_plain(packet, &paths, quick, carried)) return false;
  Outcome found = dissect_headers(bytes, original_length, kLinkTypeEthernet, whole);
  if (carried.leads == Leads::kTunnel) return true;  // which it does not enter
  expect_same(quick, slow);
  EXPECT_EQ(carried.found.payload.empty(), found.payload.empty());
  if (found.payload.empty()) return true;
  EXPECT_EQ(carried.found.payload.bytes.data(), found.payload.bytes.data());
  EXPECT_EQ(carried.found.payload.bytes.size(), found.payload.bytes.size());
  EXPECT_EQ(carried.found.payload.length, found.payload.length);
  EXPECT_EQ(carried.found.route_count, found.route_count);
  EXPECT_EQ(carried.found.routes, found.routes);
  EXPECT_EQ(carried.leads, leads_to(found));
  return true;
}

TEST(PlainSummary, IsWhatDissectionSays) {
  std::size_t plain = 0;
  for (const std::string& name : test::dissected_captures()) {
    for (const TestPacket& packet : test::packets_of(test::dissected_capture(name))) {
      if (packet.link_type != kLinkTypeEthernet) continue;
      plain += compare(packet.bytes, packet.original_length);
      for (std::size_t size = 0; size < packet.bytes.size(); ++size) {
        const Bytes start = Bytes(packet.bytes).first(size);
        compare(start, packet.original_length);
        compare(start, size);
      }
    }
  }
  EXPECT_GT(plain, 5u);
}

TEST(PlainSummary, IsWhatDissectionSaysOfDamagedPackets) {
  std::mt19937 dice(3);
  for (const TestPacket& packet : test::packets_of(test::dissected_capture("transport"))) {
    for (int round = 0; round < 2000; ++round) {
      std::vector<std::uint8_t> bytes = packet.bytes;
      for (int i = 0; i < 2; ++i) {
        bytes[dice() % bytes.size()] = static_cast<std::uint8_t>(dice());
      }
      compare(bytes, packet.original_length);
    }
  }
}

}  // namespace
}  // namespace packetglass
