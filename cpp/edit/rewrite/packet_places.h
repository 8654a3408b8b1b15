// Where addresses, ports and VLAN ids stand in a packet, and its checksums: of all headers from
// the link to the transport, also in tunnels and in packets that ICMP errors quote.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "dissect/field_choice.h"
#include "dissect/tree.h"
#include "edit/rewrite/place.h"
#include "record/link_type.h"

namespace packetglass {

// A header as it stands in the packet.
struct HeaderAt {
  const Field* layer = nullptr;  // its name is the protocol's: "vxlan"
  std::uint32_t begin = 0;
  // Where what it has ends on the wire, as it and those around it say; may be behind what was
  // captured.
  std::uint64_t end = 0;
  bool quoted = false;    // within a packet that ICMP quotes
  bool fragment = false;  // of a first fragment: what it has goes on in other packets
};

// The dissectors know where fields are: this is what they say, up to what the innermost transport
// carries. (Addresses that applications name are not in it.) Headers that are on almost all
// packets are read where they stand, with the same result.
//
// Bounded by Dissection::kMaxDepth layers and Tree::kMaxNodes fields a packet.
class PacketPlaces {
 public:
  PacketPlaces();

  // Of the next packet; until then all answers are of this one. `packet` are the captured bytes,
  // which are only looked at during the call.
  void find(Bytes packet, std::size_t original_length, LinkType link_type);
  // The same by the dissectors alone; only then there are headers().
  void find_dissected(Bytes packet, std::size_t original_length, LinkType link_type);

  // By rising offset; none overlap.
  std::span<const Place> places() const { return places_; }
  // The outer before the inner. Of fragments only the first one has those of the transport.
  std::span<const Checksum> checksums() const { return checksums_; }
  // In the order of the packet.
  std::span<const HeaderAt> headers() const { return headers_; }

 private:
  bool find_plain(Bytes packet, std::size_t original_length, LinkType link_type);
  void reset();
  void sort();

  std::vector<Place> places_;
  std::vector<Checksum> checksums_;
  std::vector<HeaderAt> headers_;
  std::shared_ptr<const FieldChoice> choice_;
  Tree tree_{Bytes()};
};

}  // namespace packetglass
