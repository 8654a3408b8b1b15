// Which packets completed datagrams, and of which packets those were reassembled: so that one of
// them can be dissected again without all that were before it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "dissect/ip_reassembly.h"

namespace packetglass {

// Few packets are fragments: twelve bytes for each of them, sixteen for each that completes one.
class FragmentLog {
 public:
  // Most packets that are dissected again for one: no datagram has more parts. Only datagrams
  // inside datagrams take more.
  static constexpr std::size_t kMaxNeeded = 8192;

  // Behind all that was added before; a packet may complete several, one inside the other.
  void add(std::uint64_t packet, std::span<const IpDatagram::Part> parts);

  // The packets to be dissected before this one, in their order, for it to be reassembled again:
  // also those that the fragments themselves were reassembled from. None for almost all packets;
  // nothing where they are too many.
  std::optional<std::vector<std::uint64_t>> needed_for(std::uint64_t packet) const;

  // The packets that completed datagrams, in their order.
  std::vector<std::uint64_t> completing() const;
  // How many fragments the datagrams had in packets before those that completed them.
  std::size_t part_count() const { return parts_.size(); }
  // The first packet that completed a datagram of a fragment in this packet; 0: none did.
  std::uint64_t completed_in(std::uint64_t packet) const;

  // Bytes held.
  std::size_t memory() const;

 private:
  struct Datagram {
    std::uint64_t packet;  // that completed it
    std::size_t end;       // in parts_
  };

  void push_parts_of(std::uint64_t packet, std::vector<std::uint64_t>& heap) const;
  void sort_parts() const;

  std::vector<Datagram> datagrams_;  // by rising packet
  std::vector<std::uint64_t> parts_;
  // Indices of parts_ by rising packet, those of one packet by rising index: made when asked for.
  mutable std::vector<std::uint32_t> by_packet_;
};

}  // namespace packetglass
