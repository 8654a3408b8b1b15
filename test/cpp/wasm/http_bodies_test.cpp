// Bodies of messages as they are reported to JavaScript: whatever its pieces say, and however they
// come.
#include "wasm/http_bodies.h"

#include <gtest/gtest.h>

#include "support/description_text.h"

namespace packetglass {
namespace {

struct Piece {
  std::uint32_t side, packet, gap;
  std::string bytes;
};

std::vector<std::uint8_t> packed(const std::vector<Piece>& pieces) {
  std::vector<std::uint8_t> all;
  for (const Piece& piece : pieces) {
    const auto size = static_cast<std::uint32_t>(piece.bytes.size());
    for (const std::uint32_t word : {piece.side, piece.packet, piece.gap, size, 0u, 0u}) {
      all.resize(all.size() + 4);
      store(all.data() + all.size() - 4, word, ByteOrder::kLittle);
    }
    all.insert(all.end(), piece.bytes.begin(), piece.bytes.end());
  }
  return all;
}

std::string reported(HttpBodies& bodies, std::uint32_t conversation,
                     const std::vector<Piece>& pieces) {
  return test::text_of(bodies.add(conversation, packed(pieces)));
}

const std::string kRequest = "POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n";
const std::string kChunked =
    "HTTP/1.1 200 OK\r\nContent-Type: b\r\nTransfer-Encoding: chunked\r\n\r\n";

TEST(HttpBodies, AreReportedWithTheirMessages) {
  HttpBodies bodies;
  EXPECT_EQ(reported(bodies, 7, {{0, 4, 0, kRequest + "ab"}, {0, 5, 0, "c"}}),
            "[{side: 0, bytes: <616263>}, {reportedIn: 5, side: 0, packet: 5, protocol: \"http\", "
            "host: \"a\", "
            "method: \"POST\", target: \"/form\", size: 3, isComplete: true}]");
  EXPECT_EQ(reported(bodies, 7, {{1, 6, 0, "HTTP/1.1 204 No Content\r\n\r\n"}}), "[]");
}

TEST(HttpBodies, AreReportedAsOneWhateverChunksTheyComeIn) {
  HttpBodies bodies;
  EXPECT_EQ(reported(bodies, 7, {{1, 4, 0, kChunked + "1\r\na\r\n1\r\nb\r\n2\r\ncd\r\n"}}),
            "[{side: 1, bytes: <61626364>}]");
  EXPECT_EQ(reported(bodies, 7, {{1, 5, 0, "1\r\ne\r\n0\r\n\r\n"}}),
            "[{side: 1, bytes: <65>}, {reportedIn: 5, side: 1, packet: 5, protocol: \"http\", "
            "status: 200, type: \"b\", "
            "size: 5, isComplete: true}]");
}

TEST(HttpBodies, OfBothSidesAreKeptApart) {
  HttpBodies bodies;
  const std::vector<Piece> pieces{
      {0, 4, 0, kRequest + "a"}, {1, 5, 0, kChunked + "1\r\nx\r\n"}, {0, 6, 0, "b"}};
  EXPECT_EQ(reported(bodies, 7, pieces),
            "[{side: 0, bytes: <61>}, {side: 1, bytes: <78>}, {side: 0, bytes: <62>}]");
}

// A segment that waited for packet 9 came in packet 8.
TEST(HttpBodies, EndInThePacketThatEndedIt) {
  HttpBodies bodies;
  EXPECT_EQ(reported(bodies, 7, {{0, 9, 0, kRequest + "a"}, {0, 8, 0, "bc"}}),
            "[{side: 0, bytes: <616263>}, {reportedIn: 9, side: 0, packet: 8, protocol: \"http\", "
            "host: \"a\", "
            "method: \"POST\", target: \"/form\", size: 3, isComplete: true}]");
}

TEST(HttpBodies, KnowGapsAndConversationsThatEnd) {
  HttpBodies bodies;
  EXPECT_EQ(reported(bodies, 7, {{0, 4, 0, kRequest + "a"}, {0, 6, 1, ""}}),
            "[{side: 0, bytes: <61>}]");
  EXPECT_EQ(reported(bodies, 8, {{0, 5, 0, "bc"}}), "[]");
  EXPECT_EQ(test::text_of(bodies.finish(7)),
            "[{reportedIn: 0, side: 0, packet: 4, protocol: \"http\", host: \"a\", method: "
            "\"POST\", target: \"/form\", "
            "size: 1, isComplete: false}]");
  EXPECT_EQ(reported(bodies, 7, {{0, 7, 0, "bc"}}), "[]");
}

TEST(HttpBodies, StayWithinTheirPiecesWhereverTheseEnd) {
  const std::vector<std::uint8_t> all = packed({{0, 4, 0, kRequest + "abc"}, {0, 5, 0, kRequest}});
  for (std::size_t size = 0; size < all.size(); ++size) {
    const std::vector<std::uint8_t> cut(all.begin(), all.begin() + static_cast<long>(size));
    HttpBodies bodies;
    const std::string text = test::text_of(bodies.add(7, cut));
    const bool has_first = size >= 24 + kRequest.size() + 3;
    EXPECT_EQ(text.find("<616263>") != std::string::npos, has_first) << size;
  }
}

}  // namespace
}  // namespace packetglass
