// Which HTTP response answers which request, as the packets of a capture come.
#pragma once

#include <list>
#include <map>

#include "dissect/exchange.h"
#include "dissect/tcp_facts.h"
#include "stream/http_exchange.h"

namespace packetglass {

// The packet of a message that is a request or a response.
struct ExchangePacket {
  std::uint64_t number = 0;  // from 1
  Nanoseconds time = 0;
  std::uint32_t conversation = 0;
  unsigned side = 0;  // who sent it
  TcpSegment tcp;     // in which the message ends, where it is one
};

// Memory is bounded: of so many conversations, the ones of the last messages. About 2 kB each.
class HttpPairs {
 public:
  static constexpr std::size_t kMostConversations = 8192;

  // The next message, which is known by `number`. Returns that of the request that it answers; 0:
  // it answers none that is certain.
  std::uint32_t add(const ExchangeMessage& message, const ExchangePacket& packet,
                    std::uint32_t number);
  // Some of what the side sent was not captured.
  void lose(std::uint32_t conversation, unsigned side);

  // Bytes held.
  std::size_t memory() const;

 private:
  struct Conversation {
    HttpExchange exchanges[2];  // by the side whose requests they are
    StreamOffsets offsets[2];
    std::optional<StreamOffset> seen[2];  // behind the last message of a side
    std::list<std::uint32_t>::iterator activity;
  };

  Conversation& at(std::uint32_t number);
  static void lose(Conversation& conversation, unsigned side);

  std::map<std::uint32_t, Conversation> conversations_;
  std::list<std::uint32_t> activity_;  // of those, whose last message is the oldest in front
};

}  // namespace packetglass
