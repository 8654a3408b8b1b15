// Addresses in options and name resolution blocks, as text.
#include "format/pcapng/address_text.h"

#include "base/text.h"

namespace packetglass::pcapng {
namespace {

constexpr std::size_t kGroups = 8;

struct Run {
  std::size_t begin = kGroups;
  std::size_t length = 1;  // a run of one group is not shortened
};

// The first of the longest runs of zero groups.
Run longest_zero_run(const std::uint16_t (&groups)[kGroups]) {
  Run best;
  for (std::size_t begin = 0; begin < kGroups; ++begin) {
    std::size_t end = begin;
    while (end < kGroups && groups[end] == 0) ++end;
    if (end - begin > best.length) best = {begin, end - begin};
  }
  return best;
}

std::string joined(Bytes bytes, std::string_view separator) {
  std::string text;
  for (const std::uint8_t byte : bytes) {
    if (!text.empty()) text += separator;
    text += format_text("%02x", byte);
  }
  return text;
}

}  // namespace

std::string ipv4_text(Bytes address) {
  return format_text("%u.%u.%u.%u", address[0], address[1], address[2], address[3]);
}

std::string ipv6_text(Bytes address) {
  std::uint16_t groups[kGroups];
  for (std::size_t i = 0; i < kGroups; ++i) {
    groups[i] = load<std::uint16_t>(address.data() + 2 * i, ByteOrder::kBig);
  }
  const Run run = longest_zero_run(groups);
  std::string text;
  for (std::size_t i = 0; i < kGroups; ++i) {
    if (i == run.begin) {
      text += "::";
      i += run.length - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    text += format_text("%x", groups[i]);
  }
  return text;
}

std::string hardware_text(Bytes address) {
  return joined(address, ":");
}

std::string hexadecimal(Bytes bytes) {
  return joined(bytes, "");
}

}  // namespace packetglass::pcapng
