// What a packet is put into a part of a capture by.
#pragma once

#include <array>
#include <string>

#include "dissect/dissection.h"

namespace packetglass {

enum class SplitBy : std::uint8_t {
  kPackets,
  kBytes,
  kTime,
  kConversation,
  kHost,
  kVlan,
  kInterface
};

// Equal of packets that belong together. All zero: of what has none (no address, no VLAN).
using PacketKey = std::array<std::uint64_t, 5>;

struct PacketKeys {
  PacketKey keys[2];
  unsigned count = 1;  // 2: the packet belongs to both, of hosts
};

// Reads headers alone: fragments behind the first have no ports.
class PacketKeyReader {
 public:
  // kConversation, kHost or kVlan.
  explicit PacketKeyReader(SplitBy by);

  PacketKeys keys_of(Bytes packet, std::size_t original_length, LinkType link_type);
  // "10.0.0.1_1234-10.0.0.2_80-tcp", "10.0.0.1", "vlan-100"; "other" of none. Nothing that file
  // systems refuse is in it.
  std::string text_of(const PacketKey& key) const;

 private:
  PacketKeys conversation() const;
  PacketKeys hosts() const;
  PacketKeys vlan() const;

  SplitBy by_;
  FieldChoice fields_;
  Tree tree_{Bytes()};
  Summary summary_;
};

}  // namespace packetglass
