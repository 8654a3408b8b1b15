// Where addresses, ports and checksums stand in a packet.
#include "edit/rewrite/packet_places.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "edit/rewrite/checksum_mending.h"
#include "edit/rewrite/plain_places.h"
#include "support/every_packet.h"
#include "support/hex_bytes.h"

namespace packetglass {
namespace {

using test::TestPacket;

PacketPlaces dissected(const TestPacket& packet) {
  PacketPlaces places;
  places.find_dissected(packet.bytes, packet.original_length, packet.link_type);
  return places;
}

std::string text_of(const Place& place) {
  constexpr const char* kKinds[] = {"mac", "ipv4", "ipv6", "port", "vlan"};
  constexpr const char* kSides[] = {"", " source", " destination"};
  return std::string(kKinds[static_cast<int>(place.kind)]) + kSides[static_cast<int>(place.side)] +
         " at " + std::to_string(place.offset);
}

std::string text_of(const Checksum& sum) {
  return "kind " + std::to_string(static_cast<int>(sum.kind)) + " at " +
         std::to_string(sum.offset) + " covers " + std::to_string(sum.begin) + " to " +
         std::to_string(sum.end) + " and " + std::to_string(sum.missing) + ", addresses of " +
         std::to_string(sum.address_size) + " at " + std::to_string(sum.source) + " and " +
         std::to_string(sum.destination) + ", protocol " + std::to_string(sum.protocol) +
         (sum.fragment ? ", fragment" : "");
}

template <typename T>
std::string text_of(std::span<const T> all) {
  std::string text;
  for (const T& one : all) text += text_of(one) + "\n";
  return text;
}

TEST(PacketPlaces, OfPlainPacketsAreThoseThatTheDissectorsFind) {
  std::size_t plain = 0, all = 0;
  std::vector<Place> places;
  std::vector<Checksum> checksums;
  test::for_every_packet([&](const TestPacket& packet, std::size_t) {
    ++all;
    if (packet.link_type != kLinkTypeEthernet) return;
    places.clear();
    checksums.clear();
    if (!find_plain_places(packet.bytes, packet.original_length, places, checksums)) return;
    ++plain;
    const PacketPlaces by_dissectors = dissected(packet);
    EXPECT_EQ(text_of(std::span<const Place>(places)), text_of(by_dissectors.places()));
    EXPECT_EQ(text_of(std::span<const Checksum>(checksums)), text_of(by_dissectors.checksums()));
  });
  EXPECT_GT(plain, 1000u);
  EXPECT_LT(plain, all);
}

TEST(PacketPlaces, LieWithinThePacketAndDoNotOverlap) {
  test::for_every_packet([&](const TestPacket& packet, std::size_t) {
    const PacketPlaces found = dissected(packet);
    std::size_t end = 0;
    for (const Place& place : found.places()) {
      EXPECT_GE(place.offset, end);
      end = place.offset + size_of(place.kind);
    }
    EXPECT_LE(end, packet.bytes.size());
    for (const Checksum& checksum : found.checksums()) {
      EXPECT_LE(checksum.end, packet.bytes.size());
      EXPECT_LT(checksum.begin, checksum.offset);
      EXPECT_LE(checksum.offset + 2, checksum.end);
    }
  });
}

TEST(PacketPlaces, AreFoundInTheQuotedPacketOfAnIcmpError) {
  // Ethernet, IPv4 from 192.0.2.1, "port unreachable", IPv4 to 192.0.2.1, UDP.
  const TestPacket packet{test::hex("020000000002 020000000001 0800"
                                    "45000038 00000000 4001 0000 c0000201 c0000202"
                                    "03030000 00000000"
                                    "4500001c 00000000 4011 0000 c0000202 c0000201"
                                    "0035 1234 0008 abcd"),
                          70, kLinkTypeEthernet};
  const PacketPlaces places = dissected(packet);
  EXPECT_EQ(text_of(places.places()),
            "mac destination at 0\nmac source at 6\nipv4 source at 26\nipv4 destination at 30\n"
            "ipv4 source at 54\nipv4 destination at 58\nport source at 62\n"
            "port destination at 64\n");
  EXPECT_EQ(places.checksums().size(), 4u);
  EXPECT_TRUE(places.headers().back().quoted);
}

TEST(PacketPlaces, OfAFirstFragmentAreThoseOfItsTransportToo) {
  const TestPacket packet{test::hex("020000000002 020000000001 0800"
                                    "45000024 00002000 4011 0000 c0000201 c0000202"
                                    "0035 1234 0100 abcd 0011223344556677"),
                          50, kLinkTypeEthernet};
  const PacketPlaces places = dissected(packet);
  ASSERT_EQ(places.checksums().size(), 2u);
  EXPECT_TRUE(places.checksums()[1].fragment);
  EXPECT_EQ(places.checksums()[1].source, 26u);
  EXPECT_EQ(places.places().back(), (Place{36, PlaceKind::kPort, Side::kDestination}));
}

TEST(PacketPlaces, AreFoundInPacketsOfAnyLengthAndWithAnyDamage) {
  std::minstd_rand random(1);
  test::for_every_packet([&](const TestPacket& packet, std::size_t number) {
    if (number % 20 != 1) return;
    TestPacket other = packet;
    for (int round = 0; round < 8 && !packet.bytes.empty(); ++round) {
      other.bytes = packet.bytes;
      other.bytes[random() % other.bytes.size()] = static_cast<std::uint8_t>(random());
      other.bytes.resize(random() % (packet.bytes.size() + 1));
      const PacketPlaces found = dissected(other);
      for (const Place& place : found.places()) {
        EXPECT_LE(place.offset + size_of(place.kind), other.bytes.size());
      }
      for (const Checksum& checksum : found.checksums()) {
        EXPECT_LE(checksum.end, other.bytes.size());
        EXPECT_LE(checksum.source + std::size_t{checksum.address_size}, other.bytes.size());
        state_of(checksum, other.bytes);
      }
    }
  });
}

TEST(PacketPlaces, OfWholePacketsHaveGoodChecksumsAlmostEverywhere) {
  std::map<ChecksumState, std::size_t> states;
  test::for_every_packet([&](const TestPacket& packet, std::size_t) {
    const PacketPlaces found = dissected(packet);
    for (const Checksum& checksum : found.checksums()) {
      ++states[state_of(checksum, packet.bytes)];
    }
  });
  EXPECT_GT(states[ChecksumState::kGood], 10 * states[ChecksumState::kBad]);
}

}  // namespace
}  // namespace packetglass
