// Requests and their responses: what a dissector says of a message that is one of them, and what
// it is told of the others. It keeps nothing itself.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "record/timestamp.h"

namespace packetglass {

enum class ExchangeProtocol : std::uint8_t {
  kDns,
  kHttp,
  kIcmp,
  kIcmpv6,
  kModbus,
  kRadius,
  kSip,
  kSnmp
};

// A request, or a response to one.
struct ExchangeMessage {
  ExchangeProtocol protocol{};
  bool is_response = false;
  // What both have within their conversation; of HTTP, which has nothing such, http_exchange_id().
  std::uint64_t id = 0;
};

// Where the message begins in what its side sends, and the status of a response.
constexpr std::uint64_t http_exchange_id(std::uint32_t sequence, std::uint16_t status) {
  return std::uint64_t{status} << 32 | sequence;
}

// The same of texts (FNV-1a), where they say which request it is; more than one by `before`.
constexpr std::uint64_t text_id(std::string_view text, std::uint64_t before = 0xcbf29ce484222325) {
  for (const char letter : text) {
    before = (before ^ static_cast<unsigned char>(letter)) * 0x100000001b3;
  }
  return before;
}

// What a packet has.
struct SaidExchange {
  ExchangeMessage message;
  std::uint64_t packet = 0;  // from 1
};

// What is known of the others; packets are numbered from 1, and 0 is none.
struct ExchangeFacts {
  std::uint64_t request = 0;   // of a response
  std::uint64_t response = 0;  // of a request: the last one that is known
  // The same message came before in this packet: what else is said is what was said of that.
  std::uint64_t original = 0;
  Nanoseconds time = 0;     // of a response: since the request
  bool unanswered = false;  // of a request: all that is known has no response
};

class Exchanges {
 public:
  virtual ~Exchanges() = default;
  // Everything is known.
  static constexpr std::uint64_t kAll = ~std::uint64_t{0};

  // Of message `ordinal`, from 0, of those that the packet has; nothing where it was not kept.
  // Of what stands behind packet `known` nothing is told.
  virtual std::optional<ExchangeFacts> find(std::uint64_t packet, unsigned ordinal,
                                            std::uint64_t known) const = 0;
};

}  // namespace packetglass
