// Layers inside layers, each way once.
#include "dissect/layer_paths.h"

#include <memory>
#include <string>

#include "dissect/dissection.h"
#include "support/packets.h"

namespace packetglass {
namespace {

constexpr Field kOuter{"eth", "Ethernet", Shape::kLayer};
constexpr Field kOne{"ip", "IP", Shape::kLayer};
constexpr Field kOther{"arp", "ARP", Shape::kLayer};
constexpr Field kSameName{"ip", "IP again", Shape::kLayer};
constexpr Field kPart{"ip.option", "Option", Shape::kLayer};

TEST(LayerPaths, AreTheSameWhenTheLayersAre) {
  LayerPaths paths;
  const auto outer = paths.inside(LayerPaths::kNone, kOuter);
  const auto one = paths.inside(outer, kOne);
  const auto other = paths.inside(outer, kOther);
  EXPECT_NE(one, other);
  EXPECT_EQ(paths.inside(outer, kOne), one);
  EXPECT_NE(paths.inside(one, kOne), one);  // a tunnel
  EXPECT_EQ(paths.inside(outer, kSameName), one);
  EXPECT_EQ(paths.inside(outer, kSameName), one);
  EXPECT_EQ(paths.inside(one, kPart), one);
  EXPECT_EQ(paths.outer(one), outer);
  EXPECT_EQ(&paths.layer(one), &kOne);
  EXPECT_EQ(paths.depth(one), 2u);
}

TEST(LayerPaths, EndWhereTheyAreTooDeep) {
  LayerPaths paths;
  auto path = LayerPaths::kNone;
  for (int i = 0; i < 1000; ++i) path = paths.inside(path, i % 2 == 0 ? kOne : kOther);
  EXPECT_EQ(paths.depth(path), LayerPaths::kMostDeep);
  EXPECT_LT(paths.size(), 100u);
  EXPECT_FALSE(paths.full());
}

TEST(LayerPaths, StayInTheOuterOneWhenThereAreTooMany) {
  LayerPaths paths;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < LayerPaths::kMost + 5; ++i) names.push_back(std::to_string(i));
  std::vector<std::unique_ptr<Field>> fields;
  auto outer = LayerPaths::kNone;
  for (const std::string& name : names) {
    fields.emplace_back(new Field{name.c_str(), name.c_str(), Shape::kLayer});
    const auto path = paths.inside(outer, *fields.back());
    if (paths.full()) {
      EXPECT_EQ(path, outer);
    } else if (fields.size() % 128 == 0) {
      outer = paths.depth(path) < 40 ? path : LayerPaths::kNone;
    }
  }
  EXPECT_TRUE(paths.full());
  EXPECT_EQ(paths.size(), LayerPaths::kMost);
}

std::string text_of(const LayerPaths& paths, LayerPaths::Id path) {
  if (path == LayerPaths::kNone) return "";
  const std::string around = text_of(paths, paths.outer(path));
  return around + (around.empty() ? "" : ":") + std::string(paths.layer(path).name);
}

std::string path_of(const test::TestPacket& packet) {
  LayerPaths paths;
  Summary summary;
  Dissection dissection(summary);
  dissection.wanted.paths = &paths;
  dissect(packet.bytes, packet.original_length, packet.link_type, dissection);
  return text_of(paths, summary.path);
}

TEST(LayerPaths, SayWhatIsInAPacket) {
  const auto packets = test::packets_of(test::dissected_capture("transport"));
  EXPECT_EQ(path_of(packets[0]), "eth:arp");
  EXPECT_EQ(path_of(packets[2]), "eth:ip:tcp");
  const auto tunnels = test::packets_of(test::dissected_capture("network"));
  EXPECT_EQ(path_of(tunnels[15]), "eth:ip:gre:ip:udp:data");
}

TEST(LayerPaths, SayWhereAPacketIsTruncatedOrMalformed) {
  test::TestPacket packet = test::packets_of(test::dissected_capture("transport"))[2];
  packet.bytes.resize(40);
  EXPECT_EQ(path_of(packet), "eth:ip:tcp:_ws.short");
  packet.original_length = 40;
  EXPECT_EQ(path_of(packet), "eth:ip:tcp:_ws.malformed");
  packet.bytes[14] = 0x41;  // a header of 4 bytes
  EXPECT_EQ(path_of(packet), "eth:ip:_ws.malformed");
}

TEST(LayerPaths, LeaveOutPacketsThatAreQuoted) {
  std::size_t quoting = 0;
  for (const test::TestPacket& packet : test::packets_of(test::dissected_capture("transport"))) {
    const std::string path = path_of(packet);
    if (path.find(":icmp") == std::string::npos) continue;
    ++quoting;
    EXPECT_EQ(path.find(":icmp:ip"), std::string::npos) << path;
  }
  EXPECT_GT(quoting, 0u);
}

}  // namespace
}  // namespace packetglass
