// Writes pcapng as pcapng of one byte order.
#pragma once

#include "export/capture_file.h"
#include "export/losses.h"

namespace packetglass {

// Sections that have this order already are written byte for byte, the others block by block.
class ReorderExport final : public CaptureFileWriter {
 public:
  ReorderExport(ByteOrder order, std::vector<std::uint8_t>& out) : order_(order), out_(out) {}

  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  bool packets(const PacketBatch& batch) override;
  bool block(const Block& block) override;
  void issue(const Issue&) override {}
  std::vector<Patch> finish(RecordSink& issues) override;

 private:
  void write(Bytes block, std::uint64_t offset);

  ByteOrder order_;
  std::vector<std::uint8_t>& out_;
  Section section_;
  Losses losses_;
};

}  // namespace packetglass
