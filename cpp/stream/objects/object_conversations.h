// What all conversations of a capture carry: messages of HTTP, files, mails.
#pragma once

#include <list>
#include <map>

#include "stream/follow.h"
#include "stream/objects/object_streams.h"

namespace packetglass {

// A message and the conversation it belongs to.
class ObjectConversationSink {
 public:
  virtual ~ObjectConversationSink() = default;
  // As HttpSink says.
  virtual void body(std::uint32_t conversation, const HttpMessage& message, Bytes bytes) = 0;
  virtual void end(std::uint32_t conversation, const HttpMessage& message) = 0;
};

// Memory is bounded: where there would be more than these, the conversation that was silent for
// longest is ended as if the capture ended. If it speaks again, it is one begun in the middle.
class ObjectConversations {
 public:
  static constexpr std::size_t kMaxConversations = 1024;
  static constexpr std::size_t kMaxWaiting = std::size_t{64} << 20;  // bytes of early segments

  // `sink` outlives it.
  explicit ObjectConversations(ObjectConversationSink& sink) : sink_(sink) {}

  // Whether a conversation is followed.
  bool has(std::uint32_t conversation) const { return conversations_.count(conversation) != 0; }
  // Follows a conversation from its next packet on, if it may carry something; returns that.
  bool begin(std::uint32_t conversation, const ConversationEnds& ends);
  // The packets of those that are followed, in the order of the capture.
  void add(std::uint32_t conversation, const FollowedPacket& packet);
  // No more packets come.
  void finish();

 private:
  struct One final : HttpSink {
    One(std::uint32_t its_number, ObjectConversationSink& its_sink)
        : number(its_number), sink(its_sink) {}
    void body(const HttpMessage& message, Bytes bytes) override {
      sink.body(number, message, bytes);
    }
    void end(const HttpMessage& message) override { sink.end(number, message); }

    std::uint32_t number;
    ObjectConversationSink& sink;
    Follow follow;
    std::unique_ptr<ObjectReader> reader;
  };
  using Iterator = std::list<One>::iterator;

  void finish(Iterator found);

  ObjectConversationSink& sink_;
  ObjectStreams streams_;
  std::list<One> by_silence_;  // whoever was silent for longest first
  std::map<std::uint32_t, Iterator> conversations_;
  std::size_t waiting_ = 0;
};

}  // namespace packetglass
