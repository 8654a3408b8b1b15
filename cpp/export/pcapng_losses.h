// What of pcapng classic pcap cannot hold.
#pragma once

#include <string>

#include "record/interface.h"
#include "record/packet.h"
#include "record/section.h"

namespace packetglass {

// Whether a list of options, as it stands in a block of this type, says anything that classic pcap
// has no place for. Resolution, time offset and length of the frame check sequence have one.
bool has_more_options(std::uint32_t block, Bytes options, ByteOrder order);

// Bits of frame check sequence that the interface declares, exactly; nothing when it does not.
std::optional<unsigned> fcs_bits(const Interface& interface, ByteOrder order);

// Whether the time of a packet is finer than nanoseconds; `record` is its whole block.
bool finer_than_nanoseconds(const Packet& packet, Bytes record, const Interface& interface,
                            ByteOrder order);

// The time of a packet as text, right in any year; `record` is its whole block.
std::string time_text(const Packet& packet, Bytes record, const Interface& interface,
                      ByteOrder order);

struct PacketLeft {
  std::optional<std::uint8_t> packet_type;  // what epb_flags say, where Linux has a type for it
  bool more = false;  // other options, or the number of packets that were dropped before
};

// What the block of a packet says in addition to its time, lengths and bytes.
PacketLeft left_of(const Packet& packet, Bytes record, ByteOrder order);

}  // namespace packetglass
