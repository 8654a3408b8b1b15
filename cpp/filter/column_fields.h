// Fields that are known without dissection: from columns, and from headers of plain packets.
#pragma once

#include <vector>

#include "filter/plain_headers.h"
#include "filter/program.h"
#include "flow/packet_kinds.h"

namespace packetglass {

// What is known where a field is asked for: what stands at its level and above.
struct ColumnFacts {
  const PacketKind* kind = nullptr;
  const Conversation* conversation = nullptr;
  unsigned side = 0;       // who sent the packet
  Address addresses[2]{};  // of source and destination; values refer to them
  const DissectedPacket* packet = nullptr;
  PlainHeaders headers;
};

struct ColumnField {
  enum class Of : std::uint8_t {
    kKind,
    kAddresses,
    kPorts,
    kPacket,
    // as far as this header of a plain packet
    kEthernetHeader,
    kIpv4Header,
    kTransportHeader,
  };
  // The column whose numbers are its values.
  enum class Column : std::uint8_t {
    kNone,  // its values are made by put()
    kPort,
    kIpv4,
    kIpv6,
    kStream,
    kPacketNumber,
    kOriginalLength,
    kCapturedLength,
    kTime,
  };
  static constexpr unsigned kSource = 1, kDestination = 2;

  std::string_view name;
  Of of;
  std::string_view layer;  // without it in a packet, the packet does not have the field
  void (*put)(const ColumnFacts& facts, std::vector<FilterValue>& values);
  Column column = Column::kNone;
  unsigned ends = 0;  // of kPort, kIpv4 and kIpv6: kSource, kDestination or both

  bool in_header() const { return of >= Of::kEthernetHeader; }
  PlainHeader header() const {
    return static_cast<PlainHeader>(static_cast<int>(of) - static_cast<int>(Of::kEthernetHeader));
  }
};

// A layer: whether it is in the packet.
extern const ColumnField kLayerField;

// The field of columns or headers that a filter's field is; nullptr where it is none of them.
const ColumnField* column_field(const FilterField& field);

}  // namespace packetglass
