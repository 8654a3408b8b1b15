// Turns events back into a classic capture.
#include "native/pcap_recorder.h"

#include <limits>

#include "base/appender.h"
#include "base/text.h"

namespace packetglass::native {
namespace {

std::string version_text(const pcap::WriterOptions& options) {
  return std::to_string(options.version_major) + "." + std::to_string(options.version_minor);
}

void compare(const char* what, const std::string& of_event, const std::string& of_file) {
  if (of_event == of_file) return;
  throw BadEvent("This cannot be appended: the event's " + std::string(what) + " is " + of_event +
                 ", that of the file is " + of_file + ".");
}

// The checks of libpcap's pcap_dump_open_append, but for the byte order: it is always the file's.
void compare(const pcap::WriterOptions& event, const pcap::WriterOptions& file) {
  const pcap::Variant& a = *event.variant;
  const pcap::Variant& b = *file.variant;
  if (a.magic != b.magic || a.ticks_per_second != b.ticks_per_second) {
    compare("variant", std::string(a.name), std::string(b.name));
  }
  compare("version", version_text(event), version_text(file));
  compare("link type", std::to_string(event.link_type_word), std::to_string(file.link_type_word));
  compare("snaplen", std::to_string(event.snaplen), std::to_string(file.snaplen));
}

}  // namespace

void PcapRecorder::go_on(const LastPcapSection& section) {
  begin_section(section.options);
  output_.pending().clear();  // of the header, which stands in the file
  begin_ = section.offset;
  header_stands_ = true;
}

bool PcapRecorder::record(const pcap::WriterOptions& header) {
  if (header_stands_) {
    compare(header, options_);
    header_stands_ = false;
    return true;
  }
  end_section();
  begin_section(header);
  return true;
}

void PcapRecorder::record(const PacketEvent& packet) {
  if (!packet.time) throw BadEvent("The event has no timestamp.");
  if (!begun()) {
    pcap::WriterOptions options;
    options.link_type_word = packet.link_type;
    begin_section(options);
  }
  check_link_type(packet);
  if (const auto refused = writer_->write(*packet.time, packet.bytes, packet.original_length)) {
    throw BadEvent(refused->message);
  }
  header_stands_ = false;
}

void PcapRecorder::begin_section(const pcap::WriterOptions& options) {
  begin_ = output_.position();
  options_ = options;
  writer_.emplace(options, output_.pending());
}

// IXIA's header says how long all of its records are.
void PcapRecorder::end_section() {
  const std::size_t header_size = options_.variant->file_header_size;
  if (!begun() || header_size == pcap::kFileHeaderSize) return;
  const auto end = output_.position();
  const std::uint64_t length = begin_ && end ? *end - *begin_ - header_size : 0;
  if (!begin_ || !end || length > std::numeric_limits<std::uint32_t>::max()) {
    lengths_missing_ = true;
    return;
  }
  std::vector<std::uint8_t> field;
  Appender(field, options_.order).u32(static_cast<std::uint32_t>(length));
  output_.overwrite(*begin_ + pcap::kFileHeaderSize, field);
}

// A packet has the low 16 bits of what its header says, or all of it.
void PcapRecorder::check_link_type(const PacketEvent& packet) const {
  const std::uint32_t wanted = options_.link_type_word & pcap::kLinkTypeMask;
  if (packet.link_type == wanted || packet.link_type == options_.link_type_word) return;
  throw BadEvent(format_text("The packet's link type is %u, but that of the file is %u.",
                             packet.link_type, wanted));
}

}  // namespace packetglass::native
