// NetBIOS Datagram Service: RFC 1002, section 4.4.
#include "dissect/application/netbios_name.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kTypes[] = {{0x10, "Direct_unique datagram"},
                           {0x11, "Direct_group datagram"},
                           {0x12, "Broadcast datagram"},
                           {0x13, "Datagram error"},
                           {0x14, "Datagram query request"},
                           {0x15, "Datagram positive query response"},
                           {0x16, "Datagram negative query response"}};
constexpr Name kErrors[] = {{0x82, "Destination name not present"},
                            {0x83, "Invalid source name format"},
                            {0x84, "Invalid destination name format"}};
constexpr Name kNodes[] = {{0, "B node"}, {1, "P node"}, {2, "M node"}, {3, "NBDD"}};

constexpr Field kType{"nbdgm.type", "Message Type", Shape::kNumber8, 0, kTypes};
constexpr Field kFlags{"nbdgm.flags", "Flags", Shape::kHex8};
constexpr Field kMore{"nbdgm.next", "More fragments follow", Shape::kFlag, 0x01};
constexpr Field kFirst{"nbdgm.first", "This is first fragment", Shape::kFlag, 0x02};
constexpr Field kNode{"nbdgm.node_type", "Node Type", Shape::kNumber8, 0x0c, kNodes};
constexpr Field kId{"nbdgm.dgram_id", "Datagram ID", Shape::kHex16};
constexpr Field kSource{"nbdgm.src.ip", "Source IP", Shape::kIpv4};
constexpr Field kPort{"nbdgm.src.port", "Source Port", Shape::kPort};
constexpr Field kLength{"nbdgm.dgram_len", "Datagram length", Shape::kNumber16};
constexpr Field kOffset{"nbdgm.pkt_offset", "Packet offset", Shape::kNumber16};
constexpr Field kSourceName{"nbdgm.source_name", "Source name", Shape::kText};
constexpr Field kDestinationName{"nbdgm.destination_name", "Destination name", Shape::kText};
constexpr Field kError{"nbdgm.error_code", "Error code", Shape::kHex8, 0, kErrors};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 138}};

constexpr std::uint8_t kLastDatagram = 0x12, kErrorMessage = 0x13, kLastMessage = 0x16;

bool read_name(Layer& nbdgm, const Field& field) {
  const EncodedName name = decode_netbios_name(nbdgm.whole(), nbdgm.position());
  if (name.size == 0) return false;
  nbdgm.bytes(field, name.size);
  nbdgm.say(name.text);
  return !nbdgm.truncated();
}

Outcome dissect(Layer& nbdgm) {
  if (nbdgm.peek() < 0x10 || nbdgm.peek() > kLastMessage) return not_mine();
  const std::uint8_t type = nbdgm.u8(kType);
  if (std::string* info = nbdgm.info()) *info = name_of(kTypes, type);
  const std::uint8_t flags = nbdgm.u8(kFlags);
  nbdgm.parts(flags, {&kMore, &kFirst, &kNode});
  nbdgm.u16(kId);
  nbdgm.ipv4(kSource);
  nbdgm.u16(kPort);
  if (type == kErrorMessage) nbdgm.u8(kError);
  if (type <= kLastDatagram) {
    nbdgm.u16(kLength);
    nbdgm.u16(kOffset);
  }
  if (nbdgm.truncated()) return stop("the header is incomplete");
  if (type == kErrorMessage) return done();
  if (type <= kLastDatagram && !read_name(nbdgm, kSourceName)) {
    return stop_truncated("the source's name cannot be read");
  }
  if (!read_name(nbdgm, kDestinationName))
    return stop_truncated("the destination's name cannot be read");
  return done(nbdgm.rest(), {{Space::kSmb, nbdgm.peek()}});
}

constexpr FieldSpan kFields[] = {kType,       kFlags,           kMore, kFirst,  kNode,
                                 kId,         kSource,          kPort, kLength, kOffset,
                                 kSourceName, kDestinationName, kError};

}  // namespace

extern const Dissector kNbdgm{
    {"nbdgm", "NetBIOS Datagram Service", Shape::kLayer}, "NBDS", kFoundAt, kFields, dissect};

}  // namespace packetglass
