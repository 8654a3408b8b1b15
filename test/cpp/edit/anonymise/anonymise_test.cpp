#include "edit/anonymise/anonymise.h"

#include <gtest/gtest.h>

#include <random>

#include "base/text.h"
#include "edit/edits.h"
#include "support/anonymising.h"
#include "support/every_capture.h"
#include "support/originals.h"
#include "support/packets.h"

namespace packetglass {
namespace {

using test::anonymised;
using test::Originals;
using test::strict_policy;

Bytes bytes_in(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string dissected(const char* name) {
  return test::read_file(test::captures() / "dissect" / (std::string(name) + ".pcap"));
}

std::vector<std::string> shared(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::vector<std::string> both;
  std::ranges::set_intersection(a, b, std::back_inserter(both));
  return both;
}

// So many other bytes in it that chance does not make it.
bool is_rare(const std::string& bytes, std::size_t others) {
  std::set<char> different(bytes.begin(), bytes.end());
  different.erase('\0');
  return different.size() >= others;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  return text;
}

std::string wide(const std::string& text) {
  std::string out;
  for (const char c : text) out += std::string{c, '\0'};
  return out;
}

void expect_none_of(const Originals& before, const test::ByteVector& after) {
  const std::string bytes(after.begin(), after.end());
  const std::string small = lower(bytes);
  for (const std::string& mac : before.macs) {
    if (is_rare(mac, 5)) {
      EXPECT_EQ(bytes.find(mac), std::string::npos) << hex_text(bytes_in(mac));
    }
  }
  for (const std::string& address : before.ipv6) {
    if (is_rare(address, 6)) {
      EXPECT_EQ(bytes.find(address), std::string::npos) << hex_text(bytes_in(address));
    }
  }
  for (const std::string& label : before.labels) {
    EXPECT_EQ(small.find(label), std::string::npos) << label;
    EXPECT_EQ(small.find(std::string(label.rbegin(), label.rend())), std::string::npos) << label;
    EXPECT_EQ(small.find(wide(label)), std::string::npos) << label;
  }
}

TEST(Anonymiser, LeavesNoAddressAndNoNameInAnyCapture) {
  const anonymise::Policy policy = strict_policy();
  test::for_every_capture([&](Bytes capture) {
    Originals before, after;
    test::read_all(capture, before);
    const auto changed = anonymised(capture, policy);
    test::read_all(changed.bytes, after);
    for (const auto& same : shared(before.ipv4, after.ipv4)) {
      ADD_FAILURE() << hex_text(bytes_in(same));
    }
    for (const auto& same : shared(before.ipv6, after.ipv6)) {
      ADD_FAILURE() << hex_text(bytes_in(same));
    }
    for (const auto& same : shared(before.macs, after.macs)) {
      ADD_FAILURE() << hex_text(bytes_in(same));
    }
    for (const auto& same : shared(before.labels, after.labels)) ADD_FAILURE() << same;
    expect_none_of(before, changed.bytes);
  });
}

TEST(Anonymiser, MakesTheSameOfTheSameWithTheSameKeyAlone) {
  const std::string capture = dissected("http");
  const auto once = anonymised(bytes_in(capture), strict_policy());
  const auto again = anonymised(bytes_in(capture), strict_policy());
  anonymise::Key other = test::kSampleKey;
  other[0] ^= 1;
  const auto different = anonymised(bytes_in(capture), strict_policy(), other);
  EXPECT_EQ(once.bytes, again.bytes);
  EXPECT_NE(once.bytes, different.bytes);
  EXPECT_EQ(once.bytes.size(), capture.size());
}

TEST(Anonymiser, KeepsTheNumberAndTheLengthsOfAllPackets) {
  test::for_every_capture([](Bytes capture) {
    test::PacketCollector before, after;
    test::read_all(capture, before);
    test::read_all(anonymised(capture).bytes, after);
    ASSERT_EQ(before.packets_found.size(), after.packets_found.size());
    for (std::size_t i = 0; i < before.packets_found.size(); ++i) {
      ASSERT_EQ(before.packets_found[i].bytes.size(), after.packets_found[i].bytes.size());
    }
  });
}

// Where no field stands there are zeros: nothing can be in them.
TEST(Anonymiser, PutsZerosWhereNoFieldStands) {
  const std::string capture = dissected("lengths");
  test::PacketCollector after;
  const auto changed = anonymised(bytes_in(capture), strict_policy());
  EXPECT_GT(changed.count("bytes zeroed"), 0U);
  EXPECT_EQ(changed.count("bytes kept though no field covers them"), 0U);
}

TEST(Anonymiser, CutsPacketsBehindTheLastFieldWhereThePolicySaysSo) {
  anonymise::Policy policy;
  ASSERT_EQ(set(policy, "payload", "cut"), "");
  const std::string capture = dissected("http");
  test::PacketCollector before, after;
  test::read_all(bytes_in(capture), before);
  const auto changed = anonymised(bytes_in(capture), policy);
  test::read_all(changed.bytes, after);
  ASSERT_EQ(before.packets_found.size(), after.packets_found.size());
  // The second one has a body of 18 bytes.
  EXPECT_EQ(after.packets_found[1].bytes.size(), before.packets_found[1].bytes.size() - 18);
  EXPECT_EQ(after.packets_found[1].original_length, before.packets_found[1].original_length);
  EXPECT_GT(changed.count("packets cut"), 0U);
}

TEST(Anonymiser, LeavesNoBodyUnlessPayloadsAreKept) {
  const std::string capture = dissected("http");
  const auto zeroed = anonymised(bytes_in(capture));
  anonymise::Policy keeping;
  ASSERT_EQ(set(keeping, "payload", "keep"), "");
  const auto kept = anonymised(bytes_in(capture), keeping);
  const std::string_view body = "<html>page</html>";
  EXPECT_EQ(text_of(zeroed.bytes).find(body), std::string_view::npos);
  EXPECT_NE(text_of(kept.bytes).find(body), std::string_view::npos);
}

// A request in two segments: the first one is known when the second one comes.
TEST(Anonymiser, RewritesMessagesOverSeveralPackets) {
  const std::string capture = dissected("messages");
  const auto changed = anonymised(bytes_in(capture), strict_policy());
  EXPECT_GT(changed.count("packets changed by what a later one completes"), 0U);
  EXPECT_EQ(changed.count("parts of messages in packets written before"), 0U);
}

TEST(Anonymiser, DropsSecretsAndBlocksThatNobodyKnows) {
  const std::string capture = test::read_file(test::captures() / "pcapng-other-blocks.pcapng");
  const auto changed = anonymised(bytes_in(capture), strict_policy());
  EXPECT_GT(changed.count("blocks dropped"), 0U);
  EXPECT_EQ(text_of(changed.bytes).find("CLIENT_RANDOM"), std::string_view::npos);
}

TEST(Anonymiser, KeepsCommentsOnlyWhereThePolicySaysSo) {
  const std::string capture = test::read_file(test::captures() / "pcapng-little.pcapng");
  const std::string_view comment = "made by make.mjs";
  const auto dropped = anonymised(bytes_in(capture), strict_policy());
  EXPECT_GT(dropped.count("comments dropped"), 0U);
  EXPECT_EQ(text_of(dropped.bytes).find(comment), std::string_view::npos);
  anonymise::Policy policy;
  ASSERT_EQ(set(policy, "comments", "keep"), "");
  const auto kept = anonymised(bytes_in(capture), policy);
  EXPECT_EQ(kept.count("comments dropped"), 0U);
  EXPECT_NE(text_of(kept.bytes).find(comment), std::string_view::npos);
}

test::ByteVector one_packet(const test::TestPacket& packet, std::size_t size) {
  const std::string_view bytes = text_of(packet.bytes).substr(0, size);
  test::PcapHeader header;
  header.link_type_word = packet.link_type;
  return test::pcap_bytes(
      header, {{.bytes = bytes, .original = static_cast<std::uint32_t>(packet.bytes.size())}});
}

TEST(Anonymiser, LeavesNoAddressInAnyShorterPacket) {
  for (const char* const name : {"http", "dns", "arp", "icmpv6", "hosts"}) {
    SCOPED_TRACE(name);
    const std::string capture = dissected(name);
    test::PacketCollector packets;
    test::read_all(bytes_in(capture), packets);
    const test::TestPacket& packet = packets.packets_found[0];
    for (std::size_t size = 0; size <= packet.bytes.size(); ++size) {
      const auto source = one_packet(packet, size);
      Originals before;
      test::read_all(source, before);
      expect_none_of(before, anonymised(source, strict_policy()).bytes);
    }
  }
}

TEST(Anonymiser, LeavesNoAddressInDamagedPackets) {
  std::mt19937 chance(1);
  for (const char* const name : {"http", "dns", "netbios", "tunnels", "phones", "smb", "sctp"}) {
    SCOPED_TRACE(name);
    std::string capture = dissected(name);
    for (int round = 0; round < 20; ++round) {
      std::string damaged = capture;
      for (int i = 0; i < 30; ++i) {
        damaged[24 + chance() % (damaged.size() - 24)] = static_cast<char>(chance());
      }
      Originals before;
      test::read_all(bytes_in(damaged), before);
      expect_none_of(before, anonymised(bytes_in(damaged), strict_policy()).bytes);
    }
  }
}

TEST(Anonymiser, ZeroesWhatASimplePacketBlockHasBehindItsPacket) {
  const std::string_view behind = "nobody reads this";
  std::string capture(
      "\x0a\x0d\x0d\x0a\x1c\0\0\0\x4d\x3c\x2b\x1a\x01\0\0\0"
      "\xff\xff\xff\xff\xff\xff\xff\xff\x1c\0\0\0"
      "\x01\0\0\0\x14\0\0\0\x93\0\0\0\0\0\0\0\x14\0\0\0",
      48);
  capture += std::string("\x03\0\0\0\x28\0\0\0\x04\0\0\0abcd", 16);
  capture += std::string(behind) + "..." + std::string("\x28\0\0\0", 4);
  const auto changed = anonymised(bytes_in(capture), strict_policy());
  test::PacketCollector after;
  test::read_all(changed.bytes, after);
  ASSERT_EQ(after.packets_found.size(), 1U);
  EXPECT_EQ(text_of(changed.bytes).find("nobody"), std::string_view::npos);
}

TEST(Anonymiser, IsAStepOfTheTable) {
  const EditKind* const kind = find_edit("anonymise");
  ASSERT_NE(kind, nullptr);
  const std::string key = "key=" + hex_text(test::kSampleKey);
  EXPECT_NE(kind->make(key + ",payload=cut,addresses.private=keep").edit, nullptr);
  EXPECT_EQ(kind->make("payload=cut").error,
            "has no key: key=, and 64 hexadecimal digits of chance");
  EXPECT_EQ(kind->make(key + ",payloda=cut").error,
            "is no policy: a policy has no \"payloda\"; \"payload\" is near");
  EXPECT_EQ(kind->make("key=12").error,
            "is no policy: has a key that is not 64 hexadecimal digits");
}

}  // namespace
}  // namespace packetglass
