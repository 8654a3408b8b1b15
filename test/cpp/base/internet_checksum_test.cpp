// The Internet checksum against the examples of RFC 1071 and RFC 1624, and against plain sums.
#include "base/internet_checksum.h"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace packetglass {
namespace {

using Octets = std::vector<std::uint8_t>;

// As RFC 1071 writes it in section 4.1: slow and plain.
std::uint16_t plain_sum(const Octets& bytes) {
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    sum += at % 2 == 0 ? std::uint32_t{bytes[at]} << 8 : std::uint32_t{bytes[at]};
    if (sum > 0xffff) sum -= 0xffff;
  }
  return static_cast<std::uint16_t>(sum);
}

Octets random_bytes(std::mt19937& random, std::size_t size) {
  Octets bytes(size);
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
  return bytes;
}

TEST(InternetChecksum, IsThatOfTheExampleInRfc1071) {
  const Octets bytes{0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7};
  EXPECT_EQ(InternetSum().add(bytes).folded(), 0xddf2);
  EXPECT_EQ(internet_checksum(bytes), 0x220d);
}

TEST(InternetChecksum, OfAnIpv4HeaderIsTheOneThatWasSent) {
  const Octets header{0x45, 0x00, 0x00, 0x73, 0x00, 0x00, 0x40, 0x00, 0x40, 0x11,
                      0x00, 0x00, 0xc0, 0xa8, 0x00, 0x01, 0xc0, 0xa8, 0x00, 0xc7};
  EXPECT_EQ(internet_checksum(header), 0xb861);
}

TEST(InternetChecksum, PadsALastHalfWordWithZeros) {
  EXPECT_EQ(InternetSum().add(Octets{0x12}).folded(), 0x1200);
  EXPECT_EQ(internet_checksum(Octets{0x12, 0x34, 0x56}), 0x97cb);
}

TEST(InternetChecksum, OfNothingAndOfZerosIsAllOnes) {
  EXPECT_EQ(internet_checksum({}), 0xffff);
  EXPECT_EQ(internet_checksum(Octets(7)), 0xffff);
}

TEST(InternetChecksum, IsTheSameInPiecesOfAnyLength) {
  std::mt19937 random(1071);
  for (std::size_t size = 0; size < 40; ++size) {
    const Octets bytes = random_bytes(random, size);
    for (std::size_t first = 0; first <= size; ++first) {
      for (std::size_t second = first; second <= size; ++second) {
        InternetSum sum;
        sum.add(Bytes(bytes).first(first)).add(Bytes(bytes).subspan(first, second - first));
        ASSERT_EQ(sum.add(Bytes(bytes).subspan(second)).folded(), plain_sum(bytes));
      }
    }
  }
}

TEST(InternetChecksum, DoesNotOverflow) {
  const Octets ones(std::size_t{1} << 20, 0xff);
  InternetSum sum;
  for (int round = 0; round < 64; ++round) sum.add(ones);
  EXPECT_EQ(sum.folded(), 0xffff);
}

TEST(InternetChecksum, CoversThePseudoHeaderOfIpv4) {
  // Of an odd length, from 10.0.0.1 to 10.0.0.2.
  const Octets source{10, 0, 0, 1};
  const Octets destination{10, 0, 0, 2};
  const Octets udp{0x04, 0xd2, 0x00, 0x35, 0x00, 0x0b, 0x00, 0x00, 'o', 'd', 'd'};
  InternetSum sum = pseudo_header_v4(source, destination, 17, 11);
  Octets whole(source);
  whole.insert(whole.end(), destination.begin(), destination.end());
  whole.insert(whole.end(), {0, 17, 0, 11});
  whole.insert(whole.end(), udp.begin(), udp.end());
  EXPECT_EQ(sum.add(udp).folded(), plain_sum(whole));
}

TEST(InternetChecksum, CoversThePseudoHeaderOfIpv6WithLengthsAbove16Bits) {
  std::mt19937 random(8200);
  const Octets source = random_bytes(random, 16);
  const Octets destination = random_bytes(random, 16);
  Octets whole(source);
  whole.insert(whole.end(), destination.begin(), destination.end());
  whole.insert(whole.end(), {0x00, 0x01, 0x86, 0xa0, 0, 0, 0, 58});
  EXPECT_EQ(pseudo_header_v6(source, destination, 58, 100'000).folded(), plain_sum(whole));
}

TEST(InternetChecksum, OfUdpIsNeverZero) {
  EXPECT_EQ(udp_checksum(0), 0xffff);
  EXPECT_EQ(udp_checksum(0x1234), 0x1234);
}

TEST(InternetChecksum, IsUpdatedAsInRfc1624) {
  // Section 4: the checksum 0xdd2f, where 0x5555 becomes 0x3285, turns into 0x0000.
  EXPECT_EQ(updated_checksum(0xdd2f, Octets{0x55, 0x55}, Octets{0x32, 0x85}), 0x0000);
}

TEST(InternetChecksum, IsUpdatedForBytesOfAnyLengthAtAnyPlace) {
  std::mt19937 random(1624);
  for (int round = 0; round < 20'000; ++round) {
    Octets bytes = random_bytes(random, 1 + random() % 50);
    const std::uint16_t before = internet_checksum(bytes);
    const std::size_t at = random() % bytes.size();
    const Octets removed(
        bytes.begin() + static_cast<std::ptrdiff_t>(at),
        bytes.begin() + static_cast<std::ptrdiff_t>(at + random() % (bytes.size() - at + 1)));
    const Octets added = random_bytes(random, removed.size());
    std::copy(added.begin(), added.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at));
    const std::uint16_t updated = updated_checksum(before, removed, added, at);
    // Zeros alone have two right checksums.
    if (plain_sum(bytes) == 0) {
      ASSERT_EQ(updated, 0);
    } else {
      ASSERT_EQ(updated, internet_checksum(bytes)) << "round " << round;
    }
  }
}

TEST(InternetChecksum, ThatWasWrongStaysWrongByAsMuch) {
  Octets bytes{0x12, 0x34, 0x56, 0x78};
  const std::uint16_t wrong = internet_checksum(bytes) ^ 0x0001;
  const Octets before{0x56, 0x78};
  const Octets after{0x9a, 0xbc};
  EXPECT_EQ(updated_checksum(wrong, before, after, 2),
            internet_checksum(Octets{0x12, 0x34, 0x9a, 0xbc}) ^ 0x0001);
}

}  // namespace
}  // namespace packetglass
