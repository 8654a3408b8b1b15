// Writes classic pcap: draft-ietf-opsawg-pcap, and its variants.
#include "format/pcap/writer.h"

#include <limits>

#include "base/appender.h"
#include "base/text.h"
#include "format/pcap/detect.h"

namespace packetglass::pcap {
namespace {

constexpr std::uint16_t kAixVersionMinor = 2;
constexpr Nanoseconds kMaxSeconds = std::numeric_limits<std::uint32_t>::max();

bool is_aix_variant(const WriterOptions& options) {
  return options.variant == &kAix;
}

LinkType link_type(const WriterOptions& options) {
  return static_cast<LinkType>(options.link_type_word & kLinkTypeMask);
}

// The options as a reader will see them.
Section section_of(const WriterOptions& options) {
  Section section;
  section.order = options.order;
  section.magic = options.variant->magic;
  section.version_major = options.version_major;
  section.version_minor = options.version_minor;
  section.link_type_word = options.link_type_word;
  return section;
}

WriterOptions settled(WriterOptions options) {
  if (is_aix_variant(options)) {
    options.version_major = 2;
    options.version_minor = kAixVersionMinor;
    options.link_type_word = aix_link_type(link_type(options)).value_or(0);
  }
  return options;
}

Error out_of_range(std::uint64_t offset, const std::string& time) {
  return {ErrorCode::kTimeOutOfRange, offset, "A pcap file cannot hold the time " + time + "."};
}

void append_linux(Appender& record, const RecordExtra& extra) {
  record.u32(extra.interface_index.value_or(0));
  record.u16(extra.protocol.value_or(0));
  record.u8(extra.packet_type.value_or(0));
}

void append_padding(Appender& record, const RecordExtra& extra, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    record.u8(i < extra.padding.size() ? extra.padding[i] : std::uint8_t{0});
  }
}

void append_extra(Appender& record, const RecordExtra& extra, Extra kind) {
  switch (kind) {
    case Extra::kNone:
      return;
    case Extra::kLinux:
      append_linux(record, extra);
      return append_padding(record, extra, 1);
    case Extra::kLinuxSmp:
      append_linux(record, extra);
      record.u8(extra.cpu1.value_or(0));
      record.u8(extra.cpu2.value_or(0));
      return append_padding(record, extra, 3);
    case Extra::kNokia: {
      std::uint8_t bytes[4];
      store(bytes, extra.nokia.value_or(0), ByteOrder::kBig);
      return record.bytes(bytes);
    }
    case Extra::kBorkmann:
      record.u16(extra.timestamp_source.value_or(0));
      record.u16(static_cast<std::uint16_t>(extra.interface_index.value_or(0)));
      record.u16(extra.protocol.value_or(0));
      record.u8(extra.hardware_type.value_or(0));
      return record.u8(extra.packet_type.value_or(0));
  }
}

}  // namespace

WriterOptions options_like(const Section& section, const Variant& variant) {
  WriterOptions options;
  options.variant = &variant;
  options.order = section.order;
  options.version_major = section.version_major;
  options.version_minor = section.version_minor;
  options.thiszone = section.thiszone;
  options.sigfigs = section.sigfigs;
  options.snaplen = section.snaplen;
  const bool aix = &variant == &kAix;
  options.link_type_word =
      aix ? interface_of(section, variant, 0).link_type : section.link_type_word;
  return options;
}

std::optional<Error> PcapWriter::refuse(const WriterOptions& options) {
  if (is_aix_variant(options)) {
    if (aix_link_type(link_type(options))) return std::nullopt;
    return Error{ErrorCode::kLinkTypeMismatch, 0,
                 "The variant of AIX has no word for the link type " +
                     link_type_name(link_type(options)) + "."};
  }
  const Variant* const read_as = detect_by_header(section_of(options));
  if (read_as == nullptr || read_as == options.variant) return std::nullopt;
  return Error{ErrorCode::kUnsupported, 0,
               format_text("With version %u.%u and this link type, the variant %s would be read "
                           "as %s.",
                           options.version_major, options.version_minor,
                           options.variant->name.data(), read_as->name.data())};
}

PcapWriter::PcapWriter(const WriterOptions& options, std::vector<std::uint8_t>& out)
    : options_(settled(options)),
      out_(out),
      lengths_(length_order(section_of(options_))),
      padding_(packet_padding(section_of(options_), *options_.variant)) {
  Appender header(out_, options_.order);
  header.u32(options_.variant->magic);
  header.u16(options_.version_major);
  header.u16(options_.version_minor);
  header.i32(options_.thiszone);
  header.u32(options_.sigfigs);
  header.u32(options_.snaplen);
  header.u32(options_.link_type_word);
  if (options_.variant->file_header_size > kFileHeaderSize) header.u32(0);
}

std::optional<Error> PcapWriter::write(Nanoseconds time, Bytes packet,
                                       std::uint32_t original_length, const RecordExtra& extra) {
  if (time < 0 || time / kNanosecondsPerSecond > kMaxSeconds) {
    return out_of_range(written_, iso8601(time));
  }
  const auto ticks_per_second = static_cast<Nanoseconds>(options_.variant->ticks_per_second);
  const Nanoseconds fraction =
      time % kNanosecondsPerSecond / (kNanosecondsPerSecond / ticks_per_second);
  return write(static_cast<std::uint32_t>(time / kNanosecondsPerSecond),
               static_cast<std::uint32_t>(fraction), true, packet, original_length, extra);
}

std::optional<Error> PcapWriter::write(std::uint32_t seconds, std::uint32_t fraction,
                                       bool verbatim, Bytes packet, std::uint32_t original_length,
                                       const RecordExtra& extra) {
  if (auto refused = refuse(packet, original_length)) return refused;
  const auto ticks_per_second = static_cast<std::uint32_t>(options_.variant->ticks_per_second);
  const std::uint32_t carried = verbatim ? 0 : fraction / ticks_per_second;
  if (carried > kMaxSeconds - seconds) {
    return out_of_range(written_,
                        std::to_string(seconds) + " s and " + std::to_string(carried) + " s");
  }
  append(seconds + carried, fraction - carried * ticks_per_second, packet, original_length, extra);
  return std::nullopt;
}

std::optional<Error> PcapWriter::refuse(Bytes packet, std::uint32_t original_length) const {
  const std::uint32_t most = max_large_captured_length(link_type(options_), options_.snaplen);
  if (packet.size() + padding_ > most) {
    return Error{ErrorCode::kPacketTooLarge, written_,
                 format_text("A packet of %zu bytes is above the maximum of %u for its link type "
                             "and the snaplen of the file.",
                             packet.size(), most)};
  }
  const bool would_be_exchanged = lengths_ == LengthOrder::kSmallerFirst;
  if (packet.size() > original_length &&
      (!options_.captured_above_original || would_be_exchanged)) {
    return Error{ErrorCode::kLengthMismatch, written_,
                 format_text("A packet has %zu captured bytes but an original length of %u.",
                             packet.size(), original_length)};
  }
  if (original_length > std::numeric_limits<std::uint32_t>::max() - padding_) {
    return Error{
        ErrorCode::kPacketTooLarge, written_,
        format_text("An original length of %u leaves no room for padding.", original_length)};
  }
  return std::nullopt;
}

void PcapWriter::append(std::uint32_t seconds, std::uint32_t fraction, Bytes packet,
                        std::uint32_t original_length, const RecordExtra& extra) {
  const std::size_t start = out_.size();
  const auto captured = static_cast<std::uint32_t>(packet.size()) + padding_;
  const std::uint32_t original = original_length + padding_;
  const bool exchanged = lengths_ == LengthOrder::kOriginalFirst;
  // In one piece: growing the vector for each word would be most of the time.
  std::uint8_t words[16];
  store(words, seconds, options_.order);
  store(words + 4, fraction, options_.order);
  store(words + 8, exchanged ? original : captured, options_.order);
  store(words + 12, exchanged ? captured : original, options_.order);
  Appender record(out_, options_.order);
  record.bytes(words);
  append_extra(record, extra, options_.variant->extra);
  append_padding(record, extra, padding_);
  record.bytes(packet);
  written_ += out_.size() - start;
}

std::optional<std::vector<std::uint8_t>> PcapWriter::records_length() const {
  if (options_.variant->file_header_size == kFileHeaderSize || records_length_beyond()) {
    return std::nullopt;
  }
  std::vector<std::uint8_t> field;
  Appender(field, options_.order).u32(static_cast<std::uint32_t>(written_));
  return field;
}

std::optional<std::uint64_t> PcapWriter::records_length_beyond() const {
  const bool said = options_.variant->file_header_size != kFileHeaderSize;
  if (!said || written_ <= std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return written_;
}

}  // namespace packetglass::pcap
