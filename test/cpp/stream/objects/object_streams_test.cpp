// Files and mails in what conversations say: by whom they are announced, where they end, gaps.
#include "stream/objects/object_streams.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace packetglass {
namespace {

using std::string_literals::operator""s;

// Each object as "PROTOCOL TARGET body", with "!" where it is incomplete.
class Said final : public HttpSink {
 public:
  void body(const HttpMessage& message, Bytes bytes) override {
    body_ += text_of(bytes);
    EXPECT_EQ(message.size, body_.size());
  }
  void end(const HttpMessage& message) override {
    text += std::string(name_of(message.protocol)) + " " + message.target + " " + body_ +
            (message.complete ? "" : "!") + "\n";
    body_.clear();
  }

  std::string text;

 private:
  std::string body_;
};

const TransferEnd kClient{{Address::Kind::kIpv4, {192, 0, 2, 1}}, 50000};
const TransferEnd kServer{{Address::Kind::kIpv4, {192, 0, 2, 2}}, 0};

ConversationEnds ends(bool is_tcp, std::uint16_t client, std::uint16_t server) {
  ConversationEnds ends{is_tcp, {kClient, kServer}};
  ends.sides[0].port = client;
  ends.sides[1].port = server;
  return ends;
}

class CarriedObjects : public testing::Test {
 protected:
  std::unique_ptr<ObjectReader> tcp(std::uint16_t client, std::uint16_t server) {
    return streams_.reader(ends(true, client, server), said_);
  }
  std::unique_ptr<ObjectReader> udp(std::uint16_t client, std::uint16_t server) {
    return streams_.reader(ends(false, client, server), said_);
  }
  void say(ObjectReader& reader, unsigned side, std::string_view text) {
    StreamPiece piece;
    piece.side = side;
    piece.packet = ++packet_;
    piece.bytes = bytes_of(text);
    reader.piece(piece);
  }
  void lose(ObjectReader& reader, unsigned side, std::uint64_t missing, bool same_packet = false) {
    StreamPiece piece;
    piece.side = side;
    piece.packet = same_packet ? packet_ : ++packet_;
    piece.missing = missing;
    reader.piece(piece);
  }
  void end(ObjectReader& reader, unsigned side) {
    StreamPiece at;
    at.side = side;
    reader.end(at);
  }
  const std::string& said() const { return said_.text; }

  ObjectStreams streams_;

 private:
  Said said_;
  std::uint64_t packet_ = 0;
};

TEST_F(CarriedObjects, OfFtpAreCarriedWhereThatWasAnnounced) {
  const struct {
    const char *command, *reply;
    std::uint16_t client, server;
  } kWays[] = {{"PASV\r\n", "227 Passive (192,0,2,2,200,10)\r\n", 50001, 51210},
               {"PASV\r\n", "227 Behind a translation (10,0,0,9,200,10)\r\n", 50001, 51210},
               {"EPSV\r\n", "229 Extended (|||51211|)\r\n", 50001, 51211},
               {"PORT 192,0,2,1,200,12\r\n", "200 Good\r\n", 51212, 20},
               {"EPRT |1|192.0.2.1|51213|\r\n", "200 Good\r\n", 51213, 20}};
  std::string expected;
  const auto control = tcp(50000, 21);
  for (const auto& way : kWays) {
    say(*control, 0, way.command);
    say(*control, 1, way.reply);
    const auto data = tcp(way.client, way.server);
    say(*control, 0, "RETR a/b.txt\r\n");
    say(*data, 1, "bytes");
    end(*data, 1);
    EXPECT_EQ(said(), expected += "ftp-data a/b.txt bytes\n");
  }
}

TEST_F(CarriedObjects, OfFtpAreNoListings) {
  const auto control = tcp(50000, 21);
  say(*control, 1, "229 Extended (|||51211|)\r\n");
  say(*control, 0, "LIST\r\n");
  const auto data = tcp(50001, 51211);
  say(*data, 1, "-rw-r--r-- a.txt\r\n");
  end(*data, 1);
  EXPECT_EQ(said(), "");
}

TEST_F(CarriedObjects, OfFtpAreIncompleteWithAGapOrWithoutAnEnd) {
  const auto control = tcp(50000, 21);
  for (const bool has_gap : {true, false}) {
    say(*control, 1, "229 Extended (|||51211|)\r\n");
    say(*control, 0, "STOR c\r\n");
    const auto data = tcp(50001, 51211);
    say(*data, 0, "by");
    if (has_gap) lose(*data, 0, 3);
    say(*data, 0, "tes");
    if (has_gap) end(*data, 0);
    data->finish();
  }
  EXPECT_EQ(said(), "ftp-data c bytes!\nftp-data c bytes!\n");
}

TEST_F(CarriedObjects, WaitForOnlySoManyTransfers) {
  const auto control = tcp(50000, 21);
  for (unsigned i = 0; i < 3000; ++i) {
    const unsigned port = 20000 + i;
    const std::string numbers = std::to_string(port / 256) + "," + std::to_string(port % 256);
    say(*control, 0, "PORT 192,0,2,1," + numbers + "\r\nRETR x\r\n");
  }
  const auto oldest = tcp(20000, 20), latest = tcp(22999, 20);
  say(*oldest, 1, "a");
  say(*latest, 1, "b");
  end(*latest, 1);
  EXPECT_EQ(said(), "ftp-data x b\n");
}

std::string block(unsigned number, std::size_t size, char fill = 'x') {
  return "\0\3"s + static_cast<char>(number >> 8) + static_cast<char>(number) +
         std::string(size, fill);
}

TEST_F(CarriedObjects, OfTftpEndWithAShortBlock) {
  const auto request = udp(50000, 69);
  say(*request, 0, "\0\1boot.img\0octet\0"s);
  EXPECT_TRUE(streams_.wants(ends(false, 50000, 3000)));
  EXPECT_FALSE(streams_.wants(ends(false, 50001, 3000)));
  const auto data = udp(50000, 3000);
  say(*data, 1, block(1, 512));
  say(*data, 1, block(1, 512));  // once more
  say(*data, 0, "\0\4\0\1"s);
  say(*data, 1, block(2, 3, 'y'));
  say(*data, 0, "\0\4\0\2"s);
  EXPECT_EQ(said(), "tftp boot.img " + std::string(512, 'x') + "yyy\n");
}

TEST_F(CarriedObjects, OfTftpHaveBlocksOfTheSizeThatWasAgreedOn) {
  const auto request = udp(50000, 69);
  say(*request, 0, "\0\2up\0octet\0blksize\0008\0"s);
  const auto data = udp(50000, 3000);
  say(*data, 1, "\0\6blksize\0001024\0"s);
  say(*data, 0, block(1, 1024));
  say(*data, 0, block(2, 600));
  data->finish();
  EXPECT_EQ(said(), "tftp up " + std::string(1624, 'x') + "\n");
}

TEST_F(CarriedObjects, OfTftpAreIncompleteWithoutABlockOrAnEnd) {
  const auto request = udp(50000, 69);
  say(*request, 0, "\0\1a\0octet\0"s);
  const auto data = udp(50000, 3000);
  say(*data, 1, block(2, 4));
  say(*data, 0, "\0\4\0\2"s);
  EXPECT_EQ(said(), "tftp a xxxx!\n");
  say(*request, 0, "\0\1b\0octet\0"s);
  const auto cut = udp(50000, 3001);
  say(*cut, 1, block(1, 4));
  lose(*cut, 1, 508, true);
  cut->finish();
  EXPECT_EQ(said(), "tftp a xxxx!\ntftp b xxxx!\n");
}

const std::string kMail = "Subject: One\r\n  more\r\nTo: b\r\n\r\nA\r\n..\r\n..b\r\n.\rc\r\n";

TEST_F(CarriedObjects, AreMailsUpToADotWhateverPiecesTheyComeIn) {
  for (std::size_t size = 1; size < 60; ++size) {
    SCOPED_TRACE(size);
    ObjectStreams streams;
    Said found;
    const auto smtp = streams.reader(ends(true, 50000, 25), found);
    const std::string all = "MAIL FROM:<a>\r\nDATA\r\n" + kMail + ".\r\nQUIT\r\n";
    for (std::size_t at = 0; at < all.size(); at += size) say(*smtp, 0, all.substr(at, size));
    EXPECT_EQ(found.text,
              "imf One  more Subject: One\r\n  more\r\nTo: b\r\n\r\nA\r\n.\r\n.b\r\n\rc\r\n\n");
  }
}

TEST_F(CarriedObjects, AreMailsInChunksToo) {
  const auto smtp = tcp(50000, 587);
  say(*smtp, 0, "BDAT 12\r\nSubject: a\r\nBDAT 4 LAST\r\n\r\n.\nQUIT\r\n");
  EXPECT_EQ(said(), "imf a Subject: a\r\n\r\n.\n\n");
}

TEST_F(CarriedObjects, AreNoMailsWhereTheServerRefusesOrEncrypts) {
  const auto smtp = tcp(50000, 25);
  say(*smtp, 0, "DATA\r\n");
  say(*smtp, 1, "554 No\r\n");
  say(*smtp, 0, "STARTTLS\r\n");
  say(*smtp, 1, "220 Go on\r\n");
  say(*smtp, 0, "DATA\r\nSubject: a\r\n\r\n.\r\n");
  smtp->finish();
  EXPECT_EQ(said(), "");
}

TEST_F(CarriedObjects, AreIncompleteMailsWithAGapOrWithoutAnEnd) {
  const auto smtp = tcp(50000, 25);
  say(*smtp, 0, "DATA\r\nSubject: a\r\n\r\n");
  lose(*smtp, 0, 10);
  say(*smtp, 0, "x\r\n.\r\nDATA\r\nSubject: b\r\n");
  smtp->finish();
  EXPECT_EQ(said(), "imf a Subject: a\r\n\r\nx\r\n!\nimf b Subject: b\r\n!\n");
}

TEST(ConversationEnds, AreTheSameWhenTheyWerePacked) {
  const ConversationEnds before = ends(true, 1025, 65535);
  const std::vector<std::uint8_t> bytes = packed(before);
  const ConversationEnds after = unpacked(bytes);
  EXPECT_TRUE(after.is_tcp);
  for (const unsigned side : {0u, 1u}) {
    EXPECT_EQ(after.sides[side].address, before.sides[side].address);
    EXPECT_EQ(after.sides[side].port, before.sides[side].port);
  }
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(unpacked(Bytes(bytes).first(size)).is_tcp) << size;
  }
}

}  // namespace
}  // namespace packetglass
