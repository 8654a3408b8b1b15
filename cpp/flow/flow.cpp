// A conversation between two endpoints.
#include "flow/flow.h"

namespace packetglass {
namespace {

struct Side {
  std::uint64_t high, low;
  std::uint16_t port;

  auto operator<=>(const Side&) const = default;
};

Side side_of(const Address& address, std::uint16_t port) {
  return {load<std::uint64_t>(address.bytes.data(), ByteOrder::kBig),
          load<std::uint64_t>(address.bytes.data() + 8, ByteOrder::kBig), port};
}

}  // namespace

KeyedPacket flow_key(const Summary& summary) {
  const Side source = side_of(summary.source, summary.source_port);
  const Side destination = side_of(summary.destination, summary.destination_port);
  const bool turned = destination < source;
  const Side& a = turned ? destination : source;
  const Side& b = turned ? source : destination;
  FlowKey key;
  key.addresses = {a.high, a.low, b.high, b.low};
  key.ports = std::uint32_t{a.port} << 16 | b.port;
  key.kind = static_cast<std::uint8_t>(summary.source.kind);
  key.protocol = summary.ip_protocol;
  key.transport = summary.transport;
  return {key, turned};
}

Address Conversation::address(unsigned side) const {
  const std::size_t second = (side != 0) != turned ? 2 : 0;
  Address address;
  address.kind = static_cast<Address::Kind>(key.kind);
  store(address.bytes.data(), key.addresses[second], ByteOrder::kBig);
  store(address.bytes.data() + 8, key.addresses[second + 1], ByteOrder::kBig);
  return address;
}

std::uint16_t Conversation::port(unsigned side) const {
  const bool second = (side != 0) != turned;
  return static_cast<std::uint16_t>(second ? key.ports : key.ports >> 16);
}

}  // namespace packetglass
