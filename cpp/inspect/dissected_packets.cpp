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
  packet_.processes = &processes_;
  packet_.since_first = time - first_time_.value_or(time);
  packet_.since_last = time - last_time_.value_or(time);
  if (packet.has_timestamp()) last_time_ = time;
  packet_.interface = &interfaces_[packet.interface];
  packet_.digits = digits_of(packet_.interface->resolution);
  packet_.tree = nullptr;
  if (follows()) known_ = history_.of(i, true);
  return packet_;
}

// How many layers have something that is wanted.
unsigned DissectedPackets::layers_for(const WantedOfPackets& wanted) {
  if (wanted.info || wanted.carried) return WantedLayers::kAll;
  if (!wanted.fields) return 0;
  if (wanted.only == nullptr) return WantedLayers::kAll;
  return known_of(wanted.only).layers.of(kind(i_));
}

DissectedPackets::Known& DissectedPackets::known_of(
    const std::shared_ptr<const FieldChoice>& choice) {
  for (const auto& known : wanted_before_) {
    if (known->layers.choice() == choice.get()) return *known;
  }
  const LayerPaths& paths = history_.paths();
  wanted_before_.push_back(
      std::unique_ptr<Known>(new Known{{choice, kinds_, paths}, {*choice, kinds_, paths}}));
  return *wanted_before_.back();
}

// Where the user chose something, no packet is plain.
bool DissectedPackets::put_plain(const WantedOfPackets& wanted, unsigned layers) {
  if (layers == WantedLayers::kAll || history_.choices() != nullptr) return false;
  PlainFields& plain = known_of(wanted.only).plain;
  return plain.put(kind(i_), layers, packet_, history_.flow(i_), history_.flows(), tree_);
}

// What the columns know of the packet they know already.
const DissectedPacket& DissectedPackets::dissect(const WantedOfPackets& wanted) {
  const unsigned layers = layers_for(wanted);
  packet_.info.clear();
  packet_.carried.clear();
  packet_.tree = nullptr;
  if (wanted.fields) {
    tree_.reset(packet_.bytes, wanted.only.get());
    packet_.tree = &tree_;
  }
  if (layers != 0 && !put_plain(wanted, layers)) dissect(wanted, layers);
  if (layers != WantedLayers::kAll) packet_.summary = history_.summary(i_);
  return packet_;
}

void DissectedPackets::dissect(const WantedOfPackets& wanted, unsigned layers) {
  if (!follows()) known_ = history_.of(i_, wanted_.fields, false);
  packet_.summary = kNoSummary;
  Dissection dissection(packet_.summary);
  if (wanted.fields) dissection.wanted.tree = &tree_;
  if (wanted.info) dissection.wanted.info = &packet_.info;
  if (wanted.carried) dissection.wanted.carried = &packet_.carried;
  dissection.wanted.text = wanted.text;
  if (wanted.decoded) dissection.wanted.decoder = decoder_;
  if (layers != WantedLayers::kAll) dissection.wanted.counted = wanted.only.get();
  dissection.wanted.layers = layers;
  dissection.history = known_;
  packetglass::dissect(packet_.bytes, packet_.packet.original_length, packet_.interface->link_type,
                       dissection);
}

}  // namespace packetglass
