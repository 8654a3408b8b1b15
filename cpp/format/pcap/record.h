// The record header of classic pcap: draft-ietf-opsawg-pcap, section 5, and its variants.
#pragma once

#include <optional>
#include <utility>

#include "format/pcap/header.h"

namespace packetglass::pcap {

struct RecordHeader {
  std::uint32_t seconds;
  std::uint32_t fraction;
  std::uint32_t captured;  // as it stands on disk, padding included
  std::uint32_t original;
};

// The four words that every variant begins with. Inlined where order and lengths are constants, so
// that the walk pays for neither.
inline RecordHeader read_record(const std::uint8_t* at, ByteOrder order, LengthOrder lengths) {
  RecordHeader record{load<std::uint32_t>(at, order), load<std::uint32_t>(at + 4, order),
                      load<std::uint32_t>(at + 8, order), load<std::uint32_t>(at + 12, order)};
  if (lengths == LengthOrder::kOriginalFirst ||
      (lengths == LengthOrder::kSmallerFirst && record.captured > record.original)) {
    std::swap(record.captured, record.original);
  }
  return record;
}

// What the variants add behind the four words, as far as the variant has it.
struct RecordExtra {
  std::optional<std::uint32_t> interface_index;  // of the host that captured
  std::optional<std::uint16_t> protocol;         // Ethernet type or Linux ETH_P_
  std::optional<std::uint8_t>
      packet_type;  // 0 host, 1 broadcast, 2 multicast, 3 other host, 4 outgoing
  std::optional<std::uint8_t> cpu1;
  std::optional<std::uint8_t> cpu2;
  std::optional<std::uint32_t> nokia;  // unexplained; big-endian, as the bytes stand
  std::optional<std::uint16_t> timestamp_source;
  std::optional<std::uint8_t> hardware_type;
  Bytes padding;  // not guaranteed to be zero; with AIX FDDI what stands in front of the packet
};

// `record` is a whole record header of this variant, with the padding in front of the packet, and
// outlives the padding.
RecordExtra read_extra(Bytes record, Extra extra, ByteOrder order);

// Whether a record of another kind can hold all of it that is not zero. Padding only a record of
// the same kind can hold.
bool holds(Extra target, const RecordExtra& extra);

}  // namespace packetglass::pcap
