// The generated fields of a request or a response.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

struct ExchangeFields {
  const Field &response_in, &response_to, &time;
};

// Those that are known. The time counts from the request, in nanoseconds.
inline void put_exchange(Layer& layer, const ExchangeFields& fields, const ExchangeFacts& facts) {
  if (facts.response != 0) layer.generated(fields.response_in, facts.response);
  if (facts.request == 0) return;
  layer.generated(fields.response_to, facts.request);
  layer.generated(fields.time, static_cast<std::uint64_t>(facts.time));
}

}  // namespace packetglass
