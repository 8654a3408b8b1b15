// DNS over TCP on any port.
#include "dissect/application/dns_start.h"

namespace packetglass {
namespace {

constexpr std::size_t kHeaderSize = 2 + 12;  // with the length in front
constexpr std::size_t kMostLabel = 63, kMostName = 255;

std::uint16_t word(Bytes bytes, std::size_t at) {
  return load<std::uint16_t>(&bytes[at], ByteOrder::kBig);
}

// A query, a notification or an update, or the answer to one: RFC 1996, RFC 2136.
bool are_flags(std::uint16_t flags) {
  constexpr std::uint16_t kResponse = 0x8000, kReserved = 0x0040, kOnlyOfResponses = 0x048f;
  const unsigned operation = flags >> 11 & 15;
  const bool known = operation == 0 || operation == 4 || operation == 5;
  const bool query = (flags & kResponse) == 0;
  return known && (flags & kReserved) == 0 && (!query || (flags & kOnlyOfResponses) == 0);
}

// Where the name ends that begins at `at`; 0: it is none.
std::size_t end_of_name(Bytes bytes, std::size_t at) {
  const std::size_t begin = at;
  while (at < bytes.size() && at - begin < kMostName) {
    const std::size_t length = bytes[at++];
    if (length == 0) return at;
    if (length > kMostLabel) return 0;
    for (std::size_t i = at; i < at + length && i < bytes.size(); ++i) {
      if (bytes[i] <= ' ' || bytes[i] >= 0x7f) return 0;
    }
    at += length;
  }
  return 0;
}

bool is_class(std::uint16_t number) {
  return number == 1 || number == 3 || number == 4 || number == 254 || number == 255;
}

}  // namespace

bool is_dns_stream(Bytes bytes) {
  if (bytes.size() < kHeaderSize + 5 || word(bytes, 0) + std::size_t{2} != bytes.size())
    return false;
  if (!are_flags(word(bytes, 4)) || word(bytes, 6) != 1) return false;
  const std::size_t end = end_of_name(bytes, kHeaderSize);
  return end != 0 && end + 4 <= bytes.size() && word(bytes, end) != 0 &&
         is_class(word(bytes, end + 2));
}

}  // namespace packetglass
