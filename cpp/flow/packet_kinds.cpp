// What many packets have in common, kept once.
#include "flow/packet_kinds.h"

#include <cstring>

namespace packetglass {

std::uint32_t PacketKinds::look_up(const Summary& summary, const TcpAnalysis& analysis) {
  const PacketKind kind{.protocol = summary.protocol,
                        .path = summary.path,
                        .tcp_flags = static_cast<std::uint16_t>(bits_of(summary, analysis) >> 16),
                        .analysis = analysis.flags,
                        .marks = marks_of(summary),
                        .transport = summary.transport};
  if (kinds_.size() < kMost || numbers_.count(key_of(kind)) != 0) return number_of(kind);
  return number_of({.protocol = summary.protocol, .is_known = false});
}

std::uint32_t PacketKinds::number_of(const PacketKind& kind) {
  const auto next = static_cast<std::uint32_t>(kinds_.size());
  const auto [found, is_new] = numbers_.try_emplace(key_of(kind), next);
  if (is_new) kinds_.push_back({kind, protocol_number(kind.protocol)});
  return found->second;
}

PacketKinds::Key PacketKinds::key_of(const PacketKind& kind) {
  return std::tuple_cat(std::tuple(protocol_number(kind.protocol)), kind.key());
}

std::uint16_t PacketKinds::protocol_number(const char* protocol) {
  for (std::size_t i = 0; i < protocols_.size(); ++i) {
    if (std::strcmp(protocols_[i], protocol) == 0) return static_cast<std::uint16_t>(i);
  }
  protocols_.push_back(protocol);
  return static_cast<std::uint16_t>(protocols_.size() - 1);
}

}  // namespace packetglass
