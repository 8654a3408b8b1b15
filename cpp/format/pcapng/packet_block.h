// What the three packet blocks of pcapng have in common.
#pragma once

#include <optional>

#include "format/pcapng/block.h"
#include "record/packet.h"

namespace packetglass::pcapng {

struct PacketBlock {
  RecordKind kind = RecordKind::kEnhanced;
  std::uint32_t interface = 0;  // as the section numbers them
  std::uint64_t ticks = 0;      // in the resolution of the interface; Simple Packets have none
  std::uint32_t captured = 0;   // bytes
  std::uint32_t original = 0;   // bytes
  std::optional<std::uint16_t> drops;  // packets lost before this one: only obsolete blocks say it
  std::size_t data_offset = 0;         // of the packet in the block
  Bytes rest;                          // the packet, its padding and the options

  bool fits() const { return captured <= rest.size(); }
  // Only when fits().
  Bytes packet() const { return rest.first(captured); }
  Bytes options() const {
    const std::size_t end = (std::size_t{captured} + 3) & ~std::size_t{3};
    return end < rest.size() ? rest.subspan(end) : Bytes{};
  }
};

// The interface of a packet, as its section numbers them: of a whole packet block. Simple Packets
// are of interface 0.
inline std::uint32_t interface_of_packet(RecordKind kind, Bytes block, ByteOrder order) {
  const std::uint8_t* const at = block.data() + kBlockHeadSize;
  if (kind == RecordKind::kEnhanced) return load<std::uint32_t>(at, order);
  return kind == RecordKind::kObsolete ? load<std::uint16_t>(at, order) : 0;
}

}  // namespace packetglass::pcapng
