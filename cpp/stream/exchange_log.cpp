// Which response of a capture answers which request.
#include "stream/exchange_log.h"

#include "stream/wrapping.h"

namespace packetglass {
namespace {

std::array<std::uint64_t, 2> key_of(const ExchangeMessage& message, std::uint32_t conversation) {
  const auto protocol = static_cast<std::uint64_t>(message.protocol);
  return {protocol << 32 | conversation, message.id};
}

bool begins_anew(ExchangeProtocol protocol) {
  return protocol == ExchangeProtocol::kIcmp || protocol == ExchangeProtocol::kIcmpv6;
}

// Whether a request has several: provisional ones, and the final one.
bool has_several_responses(ExchangeProtocol protocol) {
  return protocol == ExchangeProtocol::kSip;
}

}  // namespace

void ExchangeLog::add(const ExchangeMessage& message, const ExchangePacket& packet) {
  const std::uint32_t number = add_row(message.is_response, packet);
  if (number == kNone) {
    if (first_left_out_ == 0) first_left_out_ = packet.number;
  } else if (message.protocol == ExchangeProtocol::kHttp) {
    const std::uint32_t request = http_.add(message, packet, number);
    if (request != kNone) pair(request, number);
  } else if (message.is_response) {
    add_response(message, packet, number);
  } else {
    add_request(message, packet, number);
  }
}

std::uint32_t ExchangeLog::add_row(bool is_response, const ExchangePacket& packet) {
  if (count_ == most_ || first_left_out_ != 0 || !rows_.reaches(count_)) return kNone;
  rows_[count_] = {static_cast<std::uint32_t>(packet.number), is_response, 0, kNone, packet.time};
  return static_cast<std::uint32_t>(++count_);
}

void ExchangeLog::add_request(const ExchangeMessage& message, const ExchangePacket& packet,
                              std::uint32_t number) {
  const auto key = key_of(message, packet.conversation);
  const Open* const found = find_open(key);
  const bool waits = found != nullptr && row(found->request).other == kNone;
  if (waits && !begins_anew(message.protocol)) return repeat(found->request, number);
  open(key, number);
}

void ExchangeLog::add_response(const ExchangeMessage& message, const ExchangePacket& packet,
                               std::uint32_t number) {
  const Open* const found = find_open(key_of(message, packet.conversation));
  if (found == nullptr) return;
  const std::uint32_t response = row(found->request).other;
  if (response == kNone || has_several_responses(message.protocol)) {
    pair(found->request, number);
  } else {
    repeat(response, number);
  }
}

void ExchangeLog::pair(std::uint32_t request, std::uint32_t response) {
  row(request).other = response;
  row(response).other = request;
}

void ExchangeLog::repeat(std::uint32_t original, std::uint32_t again) {
  row(again).other = original;
  row(again).is_repeated = 1;
}

ExchangeLog::Open* ExchangeLog::find_open(const decltype(Open::key)& key) {
  for (OpenRows* rows : {&open_, &before_}) {
    const std::uint32_t found = rows->find(key);
    if (found != OpenRows::kNone) return &(*rows)[found];
  }
  return nullptr;
}

// Without memory it is not answered.
void ExchangeLog::open(const decltype(Open::key)& key, std::uint32_t request) {
  if (open_.size() == kMostOpen) {
    before_ = std::move(open_);
    open_ = OpenRows();
  }
  Open* const opened = open_.find_or_add(key);
  if (opened != nullptr) opened->request = request;
}

// The row of the first message that it has, or of a later packet.
std::size_t ExchangeLog::first_row(std::uint64_t packet) const {
  const auto is_behind = [&](std::size_t i) { return rows_[i].packet >= packet; };
  std::size_t low = 0, high = count_;
  if (near_ < count_ && !is_behind(near_)) {
    low = near_ + 1;
    for (std::size_t step = 1; low + step < count_; step *= 2) {
      if (is_behind(low + step)) {
        high = low + step;
        break;
      }
      low += step + 1;
    }
  }
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    is_behind(middle) ? high = middle : low = middle + 1;
  }
  return low;
}

std::optional<ExchangeFacts> ExchangeLog::find(std::uint64_t packet, unsigned ordinal,
                                               std::uint64_t known) const {
  const std::size_t first = first_row(packet);
  if (first > 0) near_ = first - 1;
  const std::size_t at = first + ordinal;
  if (at >= count_ || rows_[at].packet != packet) return std::nullopt;
  const Row& found = rows_[at];
  ExchangeFacts facts;
  facts.unanswered = found.is_response == 0 && found.other == kNone && known == kAll;
  if (found.other == kNone) return facts;
  const Row& other = row(found.other);
  if (found.is_repeated != 0) facts.original = other.packet;
  const std::uint32_t pair = found.is_repeated != 0 ? other.other : found.other;
  if (pair == kNone) return facts;
  if (found.is_response != 0) {
    facts.request = row(pair).packet;
    facts.time = since(row(pair).time, found.time);
  } else if (row(pair).packet <= known) {
    facts.response = row(pair).packet;
  }
  return facts;
}

std::size_t ExchangeLog::memory() const {
  return rows_.memory() + open_.memory() + before_.memory() + http_.memory();
}

}  // namespace packetglass
