// Turns events back into pcapng.
#include "event/pcapng_recorder.h"

#include <limits>

#include "base/text.h"
#include "format/pcapng/interface_description.h"
#include "format/pcapng/reorder.h"

namespace packetglass {
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

std::optional<Error> check(const PacketEvent& packet) {
  constexpr std::uint32_t kMost = std::numeric_limits<LinkType>::max();
  if (packet.link_type <= kMost) return std::nullopt;
  return Error{ErrorCode::kLinkTypeMismatch, 0,
               format_text("The packet's link type is %u, but that of pcapng is at most %u.",
                           packet.link_type, kMost)};
}

pcapng::BlockCopying into(ByteOrder order, ByteOrder from = ByteOrder::kLittle) {
  return {from, order, false};
}

}  // namespace

void PcapngRecorder::go_on(const LastPcapngSection& section) {
  order_ = section.order;
  begun_ = true;
  if (section.says_length) return;
  writer_.emplace(order_, out_);
  writer_->go_on(section.interfaces);
  for (const Interface& interface : section.interfaces) {
    interfaces_.push_back({interfaces_.size(), interface});
  }
}

std::optional<Error> PcapngRecorder::record(const PacketEvent& packet, Bytes options) {
  if (auto error = check(packet)) return error;
  begin_section_of(packet);
  return write(interface_of(packet), packet, options);
}

void PcapngRecorder::begin_section_of(const PacketEvent& packet) {
  const bool another = section_ && packet.section && packet.section != section_;
  if (packet.section) section_ = packet.section;
  if (!writer_ || another) begin_section();
}

void PcapngRecorder::begin_section(Bytes block) {
  writer_.emplace(order_, out_);
  if (block.empty())
    writer_->write_section();
  else
    pcapng::append_copied(block, into(order_), out_);
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

void PcapngRecorder::declare(Bytes block) {
  if (!writer_) begin_section();
  const auto description = pcapng::read_interface_description(block, ByteOrder::kLittle);
  const Interface interface = pcapng::interface_of(description, ByteOrder::kLittle);
  pcapng::append_copied(block, into(order_), out_);
  writer_->know(interface);
  interfaces_.push_back({interfaces_.size(), interface});
}

void PcapngRecorder::append(Bytes block, ByteOrder order) {
  if (!writer_) begin_section();
  pcapng::append_copied(block, into(order_, order), out_);
}

std::optional<Error> PcapngRecorder::record(std::uint32_t interface, const PacketEvent& packet,
                                            Bytes options) {
  if (interface >= interfaces_.size()) {
    return Error{ErrorCode::kUnsupported, 0,
                 format_text("The packet is of interface %u, which was not declared.", interface)};
  }
  return write(interface, packet, options);
}

std::optional<Error> PcapngRecorder::write(std::uint32_t interface, const PacketEvent& packet,
                                           Bytes options) {
  if (!packet.time) {
    if (!options.empty()) {
      return Error{ErrorCode::kUnsupported, 0,
                   "A packet without a time has no place for options."};
    }
    return writer_->write_simple_packet(interface, packet.bytes, packet.original_length);
  }
  std::vector<std::uint8_t> reordered;
  pcapng::PacketOptions more;
  more.options = options;
  if (order_ != ByteOrder::kLittle && !options.empty()) {
    pcapng::append_copied_options(options, pcapng::kEnhancedPacket, into(order_), reordered);
    more.options = reordered;
  }
  return writer_->write_packet(interface, *packet.time, packet.bytes, packet.original_length,
                               more);
}

}  // namespace packetglass
