// The checksum of the Internet protocols: RFC 1071, and its update: RFC 1624.
#pragma once

#include "base/bytes.h"

namespace packetglass {

// The one's complement sum of what 64 bits collected, in 16 bits. Zero only of zero.
constexpr std::uint16_t fold(std::uint64_t sum) {
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(sum);
}

// Sums bytes as big-endian words of 16 bits. What is added continues where the last bytes ended,
// also in the middle of a word: pieces of any length sum to what all of them would in one.
// Good for 2^32 bytes and more.
class InternetSum {
 public:
  InternetSum& add(Bytes bytes);
  // A number of two bytes.
  InternetSum& add(std::uint16_t word);

  // The one's complement sum so far; a last half word is padded with a zero byte. Bytes that hold
  // their own right checksum sum to 0xffff.
  std::uint16_t folded() const { return fold(sum_); }
  // What goes into a header whose checksum field was zero, or left out, while it was summed.
  std::uint16_t checksum() const { return static_cast<std::uint16_t>(~folded()); }

 private:
  std::uint64_t sum_ = 0;
  bool odd_ = false;  // the next byte is the second of a word
};

// The checksum of bytes alone, as IPv4 headers, ICMP and IGMP have it.
std::uint16_t internet_checksum(Bytes bytes);

// Begin the sum of TCP, UDP, ICMPv6 and others with the pseudo header: addresses of 4 and of 16
// bytes, the number of the protocol, and the length of its header and payload.
InternetSum pseudo_header_v4(Bytes source, Bytes destination, std::uint8_t protocol,
                             std::uint16_t length);
InternetSum pseudo_header_v6(Bytes source, Bytes destination, std::uint8_t next_header,
                             std::uint32_t length);

// In UDP a checksum of zero says that there is none: a sum of zero is sent as 0xffff (RFC 768).
constexpr std::uint16_t udp_checksum(std::uint16_t checksum) {
  return checksum == 0 ? std::uint16_t{0xffff} : checksum;
}

// The checksum after `before` was replaced by `after`, as many bytes, `offset` bytes behind the
// begin of what the checksum covers; of the offset only matters whether it is odd. A checksum that
// was wrong stays wrong by as much. Equal to a new sum, but for one case: where nothing but zeros
// is left it is 0, not 0xffff; both are right.
std::uint16_t updated_checksum(std::uint16_t checksum, Bytes before, Bytes after,
                               std::size_t offset = 0);

}  // namespace packetglass
