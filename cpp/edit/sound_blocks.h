// A step that makes blocks of pcapng sound whose packets were read all the same.
#pragma once

#include "edit/packet_edit.h"

namespace packetglass {

// Lengths of blocks are made right, and a block is written for an interface that none describes:
// of Ethernet, in microseconds.
class SoundBlocks final : public PacketEdit {
 public:
  void section(const Section& section, Bytes raw) override;
  void interface(const Interface& interface, Bytes raw) override;
  bool block(const Block& block) override;

 protected:
  PacketFate edit(PacketDraft& draft) override;

 private:
  std::vector<std::uint32_t> numbers_;  // of all interfaces, each in its section as it is written
  std::uint32_t next_number_ = 0;
  std::vector<std::uint8_t> record_;  // of the packet at hand
};

}  // namespace packetglass
