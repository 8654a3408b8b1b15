#include "format/capture_reader.h"

#include <gtest/gtest.h>

#include "support/feed.h"

namespace packetglass {
namespace {

Error error_of(std::string_view text) {
  const auto capture =
      test::feed({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  EXPECT_TRUE(capture->error());
  EXPECT_TRUE(capture->index().sections.empty());
  return capture->error().value_or(Error{ErrorCode::kOutOfMemory, 99, "no error"});
}

TEST(CaptureReader, SaysThatAnEmptySourceIsEmpty) {
  const Error error = error_of("");
  EXPECT_EQ(error.code, ErrorCode::kEmpty);
  EXPECT_EQ(error.offset, 0u);
}

TEST(CaptureReader, SaysThatThreeBytesAreTooFew) {
  const Error error = error_of("\xd4\xc3\xb2");
  EXPECT_EQ(error.code, ErrorCode::kUnknownFormat);
  EXPECT_EQ(error.message, "This is not a packet capture: 3 bytes are too few for any format.");
}

TEST(CaptureReader, ShowsTheFirstBytesOfWhatIsNotACapture) {
  const Error error = error_of("Hello, this is a text file.");
  EXPECT_EQ(error.code, ErrorCode::kUnknownFormat);
  EXPECT_EQ(error.offset, 0u);
  EXPECT_EQ(error.message, "This is not a packet capture: it starts with 48 65 6c 6c.");
}

TEST(CaptureReader, ReportsWhatPeopleDropByMistake) {
  EXPECT_EQ(error_of("\x1f\x8b\x08 gzip").message,
            "This is gzip-compressed: decompress it first.");
  EXPECT_EQ(error_of("\xfd\x37\x7a\x58\x5a").message,
            "This is xz-compressed: decompress it first.");
  EXPECT_EQ(error_of("BZh91AY").message, "This is bzip2-compressed: decompress it first.");
  EXPECT_EQ(error_of("LZIP\x01").message, "This is lzip-compressed: decompress it first.");
  EXPECT_EQ(error_of("\x1f\x9d\x90 Z").message,
            "This is compressed by Unix's compress: decompress it first.");
  EXPECT_EQ(error_of("\x37\x7a\xbc\xaf\x27").message, "This is a 7-Zip archive: unpack it first.");
  EXPECT_EQ(error_of("Rar!\x1a").message, "This is a RAR archive: unpack it first.");
  EXPECT_EQ(error_of("PK\x03\x04 zip").message, "This is a zip archive: unpack it first.");
}

TEST(CaptureReader, RefusesEveryMagicThatIsOneBitOff) {
  const auto right = test::pcap_bytes({}, {});
  for (std::size_t bit = 0; bit < 32; ++bit) {
    auto wrong = right;
    wrong[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    EXPECT_EQ(test::feed(wrong)->error()->code, ErrorCode::kUnknownFormat) << bit;
  }
}

}  // namespace
}  // namespace packetglass
