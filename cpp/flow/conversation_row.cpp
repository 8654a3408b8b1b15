// A conversation as the table keeps it.
#include "flow/conversation_row.h"

namespace packetglass {
namespace {

// Where a packet comes from or goes to. The one that sorts first stands first.
struct Side {
  std::uint64_t high, low;
  std::uint16_t port;

  auto operator<=>(const Side&) const = default;
};

Side side_of(const Address& address, std::uint16_t port) {
  const AddressWords words = words_of(address);
  return {words[0], words[1], port};
}

}  // namespace

void key_ipv6(const Summary& summary, KeyedPacket& keyed) {
  const Side source = side_of(summary.source, summary.source_port);
  const Side destination = side_of(summary.destination, summary.destination_port);
  const bool turned = destination < source;
  const Side& a = turned ? destination : source;
  const Side& b = turned ? source : destination;
  keyed.addresses = {a.high, a.low, b.high, b.low};
  keyed.rest = KeyRest::of(summary, a.port, b.port, turned);
}

Conversation ConversationRow::conversation(const std::array<std::uint64_t, 4>* pair) const {
  Conversation all;
  all.key.addresses = {addresses >> 32 << 32, 0, addresses << 32, 0};
  if (rest.is_ipv6()) all.key.addresses = *pair;
  all.key.ports = static_cast<std::uint32_t>(rest.bits >> 32);
  all.key.protocol = static_cast<std::uint8_t>(rest.bits >> 24);
  all.key.kind = static_cast<std::uint8_t>(rest.bits >> 16);
  all.key.transport = static_cast<Transport>(rest.bits >> 8 & 0xff);
  for (unsigned side = 0; side < 2; ++side) {
    all.sums[side] = {bytes[side], std::uint64_t{more_packets[side]} << 32 | packets[side]};
  }
  all.first = first;
  all.last = last;
  all.stream = stream;
  all.link = link;
  all.turned = rest.turned();
  return all;
}

}  // namespace packetglass
