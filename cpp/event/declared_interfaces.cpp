// The interfaces of a section of pcapng that is being written.
#include "event/declared_interfaces.h"

#include <algorithm>

namespace packetglass {
namespace {

// Of interfaces alike, so many are tried, and the one that was declared last.
constexpr std::size_t kTried = 16;

bool can_hold(const Interface& interface, const PacketEvent& packet) {
  if (interface.snaplen != 0 && packet.bytes.size() > interface.snaplen) return false;
  if (!packet.time) return true;
  const auto& unit = interface.resolution;
  const auto ticks = to_ticks(*packet.time, unit, interface.timestamp_offset);
  return ticks && to_nanoseconds(*ticks, unit, interface.timestamp_offset) == packet.time;
}

}  // namespace

void DeclaredInterfaces::clear() {
  all_.clear();
  by_key_.clear();
}

std::uint32_t DeclaredInterfaces::add(DeclaredInterface one) {
  const auto number = static_cast<std::uint32_t>(all_.size());
  const std::uint32_t link_type = one.interface.link_type;
  by_key_[{std::nullopt, link_type}].push_back(number);
  if (one.id) by_key_[{one.id, link_type}].push_back(number);
  all_.push_back(std::move(one));
  return number;
}

std::optional<std::uint32_t> DeclaredInterfaces::find(const PacketEvent& packet) const {
  const auto alike = by_key_.find({packet.interface, packet.link_type});
  if (alike == by_key_.end()) return std::nullopt;
  const auto& numbers = alike->second;
  const auto holds = [&](std::uint32_t number) {
    return can_hold(all_[number].interface, packet);
  };
  const auto last =
      numbers.begin() + static_cast<std::ptrdiff_t>(std::min(kTried, numbers.size()));
  const auto first = std::find_if(numbers.begin(), last, holds);
  if (first != last) return *first;
  return holds(numbers.back()) ? std::optional(numbers.back()) : std::nullopt;
}

}  // namespace packetglass
