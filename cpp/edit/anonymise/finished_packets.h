// Packets that are anonymised, on their way out: without their options, and cut.
#pragma once

#include "edit/anonymise/blocks.h"
#include "edit/anonymise/held_packets.h"
#include "edit/packet_edit.h"

namespace packetglass::anonymise {

class FinishedPackets final : public PacketEdit {
 public:
  FinishedPackets(Blocks& blocks, Tally& tally) : blocks_(blocks), tally_(tally) {}

  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  bool block(const Block& block) override;
  // A batch whose packets are as they are to be, but for their checksums.
  bool hand_on(HeldBatch& held);

 protected:
  PacketFate edit(PacketDraft& draft) override;

 private:
  Blocks& blocks_;
  Tally& tally_;
  const HeldBatch* held_ = nullptr;
  std::size_t i_ = 0;  // of the packet that comes next
};

}  // namespace packetglass::anonymise
