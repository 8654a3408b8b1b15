// Messages over several TCP segments: whatever order the segments come in, each message is
// dissected once, and the same is said of a packet in order and in any order.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "support/histories.h"
#include "support/traffic.h"

namespace packetglass {
namespace {

using namespace std::string_literals;

// One side of a conversation, whose first sequence number is `kFirst`.
constexpr std::uint32_t kFirst = 0xffffff00;

struct Sent {
  std::size_t offset;  // in what the side sends
  std::string bytes;
  std::uint8_t flags = 0x18;
};

std::string packet_of(std::uint16_t port, std::uint32_t sequence, std::uint8_t flags,
                      const std::string& payload) {
  std::string out = "\x45\0"s;
  test::put16(out, 40 + payload.size());
  out += "\0\0\0\0\x40\6\0\0\xc0\0\2\1\xc0\0\2\2"s;
  for (const std::size_t word :
       {std::size_t{40000}, std::size_t{port}, std::size_t{sequence >> 16},
        std::size_t{sequence & 0xffff}, std::size_t{0}, std::size_t{1}}) {
    test::put16(out, word);
  }
  return out + "\x50"s + static_cast<char>(flags) + "\4\0\0\0\0\0"s + payload;
}

test::ByteVector segments_capture(std::uint16_t port, const std::vector<Sent>& sent) {
  std::string answer = packet_of(port, kFirst - 1, 0x12, "");
  std::swap_ranges(&answer[12], &answer[16], &answer[16]);  // the addresses
  std::swap_ranges(&answer[20], &answer[22], &answer[22]);  // the ports
  std::vector<std::string> packets = {packet_of(port, kFirst - 1, 0x02, ""), answer};
  for (const Sent& segment : sent) {
    const auto sequence = kFirst + static_cast<std::uint32_t>(segment.offset);
    packets.push_back(packet_of(port, sequence, segment.flags, segment.bytes));
  }
  std::vector<test::PcapRecord> records;
  for (const std::string& packet : packets) {
    const auto number = static_cast<std::uint32_t>(records.size());
    records.push_back({100 + number / 1000, number % 1000 * 1000, packet});
  }
  test::PcapHeader header;
  header.link_type_word = 101;
  return test::pcap_bytes(header, records);
}

// A protocol whose messages are told apart by a word in the tree.
struct Protocol {
  const char* name;
  std::uint16_t port;
  std::string (*message)(unsigned number);
  const char* word;  // once in each message; the number follows
};

std::string sized16(const std::string& text) {
  std::string out;
  test::put16(out, text.size());
  return out + text;
}

std::string dns(unsigned number) {
  return sized16("\0"s + static_cast<char>(number) +
                 "\1\0\0\1\0\0\0\0\0\0\7example\4test\0\0\1\0\1"s);
}

std::string http(unsigned number) {
  return "POST /" + std::to_string(number) +
         " HTTP/1.1\r\nHost: a.test\r\nContent-Length: 7\r\n\r\nGET / a";
}

std::string chunked(unsigned number) {
  return "POST /" + std::to_string(number) +
         " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nWiki\r\nb;x=y\r\npedia in "
         "\r\n\r\n0\r\nX-Last: 1\r\n\r\n";
}

std::string sip(unsigned number) {
  return "OPTIONS sip:" + std::to_string(number) + "@h.test SIP/2.0\r\nl: 4\r\n\r\nabcd";
}

std::string mqtt(unsigned number) {
  return "\x30\x07\0\3a/"s + static_cast<char>('0' + number) + "xy"s;
}

std::string redis(unsigned number) {
  return "*2\r\n$3\r\nGET\r\n$4\r\nkey" + std::to_string(number) + "\r\n";
}

const Protocol kProtocols[] = {
    {"DNS", 53, dns, "Transaction ID: 0x000"},
    {"HTTP", 80, http, "Request URI: /"},
    {"chunked HTTP", 80, chunked, "Request URI: /"},
    {"SIP", 5060, sip, "Request-URI User Part: "},
    {"MQTT", 1883, mqtt, "Topic: a/"},
    {"RESP", 6379, redis, "Value: 6b65793"},
};

std::string stream_of(const Protocol& protocol, unsigned messages) {
  std::string stream;
  for (unsigned i = 1; i <= messages; ++i) stream += protocol.message(i);
  return stream;
}

std::vector<Sent> split(const std::string& stream, std::vector<std::size_t> at) {
  std::vector<Sent> sent;
  std::size_t from = 0;
  at.push_back(stream.size());
  for (const std::size_t to : at) {
    if (to > from) sent.push_back({from, stream.substr(from, to - from)});
    from = std::max(from, to);
  }
  return sent;
}

// The numbers of the messages that the packets show, rising.
std::string shown(const Protocol& protocol, const std::vector<std::string>& texts) {
  std::string numbers;
  const std::string word = protocol.word;
  for (const std::string& text : texts) {
    for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
      numbers += text[at + word.size()];
    }
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

// Dissects in order, and each packet by itself, which has to be the same.
std::vector<std::string> dissected(Bytes capture) {
  const test::Recalled recalled(capture);
  std::vector<std::string> texts;
  test::each_running(capture, recalled.summary.related(),
                     [&](std::uint64_t i, const std::string& text) {
                       texts.push_back(text);
                       if (testing::Test::HasFailure()) return;
                       EXPECT_EQ(recalled.text(i), text) << "packet " << i + 1;
                     });
  return texts;
}

void expect_all(const Protocol& protocol, const std::vector<Sent>& sent, const std::string& all) {
  if (testing::Test::HasFailure()) return;
  std::string order;
  for (const Sent& segment : sent) {
    order += " " + std::to_string(segment.offset) + "+" + std::to_string(segment.bytes.size());
  }
  SCOPED_TRACE(protocol.name + order);
  EXPECT_EQ(shown(protocol, dissected(segments_capture(protocol.port, sent))), all);
}

TEST(Segments, OfEverySplitInTwoGiveEachMessageOnce) {
  for (const Protocol& protocol : kProtocols) {
    const std::string stream = stream_of(protocol, 3);
    for (std::size_t at = 0; at < stream.size(); ++at) {
      expect_all(protocol, split(stream, {at}), "123");
    }
  }
}

TEST(Segments, OfOneByteGiveEachMessageOnce) {
  for (const Protocol& protocol : kProtocols) {
    const std::string stream = stream_of(protocol, 2);
    std::vector<std::size_t> at(stream.size());
    for (std::size_t i = 0; i < at.size(); ++i) at[i] = i;
    expect_all(protocol, split(stream, at), "12");
  }
}

TEST(Segments, InEveryOrderGiveEachMessageOnce) {
  std::mt19937 random(7);
  for (const Protocol& protocol : kProtocols) {
    const std::string stream = stream_of(protocol, 3);
    for (int round = 0; round < 3; ++round) {
      std::vector<std::size_t> at;
      for (int i = 0; i < 4; ++i) at.push_back(random() % stream.size());
      std::sort(at.begin(), at.end());
      std::vector<Sent> sent = split(stream, at);
      const auto by_offset = [](const Sent& a, const Sent& b) { return a.offset < b.offset; };
      do expect_all(protocol, sent, "123");
      while (std::next_permutation(sent.begin(), sent.end(), by_offset));
    }
  }
}

TEST(Segments, ThatComeTwiceOrOverlapGiveEachMessageOnce) {
  std::mt19937 random(11);
  for (const Protocol& protocol : kProtocols) {
    const std::string stream = stream_of(protocol, 3);
    for (int round = 0; round < 50; ++round) {
      std::vector<Sent> sent;
      for (std::size_t at = 0; at < stream.size();) {
        const std::size_t size = 1 + random() % 40, back = std::min<std::size_t>(at, random() % 9);
        sent.push_back({at - back, stream.substr(at - back, size + back)});
        if (random() % 3 == 0) sent.push_back(sent[random() % sent.size()]);
        at += size;
      }
      expect_all(protocol, sent, "123");
    }
  }
}

// The first bytes that came count.
TEST(Segments, ThatContradictThoseBeforeThemAreNotBelieved) {
  const std::string query = dns(1);
  const std::string lie(query.size(), 'x');
  const auto texts = dissected(segments_capture(
      53, {{0, query.substr(0, 10)}, {4, lie.substr(0, 6)}, {10, query.substr(10)}}));
  EXPECT_EQ(shown(kProtocols[0], texts), "1");
}

TEST(Segments, SayInWhichPacketTheirMessageIsComplete) {
  const std::string query = dns(1);
  const auto texts = dissected(segments_capture(
      53, {{0, query.substr(0, 9)}, {9, query.substr(9, 9)}, {18, query.substr(18)}}));
  EXPECT_NE(texts[2].find("[TCP segment of a reassembled PDU]"), std::string::npos) << texts[2];
  EXPECT_NE(texts[2].find("Reassembled PDU in packet: 5"), std::string::npos) << texts[2];
  EXPECT_NE(texts[3].find("Reassembled PDU in packet: 5"), std::string::npos) << texts[3];
  EXPECT_NE(texts[4].find("Segment count: 3"), std::string::npos) << texts[4];
}

TEST(Segments, OfAnAnswerWithoutALengthAreCompleteWithTheLast) {
  const std::string answer = "HTTP/1.1 200 OK\r\nServer: s\r\n\r\nfirst second";
  const auto in_two = dissected(
      segments_capture(80, {{0, answer.substr(0, 36)}, {36, answer.substr(36)}, {43, "", 0x11}}));
  EXPECT_EQ(in_two[2].find("200 OK"), std::string::npos) << in_two[2];
  EXPECT_NE(in_two[4].find("200 OK"), std::string::npos) << in_two[4];
}

// A lost segment costs its own message, not those behind it.
TEST(Segments, BehindALostOneAreDissected) {
  for (const Protocol& protocol : kProtocols) {
    const std::string first = protocol.message(1), second = protocol.message(2);
    const std::string third = protocol.message(3);
    std::vector<Sent> sent = {{0, first + second.substr(0, 5)},
                              {first.size() + second.size(), third}};
    const std::string numbers = shown(protocol, dissected(segments_capture(protocol.port, sent)));
    EXPECT_NE(numbers.find('1'), numbers.npos) << protocol.name;
    EXPECT_NE(numbers.find('3'), numbers.npos) << protocol.name;
  }
}

// A message that is too long to be kept is shown as far as it is, and those behind it are found.
TEST(Segments, OfAMessageThatIsTooLongAreNotKept) {
  const std::size_t size = SideMessages::kMaxMessage + 5000;
  const std::string head =
      "POST /1 HTTP/1.1\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n";
  const std::string stream = head + std::string(size, 'x') + http(2);
  std::vector<std::size_t> at;
  for (std::size_t i = 1000; i < stream.size(); i += 1000) at.push_back(i);
  const auto texts = dissected(segments_capture(80, split(stream, at)));
  EXPECT_EQ(shown(kProtocols[1], texts), "12");
  EXPECT_EQ(shown(kProtocols[1], {texts[2]}), "1");
}

// 1,000 messages that end in one packet.
TEST(Segments, OfManyMessagesTakeThemAllApart) {
  std::string stream;
  for (unsigned i = 0; i < 1000; ++i) stream += mqtt(i % 10);
  const auto texts =
      dissected(segments_capture(1883, {{0, stream.substr(0, 3)}, {3, stream.substr(3)}}));
  EXPECT_EQ(shown(kProtocols[4], texts).size(), 1000u);
}

}  // namespace
}  // namespace packetglass
