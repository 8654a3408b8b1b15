// Compares two captures of any formats while they are read.
#include "edit/compare/capture_comparison.h"

namespace packetglass {

PacketDigest ComparedCapture::take() {
  const PacketDigest digest = digests_.front();
  digests_.pop_front();
  ++taken_;
  return digest;
}

void ComparedCapture::section(const Section& section, Bytes) {
  order_ = section.order;
  first_ += interfaces_.size();
  interfaces_.clear();
}

void ComparedCapture::interface(const Interface& interface, Bytes) {
  interfaces_.push_back(interface);
  interfaces_.back().options = {};
}

bool ComparedCapture::packets(const PacketBatch& batch) {
  for (std::size_t i = 0; i < batch.count; ++i) {
    const Interface& interface = interfaces_[batch.interface[i] - first_];
    digests_.push_back(digester_.digest(batch, i, ++read_, interface, order_));
  }
  return true;
}

CaptureComparison::CaptureComparison(PairBy by, const IgnoredInPackets& ignored,
                                     const ReadOptions& reading, Comparison::Take take,
                                     const Report& report)
    : comparison_(by, std::move(take)),
      captures_{{{ignored, reading, [report](const Issue& issue) { report(0, issue); }},
                 {ignored, reading, [report](const Issue& issue) { report(1, issue); }}}} {}

std::optional<unsigned> CaptureComparison::wants() const {
  const unsigned side = behind();
  if (captures_[side].ended()) return std::nullopt;
  return side;
}

// The one of which fewer packets were compared; of what has ended and is compared, the other.
unsigned CaptureComparison::behind() const {
  const auto is_done = [this](unsigned side) {
    return captures_[side].ended() && !captures_[side].has_next();
  };
  if (is_done(0)) return 1;
  return !is_done(1) && captures_[1].taken() < captures_[0].taken() ? 1 : 0;
}

Result<std::size_t> CaptureComparison::push(unsigned side, Bytes window) {
  auto used = captures_[side].push(window);
  compare();
  return used;
}

Result<std::size_t> CaptureComparison::finish(unsigned side, Bytes rest) {
  auto used = captures_[side].finish(rest);
  compare();
  return used;
}

void CaptureComparison::compare() {
  for (unsigned side = behind(); captures_[side].has_next(); side = behind()) {
    comparison_.add(side, captures_[side].take());
  }
}

}  // namespace packetglass
