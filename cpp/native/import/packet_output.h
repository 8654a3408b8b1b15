// A capture of packets that no capture had before.
#pragma once

#include <optional>
#include <variant>

#include "base/result.h"
#include "edit/hex_dump/hex_dump_reader.h"
#include "format/pcap/writer.h"
#include "format/pcapng/writer.h"
#include "record/link_type.h"

namespace packetglass::native {

// Appends to `out`, which outlives it and which the caller empties as it likes.
class PacketOutput {
 public:
  // pcapng with one interface, or classic pcap; both in nanoseconds.
  PacketOutput(bool pcapng, LinkType link_type, std::vector<std::uint8_t>& out);

  // Why the packet cannot be written, if so. Classic pcap has no place for a direction.
  [[nodiscard]] std::optional<Error> write(Nanoseconds time, Bytes packet, Direction direction);

 private:
  std::variant<std::monostate, pcap::PcapWriter, pcapng::PcapngWriter> writer_;
};

}  // namespace packetglass::native
