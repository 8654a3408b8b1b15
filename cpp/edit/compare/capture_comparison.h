// Compares two captures of any formats while they are read.
#pragma once

#include <array>
#include <deque>

#include "edit/compare/comparison.h"
#include "format/capture_reader.h"

namespace packetglass {

// One of the two: the digests of its packets, until they are compared.
class ComparedCapture final : public RecordSink {
 public:
  using Report = std::function<void(const Issue&)>;

  ComparedCapture(const IgnoredInPackets& ignored, const ReadOptions& reading, Report report)
      : reader_(reading), digester_(ignored), report_(std::move(report)) {}

  Result<std::size_t> push(Bytes window) { return reader_.push(window, *this); }
  Result<std::size_t> finish(Bytes rest) {
    ended_ = true;
    return reader_.finish(rest, *this);
  }
  bool ended() const { return ended_; }

  bool has_next() const { return !digests_.empty(); }
  // What has_next() says is there.
  PacketDigest take();
  // Packets that were taken.
  std::uint64_t taken() const { return taken_; }

  void section(const Section& section, Bytes) override;
  void interface(const Interface& interface, Bytes) override;
  bool packets(const PacketBatch& batch) override;
  bool block(const Block&) override { return true; }
  void issue(const Issue& issue) override { report_(issue); }

 private:
  CaptureReader reader_;
  PacketDigester digester_;
  Report report_;
  ByteOrder order_ = kHostOrder;
  std::size_t first_ = 0;              // interface of the section
  std::vector<Interface> interfaces_;  // of the section, without their options
  std::deque<PacketDigest> digests_;
  std::uint64_t read_ = 0, taken_ = 0;
  bool ended_ = false;
};

// Takes packets of A and B in turns, whatever windows they come in:
//
//   while (const auto side = comparison.wants()) read on: comparison.push(*side, …) or finish()
//   comparison.compare_left();
//
// Packets wait as Comparison says, and those of one window.
class CaptureComparison {
 public:
  // Called with 0 for A or 1 for B.
  using Report = std::function<void(unsigned side, const Issue&)>;

  CaptureComparison(PairBy by, const IgnoredInPackets& ignored, const ReadOptions& reading,
                    Comparison::Take take, const Report& report);

  // The capture to be read on: 0 for A, 1 for B; nothing once both have ended.
  std::optional<unsigned> wants() const;
  // As those of CaptureReader, of the capture that is wanted.
  Result<std::size_t> push(unsigned side, Bytes window);
  Result<std::size_t> finish(unsigned side, Bytes rest);
  // Both have ended: compares the packets that are left, at most so many. False while there are
  // more.
  bool compare_left(std::size_t most = SIZE_MAX) { return comparison_.finish(most); }

  const ComparisonCounts& counts() const { return comparison_.counts(); }

 private:
  unsigned behind() const;
  void compare();

  Comparison comparison_;
  std::array<ComparedCapture, 2> captures_;
};

}  // namespace packetglass
