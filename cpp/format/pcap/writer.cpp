// Writes classic pcap: draft-ietf-opsawg-pcap.
#include "format/pcap/writer.h"

#include <limits>

#include "base/appender.h"
#include "base/text.h"

namespace packetglass::pcap {
namespace {

constexpr std::uint16_t kVersionMajor = 2;
constexpr std::uint16_t kVersionMinor = 4;
constexpr Nanoseconds kMaxSeconds = std::numeric_limits<std::uint32_t>::max();

}  // namespace

PcapWriter::PcapWriter(const WriterOptions& options, std::vector<std::uint8_t>& out)
    : options_(options), out_(out) {
  Appender header(out_, options_.order);
  header.u32(options_.variant->magic);
  header.u16(kVersionMajor);
  header.u16(kVersionMinor);
  header.i32(0);  // thiszone
  header.u32(0);  // sigfigs
  header.u32(options_.snaplen);
  header.u32(options_.link_type);
}

std::optional<Error> PcapWriter::write(Nanoseconds time, Bytes packet,
                                       std::uint32_t original_length) {
  if (auto refused = refuse(time, packet, original_length)) return refused;
  const auto ticks_per_second = static_cast<Nanoseconds>(options_.variant->ticks_per_second);
  const Nanoseconds fraction =
      time % kNanosecondsPerSecond / (kNanosecondsPerSecond / ticks_per_second);
  Appender record(out_, options_.order);
  record.u32(static_cast<std::uint32_t>(time / kNanosecondsPerSecond));
  record.u32(static_cast<std::uint32_t>(fraction));
  record.u32(static_cast<std::uint32_t>(packet.size()));
  record.u32(original_length);
  record.bytes(packet);
  return std::nullopt;
}

std::optional<Error> PcapWriter::refuse(Nanoseconds time, Bytes packet,
                                        std::uint32_t original_length) const {
  const std::uint64_t at = out_.size();
  if (time < 0 || time / kNanosecondsPerSecond > kMaxSeconds) {
    return Error{ErrorCode::kTimeOutOfRange, at,
                 "A pcap file cannot hold the time " + iso8601(time) + "."};
  }
  const std::uint32_t most = max_captured_length(options_.link_type);
  if (packet.size() > most) {
    return Error{ErrorCode::kPacketTooLarge, at,
                 format_text("A packet of %zu bytes is above the maximum of %u for its link type.",
                             packet.size(), most)};
  }
  if (packet.size() > original_length) {
    return Error{ErrorCode::kLengthMismatch, at,
                 format_text("A packet has %zu captured bytes but an original length of %u.",
                             packet.size(), original_length)};
  }
  return std::nullopt;
}

}  // namespace packetglass::pcap
