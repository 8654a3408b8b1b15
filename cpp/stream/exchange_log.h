// Which response of a capture answers which request.
#pragma once

#include "base/keyed_rows.h"
#include "dissect/exchange.h"
#include "stream/http_pairs.h"

namespace packetglass {

// A log: what it says of a message does not change but for the response to come. Memory is
// bounded: 16 bytes for each message, up to kMost; those behind it are not kept.
//
// A message is one more of the same where its protocol, conversation and id are those of another
// that is not answered, as tshark has it; ICMP's echoes begin anew instead.
class ExchangeLog final : public Exchanges {
 public:
  static constexpr std::size_t kMost = std::size_t{1} << 24;
  // Requests that can still be answered: at least so many, and less than twice as many.
  static constexpr std::size_t kMostOpen = std::size_t{1} << 16;

  // Keeps so many messages at most: tests take less than the limit.
  explicit ExchangeLog(std::size_t most = kMost) : most_(most) {}

  // The next message, in the order of the capture.
  void add(const ExchangeMessage& message, const ExchangePacket& packet);
  // Some of what the side sent was not captured.
  void lose(std::uint32_t conversation, unsigned side) { http_.lose(conversation, side); }

  std::optional<ExchangeFacts> find(std::uint64_t packet, unsigned ordinal,
                                    std::uint64_t known) const override;

  // The first packet of which a message was not kept, from 1; 0: none was.
  std::uint64_t first_left_out() const { return first_left_out_; }
  // Bytes held.
  std::size_t memory() const;

 private:
  static constexpr std::uint32_t kNone = 0;  // rows are numbered from 1

  struct Row {
    std::uint32_t packet;
    std::uint32_t is_response : 1;
    std::uint32_t is_repeated : 1;
    std::uint32_t other : 30;  // number of a row: of the response or the request; of the original
    Nanoseconds time;
  };
  struct Open {
    std::array<std::uint64_t, 2> key;  // conversation and protocol, id
    std::uint32_t request;             // number of its row
  };
  using OpenRows = KeyedRows<Open>;

  std::uint32_t add_row(bool is_response, const ExchangePacket& packet);
  Row& row(std::uint32_t number) { return rows_[number - 1]; }
  const Row& row(std::uint32_t number) const { return rows_[number - 1]; }
  void add_request(const ExchangeMessage& message, const ExchangePacket& packet,
                   std::uint32_t number);
  void add_response(const ExchangeMessage& message, const ExchangePacket& packet,
                    std::uint32_t number);
  void pair(std::uint32_t request, std::uint32_t response);
  void repeat(std::uint32_t original, std::uint32_t again);
  Open* find_open(const decltype(Open::key)& key);
  void open(const decltype(Open::key)& key, std::uint32_t request);
  std::size_t first_row(std::uint64_t packet) const;

  BlockList<Row, 1024> rows_;  // by rising packet
  std::size_t count_ = 0;
  OpenRows open_, before_;  // those behind, and those in front
  HttpPairs http_;
  std::size_t most_;
  std::uint64_t first_left_out_ = 0;
  // Where the last one was found: packets are asked for one behind the other.
  mutable std::size_t near_ = 0;
};

}  // namespace packetglass
