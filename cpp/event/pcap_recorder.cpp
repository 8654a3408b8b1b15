// Turns events back into a classic capture.
#include "event/pcap_recorder.h"

#include <limits>

#include "base/appender.h"
#include "base/text.h"

namespace packetglass {
namespace {

Error refused(std::string why) {
  return {ErrorCode::kUnsupported, 0, std::move(why)};
}

std::string version_text(const pcap::WriterOptions& options) {
  return std::to_string(options.version_major) + "." + std::to_string(options.version_minor);
}

std::optional<Error> compare(const char* what, const std::string& of_event,
                             const std::string& of_file) {
  if (of_event == of_file) return std::nullopt;
  return refused("This cannot be appended: the event's " + std::string(what) + " is " + of_event +
                 ", that of the file is " + of_file + ".");
}

// The checks of libpcap's pcap_dump_open_append, but for the byte order: it is always the file's.
std::optional<Error> compare(const pcap::WriterOptions& event, const pcap::WriterOptions& file) {
  const pcap::Variant& a = *event.variant;
  const pcap::Variant& b = *file.variant;
  if (a.magic != b.magic || a.ticks_per_second != b.ticks_per_second) {
    return compare("variant", std::string(a.name), std::string(b.name));
  }
  if (auto other = compare("version", version_text(event), version_text(file))) return other;
  if (auto other = compare("link type", std::to_string(event.link_type_word),
                           std::to_string(file.link_type_word))) {
    return other;
  }
  return compare("snaplen", std::to_string(event.snaplen), std::to_string(file.snaplen));
}

}  // namespace

void PcapRecorder::go_on(const LastPcapSection& section) {
  const std::size_t before = out_.size();
  auto options = section.options;
  options.captured_above_original = true;
  writer_.emplace(options, out_);
  out_.resize(before);  // of the header, which stands in the file
  options_ = section.options;
  begin_ = section.offset;
  header_stands_ = true;
}

std::optional<Error> PcapRecorder::begin() {
  if (begun() || !defaults_.has_link_type) return std::nullopt;
  return begin_default(defaults_.options.link_type_word);
}

Result<bool> PcapRecorder::record(const pcap::WriterOptions& header) {
  if (header_stands_) {
    if (auto other = compare(header, options_)) return *std::move(other);
    header_stands_ = false;
    return true;
  }
  end_section();
  begin_section(header);
  return true;
}

std::optional<Error> PcapRecorder::record(const PacketEvent& packet) {
  if (!packet.time) return refused("The event has no timestamp.");
  if (!begun()) {
    const auto& word = defaults_.options.link_type_word;
    if (auto error = begin_default(defaults_.has_link_type ? word : packet.link_type))
      return error;
  }
  if (auto error = check_link_type(packet)) return error;
  const std::size_t before = out_.size();
  if (auto error = writer_->write(*packet.time, packet.bytes, packet.original_length)) {
    error->offset = position_;
    return error;
  }
  position_ += out_.size() - before;
  header_stands_ = false;
  return std::nullopt;
}

std::optional<Error> PcapRecorder::begin_default(std::uint32_t link_type_word) {
  pcap::WriterOptions options = defaults_.options;
  options.link_type_word = link_type_word;
  if (auto error = pcap::PcapWriter::refuse(options)) return error;
  begin_section(options);
  return std::nullopt;
}

void PcapRecorder::begin_section(const pcap::WriterOptions& options) {
  const std::size_t before = out_.size();
  begin_ = position_;
  options_ = options;
  options_.captured_above_original = true;  // only where the event has it so
  writer_.emplace(options_, out_);
  position_ += out_.size() - before;
}

// IXIA's header says how long all of its records are.
void PcapRecorder::end_section() {
  const std::size_t header_size = options_.variant->file_header_size;
  if (!begun() || header_size == pcap::kFileHeaderSize) return;
  const std::uint64_t length = position_ - begin_ - header_size;
  if (length > std::numeric_limits<std::uint32_t>::max()) {
    lengths_missing_ = true;
    return;
  }
  std::vector<std::uint8_t> field;
  Appender(field, options_.order).u32(static_cast<std::uint32_t>(length));
  patches_.push_back({begin_ + pcap::kFileHeaderSize, std::move(field)});
}

std::vector<Patch> PcapRecorder::finish() {
  end_section();
  return std::move(patches_);
}

// A packet has the low 16 bits of what its header says, or all of it.
std::optional<Error> PcapRecorder::check_link_type(const PacketEvent& packet) const {
  const std::uint32_t wanted = options_.link_type_word & pcap::kLinkTypeMask;
  if (packet.link_type == wanted || packet.link_type == options_.link_type_word) {
    return std::nullopt;
  }
  return Error{ErrorCode::kLinkTypeMismatch, position_,
               format_text("The packet's link type is %u, but that of the file is %u.",
                           packet.link_type, wanted)};
}

}  // namespace packetglass
