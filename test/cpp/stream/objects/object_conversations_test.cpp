// The HTTP messages of many conversations at once, of which only so many are kept.
#include "stream/objects/object_conversations.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "support/pcap_bytes.h"

namespace packetglass {
namespace {

class Said final : public ObjectConversationSink {
 public:
  void body(std::uint32_t conversation, const HttpMessage&, Bytes bytes) override {
    text += std::to_string(conversation) + ":" + std::string(text_of(bytes)) + " ";
  }
  void end(std::uint32_t conversation, const HttpMessage& message) override {
    text += std::to_string(conversation) + (message.complete ? ". " : "! ");
  }

  std::string text;
};

// A segment of TCP over IPv4 from 10.0.0.1 to 10.0.0.2, port 80.
std::string segment(std::uint32_t sequence, const std::string& payload) {
  test::ByteVector bytes;
  Appender out(bytes, ByteOrder::kBig);
  out.u16(0x4500);
  out.u16(static_cast<std::uint16_t>(40 + payload.size()));
  out.u32(0);
  out.u16(0x4006);
  out.u16(0);
  for (const std::uint32_t word : {0x0a000001u, 0x0a000002u}) out.u32(word);
  out.u16(5000);
  out.u16(80);
  out.u32(sequence);
  out.u32(1);
  out.u32(0x50100100);
  out.u32(0);
  return std::string(bytes.begin(), bytes.end()) + payload;
}

class Talk {
 public:
  void say(std::uint32_t conversation, std::uint32_t sequence, const std::string& payload) {
    const std::string packet = segment(sequence, payload);
    ConversationEnds ends;
    ends.is_tcp = true;
    if (!conversations_.has(conversation)) conversations_.begin(conversation, ends);
    conversations_.add(conversation,
                       {test::bytes_of(packet), packet.size(), LinkType{101}, 0, ++number_, 0});
  }
  std::string end() {
    conversations_.finish();
    return said_.text;
  }

 private:
  Said said_;
  ObjectConversations conversations_{said_};
  std::uint64_t number_ = 0;
};

const std::string kHalf = "POST / HTTP/1.1\r\nContent-Length: 6\r\n\r\nabc";

TEST(ObjectConversations, EndWhoeverWasSilentForLongest) {
  Talk talk;
  constexpr std::uint32_t kMost = ObjectConversations::kMaxConversations;
  for (std::uint32_t i = 0; i < kMost; ++i) talk.say(i, 1, i < 3 ? kHalf : "");
  talk.say(0, 1 + static_cast<std::uint32_t>(kHalf.size()), "d");
  talk.say(kMost, 1, "");
  talk.say(0, 2 + static_cast<std::uint32_t>(kHalf.size()), "ef");
  EXPECT_EQ(talk.end(), "0:abc 1:abc 2:abc 0:d 1! 0:ef 0. 2! ");
}

}  // namespace
}  // namespace packetglass
