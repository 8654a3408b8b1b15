// How dissectors ask for the datagram that a fragment completes. What reassembles it is given
// to the dissection; a dissector keeps nothing from packet to packet.
#pragma once

#include <vector>

#include "dissect/address.h"

namespace packetglass {

// A fragment of IPv4 (RFC 791) or IPv6 (RFC 8200, section 4.5) that was captured whole.
struct IpFragment {
  Address source, destination;
  std::uint32_t id = 0;
  std::uint8_t protocol = 0;  // of what is in it; of IPv6 the next header
  bool more = false;          // more fragments follow
  std::uint32_t offset = 0;   // bytes
  Bytes bytes;
};

// Some bytes behind one another of what was reassembled: where they are in the capture.
struct SourceRun {
  // Instead of an offset: they were in something that was reassembled, too.
  static constexpr std::uint32_t kNotInPacket = ~std::uint32_t{0};

  std::uint64_t packet;  // from 1
  std::uint32_t offset;  // of the captured bytes of the packet
  std::uint32_t size;    // bytes
};

struct IpDatagram {
  // Where a part of it came from.
  struct Part {
    std::uint64_t packet;  // from 1
    std::uint32_t offset;  // bytes
    std::uint32_t size;
  };

  std::uint8_t protocol = 0;  // of its first fragment
  std::vector<std::uint8_t> bytes;
  std::vector<Part> parts;      // by rising offset
  std::vector<SourceRun> runs;  // of its bytes, one behind the other
};

class IpReassembly {
 public:
  virtual ~IpReassembly() = default;
  // The datagram that the fragment completes, valid while the packet is dissected; else nullptr.
  virtual const IpDatagram* add(const IpFragment& fragment) = 0;
  // The packet behind this one that completes what it has a fragment of; 0: not known.
  virtual std::uint64_t completed_in() const = 0;
};

}  // namespace packetglass
