// A capture of packets that no capture had before.
#include "native/import/packet_output.h"

namespace packetglass::native {

PacketOutput::PacketOutput(bool pcapng, LinkType link_type, std::vector<std::uint8_t>& out) {
  if (!pcapng) {
    pcap::WriterOptions options;
    options.link_type_word = link_type;
    options.snaplen = max_captured_length(link_type);
    writer_.emplace<pcap::PcapWriter>(options, out);
    return;
  }
  auto& writer = writer_.emplace<pcapng::PcapngWriter>(kHostOrder, out);
  writer.write_section("packetglass");
  Interface interface;
  interface.link_type = link_type;
  interface.resolution = kNanosecondResolution;
  writer.write_interface(interface);
}

std::optional<Error> PacketOutput::write(Nanoseconds time, Bytes packet, Direction direction) {
  const auto size = static_cast<std::uint32_t>(packet.size());
  if (auto* classic = std::get_if<pcap::PcapWriter>(&writer_)) {
    return classic->write(time, packet, size);
  }
  pcapng::PacketOptions options;
  if (direction != Direction::kUnknown) options.flags = static_cast<std::uint32_t>(direction);
  return std::get_if<pcapng::PcapngWriter>(&writer_)->write_packet(0, time, packet, size, options);
}

}  // namespace packetglass::native
