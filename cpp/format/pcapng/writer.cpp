// Writes pcapng: draft-ietf-opsawg-pcapng.
#include "format/pcapng/writer.h"

#include <algorithm>
#include <limits>

#include "base/appender.h"
#include "base/text.h"
#include "format/pcapng/block.h"
#include "format/pcapng/options.h"
#include "format/pcapng/section_header.h"

namespace packetglass::pcapng {
namespace {

constexpr std::uint16_t kUserApplication = 4;  // shb_userappl

// Whether ticks that were read are of this time. Beyond nanoseconds the nearest was taken, in
// microseconds where a section has no finer times.
bool are_of_time(std::uint64_t ticks, const Interface& on, Nanoseconds time) {
  constexpr Nanoseconds kMicrosecond = 1000;
  const Nanoseconds nearest = nearest_nanoseconds(ticks, on.resolution, on.timestamp_offset);
  const bool beyond = !to_nanoseconds(ticks, on.resolution, on.timestamp_offset);
  return nearest == time || (beyond && nearest / kMicrosecond * kMicrosecond == time);
}

constexpr std::size_t kMaxOption = std::numeric_limits<std::uint16_t>::max();

}  // namespace

void PcapngWriter::write_section(std::string_view user_application) {
  interfaces_.clear();
  begin_block(kSectionHeader);
  Appender body(out_, order_);
  body.u32(kByteOrderMagic);
  body.u16(1);  // version
  body.u16(0);
  body.u64(std::numeric_limits<std::uint64_t>::max());  // length not said
  if (!user_application.empty()) option(kUserApplication, bytes_of(user_application));
  end_options();
  end_block();
}

std::uint32_t PcapngWriter::write_interface(const Interface& interface) {
  begin_block(kInterfaceDescription);
  Appender body(out_, order_);
  body.u16(interface.link_type);
  body.u16(0);
  body.u32(interface.snaplen);
  const std::uint8_t resolution[] = {interface.resolution.if_tsresol()};
  option(kIfTsresol, resolution);
  if (interface.fcs_length) {
    const std::uint8_t bits[] = {static_cast<std::uint8_t>(*interface.fcs_length * 8)};
    option(kIfFcslen, bits);
  }
  if (interface.timestamp_offset != 0) {
    std::uint8_t offset[8];
    store(offset, static_cast<std::uint64_t>(interface.timestamp_offset), order_);
    option(kIfTsoffset, offset);
  }
  end_options();
  end_block();
  interfaces_.push_back(interface);
  return static_cast<std::uint32_t>(interfaces_.size() - 1);
}

std::optional<Error> PcapngWriter::write_packet(std::uint32_t interface, Nanoseconds time,
                                                Bytes packet, std::uint32_t original_length,
                                                const PacketOptions& options) {
  const Interface& on = interfaces_[interface];
  const bool known = options.ticks && are_of_time(*options.ticks, on, time);
  const auto ticks = known ? options.ticks : to_ticks(time, on.resolution, on.timestamp_offset);
  if (!ticks) {
    return Error{ErrorCode::kTimeOutOfRange, out_.size(),
                 "Timestamps in " + describe(on.resolution) + " cannot hold the time " +
                     iso8601(time) + "."};
  }
  if (auto refused = refuse(packet, original_length, options)) return refused;
  begin_block(kEnhancedPacket);
  // In one piece: growing the vector for each word would be most of the time.
  std::uint8_t words[20];
  store(words, interface, order_);
  store(words + 4, static_cast<std::uint32_t>(*ticks >> 32),
        order_);  // high first in either order
  store(words + 8, static_cast<std::uint32_t>(*ticks), order_);
  store(words + 12, static_cast<std::uint32_t>(packet.size()), order_);
  store(words + 16, original_length, order_);
  Appender body(out_, order_);
  body.bytes(words);
  body.bytes(packet);
  pad();
  if (!options.comment.empty()) option(kComment, bytes_of(options.comment));
  if (options.flags) {
    std::uint8_t flags[4];
    store(flags, *options.flags, order_);
    option(kPacketFlags, flags);
  }
  if (!options.options.empty()) {
    Appender(out_, order_).bytes(options.options);
    has_options_ = true;
  }
  end_options();
  end_block();
  return std::nullopt;
}

std::optional<Error> PcapngWriter::write_simple_packet(Bytes packet,
                                                       std::uint32_t original_length) {
  const std::uint32_t said = captured_of_simple(original_length, interfaces_[0].snaplen);
  if (packet.size() != said && !packet.empty()) {
    return Error{ErrorCode::kUnsupported, out_.size(),
                 "A packet without a time cannot say that it is truncated."};
  }
  if (auto too_large = refuse(packet, original_length, {})) return too_large;
  begin_block(kSimplePacket);
  Appender body(out_, order_);
  body.u32(original_length);
  body.bytes(packet);
  pad();
  end_block();
  return std::nullopt;
}

std::optional<Error> PcapngWriter::refuse(Bytes packet, std::uint32_t original_length,
                                          const PacketOptions& options) const {
  const auto refused = [this](ErrorCode code, std::string why) {
    return Error{code, out_.size(), std::move(why)};
  };
  if (packet.size() > kMaxPacketSize) {
    return refused(ErrorCode::kPacketTooLarge,
                   format_text("A packet of %zu bytes is too large for a block.", packet.size()));
  }
  if (options.comment.size() > kMaxOption) {
    return refused(
        ErrorCode::kPacketTooLarge,
        format_text("A comment of %zu bytes is too large for an option.", options.comment.size()));
  }
  if (packet.size() > original_length && !options.captured_above_original) {
    return refused(ErrorCode::kLengthMismatch,
                   format_text("A packet has %zu captured bytes but an original length of %u.",
                               packet.size(), original_length));
  }
  return std::nullopt;
}

void PcapngWriter::begin_block(std::uint32_t type) {
  block_begin_ = out_.size();
  Appender head(out_, order_);
  head.u32(type);
  head.u32(0);  // the length, known at the end
}

void PcapngWriter::end_block() {
  const auto length = static_cast<std::uint32_t>(out_.size() - block_begin_ + 4);
  store(out_.data() + block_begin_ + 4, length, order_);
  Appender(out_, order_).u32(length);
}

void PcapngWriter::option(std::uint16_t code, Bytes value) {
  Appender field(out_, order_);
  field.u16(code);
  field.u16(static_cast<std::uint16_t>(value.size()));
  field.bytes(value);
  pad();
  has_options_ = true;
}

void PcapngWriter::end_options() {
  if (has_options_) Appender(out_, order_).u32(kEndOfOptions);
  has_options_ = false;
}

// Blocks and options are counted in words of four bytes from where their block begins.
void PcapngWriter::pad() {
  while ((out_.size() - block_begin_) % 4 != 0) out_.push_back(0);
}

}  // namespace packetglass::pcapng
