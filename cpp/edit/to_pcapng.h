// Classic pcap as pcapng, record by record: for steps that change what only pcapng has.
#pragma once

#include "edit/edit.h"
#include "export/pcapng_export.h"

namespace packetglass {

// What comes out of it is what PcapngExport writes, read again; sections of pcapng pass as they
// stand.
class ToPcapng final : public Edit {
 public:
  // How the source is read: what was done by reading is not said to be lost.
  explicit ToPcapng(const ReadOptions& reading);

  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  bool packets(const PacketBatch& batch) override;
  bool finish() override;

 private:
  void take_blocks(const PacketBatch& from);

  std::vector<std::uint8_t> written_;
  PcapngExport export_;
  bool converts_ = false;  // the section is classic
  ByteOrder order_ = kHostOrder;
  PacketBatch batch_;
  std::uint32_t begin_[PacketBatch::kCapacity], end_[PacketBatch::kCapacity];
};

}  // namespace packetglass
