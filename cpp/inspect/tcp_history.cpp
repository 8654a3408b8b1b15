// What the packets of a TCP conversation before one say of it.
#include "inspect/tcp_history.h"

#include "stream/wrapping.h"

namespace packetglass {

bool is_followed(const FragmentLog& fragments, std::uint64_t number) {
  const auto needed = fragments.needed_for(number);
  return needed && needed->size() <= kMostFragmentsOfSegment;
}

TcpPast follow(TcpFlight& flight, const TcpPacket& packet) {
  TcpPast past;
  if (packet.followed) {
    flight.add(packet.segment, packet.found, packet.side, packet.time, packet.number, past);
  } else {
    flight.forget();
  }
  return past;
}

TcpPast RunningTcp::add(std::uint32_t stream, const TcpPacket& packet) {
  if (stream >= streams_.size()) streams_.resize(stream + std::size_t{1});
  Stream& known = streams_[stream];
  if (known.flight == nullptr) {
    known.flight = std::make_unique<TcpFlight>();
    known.first = known.last = packet.time;
  }
  TcpPast past = follow(*known.flight, packet);
  if (known.next != nullptr) follow(*known.next, packet);
  past.since_first = since(known.first, packet.time);
  past.since_previous = since(known.last, packet.time);
  known.last = packet.time;
  return past;
}

void RunningTcp::add(const TcpCheckpoint& checkpoint) {
  Stream& known = streams_[checkpoint.stream];
  if (known.next != nullptr) known.flight = std::move(known.next);
  known.next = std::make_unique<TcpFlight>(checkpoint);
}

}  // namespace packetglass
