// Made-up traffic: Ethernet packets of many TCP and UDP flows, the same for the same seed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace packetglass::bench {

// Numbers that look random: splitmix64. Its sequence depends on the seed alone.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t roll();
  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(roll() % limit); }
  bool percent(std::uint32_t share) { return below(100) < share; }

 private:
  std::uint64_t state_;
};

// What the packets of one flow have in common, and where its two streams of bytes are.
struct Flow {
  bool ipv6, vlan, tcp;
  std::uint32_t client, server;  // distinguished by the last bytes of their addresses
  std::uint16_t client_port, server_port;
  std::array<std::uint32_t, 2> sequence;  // of the next byte from the client, from the server

  std::size_t headers_size() const;
};

// 100 000 flows: 15 % IPv6, 10 % with a VLAN tag, 80 % TCP. Checksums are right. On the link 250
// stations speak with 3 routers.
class Traffic {
 public:
  // With `speech` half of the flows speak HTTP and DNS, and more packets are long enough to.
  explicit Traffic(std::uint64_t seed, bool speech = false);

  // A packet of exactly `size` bytes, 54 to 1522, of one of the flows whose headers fit into it.
  // Valid until the next call.
  std::span<const std::uint8_t> next(std::size_t size);

  // A packet of any flow, of a size from the simple IMIX: seven packets of 60 bytes to four of 576
  // to one of 1514, on average 353. Headers that are longer make it longer.
  std::span<const std::uint8_t> next_of_mix();

  Dice& dice() { return dice_; }

 private:
  Flow& any() { return flows_[dice_.below(static_cast<std::uint32_t>(flows_.size()))]; }
  std::span<const std::uint8_t> build(Flow& flow, std::size_t size);
  void speak(const Flow& flow, bool reply, std::span<std::uint8_t> payload);

  Dice dice_;
  bool speech_;
  std::vector<Flow> flows_;
  std::vector<std::uint8_t> text_;  // what payloads are cut from
  std::vector<std::uint8_t> packet_;
  std::uint16_t identification_ = 0;  // of the next IPv4 packet
};

}  // namespace packetglass::bench
