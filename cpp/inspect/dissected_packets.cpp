// The packets of a capture in its order.
#include "inspect/dissected_packets.h"

#include <algorithm>

namespace packetglass {
namespace {

// At least milliseconds, at most nanoseconds.
unsigned digits_of(const TimestampResolution& resolution) {
  return resolution.binary ? 9 : std::clamp<unsigned>(resolution.exponent, 3, 9);
}

}  // namespace

void DissectedPackets::add(const PacketBatch& batch, std::span<const Interface> interfaces) {
  batch_ = &batch;
  interfaces_ = interfaces;
  history_.add(batch, interfaces);
}

const DissectedPacket& DissectedPackets::begin(std::size_t i) {
  i_ = i;
  const Packet packet = batch_->packet(i);
  const Nanoseconds time = packet.timestamp;
  if (!first_time_ && packet.has_timestamp()) first_time_ = time;
  packet_.number = ++number_;
  packet_.packet = packet;
  packet_.bytes = batch_->bytes(i);
  packet_.record = batch_->record(i);
  packet_.since_first = time - first_time_.value_or(time);
  packet_.since_last = time - last_time_.value_or(time);
  if (packet.has_timestamp()) last_time_ = time;
  packet_.interface = &interfaces_[packet.interface];
  packet_.digits = digits_of(packet_.interface->resolution);
  packet_.tree = nullptr;
  if (follows()) known_ = history_.of(i, true);
  return packet_;
}

const DissectedPacket& DissectedPackets::dissect(const WantedOfPackets& wanted) {
  if (!follows()) known_ = history_.of(i_, wanted_.fields, false);
  packet_.summary = kNoSummary;
  packet_.info.clear();
  packet_.carried.clear();
  Dissection dissection(packet_.summary);
  if (wanted.info) dissection.wanted.info = &packet_.info;
  dissection.wanted.carried = &packet_.carried;
  dissection.wanted.text = wanted.text;
  if (wanted.fields) {
    tree_.reset(packet_.bytes);
    dissection.wanted.tree = &tree_;
  }
  packet_.tree = dissection.wanted.tree;
  dissection.history = known_;
  packetglass::dissect(packet_.bytes, packet_.packet.original_length, packet_.interface->link_type,
                       dissection);
  return packet_;
}

}  // namespace packetglass
