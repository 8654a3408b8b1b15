// QUIC's Initial packets: keys, bounds, and what their CRYPTO frames carry.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "base/text.h"
#include "dissect/application/quic/connection.h"
#include "dissect/application/quic/frames.h"
#include "dissect/dissectors.h"
#include "dissect/initial_datagrams.h"

namespace packetglass::quic {
namespace {

using Buffer = std::vector<std::uint8_t>;

const Buffer kId = {0x83, 0x94, 0xc8, 0xf0, 0x3e, 0x51, 0x57, 0x08};

// RFC 9001, appendix A.1.
TEST(QuicKeys, AreThoseOfRfc9001) {
  const InitialKeys keys = initial_keys(1, kId);
  EXPECT_EQ(hex_text(keys.client.key), "1f369613dd76d5467730efcbe3b1a22d");
  EXPECT_EQ(hex_text(keys.client.nonce), "fa044b2f42a3fd3b46fb255c");
  EXPECT_EQ(hex_text(keys.client.header), "9f50449e04a0e810283a1e9933adedd2");
  EXPECT_EQ(hex_text(keys.server.key), "cf3a5331653c364c88f0f379b6067e37");
  EXPECT_EQ(hex_text(keys.server.nonce), "0ac1493ca1905853b0bba03e");
  EXPECT_EQ(hex_text(keys.server.header), "c206b8d9b9f0f37644430b490eeaa314");
}

// RFC 9369, appendix A.1.
TEST(QuicKeys, AreThoseOfRfc9369) {
  const InitialKeys keys = initial_keys(0x6b3343cf, kId);
  EXPECT_EQ(hex_text(keys.client.key), "8b1a0bc121284290a29e0971b5cd045d");
  EXPECT_EQ(hex_text(keys.client.nonce), "91f73e2351d8fa91660e909f");
  EXPECT_EQ(hex_text(keys.client.header), "45b95e15235d6f45a6b19cbcb0294ba9");
}

// A CRYPTO frame at an offset below 2^30.
Buffer crypto_frame(std::uint32_t offset, std::string_view data) {
  Buffer frame = {6,
                  static_cast<std::uint8_t>(0x80 | offset >> 24),
                  static_cast<std::uint8_t>(offset >> 16),
                  static_cast<std::uint8_t>(offset >> 8),
                  static_cast<std::uint8_t>(offset),
                  static_cast<std::uint8_t>(data.size())};
  frame.insert(frame.end(), data.begin(), data.end());
  return frame;
}

std::string said(const CryptoStream& stream) {
  return std::string(text_of(stream.contiguous()));
}

TEST(QuicCryptoStream, PutsBytesInOrderWhateverOrderFramesComeIn) {
  CryptoStream stream;
  stream.add_frames(crypto_frame(6, "world"));
  EXPECT_EQ(said(stream), "");
  stream.add_frames(crypto_frame(0, "hell"));
  EXPECT_EQ(said(stream), "hell");
  stream.add_frames(crypto_frame(2, "llo "));
  EXPECT_EQ(said(stream), "hello world");
}

TEST(QuicCryptoStream, KeepsNoMoreThanItsLimit) {
  CryptoStream stream;
  stream.add_frames(crypto_frame((1u << 30) - 1, "far away"));
  stream.add_frames(crypto_frame(CryptoStream::kMost - 2, "beyond"));
  stream.add_frames(crypto_frame(0, "here"));
  EXPECT_EQ(said(stream), "here");
  const std::string long_text(60, 'x');
  for (std::uint32_t at = 0; at < 2 * CryptoStream::kMost; at += 60) {
    stream.add_frames(crypto_frame(at, long_text));
  }
  EXPECT_EQ(stream.contiguous().size(), CryptoStream::kMost);
}

TEST(QuicCryptoStream, StopsAtFramesThatAreCutOrNone) {
  const Buffer frames[] = {
      {6}, {6, 0}, {6, 0, 5, 'a'}, {2, 0, 0, 0x7f, 0xff}, {0x3f, 6, 0, 1, 'a'}};
  for (const Buffer& frame : frames) {
    CryptoStream stream;
    stream.add_frames(frame);
    EXPECT_EQ(said(stream), "");
  }
}

// What a layer of such frames says for Info.
std::string words_of(Bytes payload, std::size_t* nodes = nullptr) {
  std::string words;
  Tree tree(payload);
  Summary columns;
  Dissection dissection(columns);
  dissection.wanted.tree = &tree;
  {
    Layer layer(dissection, kBytesLeft, {payload, payload.size()});
    read_frames(layer, words);
  }
  if (nodes != nullptr) *nodes = tree.nodes().size();
  return words;
}

TEST(QuicFrames, AreNamedUpToTheFirstThatIsNone) {
  EXPECT_EQ(words_of(Buffer{1, 0, 0, 0, 2, 5, 0, 0, 0, 0x3f, 1}), ", PING, PADDING, ACK");
}

// Those of a bad sender: their nodes, and the words of Info, stay within the limits.
TEST(QuicFrames, AreReadInBoundedTimeWhateverTheyAre) {
  std::mt19937 random(1);
  constexpr std::uint8_t kTypes[] = {0, 1, 2, 3, 6, 0x1c, 0x3f, 0xff};
  for (int round = 0; round < 3000; ++round) {
    Buffer payload(random() % 300);
    for (std::uint8_t& byte : payload) {
      byte = random() % 3 == 0 ? kTypes[random() % 8] : static_cast<std::uint8_t>(random() % 8);
    }
    words_of(payload);
    CryptoStream stream;
    stream.add_frames(payload);
  }
  for (const std::size_t size : {1000, 10000, 65000}) {
    std::size_t nodes = 0;
    EXPECT_LT(words_of(Buffer(size, 1), &nodes).size(), 5000u);
    EXPECT_LE(nodes, Tree::kMaxNodes);
  }
}

// A header of an Initial packet, whose rest is never its key's.
Buffer initial_packet(std::uint8_t id, std::size_t size) {
  Buffer packet = {0xc0, 0, 0, 0, 1, 1, id, 0, 0};
  packet.push_back(static_cast<std::uint8_t>(0x40 | size >> 8));
  packet.push_back(static_cast<std::uint8_t>(size));
  packet.resize(packet.size() + size);
  return packet;
}

TEST(QuicConnection, OpensNothingThatIsNotSealedWithItsKeys) {
  const Buffer packet = initial_packet(7, 60);
  const auto header = read_long_header(packet);
  ASSERT_TRUE(header);
  EXPECT_TRUE(header->whole);
  EXPECT_FALSE(Connection({}).open(*header));
  for (std::size_t size = 0; size < packet.size(); ++size) {
    const auto shorter = read_long_header(Bytes(packet).first(size));
    if (shorter) {
      EXPECT_FALSE(shorter->whole);
      EXPECT_FALSE(Connection({}).open(*shorter));
    }
  }
}

TEST(InitialDatagrams, AreTheFirstOfAConversationAmongTheLast) {
  InitialDatagrams datagrams;
  for (std::uint64_t packet = 1; packet <= 20; ++packet) {
    datagrams.add(static_cast<std::uint32_t>(packet % 2), 10 * packet);
  }
  EXPECT_TRUE(datagrams.has(200));
  EXPECT_FALSE(datagrams.has(201));
  EXPECT_TRUE(datagrams.before(0, 20).empty());
  EXPECT_EQ(datagrams.before(0, 60), (std::vector<std::uint64_t>{20, 40}));
  EXPECT_EQ(datagrams.before(1, 1000).size(), InitialDatagrams::kMostOfOne);
  for (std::uint64_t packet = 0; packet < InitialDatagrams::kWindow; ++packet) {
    datagrams.add(2, 1000 + packet);
  }
  EXPECT_TRUE(datagrams.before(1, 1000 + InitialDatagrams::kWindow).empty());
}

TEST(InitialBytes, KeepsTheBeginningsOfTheLatest) {
  InitialBytes bytes;
  const Buffer datagram(10000, 1);
  for (std::uint64_t packet = 1; packet <= 20000; ++packet) bytes.add(packet, datagram);
  EXPECT_TRUE(bytes.find(1).empty());
  EXPECT_EQ(bytes.find(20000 - InitialDatagrams::kWindow).size(), InitialBytes::kMostBytes);
}

}  // namespace
}  // namespace packetglass::quic
