// The frames that Initial packets have: RFC 9000, section 12.4.
#pragma once

#include <cstdint>

namespace packetglass::quic {

enum FrameType : std::uint64_t {
  kPadding = 0,
  kPing = 1,
  kAck = 2,
  kAckWithCounts = 3,
  kCrypto = 6,
  kConnectionClose = 0x1c
};

}  // namespace packetglass::quic
