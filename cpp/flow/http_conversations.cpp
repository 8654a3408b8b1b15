// The HTTP messages of all TCP conversations of a capture.
#include "flow/http_conversations.h"

#include <algorithm>

namespace packetglass {

void HttpConversations::add(std::uint32_t conversation, const FollowedPacket& packet) {
  const auto [place, is_new] = conversations_.try_emplace(conversation);
  if (is_new) place->second = std::make_unique<One>(conversation, sink_);
  One& one = *place->second;
  waiting_ -= one.follow.waiting();
  one.follow.add(packet, one.messages);
  waiting_ += one.follow.waiting();
  one.last = packet.number;
  while (conversations_.size() > kMaxConversations || waiting_ > kMaxWaiting) {
    finish(most_silent());
  }
}

void HttpConversations::finish() {
  while (!conversations_.empty()) finish(conversations_.begin());
}

void HttpConversations::finish(Place place) {
  One& one = *place->second;
  waiting_ -= one.follow.waiting();
  one.follow.finish(one.messages);
  one.messages.finish();
  conversations_.erase(place);
}

HttpConversations::Place HttpConversations::most_silent() {
  return std::min_element(
      conversations_.begin(), conversations_.end(),
      [](const auto& a, const auto& b) { return a.second->last < b.second->last; });
}

}  // namespace packetglass
