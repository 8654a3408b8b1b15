// Headers of classic pcap that readers would not recognise: asks the reader.
#include "event/header_refusal.h"

#include "base/text.h"
#include "format/pcap/plausible.h"

namespace packetglass {
namespace {

Error refused(std::string why) {
  return {ErrorCode::kUnsupported, 0, std::move(why)};
}

// The section that a reader makes of a header.
Section section_of(Bytes header) {
  return pcap::read_header(header, *pcap::find_magic(header), 0);
}

std::vector<std::uint8_t> header_bytes(const pcap::WriterOptions& header) {
  std::vector<std::uint8_t> bytes;
  pcap::PcapWriter(header, bytes);
  return bytes;
}

// Whether a reader that has read the packets before sees another capture in what follows, which
// then ends.
bool is_recognised(Bytes bytes, const pcap::WriterOptions& before) {
  const Section section = section_of(header_bytes(before));
  const pcap::Layout layout = pcap::layout_of(section, *before.variant);
  return pcap::capture_begins({bytes, true}, layout) == pcap::Beginning::kYes;
}

std::string reason(const Section& header) {
  if (!pcap::known_version(header)) {
    return format_text("its version %u.%u is not known", header.version_major,
                       header.version_minor);
  }
  if ((header.link_type_word & pcap::kReservedMask) != 0) {
    return format_text("reserved bits of its linktype 0x%08x are set", header.link_type_word);
  }
  return "it looks like a packet";
}

}  // namespace

std::optional<Error> refuse_header(const pcap::WriterOptions& header,
                                   const pcap::WriterOptions* before) {
  if (auto error = pcap::PcapWriter::refuse(header)) return error;
  const auto bytes = header_bytes(header);
  if (before == nullptr || is_recognised(bytes, *before)) return std::nullopt;
  return refused("Behind another capture this file header would not be recognised: " +
                 reason(section_of(bytes)) + ".");
}

std::optional<Error> refuse_packet_behind(const pcap::WriterOptions& header,
                                          const pcap::WriterOptions& before,
                                          const PacketEvent& packet) {
  if ((header.thiszone == 0 && header.sigfigs == 0) || !packet.time) return std::nullopt;
  std::vector<std::uint8_t> bytes;
  pcap::PcapWriter writer(header, bytes);
  if (auto error = writer.write(*packet.time, packet.bytes, packet.original_length)) return error;
  if (is_recognised(bytes, before)) return std::nullopt;
  return refused(
      "Behind a file header whose reserved1 or reserved2 is not 0, in the middle of a file, this "
      "packet would not be read: it looks like no packet.");
}

}  // namespace packetglass
