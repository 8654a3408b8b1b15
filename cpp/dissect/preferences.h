// What the user prefers of the dissection, by Wireshark's names of it ("preferences").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace packetglass {

// How the checksum of SCTP is verified, in the order of Wireshark's words for it.
enum class SctpChecksum : std::uint8_t { kNone, kAdler32, kCrc32c, kAutomatic };

struct Preferences {
  // Takes one as tshark's option -o has it: tcp.check_checksum:TRUE. Of one that is set again the
  // last value holds. Returns what is wrong with it, a sentence without a full stop; empty: it was
  // taken.
  std::string set(std::string_view choice);

  bool operator==(const Preferences&) const = default;

  // Whether checksums are verified: without it they are shown as they stand, as in what a host
  // sends its network card puts them in behind the capture.
  bool checks_ip = false;   // of headers of IPv4
  bool checks_tcp = false;  // messages are not reassembled of segments that are damaged
  bool checks_udp = false;
  SctpChecksum sctp_checksum = SctpChecksum::kNone;
};

}  // namespace packetglass
