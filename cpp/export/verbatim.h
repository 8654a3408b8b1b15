// Writes a capture in its own format, record by record as they stand in the source.
#pragma once

#include "export/capture_file.h"

namespace packetglass {

// Everything that was read is written byte for byte: whatever a record or block carries is in it.
class VerbatimWriter final : public CaptureFileWriter {
 public:
  explicit VerbatimWriter(std::vector<std::uint8_t>& out) : out_(out) {}

  void section(const Section&, Bytes raw) override { append(raw); }
  void interface(const Interface&, Bytes raw) override { append(raw); }
  bool block(const Block& block) override { return append(block.bytes); }
  bool packets(const PacketBatch& batch) override {
    if (batch.back_to_back && batch.count != 0) return append(whole(batch));
    for (std::size_t i = 0; i < batch.count; ++i) append(batch.record(i));
    return true;
  }
  void issue(const Issue&) override {}
  std::vector<Patch> finish(RecordSink&) override { return {}; }

 private:
  // Records that lie back to back are one piece.
  static Bytes whole(const PacketBatch& batch) {
    const Bytes first = batch.record(0);
    const Bytes last = batch.record(batch.count - 1);
    return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
  }

  bool append(Bytes bytes) {
    out_.insert(out_.end(), bytes.begin(), bytes.end());
    return true;
  }

  std::vector<std::uint8_t>& out_;
};

}  // namespace packetglass
