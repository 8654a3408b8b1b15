// Events: the lines of JSON that `packetglass events` prints, in Tenzir's schemas.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "format/pcap/writer.h"

namespace packetglass::native {

// pcap.packet, and the packet in a tenzir.packet.
struct PacketEvent {
  std::uint32_t link_type = 0;
  std::optional<Nanoseconds> time;    // nothing: pcapng's simple packets have none
  std::uint32_t original_length = 0;  // bytes
  std::vector<std::uint8_t> bytes;
  // Of pcapng: both are numbers that the source counts from 0, the interface in each section anew.
  std::optional<std::uint64_t> section;
  std::optional<std::uint64_t> interface;
};

struct UnknownEvent {
  std::string schema;  // empty when the event does not say
};

// pcap.file_header says how the packets after it are to be written.
using Event = std::variant<pcap::WriterOptions, PacketEvent, UnknownEvent>;

// Why nothing can be made of an event: one plain sentence.
class BadEvent : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// The event of one line. Throws BadEvent when it is no JSON object, or when a field is missing or
// is not what its schema wants.
Event parse_event(std::string_view line);

}  // namespace packetglass::native
