// What was compressed is decompressed again: whole, in pieces, truncated and damaged.
#include "decompress/decompressor.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "native/compression/compressions.h"
#include "support/compress.h"

namespace packetglass::native {
namespace {

using test::ByteVector;
using test::compressed;
using test::joined;

struct Outcome {
  ByteVector bytes;
  std::string failure;  // "12: what"
  std::string compression;
  std::uint64_t failed_at = 0;
};

// Offers `piece` bytes at a time and takes up to `room` bytes at a time.
Outcome decompress(Bytes source, std::size_t piece = 4096, std::size_t room = 1 << 16) {
  Outcome outcome;
  DecompressionBudget budget;
  Decompressor input(budget);
  ByteVector block(room);
  while (!source.empty()) {
    const auto free = input.room();
    const std::size_t count = std::min({piece, source.size(), free.size()});
    std::copy_n(source.begin(), count, free.begin());
    input.commit(count);
    source = source.subspan(count);
    while (const std::size_t size = input.take(block)) {
      outcome.bytes.insert(outcome.bytes.end(), block.data(), block.data() + size);
    }
  }
  input.end();
  if (input.failure()) {
    EXPECT_EQ(input.failure()->code, ErrorCode::kCompressedDataDamaged);
    outcome.failure = input.failure()->message;
    outcome.failed_at = input.failure()->offset;
  }
  outcome.compression = input.compression();
  return outcome;
}

// Text that compresses, with stretches that do not.
ByteVector sample(std::size_t size) {
  ByteVector bytes(size);
  std::uint32_t state = 1;
  for (std::size_t i = 0; i < size; ++i) {
    state = state * 1664525 + 1013904223;
    bytes[i] = static_cast<std::uint8_t>(i / 1000 % 2 == 0 ? "packetglass"[i % 11] : state >> 24);
  }
  return bytes;
}

ByteVector skippable(std::uint8_t low, const ByteVector& content) {
  ByteVector bytes{static_cast<std::uint8_t>(0x50 + low), 0x2a, 0x4d, 0x18};
  for (int shift = 0; shift < 32; shift += 8) {
    bytes.push_back(static_cast<std::uint8_t>(content.size() >> shift));
  }
  return joined({bytes, content});
}

class Compressed : public testing::TestWithParam<const Compression*> {
 protected:
  const Compression& compression_ = *GetParam();
  const std::string name_{compression_.name};
  // Decoders of xz and bzip2 begin with megabytes of memory: one place of eleven is tried.
  const std::size_t stride_ = name_ == "xz" || name_ == "bzip2" ? 11 : 1;
};

TEST_P(Compressed, RoundTripInEverySizeOfPieces) {
  for (const std::size_t size : {0, 1, 12, 70'000, 3'000'000}) {
    const ByteVector whole = sample(size);
    const ByteVector packed = compressed(compression_, whole);
    EXPECT_EQ(Decompressor::match(packed), Match::kYes);
    for (const std::size_t piece : {1, 7, 1000, 1 << 20}) {
      for (const std::size_t room : {3, 4096, 1 << 20}) {
        if (size > 100'000 && (piece < 1000 || room < 4096)) continue;
        const Outcome outcome = decompress(packed, piece, room);
        EXPECT_EQ(outcome.bytes, whole) << size << " by " << piece << " to " << room;
        EXPECT_EQ(outcome.failure, "");
        EXPECT_EQ(outcome.compression, name_);
      }
    }
  }
}

TEST_P(Compressed, SeveralFramesAreOneSource) {
  const ByteVector first = sample(5000);
  const ByteVector second = sample(300);
  const ByteVector packed = joined({compressed(compression_, first), compressed(compression_, {}),
                                    compressed(compression_, second)});
  for (const std::size_t piece : {1, 3, 100'000}) {
    const Outcome outcome = decompress(packed, piece);
    EXPECT_EQ(outcome.bytes, joined({first, second}));
    EXPECT_EQ(outcome.failure, "");
  }
}

TEST_P(Compressed, AFlushIsDecodableBeforeTheEnd) {
  const auto compressor = compression_.make_compressor();
  const ByteVector whole = sample(5000);
  ByteVector packed;
  DecompressionBudget budget;
  Decompressor input(budget);
  ByteVector block(10'000);
  for (const std::size_t size : {1, 999, 4000}) {
    packed.clear();
    const Bytes piece = Bytes(whole).first(size);
    ASSERT_TRUE(compressor->compress(piece, Compressor::Then::kFlush, packed));
    std::copy(packed.begin(), packed.end(), input.room().begin());
    input.commit(packed.size());
    ASSERT_EQ(input.take(block), size);
    EXPECT_TRUE(std::equal(piece.begin(), piece.end(), block.begin()));
  }
}

TEST_P(Compressed, TruncatedAtEveryLengthKeepsWhatWasThere) {
  const ByteVector whole = sample(3000);
  const ByteVector packed =
      joined({compressed(compression_, whole), compressed(compression_, whole)});
  std::size_t before = 0;
  for (std::size_t length = 4; length < packed.size(); ++length) {
    if (length % stride_ != 0 && length != packed.size() / 2) continue;
    const Outcome outcome = decompress(Bytes(packed).first(length), 100);
    const ByteVector twice = joined({whole, whole});
    ASSERT_LE(outcome.bytes.size(), twice.size());
    EXPECT_TRUE(std::equal(outcome.bytes.begin(), outcome.bytes.end(), twice.begin()));
    EXPECT_GE(outcome.bytes.size(), before) << "more bytes never give less";
    before = outcome.bytes.size();
    if (length == packed.size() / 2) {
      EXPECT_EQ(outcome.failure, "");
      EXPECT_EQ(outcome.bytes, whole);
    } else {
      EXPECT_NE(outcome.failure.find("The " + name_ + " data is truncated"), std::string::npos)
          << length << outcome.failure;
      EXPECT_EQ(outcome.failed_at, length);
    }
  }
}

TEST_P(Compressed, DamageAnywhereIsReportedOrHarmless) {
  const ByteVector whole = sample(2000);
  const ByteVector packed = compressed(compression_, whole);
  for (std::size_t at = 0; at < packed.size(); at += stride_) {
    for (const std::uint8_t bits : {0x01, 0x80, 0xff}) {
      ByteVector damaged = packed;
      damaged[at] ^= bits;
      const Outcome outcome = decompress(damaged);
      // The header of gzip has a time and the like, which nothing depends on.
      EXPECT_TRUE(!outcome.failure.empty() || outcome.bytes == whole) << at;
      EXPECT_LE(outcome.failed_at, packed.size());
    }
  }
}

// A call of a library that fails forgets what it decoded before. Nothing may be lost by that.
TEST_P(Compressed, AllBlocksBeforeADamagedOneAreKept) {
  const auto compressor = compression_.make_compressor();
  const ByteVector whole = sample(900'000);
  ByteVector packed;
  std::vector<std::size_t> ends;
  for (std::size_t at = 0; at < whole.size(); at += 300'000) {
    ASSERT_TRUE(
        compressor->compress(Bytes(whole).subspan(at, 300'000), Compressor::Then::kFlush, packed));
    ends.push_back(packed.size());
  }
  ASSERT_TRUE(compressor->compress({}, Compressor::Then::kEnd, packed));
  for (std::size_t at = ends[1] + 1; at < packed.size(); at += 1009) {
    ByteVector damaged = packed;
    for (std::size_t i = at; i < packed.size(); ++i) damaged[i] = 0xff;
    const Outcome outcome = decompress(damaged, 1 << 20, 1 << 20);
    EXPECT_GE(outcome.bytes.size(), 600'000u);
    EXPECT_TRUE(std::equal(outcome.bytes.begin(), outcome.bytes.begin() + 600'000, whole.begin()));
    EXPECT_NE(outcome.failure, "");
    EXPECT_GE(outcome.failed_at, ends[1] - 64);
  }
}

TEST_P(Compressed, GarbageBehindTheEndIsReportedWithItsOffset) {
  const ByteVector whole = sample(100);
  const ByteVector packed = compressed(compression_, whole);
  for (const std::string garbage : {"x", "xyz", "some text behind it"}) {
    ByteVector longer = packed;
    longer.insert(longer.end(), garbage.begin(), garbage.end());
    const Outcome outcome = decompress(longer);
    EXPECT_EQ(outcome.bytes, whole);
    EXPECT_EQ(outcome.failure, "What follows here is no " + name_ + " data.");
    EXPECT_EQ(outcome.failed_at, packed.size());
  }
}

// At three sizes: how much of a bomb comes out depends on the budget, not on the bomb.
TEST_P(Compressed, ABombEndsWhereTheBudgetDoes) {
  for (const int mebibytes : {4, 16, 64}) {
    const ByteVector packed = compressed(compression_, ByteVector(std::size_t(mebibytes) << 20));
    DecompressionBudget budget(100'000);
    Decompressor input(budget, Bytes(packed));
    ByteVector block(1 << 12);
    std::uint64_t total = 0;
    while (const std::size_t size = input.take(block)) total += size;
    ASSERT_TRUE(input.failure());
    EXPECT_EQ(input.failure()->code, ErrorCode::kDecompressedTooLarge);
    EXPECT_EQ(input.failure()->message,
              "It decompresses to more than 100000 bytes, and to more than 100 times what it was; "
              "--max-decompressed allows for more.");
    EXPECT_LE(total, std::max<std::uint64_t>(100'000, 100 * packed.size()) + block.size());
    EXPECT_EQ(input.take(block), 0u) << "it stays so";
  }
}

TEST_P(Compressed, WhatIsNoBombMayBeLargerThanTheBudget) {
  const ByteVector whole = sample(1 << 20);
  const ByteVector packed = compressed(compression_, whole);
  DecompressionBudget budget(1000);
  Decompressor input(budget, Bytes(packed));
  ByteVector block(1 << 12);
  std::uint64_t total = 0;
  while (const std::size_t size = input.take(block)) total += size;
  input.end();
  EXPECT_FALSE(input.failure());
  EXPECT_EQ(total, whole.size());
}

TEST(DecompressionBudget, IsOfAllThatIsDecompressedTogether) {
  DecompressionBudget budget(1000);
  EXPECT_TRUE(budget.spend(1, 600));
  EXPECT_FALSE(budget.spend(1, 600));
  EXPECT_TRUE(budget.spend(100, 0)) << "there are more compressed bytes now";
  EXPECT_TRUE(DecompressionBudget(DecompressionBudget::kUnlimited).spend(1, 1ull << 60));
}

TEST_P(Compressed, ABombIsHandedOnPieceByPiece) {
  const auto compressor = compression_.make_compressor();
  const ByteVector zeros(1 << 20);
  ByteVector packed;
  for (int i = 0; i < 64; ++i) {
    ASSERT_TRUE(compressor->compress(zeros, Compressor::Then::kGoOn, packed));
  }
  ASSERT_TRUE(compressor->compress({}, Compressor::Then::kEnd, packed));
  DecompressionBudget budget;
  Decompressor input(budget, Bytes(packed));
  std::uint64_t total = 0;
  ByteVector block(1 << 16);
  while (const std::size_t size = input.take(block)) total += size;
  input.end();
  EXPECT_FALSE(input.failure());
  EXPECT_EQ(total, 64u << 20);
}

TEST_P(Compressed, AnotherCompressionBehindIsNoPartOfIt) {
  for (const Compression* other : compressions()) {
    if (other == &compression_) continue;
    const Outcome outcome =
        decompress(joined({compressed(compression_, sample(9)), compressed(*other, sample(9))}));
    EXPECT_EQ(outcome.bytes, sample(9));
    EXPECT_NE(outcome.failure, "");
  }
}

INSTANTIATE_TEST_SUITE_P(By, Compressed, testing::ValuesIn(compressions()),
                         [](const auto& parameter) { return std::string(parameter.param->name); });

TEST(Decompressor, SkipsSkippableFramesOfZstdAndLz4Anywhere) {
  for (const char* extension : {"zst", "lz4"}) {
    const Compression& compression = *find_compression(extension);
    const ByteVector whole = sample(500);
    const ByteVector frame = compressed(compression, whole);
    const ByteVector packed = joined({skippable(0, sample(300'000)), skippable(15, {}), frame,
                                      skippable(7, frame), frame, skippable(3, sample(5))});
    EXPECT_EQ(Decompressor::match(packed), Match::kYes);
    for (const std::size_t piece : {1, 5, 4096}) {
      const Outcome outcome = decompress(packed, piece);
      EXPECT_EQ(outcome.bytes, joined({whole, whole}));
      EXPECT_EQ(outcome.failure, "");
      EXPECT_EQ(outcome.compression, compression.name);
    }
    const Outcome truncated = decompress(Bytes(packed).first(packed.size() - 1));
    EXPECT_EQ(truncated.bytes, joined({whole, whole}));
    EXPECT_NE(truncated.failure, "");
  }
}

TEST(Decompressor, ToleratesZerosBehindGzipXzAndBzip2) {
  const ByteVector whole = sample(50);
  for (const char* extension : {"gz", "xz", "bz2"}) {
    const ByteVector packed = compressed(*find_compression(extension), whole);
    for (const std::size_t count : {1, 3, 4, 512, 1'000'000}) {
      const Outcome outcome = decompress(joined({packed, ByteVector(count)}));
      EXPECT_EQ(outcome.bytes, whole) << extension;
      EXPECT_EQ(outcome.failure, "") << extension;
    }
    EXPECT_EQ(decompress(joined({packed, ByteVector(5), packed})).bytes, joined({whole, whole}));
    EXPECT_NE(decompress(joined({packed, ByteVector(5), ByteVector{1}})).failure, "");
  }
}

TEST(Decompressor, RefusesXzThatNeedsMoreThan128MiB) {
  // xz --lzma2=dict=256MiB
  const ByteVector packed{0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04, 0xe6, 0xd6, 0xb4, 0x46,
                          0x02, 0x00, 0x21, 0x01, 0x20, 0x00, 0x00, 0x00, 0x09, 0x88, 0xa5, 0x76,
                          0x01, 0x00, 0x0f, 0x74, 0x6f, 0x20, 0x62, 0x65, 0x20, 0x63, 0x6f, 0x6d,
                          0x70, 0x72, 0x65, 0x73, 0x73, 0x65, 0x64, 0x00, 0x14, 0x31, 0x88, 0x73,
                          0x44, 0xf2, 0x28, 0xc7, 0x00, 0x01, 0x28, 0x10, 0xe5, 0x0b, 0x6c, 0x60,
                          0x1f, 0xb6, 0xf3, 0x7d, 0x01, 0x00, 0x00, 0x00, 0x00, 0x04, 0x59, 0x5a};
  const Outcome outcome = decompress(packed);
  EXPECT_EQ(outcome.bytes, ByteVector{});
  EXPECT_EQ(outcome.failure,
            "The xz data is not decompressed: it needs more than 128 MiB of memory.");
  EXPECT_EQ(outcome.failed_at, 24u);
}

TEST(Decompressor, KnowsCompressionsByTheirFirstBytes) {
  const auto match = [](std::string_view text) {
    return Decompressor::match({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  };
  EXPECT_EQ(match("\x1f\x8b\x08"), Match::kYes);
  EXPECT_EQ(match("\x1f\x8b\x07"), Match::kNo);
  EXPECT_EQ(match("\x1f\x8b"), Match::kNeedMore);
  EXPECT_EQ(match("\x28\xb5\x2f"), Match::kNeedMore);
  EXPECT_EQ(match("\x28\xb5\x2f\xfd"), Match::kYes);
  EXPECT_EQ(match("\x04"), Match::kNeedMore);
  EXPECT_EQ(match("\x5c\x2a\x4d\x18"), Match::kYes);
  EXPECT_EQ(match("\x5c\x2a"), Match::kNeedMore);
  EXPECT_EQ(match("\xd4\xc3\xb2\xa1"), Match::kNo);
  EXPECT_EQ(match("\x0a"), Match::kNo);
  EXPECT_EQ(match("\xfd\x37zXZ"), Match::kYes);
  EXPECT_EQ(match("\xfd\x37z"), Match::kNeedMore);
  EXPECT_EQ(match("BZh9"), Match::kYes);
  EXPECT_EQ(match("BZ"), Match::kNeedMore);
  EXPECT_EQ(match("BZ9h"), Match::kNo);
}

}  // namespace
}  // namespace packetglass::native
