// Remembers what is told of the past of TCP segments.
#include "inspect/tcp_past_log.h"

#include "stream/wrapping.h"

namespace packetglass {

TcpPast TcpPastLog::add(const TcpSegment& segment, const TcpFacts& facts, unsigned side,
                        Nanoseconds time, std::uint64_t number) {
  // Streams are numbered as their first packets come.
  const std::uint32_t stream = facts.stream;
  const bool is_new = stream >= times_.size();
  if (is_new) times_.resize(stream + std::size_t{1}, {time, time});
  Times& times = times_[stream];
  TcpPast past;
  past.since_first = since(times.first, time);
  past.since_previous = since(times.last, time);
  times.last = time;
  flight_of(stream, is_new).add(segment, facts, side, time, number, past);
  return past;
}

TcpFlight& TcpPastLog::flight_of(std::uint32_t stream, bool is_new) {
  const auto known = flights_.find(stream);
  if (known != flights_.end()) return known->second;
  auto aged = older_.extract(stream);
  if (flights_.size() == kMostFlights) older_ = std::exchange(flights_, {});
  if (aged) return flights_.insert(std::move(aged)).position->second;
  return flights_.try_emplace(stream, is_new).first->second;
}

}  // namespace packetglass
