// What all conversations of a capture carry.
#include "stream/objects/object_conversations.h"

namespace packetglass {

bool ObjectConversations::begin(std::uint32_t conversation, const ConversationEnds& ends) {
  if (!streams_.wants(ends)) return false;
  const auto one = by_silence_.emplace(by_silence_.end(), conversation, sink_);
  one->reader = streams_.reader(ends, *one);
  conversations_.emplace(conversation, one);
  return true;
}

void ObjectConversations::add(std::uint32_t conversation, const FollowedPacket& packet) {
  const auto known = conversations_.find(conversation);
  if (known == conversations_.end()) return;
  const Iterator found = known->second;
  by_silence_.splice(by_silence_.end(), by_silence_, found);  // the last of all: it speaks
  One& one = *found;
  waiting_ -= one.follow.waiting();
  one.follow.add(packet, *one.reader);
  waiting_ += one.follow.waiting();
  while (by_silence_.size() > kMaxConversations || waiting_ > kMaxWaiting) {
    finish(by_silence_.begin());
  }
}

void ObjectConversations::finish() {
  while (!conversations_.empty()) finish(conversations_.begin()->second);
}

void ObjectConversations::finish(Iterator found) {
  waiting_ -= found->follow.waiting();
  found->follow.finish(*found->reader);
  found->reader->finish();
  conversations_.erase(found->number);
  by_silence_.erase(found);
}

}  // namespace packetglass
