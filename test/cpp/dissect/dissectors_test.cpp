// The table of dissectors: what is said of signatures holds.
#include "dissect/dissectors.h"

#include <algorithm>

#include "dissect/plain_summary.h"
#include "support/packets.h"

namespace packetglass {
namespace {

using test::TestPacket;

// What is inside the TCP and UDP of all test captures.
std::vector<std::vector<std::uint8_t>> payloads() {
  std::vector<std::vector<std::uint8_t>> all;
  for (const std::string& name : test::dissected_captures()) {
    for (const TestPacket& packet : test::packets_of(test::dissected_capture(name))) {
      Summary summary;
      PlainCarried carried;
      if (packet.link_type != kLinkTypeEthernet || packet.bytes.empty()) continue;
      const Payload whole{packet.bytes, packet.original_length};
      if (!summarise_plain(whole, nullptr, summary, carried)) continue;
      const Bytes inside = carried.found.payload.bytes;
      if (!inside.empty()) all.emplace_back(inside.begin(), inside.end());
    }
  }
  return all;
}

bool is_within(std::uint8_t byte, ByteRange range) {
  return byte >= range.low && byte <= range.high;
}

TEST(Dissectors, RecogniseOnlyWhatBeginsAsTheySay) {
  std::size_t recognised = 0;
  for (std::vector<std::uint8_t>& payload : payloads()) {
    for (unsigned first = 0; first < 256; ++first) {
      payload[0] = static_cast<std::uint8_t>(first);
      for (const Dissector* dissector : dissectors()) {
        if (dissector->recognises == nullptr || !dissector->recognises(payload)) continue;
        EXPECT_TRUE(is_within(payload[0], dissector->first))
            << std::string_view(dissector->layer.name) << " " << first;
        ++recognised;
      }
    }
  }
  EXPECT_GT(recognised, 100u);
}

TEST(Dissectors, AreAskedWhereTheyMayRecogniseWhatStandsThere) {
  for (const Space space : {Space::kTcpStart, Space::kUdpStart}) {
    EXPECT_TRUE(recognising(space, {}).empty());
    for (unsigned first = 0; first < 256; ++first) {
      const std::uint8_t byte = static_cast<std::uint8_t>(first);
      const auto asked = recognising(space, {&byte, 1});
      for (const Dissector* dissector : dissectors()) {
        const bool here = std::any_of(dissector->routes.begin(), dissector->routes.end(),
                                      [&](const Route& route) { return route.space == space; });
        if (!here || !is_within(byte, dissector->first)) continue;
        EXPECT_NE(std::find(asked.begin(), asked.end(), dissector), asked.end()) << first;
      }
    }
  }
}

bool may_be_taken(Route route, Bytes payload) {
  return leads_to(done({payload, payload.size()}, {route})) != Leads::kNowhere;
}

TEST(Dissectors, ThatAreStrictRefuseWhatTheyDoNotRecognise) {
  constexpr Route kHttps{Space::kTcpPort, 443};
  const std::uint8_t record[] = {23, 3, 3, 0, 1, 0}, other[] = {1, 2, 3, 4, 5, 6};
  EXPECT_TRUE(may_be_taken(kHttps, record));
  EXPECT_FALSE(may_be_taken(kHttps, other));
  EXPECT_TRUE(may_be_taken({Space::kTcpStart}, record));
  EXPECT_FALSE(may_be_taken({Space::kTcpStart}, other));
  // SSH takes anything at its port, since most of it is encrypted.
  EXPECT_TRUE(may_be_taken({Space::kTcpPort, 22}, other));
  EXPECT_FALSE(may_be_taken({Space::kTcpPort, 40000}, other));
  EXPECT_EQ(leads_to(done({other, sizeof other}, {kHttps, {Space::kTcpPort, 22}})),
            Leads::kApplication);
}

TEST(Dissectors, AreFoundAtEachOfTheirRoutes) {
  for (const Dissector* dissector : dissectors()) {
    for (const Route& route : dissector->routes) {
      const bool start = is_start(route.space);
      EXPECT_EQ(find_dissector(route) == nullptr, start)
          << std::string_view(dissector->layer.name);
    }
  }
  EXPECT_EQ(find_dissector({Space::kTcpPort, 65535}), nullptr);
}

}  // namespace
}  // namespace packetglass
