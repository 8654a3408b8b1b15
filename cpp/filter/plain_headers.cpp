// Where the headers of a plain packet begin.
#include "filter/plain_headers.h"

namespace packetglass {
namespace {

constexpr std::size_t kEthernetSize = 14, kIpv4Size = 20;
constexpr std::uint16_t kIpv4Type = 0x0800, kFragment = 0x3fff;
constexpr std::uint8_t kTcp = 6, kUdp = 17;

std::size_t least_size(std::uint8_t protocol) {
  return protocol == kTcp ? 20 : protocol == kUdp ? 8 : 0;
}

// The transport behind an IPv4 header that is there; nullptr where it is none of the two.
const std::uint8_t* transport_in(Bytes ip) {
  const std::size_t header = 4 * (ip[0] & std::size_t{0x0f});
  const std::size_t total = load<std::uint16_t>(ip.data() + 2, ByteOrder::kBig);
  const bool is_fragment = (load<std::uint16_t>(ip.data() + 6, ByteOrder::kBig) & kFragment) != 0;
  const std::size_t least = least_size(ip[9]);
  if (header < kIpv4Size || is_fragment || least == 0) return nullptr;
  const bool fits = ip.size() >= header + least && (total == 0 || total >= header + least);
  return fits ? ip.data() + header : nullptr;
}

std::size_t count_of(const LayerPaths& paths, LayerPaths::Id path, std::string_view name) {
  std::size_t count = 0;
  for (; path != LayerPaths::kNone; path = paths.outer(path)) {
    count += paths.layer(path).name == name ? 1u : 0u;
  }
  return count;
}

// The layer that is so deep, from 1 for the outermost.
std::string_view layer_at(const LayerPaths& paths, LayerPaths::Id path, std::size_t depth) {
  while (paths.depth(path) > depth) path = paths.outer(path);
  return paths.depth(path) == depth ? std::string_view(paths.layer(path).name)
                                    : std::string_view();
}

}  // namespace

bool may_be_plain(const LayerPaths& paths, LayerPaths::Id path, PlainHeader header,
                  std::string_view layer) {
  const std::string_view layers[] = {"eth", "ip", layer};
  const auto last = static_cast<std::size_t>(header);
  for (std::size_t i = 0; i <= last; ++i) {
    if (layer_at(paths, path, i + 1) != layers[i] || count_of(paths, path, layers[i]) != 1) {
      return false;
    }
  }
  return true;
}

PlainHeaders plain_headers(const DissectedPacket& packet) {
  PlainHeaders headers;
  const Bytes bytes = packet.bytes;
  const bool ethernet =
      packet.interface != nullptr && packet.interface->link_type == kLinkTypeEthernet;
  if (!ethernet || bytes.size() < kEthernetSize) return headers;
  headers.at[0] = bytes.data();
  const bool ipv4 = load<std::uint16_t>(bytes.data() + 12, ByteOrder::kBig) == kIpv4Type &&
                    bytes.size() >= kEthernetSize + kIpv4Size && bytes[kEthernetSize] >> 4 == 4;
  if (!ipv4) return headers;
  headers.at[1] = bytes.data() + kEthernetSize;
  headers.at[2] = transport_in(bytes.subspan(kEthernetSize));
  return headers;
}

}  // namespace packetglass
