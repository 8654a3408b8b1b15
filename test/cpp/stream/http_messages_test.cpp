// HTTP messages in streams: where bodies end, what has none, pieces of any size, gaps, anything.
#include "stream/http_messages.h"

#include <gtest/gtest.h>

#include <random>

#include "base/text.h"

namespace packetglass {
namespace {

// Each message as "METHOD TARGET STATUS TYPE body@packet", with "!" where it is incomplete.
class Said final : public HttpSink {
 public:
  void body(const HttpMessage& message, Bytes bytes) override {
    bodies_[message.side] += text_of(bytes);
    EXPECT_EQ(message.size, bodies_[message.side].size());
  }
  void end(const HttpMessage& message) override {
    std::string& body = bodies_[message.side];
    messages.push_back(message);
    text += message.status == 0 ? message.method + " " + message.target
                                : std::to_string(message.status);
    text += " " + body + (message.complete ? "" : "!") + "\n";
    body.clear();
  }

  std::string text;
  std::vector<HttpMessage> messages;

 private:
  std::string bodies_[2];
};

struct Part {
  unsigned side;
  std::string_view text;
  std::uint64_t missing = 0;
};

// What messages are in these parts, each in pieces of at most this many bytes.
Said said(const std::vector<Part>& parts, std::size_t most = ~std::size_t{0}) {
  Said said;
  HttpMessages messages(said);
  StreamPiece piece;
  for (const Part& part : parts) {
    piece.side = part.side;
    piece.missing = part.missing;
    ++piece.packet;
    if (part.missing != 0) messages.piece(piece);
    piece.missing = 0;
    for (std::size_t at = 0; at < part.text.size(); at += piece.bytes.size()) {
      piece.bytes = bytes_of(part.text.substr(at, most));
      messages.piece(piece);
    }
    piece.bytes = {};
  }
  messages.finish();
  return said;
}

constexpr std::string_view kGet = "GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n";

TEST(HttpMessages, HaveBodiesOfTheirLength) {
  const auto found =
      said({{0, "POST /form HTTP/1.1\r\nHost: example.org\r\nContent-Length: 3\r\n\r\nabc"},
            {1,
             "HTTP/1.1 200 OK\r\ncontent-type:  text/html \r\nContent-Encoding: gzip\r\n"
             "CONTENT-LENGTH: 5\r\n\r\nhello"}});
  EXPECT_EQ(found.text, "POST /form abc\n200 hello\n");
  const HttpMessage& response = found.messages[1];
  EXPECT_EQ(response.side, 1u);
  EXPECT_EQ(response.packet, 2u);
  EXPECT_EQ(response.target, "/form");
  EXPECT_EQ(response.host, "example.org");
  EXPECT_EQ(response.type, "text/html");
  EXPECT_EQ(response.encoding, "gzip");
}

TEST(HttpMessages, HaveBodiesInChunks) {
  EXPECT_EQ(said({{0, kGet},
                  {1,
                   "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n"
                   "Content-Length: 3\r\n\r\n"  // chunks go before
                   "5\r\nhello\r\n6;name=value\r\n world\r\n0\r\nTrailer: x\r\n\r\n"
                   "HTTP/1.1 204 No Content\r\n\r\n"}})
                .text,
            "GET /a \n200 hello world\n204 \n");
}

TEST(HttpMessages, HaveBodiesUpToTheEnd) {
  EXPECT_EQ(said({{0, kGet}, {1, "HTTP/1.0 200 OK\r\n\r\nall that "}, {1, "comes"}}).text,
            "GET /a \n200 all that comes\n");
}

TEST(HttpMessages, HaveNoBodyWhereTheStandardSaysSo) {
  EXPECT_EQ(said({{0, "HEAD /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\nGET /c HTTP/1.1\r\n\r\n"},
                  {1,
                   "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"
                   "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 304 Not Modified\r\n"
                   "Content-Length: 9\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nc"}})
                .text,
            "HEAD /a \nGET /b \nGET /c \n200 \n100 \n304 \n200 c\n");
}

TEST(HttpMessages, AnswerInTheOrderOfTheRequests) {
  const auto found = said({{0, "GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\n"},
                           {1,
                            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                            "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"}});
  ASSERT_EQ(found.messages.size(), 4u);
  EXPECT_EQ(found.messages[2].target, "/1");
  EXPECT_EQ(found.messages[3].target, "/2");
}

TEST(HttpMessages, EndWhereAnotherProtocolBegins) {
  const std::string_view more = "GET /inside HTTP/1.1\r\n\r\n";
  EXPECT_EQ(said({{0, "CONNECT example.org:443 HTTP/1.1\r\n\r\n"},
                  {1, "HTTP/1.1 200 OK\r\n\r\n"},
                  {0, more},
                  {1, more}})
                .text,
            "CONNECT example.org:443 \n");
  EXPECT_EQ(said({{0, kGet}, {1, "HTTP/1.1 101 Switching Protocols\r\n\r\n"}, {0, more}}).text,
            "GET /a \n");
}

TEST(HttpMessages, KnowGapsInTheirBodies) {
  EXPECT_EQ(said({{0, kGet},
                  {1, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"},
                  {1, "", 4},
                  {1, "hiHTTP/1.1 404 Not Found\r\nContent-Length: 1\r\n\r\nx"}})
                .text,
            "GET /a \n200 abchi!\n404 x\n");
  EXPECT_EQ(said({{1, "HTTP/1.1 200 OK\r\n\r\nabc"}, {1, "def", 2}}).text, "200 abcdef!\n");
  EXPECT_EQ(said({{1, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\na"},
                  {1, "de\r\n0\r\n\r\n", 2}})
                .text,
            "200 ade!\n");
}

TEST(HttpMessages, AreFoundAgainBehindWhatCannotBeRead) {
  EXPECT_EQ(said({{0, "in the middle of something\r\n"}, {0, kGet}}).text, "GET /a \n");
  EXPECT_EQ(said({{0, "GET /lost HTTP/1.1\r\nHo"}, {0, "st: x\r\n\r\n", 7}, {0, kGet}}).text,
            "GET /a \n");
  EXPECT_EQ(said({{1, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"},
                  {1, "HTTP/1.1 204 No Content\r\n\r\n", 100}})
                .text,
            "200 abc!\n204 \n");
}

TEST(HttpMessages, AreNotBelievedWithLengthsThatAreNone) {
  for (const char* length : {"-1", "1x", "", "99999999999999999999", "3\r\nContent-Length: 4"}) {
    const std::string text =
        std::string("HTTP/1.1 200 OK\r\nContent-Length: ") + length + "\r\n\r\nabcd";
    EXPECT_EQ(said({{1, text}}).text, "") << length;
  }
  EXPECT_EQ(said({{1, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nabc"}}).text,
            "200 !\n");
}

const std::vector<Part> kTalk = {
    {0, "POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbodyHEAD /2 HTTP/1.1\n\n"},
    {1,
     "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
     "a\r\n0123456789\r\n03\r\nabc\r\n0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"},
    {0, "\r\nGET /3 HTTP/1.1\r\n\r\n"},
    {1, "HTTP/1.1 200\r\nConnection: close\r\n\r\nto the end"}};

TEST(HttpMessages, AreTheSameInPiecesOfAnySize) {
  const std::string whole = said(kTalk).text;
  EXPECT_EQ(whole,
            "POST /1 body\nHEAD /2 \n100 \n200 0123456789abc\n200 \nGET /3 \n"
            "200 to the end\n");
  for (std::size_t size = 1; size < 100; ++size) EXPECT_EQ(said(kTalk, size).text, whole) << size;
}

// The talk cut anywhere, and with wrong bytes: bodies are only what was there.
TEST(HttpMessages, StayWithinWhatCameWhateverItIs) {
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::string> texts;
    std::vector<Part> parts;
    for (const Part& part : kTalk) texts.emplace_back(part.text);
    std::size_t sent = 0;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      std::string& text = texts[i];
      if (random() % 4 == 0) text.resize(random() % text.size());
      for (std::size_t wrong = random() % 3; wrong > 0 && !text.empty(); --wrong) {
        text[random() % text.size()] = static_cast<char>(random());
      }
      sent += text.size();
      parts.push_back({kTalk[i].side, text, random() % 4 == 0 ? random() % 20 : 0});
    }
    const auto found = said(parts, 1 + random() % 30);
    std::size_t size = 0;
    for (const HttpMessage& message : found.messages) size += message.size;
    EXPECT_LE(size, sent);
  }
}

TEST(HttpMessages, KeepOnlySoMuchOfALine) {
  const std::string line(1'000'000, 'x');
  const std::string request =
      "GET /a HTTP/1.1\r\nHost: " + line + "\r\nContent-Length: 1\r\n\r\nb";
  const auto found = said({{0, request}});
  EXPECT_EQ(found.text, "GET /a b\n");
  EXPECT_EQ(found.messages[0].host.size(), HttpSide::kMaxKept);
  EXPECT_EQ(said({{0, "GET /" + line + " HTTP/1.1\r\n\r\n"}}).text, "");
}

}  // namespace
}  // namespace packetglass
