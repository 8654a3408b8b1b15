// Datagrams put together of fragments: every order, overlaps, limits, anything.
#include "stream/fragments.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "base/text.h"
#include "flow/summary_index.h"
#include "support/packets.h"

namespace packetglass {
namespace {

Address address(Address::Kind kind, std::uint8_t last) {
  std::uint8_t bytes[16] = {};
  bytes[Address::size_of(kind) - 1] = last;
  return Address::load(kind, bytes);
}

class Fragments : public testing::Test {
 protected:
  // The text that is complete now; nothing when none is.
  std::optional<std::string> add(std::uint32_t offset, std::string_view text, bool more) {
    IpFragment fragment;
    fragment.source = address(kind_, 1);
    fragment.destination = address(kind_, 2);
    fragment.id = id_;
    fragment.protocol = protocol_;
    fragment.more = more;
    fragment.offset = offset;
    fragment.bytes = bytes_of(text);
    fragments_.packet(++packet_, time_, fragment.bytes, &log_);
    datagram_ = fragments_.add(fragment);
    if (datagram_ == nullptr) return std::nullopt;
    return std::string(text_of(datagram_->bytes));
  }

  Address::Kind kind_ = Address::Kind::kIpv4;
  std::uint32_t id_ = 7;
  std::uint8_t protocol_ = 17;
  Nanoseconds time_ = 0;
  std::uint64_t packet_ = 0;
  FragmentLog log_;
  IpFragments fragments_;
  const IpDatagram* datagram_ = nullptr;
};

TEST_F(Fragments, AreWholeInEveryOrder) {
  const std::string text = "abcdefghijklm";
  const std::uint32_t begins[] = {0, 3, 4, 9, 13};
  std::vector<std::size_t> order{0, 1, 2, 3};
  do {
    std::optional<std::string> whole;
    for (const std::size_t i : order) {
      EXPECT_EQ(whole, std::nullopt);
      const std::uint32_t size = begins[i + 1] - begins[i];
      whole = add(begins[i], std::string_view(text).substr(begins[i], size), i != 3);
    }
    EXPECT_EQ(whole, text);
    EXPECT_EQ(fragments_.waiting(), 0u);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_F(Fragments, SayWhereTheirPartsCameFrom) {
  add(4, "efg", false);
  add(0, "abcd", true);
  ASSERT_NE(datagram_, nullptr);
  EXPECT_EQ(datagram_->protocol, 17);
  ASSERT_EQ(datagram_->parts.size(), 2u);
  EXPECT_EQ(datagram_->parts[0].packet, 2u);
  EXPECT_EQ(datagram_->parts[1].packet, 1u);
  EXPECT_EQ(datagram_->parts[1].offset, 4u);
  EXPECT_EQ(datagram_->parts[1].size, 3u);
  EXPECT_EQ(log_.needed_for(2), (std::vector<std::uint64_t>{1}));
  EXPECT_TRUE(log_.needed_for(1)->empty());
}

TEST_F(Fragments, OfOneThatBeginsFirstCountWhereTheyOverlap) {
  add(4, "EFGHij", false);
  add(0, "abcd", true);
  EXPECT_EQ(std::string(text_of(datagram_->bytes)), "abcdEFGHij");
  add(4, "EFGHij", false);
  EXPECT_EQ(add(0, "abcdef", true), "abcdefGHij");
  add(0, "ab", true);
  add(0, "abXX", true);
  EXPECT_EQ(add(4, "ef", false), "abXXef");
}

TEST_F(Fragments, OfIpv6ThatOverlapAreGivenUp) {
  kind_ = Address::Kind::kIpv6;
  add(0, "abcd", true);
  add(0, "abcd", true);  // the very same is no overlap
  EXPECT_EQ(add(4, "ef", false), "abcdef");
  add(0, "abcd", true);
  add(3, "de", true);
  EXPECT_EQ(fragments_.waiting(), 0u);
  EXPECT_EQ(add(4, "ef", false), std::nullopt);
  EXPECT_EQ(add(0, "abcd", true), "abcdef");  // another datagram
}

TEST_F(Fragments, BelongTogetherByAddressesNumberAndProtocol) {
  add(0, "ab", true);
  id_ = 8;
  EXPECT_EQ(add(2, "xx", false), std::nullopt);
  id_ = 7;
  protocol_ = 6;
  EXPECT_EQ(add(2, "yy", false), std::nullopt);
  protocol_ = 17;
  EXPECT_EQ(add(2, "cd", false), "abcd");
}

TEST_F(Fragments, OfIpv6SayTheProtocolInTheFirst) {
  kind_ = Address::Kind::kIpv6;
  protocol_ = 44;
  add(2, "cd", false);
  protocol_ = 17;
  EXPECT_EQ(add(0, "ab", true), "abcd");
  EXPECT_EQ(datagram_->protocol, 17);
}

TEST_F(Fragments, AreForgottenAfterAMinute) {
  add(0, "ab", true);
  time_ = IpFragments::kMaxAge;
  EXPECT_EQ(add(2, "cd", false), "abcd");
  add(0, "ab", true);
  time_ += IpFragments::kMaxAge + 1;
  EXPECT_EQ(add(2, "cd", false), std::nullopt);
  time_ = std::numeric_limits<Nanoseconds>::min();
  EXPECT_EQ(add(0, "ab", true), "abcd");  // time may go back
}

TEST_F(Fragments, MakeNothingLargerThanADatagramCanBe) {
  const std::string all(IpFragments::kMaxSize, 'x');
  add(0, std::string_view(all).substr(0, 65528), true);
  EXPECT_EQ(add(65528, "1234567", false)->size(), IpFragments::kMaxSize);
  add(0, all, true);
  EXPECT_EQ(add(65528, "12345678", false), std::nullopt);
  EXPECT_EQ(fragments_.waiting(), 0u);
}

TEST_F(Fragments, NeverKeepMoreThanTheirLimits) {
  const std::string part(60'000, 'x');
  for (id_ = 0; id_ < 1000; ++id_) {
    add(0, part, true);
    EXPECT_LE(fragments_.waiting(), IpFragments::kMaxBytes);
  }
  id_ = 999;  // the last is still there, the first is not
  EXPECT_TRUE(add(60'000, "x", false));
  id_ = 0;
  EXPECT_FALSE(add(60'000, "x", false));
  fragments_ = {};
  packet_ = 0;
  for (id_ = 0; id_ < 1000; ++id_) add(0, "x", true);
  id_ = 1000 - IpFragments::kMaxDatagrams;
  EXPECT_TRUE(add(1, "x", false));
  id_ -= 1;
  EXPECT_FALSE(add(1, "x", false));
  id_ = 5000;
  for (std::uint32_t i = 0; i <= IpFragments::kMaxParts; ++i) add(2 * i, "x", true);
  EXPECT_LT(fragments_.waiting(), 140 * IpFragments::kMaxDatagrams);
}

TEST_F(Fragments, AnswerAgainWhatTheyAnswered) {
  add(0, "ab", true);
  add(2, "cd", false);
  add(0, "ab", true);
  packet_ = 1;
  EXPECT_EQ(add(2, "cd", false), "abcd");       // packet 2 once more
  EXPECT_EQ(add(0, "ab", true), std::nullopt);  // packet 3
  EXPECT_EQ(add(2, "ef", false), "abef");       // packet 4 is new
  fragments_.forget();
  packet_ = 1;
  EXPECT_EQ(add(2, "cd", false), std::nullopt);
}

TEST_F(Fragments, StayWithinBoundsWhateverComes) {
  std::mt19937 random(1);
  for (int i = 0; i < 50'000; ++i) {
    kind_ = random() % 2 == 0 ? Address::Kind::kIpv4 : Address::Kind::kIpv6;
    id_ = random() % 4;
    time_ = static_cast<Nanoseconds>(random()) << (random() % 33);
    const std::string text(1 + random() % 40, 'x');
    const std::uint32_t offset = random() % 64 == 0 ? random() % 70'000 : random() % 64;
    const auto whole = add(offset, text, random() % 4 != 0);
    EXPECT_LE(whole.value_or("").size(), IpFragments::kMaxSize);
    if (i % 100 == 0) fragments_.forget();
  }
  EXPECT_LE(fragments_.waiting(), IpFragments::kMaxBytes);
}

// Each packet alone, after those that it needs, is what it was in the order of the capture.
TEST(FragmentLogs, SayWhichPacketsOneNeeds) {
  const auto packets = test::packets_of(test::dissected_capture("fragments"));
  FragmentLog log;
  IpFragments all;
  std::size_t needing = 0;
  for (std::uint64_t number = 1; number <= packets.size(); ++number) {
    const auto text_after = [&](IpFragments& fragments, std::uint64_t at, FragmentLog* to) {
      const test::TestPacket& packet = packets[at - 1];
      std::string info;
      Summary summary;
      Dissection dissection(summary);
      dissection.wanted.info = &info;
      dissection.history.reassembly = &fragments;
      fragments.packet(at, 0, packet.bytes, to);
      dissect(packet.bytes, packet.original_length, packet.link_type, dissection);
      return info;
    };
    const std::string in_order = text_after(all, number, &log);
    IpFragments alone;
    const auto all_needed = log.needed_for(number);
    for (const std::uint64_t needed : *all_needed) text_after(alone, needed, nullptr);
    EXPECT_EQ(text_after(alone, number, nullptr), in_order) << number;
    needing += all_needed->empty() ? 0 : 1;
  }
  EXPECT_EQ(needing, 10u);
  EXPECT_EQ(log.needed_for(30), (std::vector<std::uint64_t>{27, 28, 29}));
}

// Packets of which each completes a datagram of `fan` that came before, up to the last one of all.
FragmentLog nested(std::uint64_t count, std::uint64_t fan) {
  FragmentLog log;
  for (std::uint64_t packet = fan + 1; packet <= count; packet += fan) {
    std::vector<IpDatagram::Part> parts;
    for (std::uint64_t i = 1; i <= fan; ++i) parts.push_back({packet - i, 0, 8});
    log.add(packet, parts);
  }
  return log;
}

TEST(FragmentLogs, SayEachPacketOnceHoweverOftenItIsNeeded) {
  FragmentLog log;
  const IpDatagram::Part parts[] = {{1, 0, 8}, {2, 8, 8}, {1, 16, 8}};
  log.add(2, std::span(parts).first(1));
  log.add(3, parts);
  log.add(3, parts);
  EXPECT_EQ(log.needed_for(3), (std::vector<std::uint64_t>{1, 2}));
}

TEST(FragmentLogs, NeedNoMorePacketsThanADatagramHasParts) {
  constexpr std::uint64_t kMost = FragmentLog::kMaxNeeded;
  EXPECT_GE(kMost, IpFragments::kMaxParts);
  EXPECT_EQ(nested(kMost + 1, 8).needed_for(kMost + 1)->size(), kMost);
  EXPECT_EQ(nested(kMost + 9, 8).needed_for(kMost + 9), std::nullopt);
  // Ten times as many were once gone through for each of them: a square.
  EXPECT_EQ(nested(80 * kMost + 1, 8).needed_for(80 * kMost + 1), std::nullopt);
}

TEST(FragmentLogs, SayWhichPacketCompletesAFragment) {
  FragmentLog log;
  EXPECT_EQ(log.completed_in(1), 0u);
  const IpDatagram::Part parts[] = {{1, 0, 8}, {3, 8, 8}, {4, 16, 8}, {2, 0, 8}, {5, 8, 8}};
  log.add(4, std::span(parts).first(3));
  log.add(5, std::span(parts).subspan(3));
  log.add(5, std::span(parts).first(1));  // of another datagram, inside the other
  const std::uint64_t expected[] = {4, 5, 4, 0, 0};
  for (std::uint64_t i = 0; i < 5; ++i) EXPECT_EQ(log.completed_in(i + 1), expected[i]) << i + 1;
  EXPECT_EQ(log.completing(), (std::vector<std::uint64_t>{4, 5}));
}

}  // namespace
}  // namespace packetglass
