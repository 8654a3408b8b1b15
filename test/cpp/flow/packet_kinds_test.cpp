// Kinds of packets: each once, and no more than are kept.
#include "flow/packet_kinds.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

Summary segment(std::uint16_t path, std::uint16_t flags) {
  Summary summary;
  summary.protocol = "TCP";
  summary.path = path;
  summary.transport = Transport::kTcp;
  summary.tcp.flags = flags;
  return summary;
}

TEST(PacketKinds, AreKeptOnce) {
  PacketKinds kinds;
  const std::uint32_t syn = kinds.number_of(segment(3, 2), {});
  const std::uint32_t ack = kinds.number_of(segment(3, 16), {});
  EXPECT_NE(syn, ack);
  EXPECT_EQ(kinds.number_of(segment(3, 2), {}), syn);
  EXPECT_EQ(kinds.size(), 2u);
  EXPECT_EQ(kinds[syn].tcp_flags, 2u);
  EXPECT_EQ(kinds[syn].path, 3u);
}

TEST(PacketKinds, HaveWhatIsMarked) {
  Summary quoting;
  quoting.protocol = "ICMP";
  quoting.more = Summary::kMoreLayers;
  quoting.truncated = true;
  PacketKinds kinds;
  const PacketKind& kind = kinds[kinds.number_of(quoting, {})];
  EXPECT_TRUE(kind.has(Summary::kMoreLayers));
  EXPECT_FALSE(kind.has(Summary::kMorePorts));
  EXPECT_FALSE(kind.has(Summary::kMoreAddresses));
}

TEST(PacketKinds, OfOneNameHaveOneProtocolWhereverItStands) {
  static constexpr char kHere[] = "DNS", kThere[] = "DNS";
  Summary here, there;
  here.protocol = kHere;
  there.protocol = kThere;
  PacketKinds kinds;
  EXPECT_EQ(kinds.number_of(here, {}), kinds.number_of(there, {}));
  EXPECT_EQ(kinds.protocols().size(), 1u);
}

// Of what is beyond the limit the protocol is known, and nothing else.
TEST(PacketKinds, AreBounded) {
  PacketKinds kinds;
  const std::uint32_t first = kinds.number_of(segment(0, 0), {});
  for (std::uint32_t i = 0; i < 3 * PacketKinds::kMost; ++i) {
    const auto path = static_cast<std::uint16_t>(i / 4096);
    const auto flags = static_cast<std::uint16_t>(i % 4096);
    const std::uint32_t number = kinds.number_of(segment(path, flags), {});
    ASSERT_STREQ(kinds[number].protocol, "TCP");
    ASSERT_EQ(kinds[number].is_known, i < PacketKinds::kMost);
  }
  EXPECT_EQ(kinds.size(), PacketKinds::kMost + 1);
  EXPECT_EQ(kinds.number_of(segment(0, 0), {}), first);
  EXPECT_LT(kinds.memory(), std::size_t{10} << 20);
}

}  // namespace
}  // namespace packetglass
