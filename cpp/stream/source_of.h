// Where bytes are from that are reassembled.
#pragma once

#include <functional>

#include "dissect/ip_reassembly.h"

namespace packetglass {

// `packet` are the captured bytes of packet `number`.
inline SourceRun source_of(Bytes packet, Bytes bytes, std::uint64_t number) {
  const std::less_equal<const std::uint8_t*> is_before;
  const bool is_inside = is_before(packet.data(), bytes.data()) &&
                         is_before(bytes.data() + bytes.size(), packet.data() + packet.size());
  const auto offset = is_inside ? static_cast<std::uint32_t>(bytes.data() - packet.data())
                                : SourceRun::kNotInPacket;
  return {number, offset, static_cast<std::uint32_t>(bytes.size())};
}

}  // namespace packetglass
