// Events: the lines of JSON that `packetglass events` prints, in Tenzir's schemas.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "event/event.h"

namespace packetglass::native {

// pcap.packet, and the packet in a tenzir.packet.
struct PacketLine {
  std::vector<std::uint8_t> bytes;
  PacketEvent event;  // whose bytes are these
};

struct UnknownEvent {
  std::string schema;  // empty when the event does not say
};

// pcap.file_header says how the packets after it are to be written.
using Event = std::variant<pcap::WriterOptions, PacketLine, UnknownEvent>;

// Why nothing can be made of an event: one plain sentence.
class BadEvent : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The event of one line. Throws BadEvent when it is no JSON object, or when a field is missing or
// is not what its schema wants.
Event parse_event(std::string_view line);

}  // namespace packetglass::native
