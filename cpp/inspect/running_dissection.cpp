// Dissects packets in the order of their capture.
#include "inspect/running_dissection.h"

#include <algorithm>

namespace packetglass {
namespace {

// At least milliseconds, at most nanoseconds.
unsigned digits_of(const TimestampResolution& resolution) {
  return resolution.binary ? 9 : std::clamp<unsigned>(resolution.exponent, 3, 9);
}

}  // namespace

void RunningDissection::add(const PacketBatch& batch, std::span<const Interface> interfaces) {
  history_.add(batch, interfaces);
}

void RunningDissection::put_times(const Packet& packet) {
  if (!first_time_ && packet.has_timestamp()) first_time_ = packet.timestamp;
  packet_.since_last = packet.timestamp - last_time_.value_or(packet.timestamp);
  if (packet.has_timestamp()) last_time_ = packet.timestamp;
  packet_.since_first = packet.timestamp - first_time_.value_or(packet.timestamp);
}

const DissectedPacket& RunningDissection::dissect(const PacketBatch& batch, std::size_t i,
                                                  const Interface& interface, bool fields) {
  packet_ = {};
  packet_.number = ++number_;
  packet_.packet = batch.packet(i);
  packet_.bytes = batch.bytes(i);
  packet_.record = batch.record(i);
  packet_.interface = &interface;
  packet_.digits = digits_of(interface.resolution);
  put_times(packet_.packet);
  Dissection dissection(packet_.summary);
  dissection.wanted.info = &packet_.info;
  dissection.wanted.carried = &packet_.carried;
  if (fields) packet_.tree = dissection.wanted.tree = &tree_.emplace(packet_.bytes);
  dissection.history = history_.of(i, fields);
  packetglass::dissect(packet_.bytes, packet_.packet.original_length, interface.link_type,
                       dissection);
  return packet_;
}

}  // namespace packetglass
