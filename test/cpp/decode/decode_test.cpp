// Content codings: what node:zlib and zstd made of a page, whole, shorter, damaged, larger than is
// allowed.
#include <gtest/gtest.h>

#include <random>

#include "base/ascii.h"
#include "base/text.h"
#include "decode/content_codings.h"
#include "decode/libraries/library_decoder.h"

namespace packetglass {
namespace {

using ByteVector = std::vector<std::uint8_t>;

constexpr std::string_view kPage = "<html>page page page page page page page</html>\n";

ByteVector unhex(std::string_view digits) {
  ByteVector bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes.push_back(
        static_cast<std::uint8_t>(hex_digit(digits[i]) << 4 | hex_digit(digits[i + 1])));
  }
  return bytes;
}

const ByteVector kGzip =
    unhex("1f8b0800000000000003b3c928c9cdb12b484c4f55c04bd8e883157201005520ed2230000000");
const ByteVector kZlib = unhex("789cb3c928c9cdb12b484c4f55c04bd8e88315720100a26410a3");
const ByteVector kRaw = unhex("b3c928c9cdb12b484c4f55c04bd8e88315720100");
const ByteVector kBr =
    unhex("1b2f00f81d076ecc65fedd68ca97b0b252804b109eb32e449149d89105e0601217f3f79404");
const ByteVector kZstd =
    unhex("28b52ffd0458cd0000983c68746d6c3e70616765203c2f68746d6c3e0a0100b88b17c059aebc");

struct Coded {
  const char* name;
  Coding coding;
  const ByteVector& bytes;
};
const Coded kCoded[] = {{"gzip", Coding::kGzip, kGzip},
                        {"zlib", Coding::kDeflate, kZlib},
                        {"deflate alone", Coding::kDeflate, kRaw},
                        {"br", Coding::kBrotli, kBr},
                        {"zstd", Coding::kZstd, kZstd}};

Decoded decode(Coding coding, Bytes bytes, std::size_t limit = kMostDecoded) {
  return LibraryDecoder().decode(coding, bytes, limit);
}

ByteVector joined(const ByteVector& a, const ByteVector& b) {
  ByteVector all = a;
  all.insert(all.end(), b.begin(), b.end());
  return all;
}

// 258 bytes of each 13 bits: the most that deflate makes of a code of fixed length.
ByteVector deflate_bomb(std::size_t repeats) {
  ByteVector bytes{0};
  std::size_t used = 0;
  const auto put = [&](unsigned bits, int count) {
    for (int i = count; i-- > 0; ++used) {
      if (used == 8 * bytes.size()) bytes.push_back(0);
      bytes[used / 8] |= static_cast<std::uint8_t>((bits >> i & 1) << used % 8);
    }
  };
  put(0b110, 3);       // the last block, of fixed codes; the type's low bit is first
  put(0b00110000, 8);  // a zero
  for (std::size_t i = 0; i < repeats; ++i) put(0b1100010100000, 13);  // 258 times what was last
  put(0, 7);                                                           // its end
  return bytes;
}

// Blocks of 128 KiB of one byte, each in 4 bytes.
ByteVector zstd_bomb(std::size_t blocks) {
  ByteVector bytes = unhex("28b52ffd0038");
  for (std::size_t i = blocks; i-- > 0;) {
    const std::uint32_t head = (i == 0 ? 1 : 0) | 1 << 1 | (128 << 10) << 3;
    for (int shift = 0; shift < 24; shift += 8) {
      bytes.push_back(static_cast<std::uint8_t>(head >> shift));
    }
    bytes.push_back('a');
  }
  return bytes;
}

TEST(Decode, GivesWhatWasEncoded) {
  for (const auto& [name, coding, bytes] : kCoded) {
    const Decoded page = decode(coding, bytes);
    EXPECT_EQ(text_of(page.bytes), kPage) << name;
    EXPECT_EQ(page.end, DecodeEnd::kWhole) << name;
  }
}

TEST(Decode, GivesTheStartOfWhatIsTruncated) {
  for (const auto& [name, coding, bytes] : kCoded) {
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const Decoded start = decode(coding, Bytes(bytes).first(size));
      EXPECT_TRUE(kPage.starts_with(text_of(start.bytes))) << name << " " << size;
      EXPECT_EQ(start.end, DecodeEnd::kTruncated) << name << " " << size;
    }
  }
}

TEST(Decode, EndsAtTheLimitAndNotBeforeIt) {
  for (const auto& [name, coding, bytes] : kCoded) {
    for (std::size_t limit = 0; limit <= kPage.size(); ++limit) {
      const Decoded start = decode(coding, bytes, limit);
      EXPECT_EQ(text_of(start.bytes), kPage.substr(0, limit)) << name << " " << limit;
      const bool whole = limit == kPage.size();
      EXPECT_EQ(start.end, whole ? DecodeEnd::kWhole : DecodeEnd::kLimit) << name << " " << limit;
    }
  }
}

TEST(Decode, SaysThatAChecksumIsWrong) {
  ByteVector gzip = kGzip, zlib = kZlib, zstd = kZstd;
  gzip[gzip.size() - 8] ^= 1;
  zlib.back() ^= 1;
  zstd.back() ^= 1;
  for (const auto& [coding, bytes] :
       {std::pair{Coding::kGzip, gzip}, std::pair{Coding::kDeflate, zlib}}) {
    const Decoded page = decode(coding, bytes);
    EXPECT_EQ(text_of(page.bytes), kPage);
    EXPECT_EQ(page.end, DecodeEnd::kDamaged);
  }
  // Of small frames its library gives all or nothing.
  EXPECT_EQ(decode(Coding::kZstd, zstd).end, DecodeEnd::kDamaged);
}

TEST(Decode, JoinsMembersAndFrames) {
  const std::string twice = std::string(kPage).append(kPage);
  EXPECT_EQ(text_of(decode(Coding::kGzip, joined(kGzip, kGzip)).bytes), twice);
  EXPECT_EQ(text_of(decode(Coding::kZstd, joined(kZstd, kZstd)).bytes), twice);
  const Decoded padded = decode(Coding::kGzip, joined(kGzip, {0, 0}));
  EXPECT_EQ(text_of(padded.bytes), kPage);
  EXPECT_EQ(padded.end, DecodeEnd::kWhole);
}

TEST(Decode, RefusesWhatIsNotOfTheCoding) {
  for (const Coding coding : {Coding::kGzip, Coding::kZstd}) {
    const Decoded none = decode(coding, bytes_of(kPage));
    EXPECT_TRUE(none.bytes.empty());
    EXPECT_EQ(none.end, DecodeEnd::kDamaged);
  }
  // A format of zstd before its standard, which some builds of the library know.
  EXPECT_EQ(decode(Coding::kZstd, unhex("25b52ffd0000000000000000")).end, DecodeEnd::kDamaged);
  // A window of 16 MiB.
  EXPECT_EQ(decode(Coding::kZstd, unhex("28b52ffd007001000000")).end, DecodeEnd::kDamaged);
}

TEST(Decode, EndsWhateverTheBytesAre) {
  std::mt19937 dice(5);
  for (const auto& [name, coding, bytes] : kCoded) {
    for (int round = 0; round < 2000; ++round) {
      ByteVector damaged = bytes;
      for (int i = 0; i < 3; ++i)
        damaged[dice() % damaged.size()] = static_cast<std::uint8_t>(dice());
      EXPECT_LE(decode(coding, damaged, 1000).bytes.size(), 1000U) << name;
    }
  }
}

TEST(ContentCodings, AreNames) {
  const auto all = content_codings("gzip, X-GZip,\tdeflate ,br");
  ASSERT_TRUE(all.known);
  ASSERT_EQ(all.count, 4U);
  EXPECT_EQ(all.codings[1], Coding::kGzip);
  EXPECT_EQ(all.codings[3], Coding::kBrotli);
  EXPECT_EQ(content_codings("").count, 0U);
  EXPECT_EQ(content_codings(", identity ,").count, 0U);
  EXPECT_TRUE(content_codings(", identity ,").known);
  EXPECT_FALSE(content_codings("gzip, zip").known);
  EXPECT_FALSE(content_codings("gzip,gzip,gzip,gzip,gzip").known);
}

Decoded decode_as(std::string_view codings, Bytes body) {
  LibraryDecoder decoder;
  return decode_body(content_codings(codings), body, decoder);
}

TEST(ContentCodings, AreUndoneFromTheLastOne) {
  const ByteVector both = joined(joined(unhex("8b1280"), kGzip), {3});
  const Decoded page = decode_as("gzip, br", both);
  EXPECT_EQ(text_of(page.bytes), kPage);
  EXPECT_EQ(page.end, DecodeEnd::kWhole);
  const Decoded start = decode_as("gzip, br", Bytes(both).first(30));
  EXPECT_EQ(start.end, DecodeEnd::kTruncated);
  EXPECT_TRUE(kPage.starts_with(text_of(start.bytes)));
  EXPECT_EQ(decode_as("zip", kGzip).end, DecodeEnd::kUnavailable);
}

// What comes of a body is bounded by its size, and by a MiB.
TEST(ContentCodings, ExpandNoFurtherThanAllowed) {
  for (const std::size_t size : {1000U, 2000U, 4000U, 8000U}) {
    for (const auto& [codings, body] :
         {std::pair{"deflate", deflate_bomb(size)}, std::pair{"zstd", zstd_bomb(size / 100)}}) {
      const std::size_t most = std::min(kMostDecoded, kMostOfAny + kMostExpansion * body.size());
      const Decoded start = decode_as(codings, body);
      EXPECT_EQ(start.bytes.size(), most) << codings << " " << size;
      EXPECT_LE(start.bytes.capacity(), 2 * (most + 1)) << codings << " " << size;
      EXPECT_EQ(start.end, DecodeEnd::kLimit) << codings << " " << size;
    }
  }
}

}  // namespace
}  // namespace packetglass
