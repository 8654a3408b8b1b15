// Headers are put around packets, and taken off again.
#include <gtest/gtest.h>

#include <random>

#include "edit/rewrite/checksum_mending.h"
#include "edit/rewrite/decapsulation.h"
#include "support/edited.h"
#include "support/every_packet.h"
#include "support/hex_bytes.h"

namespace packetglass {
namespace {

using test::edited;
using test::hex;
using test::step_error;
using test::TestPacket;

struct Around {
  std::string_view add, value, strip;
};
constexpr Around kAround[] = {
    {"add-vlan", "100,5", "outer:vlan"},
    {"add-mpls", "16", "outer:mpls"},
    {"add-vxlan", "42,192.0.2.1,192.0.2.2", "outer:vxlan"},
    {"add-vxlan", "42,2001:db8::1,2001:db8::2", "outer:vxlan"},
    {"add-gre", "192.0.2.1,192.0.2.2", "outer:gre"},
    {"add-gre", "2001:db8::1,2001:db8::2", "outer:gre"},
};

std::vector<std::string> layers_of(const TestPacket& packet) {
  PacketPlaces places;
  places.find_dissected(packet.bytes, packet.original_length, packet.link_type);
  std::vector<std::string> names;
  for (const HeaderAt& header : places.headers()) {
    if (!header.quoted) names.emplace_back(std::string_view(header.layer->name));
  }
  return names;
}

bool has_layer(const TestPacket& packet, std::string_view name) {
  const auto layers = layers_of(packet);
  return std::find(layers.begin(), layers.end(), name) != layers.end();
}

std::size_t bad_checksums(const TestPacket& packet) {
  PacketPlaces places;
  places.find_dissected(packet.bytes, packet.original_length, packet.link_type);
  std::size_t bad = 0;
  for (const Checksum& checksum : places.checksums()) {
    bad += state_of(checksum, packet.bytes) == ChecksumState::kBad ? 1 : 0;
  }
  return bad;
}

// Whether the EtherType is that of the version of IP behind it, or of nothing like it.
bool says_version(const TestPacket& packet) {
  PacketPlaces places;
  places.find_dissected(packet.bytes, packet.original_length, packet.link_type);
  for (const HeaderAt& header : places.headers()) {
    if (header.layer->name != "ip" && header.layer->name != "ipv6") continue;
    const bool is_ipv4 = header.layer->name == "ip";
    return packet.bytes[header.begin] >> 4 == (is_ipv4 ? 4 : 6);
  }
  return true;
}

// A packet of IP without its padding; others as they are.
bool is_padded(const TestPacket& packet) {
  PacketPlaces places;
  places.find_dissected(packet.bytes, packet.original_length, packet.link_type);
  for (const HeaderAt& header : places.headers()) {
    const std::string_view name = header.layer->name;
    if (name == "ip" || name == "ipv6") return header.end < packet.original_length;
  }
  return false;
}

TEST(Encapsulations, AreTakenOffAsTheyWerePutAround) {
  for (const auto& [add, value, strip] : kAround) {
    std::size_t changed = 0;
    test::for_every_packet([&, add = add, value = value, strip = strip](const TestPacket& packet,
                                                                        std::size_t number) {
      if (number > 50 || packet.link_type != kLinkTypeEthernet) return;
      if (packet.original_length < packet.bytes.size()) return;
      const TestPacket around = edited(add, value, packet);
      if (around.bytes == packet.bytes) return;
      EXPECT_LE(bad_checksums(around), bad_checksums(packet)) << add;
      EXPECT_EQ(around.original_length - around.bytes.size(),
                packet.original_length - packet.bytes.size());
      // GRE leaves padding behind.
      if (add == "add-gre" && is_padded(packet)) return;
      // Labels are taken off all at once, and the type is what is behind them.
      if (add == "add-mpls" && (has_layer(packet, "mpls") || !says_version(packet))) return;
      const auto step = test::step("strip", strip);
      const TestPacket back = test::edited(*step, around).at(0);
      // Not IP, although its type says so: behind a label nothing says what it is.
      if (step->counts()[2].count != 0) return;
      ++changed;
      EXPECT_EQ(back.bytes, packet.bytes) << add;
      EXPECT_EQ(back.original_length, packet.original_length) << add;
    });
    EXPECT_GT(changed, 100u) << add;
  }
}

TEST(Encapsulations, AreGoneAfterAllOfThemWereStripped) {
  std::size_t changed = 0;
  for (const Encapsulation& kind : encapsulations()) {
    if (kind.how != Encapsulated::kTunnel || kind.name == "ipip") continue;
    test::for_every_packet([&](const TestPacket& packet, std::size_t number) {
      if (number > 50) return;
      const auto step = test::step("strip", kind.name);
      const TestPacket after = test::edited(*step, packet).at(0);
      const auto counts = step->counts();
      changed += counts[0].count;
      EXPECT_EQ(has_layer(after, kind.name), counts[2].count != 0) << kind.name;
      if (counts[1].count == 0) {
        EXPECT_EQ(after.bytes, packet.bytes);
      }
    });
  }
  EXPECT_GT(changed, 10u);
}

TEST(Encapsulations, AreTakenOffPacketsOfAnyLengthAndWithAnyDamage) {
  std::minstd_rand random(1);
  test::for_every_packet([&](const TestPacket& packet, std::size_t number) {
    if (number % 20 != 1 || packet.bytes.empty()) return;
    for (const Encapsulation& kind : encapsulations()) {
      TestPacket other = packet;
      other.bytes[random() % other.bytes.size()] = static_cast<std::uint8_t>(random());
      other.bytes.resize(random() % (packet.bytes.size() + 1));
      const TestPacket after = edited("strip", kind.name, other);
      EXPECT_LE(after.bytes.size(), other.bytes.size());
    }
  });
}

TEST(Encapsulations, OfATunnelGiveTheInnerPacketTheOuterLinkHeaderWithItsType) {
  const TestPacket packet{hex("020000000002 020000000001 0800"
                              "4500003c 00000000 4029 0000 c0000201 c0000202"
                              "60000000 0000 3b 40 20010db8000000000000000000000001"
                              "20010db8000000000000000000000002"),
                          74, kLinkTypeEthernet};
  const TestPacket after = edited("strip", "ipip", packet);
  EXPECT_EQ(after.bytes, hex("020000000002 020000000001 86dd"
                             "60000000 0000 3b 40 20010db8000000000000000000000001"
                             "20010db8000000000000000000000002"));
  EXPECT_EQ(after.original_length, 54u);
}

TEST(Encapsulations, RefuseWhatIsNoValue) {
  EXPECT_NE(step_error("strip", "ethernet").find("is no encapsulation: vlan, mpls"),
            std::string::npos);
  EXPECT_NE(step_error("add-vlan", "4096"), "");
  EXPECT_NE(step_error("add-vlan", "1,8"), "");
  EXPECT_NE(step_error("add-vlan", "1,2,3"), "");
  EXPECT_NE(step_error("add-mpls", "1048576"), "");
  EXPECT_NE(step_error("add-vxlan", "1,192.0.2.1,::1"), "");
  EXPECT_NE(step_error("add-gre", "192.0.2.1"), "");
}

}  // namespace
}  // namespace packetglass
