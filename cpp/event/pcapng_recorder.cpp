// Turns events back into pcapng.
#include "event/pcapng_recorder.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "format/pcapng/interface_description.h"
#include "format/pcapng/reorder.h"

namespace packetglass {
namespace {

// Above this an interface_id is not believed to be a number of an interface.
constexpr std::uint64_t kMostInterfaceId = 4096;

// Seconds to be added to the ticks of an interface whose packets may be from before 1970: as early
// as nanoseconds go.
constexpr std::int64_t kEarliestSecond =
    std::numeric_limits<Nanoseconds>::min() / kNanosecondsPerSecond - 1;

// Where the snaplen stands in an interface's block, and the number of it in a statistics block.
constexpr std::size_t kSnaplenOffset = pcapng::kBlockHeadSize + 4;
constexpr std::size_t kNumberOffset = pcapng::kBlockHeadSize;

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
    interfaces_.add({interfaces_.size(), interface});
    written_ids_.emplace_back(static_cast<std::uint32_t>(written_ids_.size()));
  }
  if (section.interfaces.empty()) return;
  first_ = 0;
  first_snaplen_ = section.interfaces[0].snaplen;
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
  header_.assign(block.begin(), block.end());
  interfaces_.clear();
  write_section_header();
  begun_ = true;
}

void PcapngRecorder::write_section_header() {
  writer_.emplace(order_, out_);
  if (header_.empty()) {
    writer_->write_section();
  } else {
    pcapng::append_copied(header_, into(order_), out_);
  }
  written_ids_.assign(interfaces_.size(), std::nullopt);
  first_.reset();
}

std::uint32_t PcapngRecorder::interface_of(const PacketEvent& packet) {
  if (const auto known = interfaces_.find(packet)) return *known;
  if (packet.interface.value_or(kMostInterfaceId) < kMostInterfaceId) {
    while (interfaces_.size() < *packet.interface) declare(interfaces_.size(), packet);
  }
  declare(packet.interface, packet);
  return static_cast<std::uint32_t>(interfaces_.size() - 1);
}

void PcapngRecorder::declare(std::optional<std::uint64_t> id, const PacketEvent& packet) {
  Interface interface;
  interface.link_type = static_cast<LinkType>(packet.link_type);
  interface.resolution = kNanosecondResolution;
  if (packet.time.value_or(0) < 0) interface.timestamp_offset = kEarliestSecond;
  written_ids_.emplace_back();
  written_id_of(interfaces_.add({id, interface}));
}

void PcapngRecorder::declare(Bytes block) {
  if (!writer_) begin_section();
  const auto description = pcapng::read_interface_description(block, ByteOrder::kLittle);
  Interface interface = pcapng::interface_of(description, ByteOrder::kLittle);
  interface.options = {};  // they stand in the block
  written_ids_.emplace_back();
  written_id_of(interfaces_.add({interfaces_.size(), interface, {block.begin(), block.end()}}));
}

void PcapngRecorder::append(Bytes block, ByteOrder order) {
  if (!writer_) begin_section();
  const bool counted = load<std::uint32_t>(block.data(), order) == pcapng::kInterfaceStatistics &&
                       block.size() >= kNumberOffset + sizeof(std::uint32_t);
  const auto number =
      counted ? load<std::uint32_t>(block.data() + kNumberOffset, order) : interfaces_.size();
  // Declares it where it is not, so that what is appended stands behind that.
  const auto id =
      number < interfaces_.size() ? written_id_of(static_cast<std::uint32_t>(number)) : number;
  const std::size_t begin = out_.size();
  pcapng::append_copied(block, into(order_, order), out_);
  if (counted && number < interfaces_.size()) {
    store(out_.data() + begin + kNumberOffset, static_cast<std::uint32_t>(id), order_);
  }
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
    return write_simple(interface, packet);
  }
  std::vector<std::uint8_t> reordered;
  pcapng::PacketOptions more;
  more.options = options;
  more.ticks = packet.ticks;
  more.captured_above_original = true;
  if (order_ != ByteOrder::kLittle && !options.empty()) {
    pcapng::append_copied_options(options, pcapng::kEnhancedPacket, into(order_), reordered);
    more.options = reordered;
  }
  return writer_->write_packet(written_id_of(interface), *packet.time, packet.bytes,
                               packet.original_length, more);
}

std::optional<Error> PcapngRecorder::write_simple(std::uint32_t interface,
                                                  const PacketEvent& packet) {
  if (!is_first_for(interface, packet)) {
    const std::uint32_t snaplen = interfaces_[interface].interface.snaplen;
    const auto size = static_cast<std::uint32_t>(packet.bytes.size());
    const bool said = size == pcapng::captured_of_simple(packet.original_length, snaplen);
    write_section_header();
    write_declaration(interface, said ? std::nullopt : std::optional(size));
  }
  return writer_->write_simple_packet(packet.bytes, packet.original_length);
}

// Whether the section as it is written says of such a packet what it is. One without any bytes
// cannot be said to be truncated.
bool PcapngRecorder::is_first_for(std::uint32_t interface, const PacketEvent& packet) const {
  const std::size_t size = packet.bytes.size();
  return first_ == interface &&
         (size == 0 || size == pcapng::captured_of_simple(packet.original_length, first_snaplen_));
}

// The ID of an interface in the section as it is written, which declares it now if need be.
std::uint32_t PcapngRecorder::written_id_of(std::uint32_t interface) {
  auto& id = written_ids_[interface];
  if (!id) id = write_declaration(interface, std::nullopt);
  return *id;
}

// Declares it, with a snaplen of its own where one is given: only for a packet without a time.
std::uint32_t PcapngRecorder::write_declaration(std::uint32_t interface,
                                                std::optional<std::uint32_t> snaplen) {
  DeclaredInterface declared = interfaces_[interface];
  if (snaplen) declared.interface.snaplen = *snaplen;
  if (!first_) {
    first_ = interface;
    first_snaplen_ = declared.interface.snaplen;
  }
  if (declared.block.empty()) {
    const std::uint32_t id = writer_->write_interface(declared.interface);
    if (!snaplen) written_ids_[interface] = id;
    return id;
  }
  store(declared.block.data() + kSnaplenOffset, declared.interface.snaplen, ByteOrder::kLittle);
  pcapng::append_copied(declared.block, into(order_), out_);
  const std::uint32_t id = writer_->know(declared.interface);
  if (!snaplen) written_ids_[interface] = id;
  return id;
}

}  // namespace packetglass
