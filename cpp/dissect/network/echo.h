// What an echo of ICMP has of its other half.
#pragma once

#include <string>

#include "base/real_bits.h"
#include "dissect/layer.h"

namespace packetglass {

struct EchoFields {
  const Field &response_in, &response_to, &time, &no_response;
};

// " (request in 3)": what Info has of it. Replies are not in it: they come later.
inline std::string request_text(const ExchangeFacts& facts) {
  return facts.request == 0 || facts.original != 0
             ? std::string()
             : " (request in " + std::to_string(facts.request) + ")";
}

// The time counts from the request, in milliseconds.
inline void put_echo(Layer& icmp, const EchoFields& fields, const ExchangeFacts& facts) {
  if (facts.response != 0) icmp.generated(fields.response_in, facts.response);
  if (facts.unanswered) icmp.generated(fields.no_response, 1);
  if (facts.request == 0 || facts.original != 0) return;
  icmp.generated(fields.response_to, facts.request);
  const double milliseconds = static_cast<double>(facts.time) / 1e6;
  icmp.generated(fields.time, bits_of_real(milliseconds));
}

}  // namespace packetglass
