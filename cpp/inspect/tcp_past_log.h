// Remembers what is told of the past of TCP segments, as packets come one after another.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "stream/tcp_flight.h"

namespace packetglass {

// Sixteen bytes a stream; what is under way is known of those used last only.
class TcpPastLog {
 public:
  static constexpr std::size_t kMostFlights = 512;  // there are at most twice as many

  // What is told of the segment in packet `number`, from 1; all of its stream before it were
  // added.
  TcpPast add(const TcpSegment& segment, const TcpFacts& facts, unsigned side, Nanoseconds time,
              std::uint64_t number);

 private:
  struct Times {
    Nanoseconds first, last;
  };

  TcpFlight& flight_of(std::uint32_t stream, bool is_new);

  std::vector<Times> times_;  // by stream
  // By stream, in trees: a hash of numbers that anybody can choose would have to be keyed.
  std::map<std::uint32_t, TcpFlight> flights_, older_;
};

}  // namespace packetglass
