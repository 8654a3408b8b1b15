// Events: packets and file headers one by one, as Tenzir's schemas pcap.packet and
// pcap.file_header have them.
#pragma once

#include <optional>

#include "format/pcap/writer.h"

namespace packetglass {

// pcap.packet.
struct PacketEvent {
  std::uint32_t link_type = 0;
  std::optional<Nanoseconds> time;  // nothing: pcapng's simple packets have none
  // Its time as pcapng had it, in ticks of an interface: what is finer than nanoseconds, or beyond
  // them. Written where the interface is the same in that, so that both say one time.
  std::optional<std::uint64_t> ticks{};
  std::uint32_t original_length = 0;  // bytes
  Bytes bytes;                        // of the packet, which somebody else keeps alive
  // Of pcapng: both are numbers that the source counts from 0, the interface in each section anew.
  std::optional<std::uint64_t> section;
  std::optional<std::uint64_t> interface;
};

// pcap.file_header: a header of classic pcap.
struct FileHeaderEvent {
  std::uint32_t magic_number = 0;  // as this host reads it when it does not know of byte orders
  std::uint16_t major_version = 0;
  std::uint16_t minor_version = 0;
  std::uint32_t reserved1 = 0;  // time zone, in two's complement
  std::uint32_t reserved2 = 0;  // sigfigs
  std::uint32_t snaplen = 0;
  std::uint32_t linktype = 0;  // the whole word
};

// The event of a section of classic pcap. Of a time zone that was applied nothing is left.
FileHeaderEvent file_header_event(const Section& section, bool zone_applied);

// How the packets behind a header are to be written; nothing for a magic that no capture has.
std::optional<pcap::WriterOptions> writer_options(const FileHeaderEvent& header);

}  // namespace packetglass
