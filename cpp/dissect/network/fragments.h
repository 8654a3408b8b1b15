// What IPv4 and IPv6 say of a datagram that was reassembled.
#pragma once

#include "dissect/ip_reassembly.h"
#include "dissect/layer.h"

namespace packetglass {

// The fields of one protocol.
struct FragmentFields {
  Field group, fragment, count, length, completed_in;
};

// What IpReassembly::completed_in() says of a packet that completes a datagram itself, where the
// others are too many to be read again for it.
inline constexpr std::uint64_t kTooManyToReadAgain = ~std::uint64_t{0};

// The datagram that this fragment, the rest of the layer, completes: as a payload and the protocol
// in it. Nothing when it is incomplete, was truncated, or nobody reassembles.
struct WholeDatagram {
  Payload payload;
  std::uint8_t protocol;
};
std::optional<WholeDatagram> reassembled(Layer& ip, IpFragment& fragment, const Payload& payload,
                                         const FragmentFields& fields);

}  // namespace packetglass
