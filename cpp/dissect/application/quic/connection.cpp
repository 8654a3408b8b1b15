// Opens the Initial packets of a datagram by what datagrams before it say of its connection.
#include "dissect/application/quic/connection.h"

#include <algorithm>
#include <utility>

namespace packetglass::quic {

Connection::Connection(std::vector<Bytes> before) : before_(std::move(before)) {
  for (const Bytes datagram : before_) {
    each_packet(datagram, [&](const LongHeader& header) {
      if (header.type == PacketType::kInitial) learn(header);
    });
  }
}

bool Connection::knows(std::uint32_t version, Bytes id) const {
  return std::any_of(ids_.begin(), ids_.end(), [&](const Id& each) {
    return each.version == version &&
           std::equal(each.id.begin(), each.id.end(), id.begin(), id.end());
  });
}

void Connection::learn(const LongHeader& header) {
  if (knows(header.version, header.destination)) return;
  if (ids_.size() == kMostIds) ids_.pop_back();
  ids_.insert(ids_.begin(), {header.version, header.destination,
                             initial_keys(header.version, header.destination)});
}

std::optional<Opened> Connection::open(const LongHeader& header) {
  learn(header);
  for (const bool from_client : {true, false}) {
    auto opened = open_from(header, from_client);
    if (!opened) continue;
    from_client_ = from_client;
    if (!std::exchange(read_[from_client ? 0 : 1], true)) read_before(from_client);
    return opened;
  }
  return std::nullopt;
}

std::optional<Opened> Connection::open_from(const LongHeader& header, bool from_client) const {
  for (const Id& id : ids_) {
    if (id.version != header.version) continue;
    auto opened = quic::open(header, from_client ? id.keys.client : id.keys.server);
    if (opened) return opened;
  }
  return std::nullopt;
}

void Connection::read_before(bool from_client) {
  CryptoStream& stream = streams_[from_client ? 0 : 1];
  for (const Bytes datagram : before_) {
    each_packet(datagram, [&](const LongHeader& header) {
      if (header.type != PacketType::kInitial) return;
      if (const auto opened = open_from(header, from_client)) stream.add_frames(opened->payload);
    });
  }
}

}  // namespace packetglass::quic
