// Layers in layers: however deep, the work is bounded; whatever the link type, a row says
// something.
#include "dissect/dissection.h"

#include "dissect/dissectors.h"
#include "support/packets.h"

namespace packetglass {
namespace {

using Header = std::vector<std::uint8_t>;

Header joined(std::initializer_list<Header> parts) {
  Header all;
  for (const Header& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

Header ethernet(std::uint8_t high, std::uint8_t low) {
  Header header(14, 2);
  header[12] = high;
  header[13] = low;
  return header;
}

// Of a packet as long as can be; without options.
Header ipv4(std::uint8_t protocol) {
  Header header(20, 0);
  header[0] = 0x45;
  header[2] = header[3] = 0xff;
  header[9] = protocol;
  header[12] = header[16] = 192;
  return header;
}

Header udp(std::uint16_t port) {
  return {0x80,
          0x00,
          static_cast<std::uint8_t>(port >> 8),
          static_cast<std::uint8_t>(port),
          0xfe,
          0xfe,
          0,
          0};
}

// Whatever the headers of UDP say of their length, they reach to the end.
Header with_lengths(Header packet) {
  for (std::size_t at = 0; at + 8 <= packet.size(); ++at) {
    if (packet[at] != 0x80 || packet[at + 4] != 0xfe || packet[at + 5] != 0xfe) continue;
    packet[at + 4] = static_cast<std::uint8_t>((packet.size() - at) >> 8);
    packet[at + 5] = static_cast<std::uint8_t>(packet.size() - at);
  }
  return packet;
}

// What stands in itself again and again.
struct Nested {
  const char* name;
  Header outside, again;
};

std::vector<Nested> nested() {
  const Header ip_type = {0x08, 0x00};
  return {
      {"cmd", ethernet(0x89, 0x09), {1, 1, 0, 1, 0, 9, 0x89, 0x09}},
      {"vntag", ethernet(0x89, 0x26), {0, 1, 0, 2, 0x89, 0x26}},
      {"etag", ethernet(0x89, 0x3f), {0, 0, 0, 1, 0, 0, 0x89, 0x3f}},
      {"hsr", ethernet(0x89, 0x2f), {0, 40, 0, 1, 0x89, 0x2f}},
      {"802.1CB", ethernet(0xf1, 0xc1), {0, 0, 0, 1, 0xf1, 0xc1}},
      {"cfp", {}, joined({ethernet(0x89, 0x03), {0, 0x60}})},
      {"trill", {}, joined({ethernet(0x22, 0xf3), {0, 6, 0, 1, 0, 2}})},
      {"edsa", ethernet(0xda, 0xda), {0, 0, 0xc0, 0x58, 0x60, 8, 0xda, 0xda}},
      {"etherip", {}, joined({ethernet(8, 0), ipv4(97), {0x30, 0}})},
      {"ethernet in IP", {}, joined({ethernet(8, 0), ipv4(143)})},
      {"gre in udp", ethernet(8, 0), joined({ipv4(17), udp(4754), {0, 0}, ip_type})},
      {"tzsp", {}, joined({ethernet(8, 0), ipv4(17), udp(37008), {1, 0, 0, 1, 1}})},
      {"capwap",
       {},
       joined({ethernet(8, 0), ipv4(17), udp(5247), {0, 0x10, 0x42, 0, 0, 0, 0, 0}})},
      {"gtp",
       {},
       joined({ethernet(8, 0), ipv4(17), udp(2152), {0x30, 255, 0xff, 0xff, 0, 0, 0, 1}})},
      {"ayiya", ethernet(8, 0), joined({ipv4(17), udp(5072), {0, 0, 1, 4, 0, 0, 0, 0, 9}})},
  };
}

TEST(Nesting, IsBounded) {
  for (const Nested& each : nested()) {
    Header packet = each.outside;
    while (packet.size() < 60'000) {
      packet.insert(packet.end(), each.again.begin(), each.again.end());
    }
    packet = with_lengths(std::move(packet));
    Tree tree(packet);
    Summary summary;
    Dissection dissection(summary);
    dissection.wanted.tree = &tree;
    dissect(packet, packet.size(), kLinkTypeEthernet, dissection);
    EXPECT_GT(dissection.layers, Dissection::kMaxDepth) << each.name;
    EXPECT_LT(dissection.layers, 2 * Dissection::kMaxDepth) << each.name;
    EXPECT_LT(tree.nodes().size(), 4096u) << each.name;
    EXPECT_STRNE(summary.protocol, "") << each.name;
  }
}

// The innermost addresses are those of the columns, as deep as there is room.
TEST(Nesting, ColumnsHaveTheInnermostAddresses) {
  Header inner = ipv4(17);
  inner[15] = 7;
  const Header packet = with_lengths(joined({ethernet(8, 0),
                                             ipv4(17),
                                             udp(5247),
                                             {0, 0x10, 0x42, 0, 0, 0, 0, 0},
                                             ethernet(0x89, 0x26),
                                             {0, 1, 0, 2, 8, 0},
                                             inner,
                                             udp(53),
                                             {1, 2, 3, 4}}));
  Summary summary;
  Dissection dissection(summary);
  const Outcome found = dissect_headers(packet, packet.size(), kLinkTypeEthernet, dissection);
  EXPECT_EQ(to_text(summary.source), "192.0.0.7");
  EXPECT_EQ(summary.destination_port, 53);
  EXPECT_EQ(found.payload.length, 4u);
}

// Nothing can be reassembled of what was not captured whole, but its ports are there.
TEST(Nesting, AFirstFragmentThatIsTruncatedHasItsPorts) {
  Header first = joined({ethernet(8, 0), ipv4(17), udp(53), {1, 2, 3, 4}});
  first[14 + 6] = 0x20;
  Summary summary;
  Dissection dissection(summary);
  dissect(first, 1514, kLinkTypeEthernet, dissection);
  EXPECT_EQ(summary.destination_port, 53);
  first[14 + 7] = 1;
  Summary later;
  Dissection second(later);
  dissect(first, 1514, kLinkTypeEthernet, second);
  EXPECT_EQ(later.transport, Transport::kNone);
}

TEST(LinkTypes, SayInEachRowWhatTheyAre) {
  std::vector<LinkType> numbers{11, 13, 300, 65000};
  for (const LinkTypeEntry& entry : link_types()) numbers.push_back(entry.number);
  const std::vector<Header> packets{{}, Header(64, 0), Header(64, 0xff), {'a', 'b', 'c'}};
  for (const LinkType number : numbers) {
    for (const Header& packet : packets) {
      std::string info;
      Summary summary;
      Dissection dissection(summary);
      dissection.wanted.info = &info;
      dissect(packet, packet.size(), number, dissection);
      EXPECT_STRNE(summary.protocol, "") << number;
      if (find_dissector({Space::kLinkType, number}) == nullptr) {
        EXPECT_NE(info.find("LINKTYPE_"), info.npos) << number << " " << info;
      }
    }
  }
}

}  // namespace
}  // namespace packetglass
