// Which packets completed datagrams, and of which packets those were put together: so that one of
// them can be dissected again without all that were before it.
#pragma once

#include <span>
#include <vector>

#include "dissect/network/ip_reassembly.h"

namespace packetglass {

// Few packets are fragments: eight bytes for each of them, sixteen for each that completes one.
class FragmentLog {
 public:
  // Behind all that was added before; a packet may complete several, one inside the other.
  void add(std::uint64_t packet, std::span<const IpDatagram::Part> parts);

  // The packets to be dissected before this one, in their order, for it to be put together again:
  // also those that the fragments themselves were put together of. None for almost all packets.
  std::vector<std::uint64_t> needed_for(std::uint64_t packet) const;

  // The packets that completed datagrams, in their order.
  std::vector<std::uint64_t> completing() const;
  // The first packet that completed a datagram of a fragment in this packet; 0: none did. Takes
  // time in proportion to all fragments.
  std::uint64_t completed_in(std::uint64_t packet) const;

  // Bytes held.
  std::size_t memory() const;

 private:
  struct Datagram {
    std::uint64_t packet;  // that completed it
    std::size_t end;       // in parts_
  };

  std::vector<Datagram> datagrams_;  // by rising packet
  std::vector<std::uint64_t> parts_;
};

}  // namespace packetglass
