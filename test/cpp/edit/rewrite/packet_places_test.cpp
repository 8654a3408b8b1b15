// Where addresses, ports and checksums stand in a packet.
#include "edit/rewrite/packet_places.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "edit/rewrite/checksum_mending.h"
#include "edit/rewrite/plain_places.h"
#include "support/every_packet.h"

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

std::string places_of(const std::string& capture, std::size_t number) {
  const auto packets = test::packets_of(test::dissected_capture(capture));
  const PacketPlaces places = dissected(packets.at(number - 1));
  return text_of(places.places());
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

TEST(PacketPlaces, OfWholePacketsHaveGoodChecksumsAlmostEverywhere) {
  std::map<ChecksumState, std::size_t> states;
  test::for_every_packet([&](const TestPacket& packet, std::size_t) {
    const PacketPlaces found = dissected(packet);
    for (const Checksum& checksum : found.checksums()) {
      ++states[state_of(checksum, packet.bytes)];
    }
  });
  for (const auto& [state, count] : states) {
    std::printf("state %d: %zu\n", static_cast<int>(state), count);
  }
  EXPECT_GT(states[ChecksumState::kGood], 10 * states[ChecksumState::kBad]);
}

}  // namespace
}  // namespace packetglass
