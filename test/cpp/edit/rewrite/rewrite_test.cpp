// Addresses, ports and ids are rewritten, and checksums stay what they were.
#include <gtest/gtest.h>

#include "base/crc32c.h"
#include "edit/rewrite/checksum_mending.h"
#include "edit/rewrite/crc_distance.h"
#include "edit/rewrite/packet_places.h"
#include "support/edited.h"
#include "support/every_packet.h"
#include "support/hex_bytes.h"

namespace packetglass {
namespace {

using test::edited;
using test::hex;
using test::step_error;
using test::TestPacket;

// Every address becomes another one, which becomes it again. The second bit of each: the first
// ones of MAC and IP addresses say what kind they are.
struct Swap {
  std::string_view step, rules;
};
constexpr Swap kSwaps[] = {
    {"rewrite-ip",
     "0.0.0.0/2=64.0.0.0/2 64.0.0.0/2=0.0.0.0/2, 128.0.0.0/2=192.0.0.0/2, "
     "192.0.0.0/2=128.0.0.0/2, ::/2=4000::/2, 4000::/2=::/2, 8000::/2=c000::/2, "
     "c000::/2=8000::/2"},
    {"rewrite-port", "0-32767=32768-65535, 32768-65535=0-32767"},
    {"rewrite-vlan", "0-2047=2048-4095, 2048-4095=0-2047"},
};

std::vector<ChecksumState> states_of(const TestPacket& packet) {
  PacketPlaces places;
  places.find_dissected(packet.bytes, packet.original_length, packet.link_type);
  std::vector<ChecksumState> states;
  for (const Checksum& checksum : places.checksums()) {
    states.push_back(state_of(checksum, packet.bytes));
  }
  return states;
}

TestPacket udp_packet(std::string_view checksum) {
  return {hex("020000000002 020000000001 0800"
              "45000021 00000000 4011 76c7 0a000001 0a000002"
              "0035 1234 000d" +
              std::string(checksum) + "68656c6c6f"),
          47, kLinkTypeEthernet};
}

TEST(Rewrite, KeepsGoodChecksumsGoodAndBadOnesBadInEveryPacketOfEveryCapture) {
  std::size_t changed = 0;
  test::for_every_packet([&](const TestPacket& packet, std::size_t number) {
    if (number > 200) return;
    const TestPacket there = edited("rewrite-ip", "0.0.0.0/1=0.0.0.0/1", packet);
    EXPECT_EQ(there.bytes, packet.bytes);
    // Multicast groups and such are found by their address: only the last bit changes here.
    const TestPacket other = edited("rewrite-mac", "src:*=02:00:00:00:00:07", packet);
    changed += other.bytes != packet.bytes ? 1 : 0;
    if (packet.link_type == kLinkTypeEthernet) {
      EXPECT_EQ(states_of(other), states_of(packet));
    }
  });
  EXPECT_GT(changed, 100u);
}

// A checksum of 0xffff is one of 0 in one's complement, and comes back as that.
std::vector<std::uint8_t> without_negative_zeros(std::vector<std::uint8_t> bytes,
                                                 const std::vector<std::uint8_t>& other) {
  for (std::size_t i = 0; i + 1 < std::min(bytes.size(), other.size()); ++i) {
    const bool negative = bytes[i] == 0xff && bytes[i + 1] == 0xff;
    if (negative && other[i] == 0 && other[i + 1] == 0) bytes[i] = bytes[i + 1] = 0;
  }
  return bytes;
}

TEST(Rewrite, ThereAndBackGivesTheSameBytes) {
  std::size_t changed = 0;
  for (const auto& [step, rules] : kSwaps) {
    std::string text(rules);
    std::replace(text.begin(), text.end(), ' ', ',');
    test::for_every_packet([&, name = step](const TestPacket& packet, std::size_t number) {
      if (number > 100 || packet.link_type != kLinkTypeEthernet) return;
      const TestPacket there = edited(name, text, packet);
      changed += there.bytes != packet.bytes ? 1 : 0;
      EXPECT_EQ(there.bytes.size(), packet.bytes.size());
      // Another port may be another protocol's, a tunnel's too: then it is another packet.
      if (states_of(there).size() != states_of(packet).size()) return;
      EXPECT_EQ(states_of(there), states_of(packet)) << name;
      const auto back = edited(name, text, there).bytes;
      EXPECT_EQ(back, without_negative_zeros(packet.bytes, back)) << name;
    });
  }
  EXPECT_GT(changed, 1000u);
}

TEST(Rewrite, ChangesTheSideThatARuleNames) {
  const TestPacket packet = udp_packet("0000");
  const auto bytes = [&](std::string_view rules) {
    const auto after = edited("rewrite-ip", rules, packet).bytes;
    return std::vector<std::uint8_t>(after.begin() + 26, after.begin() + 34);
  };
  EXPECT_EQ(bytes("10.0.0.0/8=172.0.0.0/8"), hex("ac000001 ac000002"));
  EXPECT_EQ(bytes("src:10.0.0.0/8=172.0.0.0/8"), hex("ac000001 0a000002"));
  EXPECT_EQ(bytes("dst:*=192.0.2.9"), hex("0a000001 c0000209"));
  EXPECT_EQ(bytes("10.0.0.0/8=172.0.0.0/8, 10.0.0.2=192.0.2.2"), hex("ac000001 c0000202"));
}

TEST(Rewrite, LeavesAChecksumOutThatWasLeftOut) {
  const auto after = edited("rewrite-ip", "10.0.0.1=10.0.0.9", udp_packet("0000")).bytes;
  EXPECT_EQ(after[40], 0u);
  EXPECT_EQ(after[41], 0u);
}

TEST(Rewrite, CorrectsTheChecksumOfATruncatedPacket) {
  const TestPacket whole = edited("fix-checksums", "", udp_packet("0001"));
  ASSERT_EQ(states_of(whole), std::vector(2, ChecksumState::kGood));
  TestPacket cut = whole;
  cut.bytes.resize(42);
  const std::string rules = "10.0.0.1=192.168.77.200";
  auto expected = edited("rewrite-ip", rules, whole).bytes;
  expected.resize(42);
  EXPECT_EQ(edited("rewrite-ip", rules, cut).bytes, expected);
}

TEST(Rewrite, KeepsAPartialChecksumPartial) {
  // 0a00 + 0001 + 0a00 + 0002 + 0011 + 000d: the pseudo header alone.
  const TestPacket packet = udp_packet("1421");
  ASSERT_EQ(states_of(packet).back(), ChecksumState::kPartial);
  const TestPacket after = edited("rewrite-ip", "10.0.0.1=192.0.2.7", packet);
  EXPECT_EQ(states_of(after).back(), ChecksumState::kPartial);
  EXPECT_EQ(edited("rewrite-ip", "192.0.2.7=10.0.0.1", after).bytes, packet.bytes);
  EXPECT_EQ(states_of(edited("fix-checksums", "", packet)).back(), ChecksumState::kGood);
}

TEST(Rewrite, UpdatesACrcByTheDifferenceAlone) {
  std::vector<std::uint8_t> before(1000);
  for (std::size_t i = 0; i < before.size(); ++i) before[i] = static_cast<std::uint8_t>(7 * i);
  std::vector<std::uint8_t> after = before;
  after[10] = 1;
  after[11] = 2;
  const std::uint32_t difference =
      crc_difference(Bytes(before).subspan(10, 2), Bytes(after).subspan(10, 2), 988);
  EXPECT_EQ(crc32c(before) ^ crc32c(after), difference);
}

TEST(Rewrite, QuotesTheRuleThatIsWrong) {
  EXPECT_EQ(step_error("rewrite-ip", "10.0.0.1"),
            "has the rule \"10.0.0.1\", which has no \"=\": OLD=NEW is one");
  EXPECT_EQ(step_error("rewrite-ip", "10.0.0.1/8=11.0.0.0/8"),
            "has the rule \"10.0.0.1/8=11.0.0.0/8\", which has \"10.0.0.1/8\", which has bits "
            "behind its prefix");
  EXPECT_EQ(step_error("rewrite-ip", "10.0.0.1=::1"),
            "has the rule \"10.0.0.1=::1\", which has addresses of two kinds");
  EXPECT_EQ(step_error("rewrite-ip", "10.0.0.0/8=11.0.0.0/16"),
            "has the rule \"10.0.0.0/8=11.0.0.0/16\", which has prefixes of two lengths");
  EXPECT_EQ(step_error("rewrite-ip", "10.0.0.1=1.1.1.1\n10.0.0.1=2.2.2.2"),
            "has two rules for the same addresses");
  EXPECT_EQ(step_error("rewrite-port", "80=65536"),
            "has the rule \"80=65536\", which has \"65536\", which is no number or range from 0 "
            "to 65535");
  EXPECT_EQ(step_error("rewrite-port", "1-2=3-5"),
            "has the rule \"1-2=3-5\", which has ranges of two lengths");
  EXPECT_NE(step_error("rewrite-vlan", "src:1=2"), "");
  EXPECT_NE(step_error("rewrite-mac", "00:11:22=*"), "");
  EXPECT_NE(step_error("rewrite-mac", " # nothing\n"), "");
  EXPECT_EQ(step_error("rewrite-mac", "00-11-22-33-44-55 = 66:77:88:99:aa:bb # one\n"), "");
}

}  // namespace
}  // namespace packetglass
