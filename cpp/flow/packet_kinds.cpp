// What many packets have in common, kept once.
#include "flow/packet_kinds.h"

#include <cstring>

namespace packetglass {

std::uint32_t PacketKinds::number_of(const Summary& summary, const TcpAnalysis& analysis) {
  const bool tcp = summary.transport == Transport::kTcp;
  const std::uint64_t flags = tcp ? summary.tcp.flags : 0;
  const std::uint64_t marks = summary.all_marks();
  const std::uint64_t bits = summary.path | flags << 16 | std::uint64_t{analysis.flags} << 32 |
                             marks << 48 | static_cast<std::uint64_t>(summary.transport) << 56;
  // Names are constants, but one may have several addresses.
  const auto address =
      static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(summary.protocol));
  Known& known = known_[(bits ^ address << 20) * 0x9e3779b97f4a7c15 >> (64 - kKnownBits)];
  if (known.bits != bits || known.protocol != summary.protocol) {
    const PacketKind kind{.protocol = summary.protocol,
                          .path = summary.path,
                          .tcp_flags = static_cast<std::uint16_t>(flags),
                          .analysis = analysis.flags,
                          .marks = static_cast<std::uint8_t>(marks),
                          .transport = summary.transport};
    known = {bits, summary.protocol, look_up(kind)};
  }
  return known.number;
}

std::uint32_t PacketKinds::look_up(PacketKind kind) {
  if (kinds_.size() >= kMost) kind = {.protocol = kind.protocol, .is_known = false};
  const std::uint16_t protocol = protocol_number(kind.protocol);
  const Key key = std::tuple_cat(std::tuple(protocol), kind.key());
  const auto [found, is_new] =
      numbers_.try_emplace(key, static_cast<std::uint32_t>(kinds_.size()));
  if (is_new) kinds_.push_back({kind, protocol});
  return found->second;
}

std::uint16_t PacketKinds::protocol_number(const char* protocol) {
  for (std::size_t i = 0; i < protocols_.size(); ++i) {
    if (std::strcmp(protocols_[i], protocol) == 0) return static_cast<std::uint16_t>(i);
  }
  protocols_.push_back(protocol);
  return static_cast<std::uint16_t>(protocols_.size() - 1);
}

}  // namespace packetglass
