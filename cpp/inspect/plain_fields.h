// Fields of the headers of plain packets: Ethernet, at most one VLAN tag, IP without options of
// IPv6, then TCP or UDP. They are read where they stand, without dissecting the packet.
#pragma once

#include <array>
#include <vector>

#include "dissect/field_choice.h"
#include "dissect/tree.h"
#include "flow/flow_table.h"
#include "flow/packet_kinds.h"
#include "inspect/dissected_packet.h"

namespace packetglass {

class PlainFields {
 public:
  // Of the fields that are chosen those of these headers. The tables outlive it.
  PlainFields(const FieldChoice& choice, const PacketKinds& kinds, const LayerPaths& paths);

  // Adds the fields of a packet of a kind, of which `layers` may have some, to an empty tree, as
  // dissecting it would; false where it is not known to be plain: then nothing was added.
  bool put(std::uint32_t kind, unsigned layers, const DissectedPacket& packet,
           const PacketFlow& flow, const FlowTable& flows, Tree& tree);

  enum Header : std::uint8_t { kEthernet, kIpv4, kIpv6, kTcp, kUdp };
  static constexpr std::size_t kHeaders = 5;
  struct Row;

 private:
  // Headers of which fields are put, as bits; none: its packets are not plain.
  using Headers = std::uint8_t;
  static constexpr Headers kNotPlain = 0x80, kNotAsked = 0x40;

  struct Chosen {
    const Field* field;
    const Row* row;
  };
  struct Places;

  Headers headers_of(const PacketKind& kind, unsigned layers) const;
  void put(Header header, const Places& places, Tree& tree) const;

  const PacketKinds& kinds_;
  const LayerPaths& paths_;
  std::array<std::vector<Chosen>, kHeaders> chosen_;  // of each header, in the order of the packet
  std::array<bool, kHeaders> knows_{};  // whether these are all that are chosen of it
  std::vector<Headers> known_;          // by number of the kind
};

}  // namespace packetglass
