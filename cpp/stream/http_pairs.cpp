// Which HTTP response answers which request, as the packets of a capture come.
#include "stream/http_pairs.h"

namespace packetglass {

std::uint32_t HttpPairs::add(const ExchangeMessage& message, const ExchangePacket& packet,
                             std::uint32_t number) {
  Conversation& conversation = at(packet.conversation);
  StreamOffsets& sent = conversation.offsets[packet.side];
  const StreamOffset end = sent.move_to(packet.tcp.next());
  const StreamOffset begin = sent.of(static_cast<std::uint32_t>(message.id));
  std::optional<StreamOffset> had;
  if ((packet.tcp.flags & TcpSegment::kAck) != 0) {
    had = conversation.offsets[1 - packet.side].move_to(packet.tcp.acknowledgment);
  }
  std::optional<StreamOffset>&seen = conversation.seen[packet.side],
  &seen_of_other = conversation.seen[1 - packet.side];
  if (seen && begin > *seen) lose(conversation, packet.side);
  seen = end;
  if (!seen_of_other) seen_of_other = had;
  if (!message.is_response) {
    HttpRequest request;
    request.head_end = end;
    request.had = had;
    request.number = number;
    conversation.exchanges[packet.side].request(std::move(request), had.value_or(0));
    return 0;
  }
  const auto status = static_cast<unsigned>(message.id >> 32);
  const HttpRequest* const request =
      conversation.exchanges[1 - packet.side].answer({begin, had, had.value_or(0), status, false});
  return request != nullptr ? request->number : 0;
}

void HttpPairs::lose(std::uint32_t conversation, unsigned side) {
  const auto found = conversations_.find(conversation);
  if (found != conversations_.end()) lose(found->second, side);
}

void HttpPairs::lose(Conversation& conversation, unsigned side) {
  conversation.exchanges[side].lose_requests();
  conversation.exchanges[1 - side].lose_answers();
}

HttpPairs::Conversation& HttpPairs::at(std::uint32_t number) {
  const auto [found, is_new] = conversations_.try_emplace(number);
  Conversation& conversation = found->second;
  if (!is_new) {
    activity_.splice(activity_.end(), activity_, conversation.activity);
    return conversation;
  }
  conversation.activity = activity_.insert(activity_.end(), number);
  if (conversations_.size() > kMostConversations) {
    conversations_.erase(activity_.front());
    activity_.pop_front();
  }
  return conversation;
}

std::size_t HttpPairs::memory() const {
  return conversations_.size() * 2048;
}

}  // namespace packetglass
