// The HTTP messages of all TCP conversations of a capture.
#pragma once

#include <list>
#include <map>

#include "stream/follow.h"
#include "stream/http_messages.h"

namespace packetglass {

// A message and the conversation it belongs to.
class HttpConversationSink {
 public:
  virtual ~HttpConversationSink() = default;
  // As HttpSink says.
  virtual void body(std::uint32_t conversation, const HttpMessage& message, Bytes bytes) = 0;
  virtual void end(std::uint32_t conversation, const HttpMessage& message) = 0;
};

// Memory is bounded: where there would be more than these, the conversation that was silent for
// longest is ended as if the capture ended. If it speaks again, it is one begun in the middle.
class HttpConversations {
 public:
  static constexpr std::size_t kMaxConversations = 1024;
  static constexpr std::size_t kMaxWaiting = std::size_t{64} << 20;  // bytes of early segments

  // `sink` outlives it.
  explicit HttpConversations(HttpConversationSink& sink) : sink_(sink) {}

  // The packets of TCP conversations, in the order of the capture.
  void add(std::uint32_t conversation, const FollowedPacket& packet);
  // No more packets come.
  void finish();

 private:
  struct One final : HttpSink {
    One(std::uint32_t its_number, HttpConversationSink& its_sink)
        : number(its_number), sink(its_sink), messages(*this) {}
    void body(const HttpMessage& message, Bytes bytes) override {
      sink.body(number, message, bytes);
    }
    void end(const HttpMessage& message) override { sink.end(number, message); }

    std::uint32_t number;
    HttpConversationSink& sink;
    Follow follow;
    HttpMessages messages;
  };
  using Iterator = std::list<One>::iterator;

  Iterator find(std::uint32_t conversation);
  void finish(Iterator found);

  HttpConversationSink& sink_;
  std::list<One> by_silence_;  // whoever was silent for longest first
  std::map<std::uint32_t, Iterator> conversations_;
  std::size_t waiting_ = 0;
};

}  // namespace packetglass
