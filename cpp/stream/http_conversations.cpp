// The HTTP messages of all TCP conversations of a capture.
#include "stream/http_conversations.h"

namespace packetglass {

void HttpConversations::add(std::uint32_t conversation, const FollowedPacket& packet) {
  One& one = *find(conversation);
  waiting_ -= one.follow.waiting();
  one.follow.add(packet, one.messages);
  waiting_ += one.follow.waiting();
  while (by_silence_.size() > kMaxConversations || waiting_ > kMaxWaiting) {
    finish(by_silence_.begin());
  }
}

// The last of all: it speaks.
HttpConversations::Iterator HttpConversations::find(std::uint32_t conversation) {
  const auto [known, is_new] = conversations_.try_emplace(conversation);
  if (is_new) {
    known->second = by_silence_.emplace(by_silence_.end(), conversation, sink_);
  } else {
    by_silence_.splice(by_silence_.end(), by_silence_, known->second);
  }
  return known->second;
}

void HttpConversations::finish() {
  while (!conversations_.empty()) finish(conversations_.begin()->second);
}

void HttpConversations::finish(Iterator found) {
  waiting_ -= found->follow.waiting();
  found->follow.finish(found->messages);
  found->messages.finish();
  conversations_.erase(found->number);
  by_silence_.erase(found);
}

}  // namespace packetglass
