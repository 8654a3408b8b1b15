// What tables cost whatever they are keyed by: twice as many rows cost twice as much.
#include <gtest/gtest.h>

#include <random>

#include "flow/endpoint_list.h"
#include "support/floods.h"
#include "support/hash_key.h"
#include "support/traffic.h"

namespace packetglass {
namespace {

using test::Input;
using test::kInputs;

constexpr std::size_t kSizes[] = {20'000, 40'000, 80'000};

// Chance alone makes 1.5 of them a row when half of the slots are taken.
void expect_linear(const Slots& slots, std::size_t rows) {
  EXPECT_LT(slots.steps(), 3 * rows);
  EXPECT_LE(slots.renewals(), 3u);
}

// A secret that is known does harm to one table, until it takes another.
void expect_renewed(const Slots& slots, Input input) {
  EXPECT_EQ(slots.renewals() != 0, input == Input::kKnownSecret) << static_cast<int>(input);
}

Address ipv4(std::uint32_t number) {
  std::uint8_t bytes[4];
  store(bytes, number, ByteOrder::kBig);
  return Address::load(Address::Kind::kIpv4, bytes);
}

std::uint32_t number_of(const Address& address) {
  return load<std::uint32_t>(address.bytes.data(), ByteOrder::kBig);
}

Summary udp(const Address& from, const Address& to) {
  Summary summary;
  summary.source = from;
  summary.destination = to;
  summary.transport = Transport::kUdp;
  summary.ip_protocol = 17;
  summary.source_port = 1000;
  summary.destination_port = 2000;
  return summary;
}

// Makes packets of conversations of which no two are the same.
class Flows {
 public:
  Flows(Input input, std::size_t count) : input_(input), count_(count) {}

  Summary next() {
    for (;;) {
      const std::uint64_t pair = next_pair();
      const auto first = static_cast<std::uint32_t>(pair >> 32);
      const auto second = static_cast<std::uint32_t>(pair);
      if (first >= second) continue;
      const Summary summary = udp(ipv4(first), ipv4(second));
      if (input_ != Input::kKnownSecret || test::is_crowded(hash_of(summary), count_)) {
        return summary;
      }
    }
  }

 private:
  // As FlowTable hashes.
  std::uint32_t hash_of(const Summary& summary) const {
    KeyedPacket keyed;
    key_packet(summary, keyed);
    return secret_.of(std::array{keyed.rest.bits >> 8, keyed.addresses[0]});
  }
  std::uint64_t next_pair() {
    if (input_ == Input::kSequential) return std::uint64_t{0x0a000001} << 32 | (0x0a010000 + n_++);
    if (input_ != Input::kOldFlood) return dice_();
    KeyedPacket keyed;
    key_packet(udp(ipv4(1), ipv4(2)), keyed);
    return test::old_collision(test::kOldSeed, keyed.rest.bits >> 8, n_++);
  }

  Input input_;
  std::size_t count_;
  std::uint32_t n_ = 0;
  KeyedHash secret_;
  std::mt19937_64 dice_{1};
};

void add(FlowTable& table, const Summary& summary) {
  PacketFlow flow;
  const FlowPacket packet{.original_length = 60, .number = 1};
  table.add({&summary, 1}, {&packet, 1}, {&flow, 1});
}

TEST(FloodedTables, ConversationsCostWhatTheirNumberCosts) {
  for (const Input input : kInputs) {
    for (const std::size_t count : kSizes) {
      FlowTable table;
      Flows flows(input, count);
      for (std::size_t i = 0; i < count; ++i) add(table, flows.next());
      ASSERT_EQ(table.size(), count);
      expect_linear(table.slots(), count);
      expect_renewed(table.slots(), input);
    }
  }
}

// What the scripts of attacks count on does hold for the hash of old.
TEST(FloodedTables, TheOldFloodIsOne) {
  Flows flows(Input::kOldFlood, 1);
  std::vector<std::uint32_t> hashes;
  for (int i = 0; i < 100; ++i) {
    const Summary summary = flows.next();
    KeyedPacket keyed;
    key_packet(summary, keyed);
    const std::uint64_t hash =
        test::old_step(test::old_step(test::kOldSeed, keyed.addresses[0]), keyed.rest.bits >> 8);
    hashes.push_back(static_cast<std::uint32_t>(hash));
    EXPECT_EQ(keyed.addresses[0] >> 32, number_of(summary.source));
  }
  EXPECT_EQ(std::count(hashes.begin(), hashes.end(), hashes[0]), 100);
}

// Addresses of 48 bits, so that nobody floods the hash of old with them for little.
LinkPair link_pair(Input input, std::size_t count, std::uint32_t i, std::mt19937_64& dice) {
  constexpr auto kEthernet = LinkPair::Kind::kEthernet;
  if (input == Input::kSequential) return {0x020000000000u + i, 0x0200ffffffff, kEthernet};
  const KeyedHash secret;
  for (;;) {
    const std::uint64_t a = dice() >> 16, b = dice() >> 16;
    if (a >= b) continue;
    const std::array key{a, b | std::uint64_t(kEthernet) << 48};
    if (input != Input::kKnownSecret || test::is_crowded(secret.of(key), count)) {
      return {a, b, kEthernet};
    }
  }
}

TEST(FloodedTables, PairsOnTheLinkCostWhatTheirNumberCosts) {
  for (const Input input : {Input::kRandom, Input::kSequential, Input::kKnownSecret}) {
    for (const std::size_t count : kSizes) {
      std::mt19937_64 dice(2);
      LinkTable table;
      for (std::uint32_t i = 0; i < count; ++i) {
        table.add(link_pair(input, count, i, dice), {.original_length = 60});
      }
      ASSERT_EQ(table.size(), count);
      expect_linear(table.slots(), count);
      expect_renewed(table.slots(), input);
    }
  }
}

// IPv6 leaves 64 bits to choose behind any prefix.
AddressWords host(Input input, std::size_t count, std::uint32_t i, std::mt19937_64& dice) {
  constexpr std::uint64_t kPrefix = 0x20010db800000000;
  constexpr auto kKind = static_cast<std::uint64_t>(Address::Kind::kIpv6);
  if (input == Input::kSequential) return {kPrefix, i};
  if (input == Input::kOldFlood) {
    return {kPrefix, test::old_collision(test::old_step(test::kOldSeed, kPrefix), kKind << 16, i)};
  }
  const KeyedHash secret;
  for (;;) {
    const std::uint64_t low = dice();
    const bool crowded = test::is_crowded(secret.of(std::array{kPrefix, low, kKind << 16}), count);
    if (input != Input::kKnownSecret || crowded) return {kPrefix, low};
  }
}

TEST(FloodedTables, EndpointsAndPairsOfAddressesCostWhatTheirNumberCosts) {
  for (const Input input : kInputs) {
    for (const std::size_t count : kSizes) {
      std::mt19937_64 dice(3);
      std::vector<std::string> packets;
      for (std::uint32_t i = 0; i < count; ++i) {
        packets.push_back(test::ipv6_packet({1, 1}, host(input, count, i, dice)));
      }
      test::SummaryCollector collector;
      test::summarise_capture(test::raw_capture_of(packets), collector);
      const ConversationList pairs(collector.summary, *find_list_layer("ip"));
      const EndpointList ends(pairs);
      ASSERT_EQ(pairs.size(), count);
      ASSERT_EQ(ends.size(), count + 1);
      expect_linear(collector.summary.flows().slots(), count);
      expect_linear(pairs.slots(), count);
      expect_linear(ends.slots(), count);
      expect_renewed(ends.slots(), input);
    }
  }
}

// An arithmetic progression is what a multilinear hash likes least: under some secrets it fills
// runs.
TEST(FloodedTables, SequencesCostTheSameUnderAnySecret) {
  constexpr std::size_t kCount = 20'000;
  for (std::uint32_t key = 1; key <= 40; ++key) {
    const test::HashKey set(key);
    FlowTable table;
    Flows flows(Input::kSequential, kCount);
    for (std::size_t i = 0; i < kCount; ++i) add(table, flows.next());
    ASSERT_EQ(table.size(), kCount);
    EXPECT_LT(table.slots().steps(), 20 * kCount) << key;
    EXPECT_LE(table.slots().renewals(), 2 * Slots::kMaxRenewals) << key;
  }
}

}  // namespace
}  // namespace packetglass
