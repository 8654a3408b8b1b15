// Bodies of HTTP/1 in chunks and with content codings; what of a packet is decoded has bounds.
#include <gtest/gtest.h>

#include "base/text.h"
#include "decode/libraries/library_decoder.h"
#include "dissect/dissection.h"
#include "dissect/dissectors.h"

namespace packetglass {
namespace {

// "aaa…", 1,000 times, by node:zlib 1.3.0.
constexpr std::uint8_t kDeflated[] = {0x78, 0x9c, 0x4b, 0x4c, 0x1c, 0x05, 0xa3, 0x60, 0x14,
                                      0x0c, 0x77, 0x00, 0x00, 0xf9, 0xd8, 0x7a, 0xf8};

std::string with_head(std::string_view header, std::string_view body) {
  return "HTTP/1.1 200 OK\r\n" + std::string(header) + "\r\n\r\n" + std::string(body);
}

std::string deflated() {
  return with_head("Content-Encoding: deflate\r\nContent-Length: 17", text_of(Bytes(kDeflated)));
}

std::string repeated(const std::string& message, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += message;
  return all;
}

struct Dissected {
  explicit Dissected(const std::string& bytes) : text(bytes), tree(bytes_of(text)) {
    dissection.wanted.tree = &tree;
    dissection.wanted.decoder = &decoder;
    const Bytes packet = bytes_of(text);
    dissect_as(*find_dissector({Space::kTcpPort, 80}), {packet, packet.size()}, dissection);
  }

  std::vector<std::string> bodies() const {
    std::vector<std::string> found;
    for (const Node& node : tree.nodes()) {
      if (node.field->name == "http.file_data") found.emplace_back(text_of(tree.bytes(node)));
    }
    return found;
  }

  const std::string text;
  LibraryDecoder decoder;
  Tree tree;
  Summary summary;
  Dissection dissection{summary};
};

using Bodies = std::vector<std::string>;

TEST(HttpBody, IsDecoded) {
  EXPECT_EQ(Dissected(deflated()).bodies(), Bodies{std::string(1000, 'a')});
}

TEST(HttpBody, IsJoinedOfItsChunks) {
  const auto body = [](std::string_view framed) {
    return Dissected(with_head("Transfer-Encoding: chunked", framed)).bodies();
  };
  EXPECT_EQ(body("3\r\nabc\r\n2;x=\"y\"\r\nde\r\n0\r\n\r\n"), Bodies{"abcde"});
  EXPECT_EQ(body("3\nabc\r\n00\r\nA: b\r\n\r\n"), Bodies{"abc"});
  EXPECT_EQ(body("3\r\nabc\r\n5\r\nde"), Bodies{"abcde"});
  EXPECT_EQ(body("0\r\n\r\n"), Bodies{});
  EXPECT_EQ(body("what\r\n"), Bodies{"what\r\n"});
  EXPECT_EQ(body("123456789\r\n"), Bodies{"123456789\r\n"});
}

TEST(HttpBody, IsFollowedByTheNextMessage) {
  const std::string chunked = with_head("Transfer-Encoding: chunked", "1\r\na\r\n0\r\n\r\n");
  EXPECT_EQ(Dissected(chunked + deflated() + chunked).bodies(),
            (Bodies{"a", std::string(1000, 'a'), "a"}));
}

// Of a packet only so many are decoded, however many there are.
TEST(HttpBody, IsDecodedAsLongAsThereIsRoom) {
  for (const std::size_t messages : {200U, 400U, 800U}) {
    const Dissected found(repeated(deflated(), messages));
    EXPECT_LE(found.tree.sources(), Tree::kMostSources);
    EXPECT_EQ(found.bodies().size(), Tree::kMostSources - 1);
  }
}

TEST(HttpBody, OfManyChunksIsJoinedAndHasSomeOfThemAsFields) {
  for (const std::size_t chunks : {2'000U, 4'000U, 8'000U}) {
    const std::string framed = repeated("1\r\na\r\n", chunks) + "0\r\n\r\n";
    const Dissected found(with_head("Transfer-Encoding: chunked", framed));
    EXPECT_EQ(found.bodies(), Bodies{std::string(chunks, 'a')});
    EXPECT_LT(found.tree.nodes().size(), 5'000U);
  }
}

}  // namespace
}  // namespace packetglass
