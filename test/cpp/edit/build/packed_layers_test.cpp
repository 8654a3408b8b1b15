// Layers that come as bytes: those that JavaScript packs, and bytes of any kind.
#include "edit/build/packed_layers.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "edit/build/build_packet.h"

namespace packetglass::build {
namespace {

Octets packed(std::string_view bytes) {
  return {bytes.begin(), bytes.end()};
}

using namespace std::string_view_literals;

// UDP (layer 6) from port 1 to a port that is not said, then a payload (layer 11) of two bytes.
constexpr auto kUdp = "\x06\x01\x01\0\0\0\0\0\0\x0b\x01\x02\0\0\0hi"sv;
// DNS (layer 10): id 2, flags as they are by default, two questions of which the second is of a.b,
// one answer whose data is the name "c", no others, no length.
constexpr auto kDns =
    "\x0a\x01\x02\0\0\0\0\x01\x02\0\0\0\0\0\0\x01\x03\0\0\0a.b\0\0"
    "\x01\x01\0\0\0\0\0\0\0\x02\x01\0\0\0c\0\0\0"sv;

TEST(UnpackLayers, TakesFieldsInTheirOrder) {
  const Octets bytes = packed(kUdp);
  const auto unpacked = unpack_layers(bytes);
  EXPECT_EQ(unpacked.wrong, "");
  EXPECT_EQ(hex_text(*build_packet(unpacked.layers)), "00010000000a00006869");
}

TEST(UnpackLayers, TakesRecordsAndNames) {
  const Octets bytes = packed(kDns);
  const auto unpacked = unpack_layers(bytes);
  EXPECT_EQ(unpacked.wrong, "");
  EXPECT_EQ(hex_text(*build_packet(unpacked.layers)),
            "0002010000020001000000000000010001"
            "0161016200"
            "00010001"
            "00"
            "0001000100000000"
            "0003"
            "016300");
}

TEST(UnpackLayers, SaysWhichTextIsWrong) {
  // Two layers of IPv4 (layer 2), whose first fields are the addresses.
  Octets bytes = packed("\x02\0\0\0\0\0\0\0\0\0\0\0\0"sv);
  const Octets second = packed(
      "\x02\0\x02\x03\0\0\0"
      "1.2\0\0\0\0\0\0\0\0\0\0"sv);
  bytes.insert(bytes.end(), second.begin(), second.end());
  const auto unpacked = unpack_layers(bytes);
  EXPECT_EQ(unpacked.wrong, "\"1.2\" is no IPv4 address.");
  EXPECT_EQ(unpacked.wrong_field, 13u);
}

TEST(UnpackLayers, EndsWithBytesOfAnyKind) {
  for (const std::string_view whole : {kUdp, kDns}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const Octets part = packed(whole.substr(0, size));
      EXPECT_LE(unpack_layers(part).layers.size(), size);
    }
  }
  // A count of records, and a length, of 4 GiB that are not there.
  for (const auto huge : {"\x0a\0\0\x01\xff\xff\xff\xff\0"sv, "\x0b\x01\xff\xff\xff\xff"sv}) {
    const Octets bytes = packed(huge);
    EXPECT_EQ(unpack_layers(bytes).layers.size(), 1u);
  }
  std::uint32_t dice = 1;
  for (int round = 0; round < 2000; ++round) {
    Octets bytes(64);
    for (auto& byte : bytes) {
      dice = dice * 1664525 + 1013904223;
      byte = static_cast<std::uint8_t>((dice >> 24) % (round % 2 == 0 ? 256 : 12));
    }
    const auto unpacked = unpack_layers(bytes);
    static_cast<void>(build_packet(unpacked.layers));
  }
}

}  // namespace
}  // namespace packetglass::build
