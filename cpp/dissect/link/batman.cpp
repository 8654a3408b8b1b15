// B.A.T.M.A.N. advanced, a mesh under Ethernet, version 15: linux/batadv_packet.h. Of its packets
// those that carry Ethernet.
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kTypes[] = {{0x00, "BATADV_IV_OGM"},       {0x01, "BATADV_BCAST"},
                           {0x02, "BATADV_CODED"},        {0x03, "BATADV_ELP"},
                           {0x04, "BATADV_OGM2"},         {0x40, "BATADV_UNICAST"},
                           {0x41, "BATADV_UNICAST_FRAG"}, {0x42, "BATADV_UNICAST_4ADDR"},
                           {0x43, "BATADV_ICMP"},         {0x44, "BATADV_UNICAST_TVLV"}};
constexpr Name kSubtypes[] = {{1, "Data"}, {2, "DHT Get"}, {3, "DHT Put"}};

// The fields of each kind have names of their own.
struct Head {
  Field version, ttl, table;
};
constexpr Field kType{"batadv.batman.packet_type", "Packet Type", Shape::kNumber8, 0, kTypes};
constexpr Head kUnicast{{"batadv.unicast.version", "Version", Shape::kNumber8},
                        {"batadv.unicast.ttl", "Time to Live", Shape::kNumber8},
                        {"batadv.unicast.ttvn", "TT Version", Shape::kNumber8}};
constexpr Field kDestination{"batadv.unicast.dst", "Destination", Shape::kMac};
constexpr Head kLong{{"batadv.unicast_4addr.version", "Version", Shape::kNumber8},
                     {"batadv.unicast_4addr.ttl", "Time to Live", Shape::kNumber8},
                     {"batadv.unicast_4addr.ttvn", "TT Version", Shape::kNumber8}};
constexpr Field kLongDestination{"batadv.unicast_4addr.dst", "Destination", Shape::kMac};
constexpr Field kLongSource{"batadv.unicast_4addr.src", "Source", Shape::kMac};
constexpr Field kSubtype{"batadv.unicast_4addr.subtype", "Subtype", Shape::kNumber8, 0, kSubtypes};
constexpr Field kBroadcastVersion{"batadv.bcast.version", "Version", Shape::kNumber8};
constexpr Field kBroadcastTtl{"batadv.bcast.ttl", "Time to Live", Shape::kNumber8};
constexpr Field kSequence{"batadv.bcast.seq", "Sequence number", Shape::kNumber32};
constexpr Field kOriginator{"batadv.bcast.orig", "Originator", Shape::kMac};

constexpr Route kFoundAt[] = {{Space::kEtherType, 0x4305}};

constexpr std::uint8_t kKnownVersion = 15;

void read_head(Layer& batman, const Head& head) {
  batman.u8(head.version);
  batman.u8(head.ttl);
  batman.u8(head.table);
}

// What stands in front of Ethernet; false for packets that carry none.
bool read_header(Layer& batman, std::uint8_t type) {
  switch (type) {
    case 0x01:
      batman.u8(kBroadcastVersion);
      batman.u8(kBroadcastTtl);
      batman.skip(1);
      batman.u32(kSequence);
      batman.mac(kOriginator);
      return true;
    case 0x40:
      read_head(batman, kUnicast);
      batman.mac(kDestination);
      return true;
    case 0x42:
      read_head(batman, kLong);
      batman.mac(kLongDestination);
      batman.mac(kLongSource);
      batman.u8(kSubtype);
      batman.skip(1);
      return true;
    default:
      return false;
  }
}

Outcome dissect(Layer& batman) {
  const bool known = batman.peek(1) == kKnownVersion;
  const std::uint8_t type = batman.u8(kType);
  if (std::string* info = batman.info()) *info = name_of(kTypes, type);
  const bool carries = known && read_header(batman, type);
  if (batman.truncated()) return stop("the header is incomplete");
  return carries ? done(batman.rest(), {{Space::kEtherType, 0x6558}}) : done(batman.rest(), {});
}

constexpr FieldSpan kFields[] = {kType,         kUnicast,         kDestination, kLong,
                                 kLongSource,   kLongDestination, kSubtype,     kBroadcastVersion,
                                 kBroadcastTtl, kSequence,        kOriginator};

}  // namespace

extern const Dissector kBatman{
    {"batadv", "B.A.T.M.A.N.", Shape::kLayer}, "BATADV", kFoundAt, kFields, dissect};

}  // namespace packetglass
