// What a packet is put into a part of a capture by.
#include "edit/split/packet_key.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "dissect/render.h"

namespace packetglass {
namespace {

constexpr std::string_view kVlanFields[] = {"vlan.id", "ieee8021ad.id"};
constexpr unsigned kKindShift = 8, kTransportShift = 16;
constexpr std::uint64_t kHasVlan = std::uint64_t{1} << 32;

// The fifth number: what the addresses are, and what is between them.
std::uint64_t kinds_of(const Summary& packet, bool with_protocol) {
  std::uint64_t kinds = static_cast<std::uint64_t>(packet.source.kind) << kKindShift;
  if (!with_protocol) return kinds;
  kinds |= static_cast<std::uint64_t>(packet.transport) << kTransportShift;
  return kinds | packet.ip_protocol;
}

Address::Kind kind_of(const PacketKey& key) {
  return static_cast<Address::Kind>(key[4] >> kKindShift & 0xff);
}

// Whatever is no letter, digit, dot or sign stands for what separates.
std::string safe(std::string text) {
  std::replace(text.begin(), text.end(), ':', '-');
  return text;
}

std::string host_text(const PacketKey& key, std::size_t at) {
  return safe(to_text(address_of(kind_of(key), {key[at], key[at + 1]})));
}

}  // namespace

PacketKeyReader::PacketKeyReader(SplitBy by) : by_(by), fields_(kVlanFields, false) {}

PacketKeys PacketKeyReader::keys_of(Bytes packet, std::size_t original_length,
                                    LinkType link_type) {
  summary_ = kNoSummary;
  Dissection dissection(summary_);
  if (by_ == SplitBy::kVlan) {
    tree_.reset(packet, &fields_);
    dissection.wanted.tree = &tree_;
    dissection.wanted.text = false;
  }
  dissect_headers(packet, original_length, link_type, dissection);
  if (by_ == SplitBy::kVlan) return vlan();
  return by_ == SplitBy::kHost ? hosts() : conversation();
}

// Addresses in one order and ports with them: both directions are one conversation. Of IPv6 an
// address takes both of its numbers, and ports share the fifth with the rest.
PacketKeys PacketKeyReader::conversation() const {
  auto source = std::pair(words_of(summary_.source), summary_.source_port);
  auto destination = std::pair(words_of(summary_.destination), summary_.destination_port);
  if (destination < source) std::swap(source, destination);
  const auto ports = std::uint64_t{source.second} << 48 | std::uint64_t{destination.second} << 32;
  if (summary_.source.kind == Address::Kind::kNone) return {};
  return {{{source.first[0], source.first[1], destination.first[0], destination.first[1],
            ports | kinds_of(summary_, true)}},
          1};
}

PacketKeys PacketKeyReader::hosts() const {
  if (summary_.source.kind == Address::Kind::kNone) return {};
  const auto source = words_of(summary_.source), destination = words_of(summary_.destination);
  const std::uint64_t kinds = kinds_of(summary_, false);
  return {{{source[0], source[1], 0, 0, kinds}, {destination[0], destination[1], 0, 0, kinds}},
          source == destination ? 1u : 2u};
}

// The outer and the inner one, where there are two.
PacketKeys PacketKeyReader::vlan() const {
  PacketKey key{};
  std::size_t count = 0;
  for (const Node& node : tree_.nodes()) {
    if (count < 2) key[count++] = node.number | kHasVlan;
  }
  return {{key}, 1};
}

std::string PacketKeyReader::text_of(const PacketKey& key) const {
  if (key == PacketKey{}) return "other";
  if (by_ == SplitBy::kHost) return host_text(key, 0);
  if (by_ == SplitBy::kVlan) {
    const std::string outer = "vlan-" + std::to_string(key[0] & ~kHasVlan);
    return key[1] == 0 ? outer : outer + "-" + std::to_string(key[1] & ~kHasVlan);
  }
  constexpr const char* kTransports[] = {"", "tcp", "udp", "sctp"};
  const auto transport = static_cast<std::size_t>(key[4] >> kTransportShift & 3);
  const bool ports = transport != 0;
  const auto end = [&](std::size_t at, unsigned shift) {
    const std::string port = std::to_string(key[4] >> shift & 0xffff);
    return host_text(key, at) + (ports ? "_" + port : std::string());
  };
  return end(0, 48) + "-" + end(2, 32) + "-" +
         (ports ? std::string(kTransports[transport]) : "ip" + std::to_string(key[4] & 0xff));
}

}  // namespace packetglass
