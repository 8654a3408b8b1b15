// What IPv4 and IPv6 say of a datagram that was put together of fragments.
#pragma once

#include "dissect/layer.h"
#include "dissect/network/ip_reassembly.h"

namespace packetglass {

// The fields of one protocol.
struct FragmentFields {
  Field group, fragment, count, length, completed_in;
};

// The datagram that this fragment, the rest of the layer, completes: as a payload and the protocol
// in it. Nothing when it is incomplete, was cut, or nobody puts fragments together.
struct WholeDatagram {
  Payload payload;
  std::uint8_t protocol;
};
std::optional<WholeDatagram> put_together(Layer& ip, IpFragment& fragment, const Payload& payload,
                                          const FragmentFields& fields);

}  // namespace packetglass
