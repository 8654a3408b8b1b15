// Turns events back into pcapng.
#include "native/pcapng_recorder.h"

#include <limits>

#include "base/text.h"

namespace packetglass::native {
namespace {

// Above this an interface_id is not believed to be a number of an interface.
constexpr std::uint64_t kMaxInterfaces = 4096;

// Whether packets of the interface can be as long, and its ticks as fine.
bool can_hold(const Interface& interface, const PacketEvent& packet) {
  if (interface.link_type != packet.link_type) return false;
  if (interface.snaplen != 0 && packet.bytes.size() > interface.snaplen) return false;
  if (!packet.time) return true;
  const auto& unit = interface.resolution;
  const auto ticks = to_ticks(*packet.time, unit, interface.timestamp_offset);
  return ticks && to_nanoseconds(*ticks, unit, interface.timestamp_offset) == packet.time;
}

void check(const PacketEvent& packet) {
  constexpr std::uint32_t kMost = std::numeric_limits<LinkType>::max();
  if (packet.link_type <= kMost) return;
  throw BadEvent(format_text("The packet's link type is %u, but that of pcapng is at most %u.",
                             packet.link_type, kMost));
}

}  // namespace

void PcapngRecorder::go_on(const LastPcapngSection& section) {
  order_ = section.order;
  begun_ = true;
  if (section.says_length) return;
  writer_.emplace(order_, output_.pending());
  writer_->go_on(section.interfaces);
  for (const Interface& interface : section.interfaces) {
    interfaces_.push_back({interfaces_.size(), interface});
  }
}

void PcapngRecorder::record(const PacketEvent& packet) {
  check(packet);
  begin_section(packet);
  write(interface_of(packet), packet);
}

void PcapngRecorder::begin_section(const PacketEvent& packet) {
  const bool another = section_ && packet.section && packet.section != section_;
  if (packet.section) section_ = packet.section;
  if (writer_ && !another) return;
  writer_.emplace(order_, output_.pending());
  writer_->write_section();
  interfaces_.clear();
  begun_ = true;
}

std::uint32_t PcapngRecorder::interface_of(const PacketEvent& packet) {
  for (std::size_t i = 0; i < interfaces_.size(); ++i) {
    const bool same = !packet.interface || interfaces_[i].id == packet.interface;
    if (same && can_hold(interfaces_[i].interface, packet)) return static_cast<std::uint32_t>(i);
  }
  const auto link_type = static_cast<LinkType>(packet.link_type);
  if (packet.interface.value_or(kMaxInterfaces) < kMaxInterfaces) {
    while (interfaces_.size() < *packet.interface) declare(interfaces_.size(), link_type);
  }
  declare(packet.interface, link_type);
  return static_cast<std::uint32_t>(interfaces_.size() - 1);
}

void PcapngRecorder::declare(std::optional<std::uint64_t> id, LinkType link_type) {
  Interface interface;
  interface.link_type = link_type;
  interface.resolution = kNanosecondResolution;
  writer_->write_interface(interface);
  interfaces_.push_back({id, interface});
}

void PcapngRecorder::write(std::uint32_t interface, const PacketEvent& packet) {
  const auto refused =
      packet.time
          ? writer_->write_packet(interface, *packet.time, packet.bytes, packet.original_length)
          : writer_->write_simple_packet(interface, packet.bytes, packet.original_length);
  if (refused) throw BadEvent(refused->message);
}

}  // namespace packetglass::native
