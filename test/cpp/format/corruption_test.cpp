// Valid captures of every variant, damaged at random. Seeded: every run does the same.
#include <gtest/gtest.h>

#include <random>

#include "format/pcap/writer.h"
#include "support/feed.h"
#include "support/observed.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::described;
using test::feed;
using test::observe;
using test::Observed;
using test::PcapngBytes;
using test::operator+;

using Random = std::mt19937;

constexpr int kPackets = 24;
constexpr int kRounds = 60;
constexpr Nanoseconds kNow = 1'700'000'000 * kNanosecondsPerSecond;
// Variants of one magic are distinguished by so many records.
constexpr std::size_t kDecisive = 3;

std::size_t below(Random& random, std::size_t limit) {
  return random() % limit;
}

ByteVector random_bytes(Random& random, std::size_t size) {
  ByteVector bytes(size);
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return bytes;
}

struct Sample {
  std::string name;
  ByteVector bytes;
};

Sample classic_sample(const pcap::Variant& variant, ByteOrder order, Random& random) {
  pcap::WriterOptions options;
  options.variant = &variant;
  options.order = order;
  ByteVector out;
  pcap::PcapWriter writer(options, out);
  for (int i = 0; i < kPackets; ++i) {
    const ByteVector packet = random_bytes(random, below(random, 90));
    EXPECT_FALSE(writer.write(kNow + i * 1'000'000, packet, 90, {}));
  }
  if (const auto length = writer.records_length()) {
    std::copy(length->begin(), length->end(), out.begin() + pcap::kFileHeaderSize);
  }
  return {std::string(variant.name) + (order == ByteOrder::kBig ? " big" : " little"), out};
}

Sample pcapng_sample(ByteOrder order, Random& random) {
  const PcapngBytes make(order);
  const ByteVector comment = make.option(1, make.text("a comment")) + make.end_of_options();
  ByteVector out = make.section(comment) + make.interface() + make.interface(101, 64);
  for (std::uint32_t i = 0; i < kPackets; ++i) {
    const ByteVector random_text = random_bytes(random, below(random, 60));
    const std::string text(random_text.begin(), random_text.end());
    if (i % 4 == 0) out = out + make.enhanced({i, text, i % 2, {}, {}, comment});
    if (i % 4 == 1) out = out + make.simple(text);
    if (i % 4 == 2) out = out + make.obsolete({i, text}) + make.block(0x0bad1dea, random_text);
    if (i % 4 == 3) out = out + make.enhanced({i, text});
    if (i == kPackets / 2) out = out + make.section() + make.interface() + make.interface();
  }
  return {order == ByteOrder::kBig ? "pcapng big" : "pcapng little", out};
}

std::vector<Sample> samples(Random& random) {
  std::vector<Sample> all;
  for (const ByteOrder order : test::kBothOrders) {
    for (const auto& variant : pcap::kVariants) {
      all.push_back(classic_sample(variant, order, random));
    }
    all.push_back(pcapng_sample(order, random));
  }
  const ByteVector joined = all.front().bytes + all.back().bytes + all[1].bytes;
  all.push_back({"one behind another", joined});
  return all;
}

// A kind of damage: changes what begins at a byte, up to some bytes on.
using Damage = void (*)(ByteVector&, std::size_t at, std::size_t size, Random&);

ByteVector::iterator iterator_at(ByteVector& bytes, std::size_t at) {
  return bytes.begin() + static_cast<std::ptrdiff_t>(std::min(at, bytes.size()));
}

void flip(ByteVector& bytes, std::size_t at, std::size_t, Random& random) {
  bytes[at] ^= static_cast<std::uint8_t>(1 + below(random, 255));
}
void overwrite(ByteVector& bytes, std::size_t at, std::size_t size, Random& random) {
  std::generate(iterator_at(bytes, at), iterator_at(bytes, at + size),
                [&] { return static_cast<std::uint8_t>(random()); });
}
void zero(ByteVector& bytes, std::size_t at, std::size_t size, Random&) {
  std::fill(iterator_at(bytes, at), iterator_at(bytes, at + size), std::uint8_t{0});
}
void fill(ByteVector& bytes, std::size_t at, std::size_t size, Random&) {
  std::fill(iterator_at(bytes, at), iterator_at(bytes, at + size), std::uint8_t{0xff});
}
void leave_out(ByteVector& bytes, std::size_t at, std::size_t size, Random&) {
  bytes.erase(iterator_at(bytes, at), iterator_at(bytes, at + size));
}
void insert(ByteVector& bytes, std::size_t at, std::size_t size, Random& random) {
  const ByteVector more = random_bytes(random, size);
  bytes.insert(iterator_at(bytes, at), more.begin(), more.end());
}
void repeat(ByteVector& bytes, std::size_t at, std::size_t size, Random&) {
  const ByteVector more(iterator_at(bytes, at), iterator_at(bytes, at + size));
  bytes.insert(iterator_at(bytes, at), more.begin(), more.end());
}
void cut(ByteVector& bytes, std::size_t at, std::size_t, Random&) {
  bytes.resize(at);
}

constexpr Damage kDamages[] = {flip, overwrite, zero, fill, leave_out, insert, repeat, cut};

std::vector<std::size_t> random_pieces(std::size_t size, Random& random) {
  std::vector<std::size_t> sizes;
  for (std::size_t sum = 0; sum < size; sum += sizes.back()) sizes.push_back(below(random, 300));
  return sizes;
}

// Every byte of it is accounted for, the work is bounded, and pieces give the same as the whole.
void expect_sound(const ByteVector& bytes, const Observed& read, Random& random) {
  EXPECT_EQ(read.wrong(), "");
  EXPECT_LE(read.packets().size(), bytes.size() / 12);
  EXPECT_LE(read.issues.size(), bytes.size() + 1);
  const auto pieces = random_pieces(bytes.size(), random);
  EXPECT_EQ(described(*feed(bytes)), described(*feed(bytes, pieces)));
  const Observed again = observe(bytes, pieces);
  EXPECT_EQ(again.wrong(), "");
  EXPECT_EQ(read.handed_on(), again.handed_on());
}

// Packets that end before the first damaged byte are the same as without damage.
void expect_kept(const Observed& right, const Observed& wrong, std::size_t damaged_from) {
  for (std::size_t i = 0; i < right.packets().size(); ++i) {
    const auto& packet = right.packets()[i];
    if (packet.end > damaged_from) return;
    ASSERT_GT(wrong.packets().size(), i);
    EXPECT_EQ(wrong.packets()[i].offset, packet.offset);
    EXPECT_EQ(wrong.packets()[i].timestamp, packet.timestamp);
    EXPECT_EQ(wrong.packets()[i].original_length, packet.original_length);
    EXPECT_EQ(wrong.packets()[i].bytes, packet.bytes);
  }
}

// Damages at random from a byte on.
void damage(ByteVector& bytes, std::size_t from, Random& random, std::size_t& damaged_from) {
  damaged_from = bytes.size();
  for (std::size_t times = 1 + below(random, 3); times > 0; --times) {
    if (from >= bytes.size()) return;
    const std::size_t at = from + below(random, bytes.size() - from);
    kDamages[below(random, std::size(kDamages))](bytes, at, 1 + below(random, 120), random);
    damaged_from = std::min(damaged_from, at);
  }
}

class Corruption : public testing::Test {
 protected:
  // Behind the records that decide about the variant, or anywhere.
  void damage_behind(std::size_t packets) {
    for (const auto& [name, bytes] : samples(random_)) {
      const Observed right = observe(bytes);
      ASSERT_EQ(right.wrong(), "") << name;
      const std::uint64_t from = packets == 0 ? 0 : right.packets()[packets - 1].end;
      for (int round = 0; round < kRounds && !HasFailure(); ++round) {
        SCOPED_TRACE(name + ", round " + std::to_string(round));
        ByteVector wrong = bytes;
        std::size_t damaged_from = 0;
        damage(wrong, from, random_, damaged_from);
        const Observed read = observe(wrong);
        expect_sound(wrong, read, random_);
        if (packets != 0) expect_kept(right, read, damaged_from);
      }
    }
  }

  Random random_{20261122};
};

TEST_F(Corruption, KeepsAllPacketsBeforeIt) {
  damage_behind(kDecisive);
}

TEST_F(Corruption, IsNeverSilentWhereverItIs) {
  damage_behind(0);
}

}  // namespace
}  // namespace packetglass
