// Open Shortest Path First: version 2 RFC 2328, version 3 RFC 5340; headers and hellos.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kMessageNames[] = {{1, "Hello Packet"},
                                  {2, "DB Description"},
                                  {3, "LS Request"},
                                  {4, "LS Update"},
                                  {5, "LS Acknowledge"}};
constexpr Name kAuthenticationNames[] = {
    {0, "Null"}, {1, "Simple password"}, {2, "Cryptographic"}};

constexpr Field kHeader{"ospf.header", "OSPF Header", Shape::kGroup};
constexpr Field kVersion{"ospf.version", "Version", Shape::kNumber8};
constexpr Field kMessage{"ospf.msg", "Message Type", Shape::kNumber8, 0, kMessageNames};
constexpr Field kLength{"ospf.packet_length", "Packet Length", Shape::kNumber16};
constexpr Field kRouter{"ospf.srcrouter", "Source OSPF Router", Shape::kIpv4};
constexpr Field kArea{"ospf.area_id", "Area ID", Shape::kIpv4};
constexpr Field kChecksum{"ospf.checksum", "Checksum", Shape::kHex16};
constexpr Field kAuthentication{"ospf.auth.type", "Auth Type", Shape::kNumber16, 0,
                                kAuthenticationNames};
constexpr Field kNoAuthentication{"ospf.auth.none", "Auth Data (none)", Shape::kBytes};
constexpr Field kPassword{"ospf.auth.simple", "Auth Data (Simple)", Shape::kText};
constexpr Field kCryptographic{"ospf.auth.crypt", "Auth Data (Cryptographic)", Shape::kBytes};
constexpr Field kInstance{"ospf.instance_id", "Instance ID", Shape::kNumber8};
constexpr Field kReserved{"ospf.reserved", "Reserved", Shape::kBytes};
constexpr Field kHello{"ospf.hello", "OSPF Hello Packet", Shape::kGroup};
constexpr Field kMask{"ospf.hello.network_mask", "Network Mask", Shape::kIpv4};
constexpr Field kInterface{"ospf.hello.interface_id", "Interface ID", Shape::kNumber32};
constexpr Field kInterval{"ospf.hello.hello_interval", "Hello Interval [sec]", Shape::kNumber32};
constexpr Field kOptions2{"ospf.v2.options", "Options", Shape::kHex8};
constexpr Field kOptions3{"ospf.v3.options", "Options", Shape::kHex24};
constexpr Field kPriority{"ospf.hello.router_priority", "Router Priority", Shape::kNumber8};
constexpr Field kDead{"ospf.hello.router_dead_interval", "Router Dead Interval [sec]",
                      Shape::kNumber32};
constexpr Field kDesignated{"ospf.hello.designated_router", "Designated Router", Shape::kIpv4};
constexpr Field kBackup{"ospf.hello.backup_designated_router", "Backup Designated Router",
                        Shape::kIpv4};
constexpr Field kNeighbor{"ospf.hello.active_neighbor", "Active Neighbor", Shape::kIpv4};
constexpr Field kBody{"ospf.body", "Body", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kIpProtocol, 89}};

struct Header {
  std::uint8_t version, message;
  std::uint16_t length;
};

void read_authentication(Layer& ospf) {
  switch (ospf.u16(kAuthentication)) {
    case 0:
      ospf.bytes(kNoAuthentication, 8);
      return;
    case 1:
      ospf.padded(kPassword, 8);
      return;
    default:
      ospf.bytes(kCryptographic, 8);
  }
}

Header read_header(Layer& ospf) {
  Layer::Group group(ospf, kHeader);
  Header header{};
  header.version = ospf.u8(kVersion);
  header.message = ospf.u8(kMessage);
  header.length = ospf.u16(kLength);
  ospf.ipv4(kRouter);
  ospf.ipv4(kArea);
  ospf.u16(kChecksum);
  if (header.version == 2) {
    read_authentication(ospf);
  } else {
    ospf.u8(kInstance);
    ospf.bytes(kReserved, 1);
  }
  return header;
}

void read_hello(Layer& ospf, unsigned version) {
  Layer::Group hello(ospf, kHello);
  if (version == 2) {
    ospf.ipv4(kMask);
    ospf.u16(kInterval);
    ospf.u8(kOptions2);
    ospf.u8(kPriority);
    ospf.u32(kDead);
  } else {
    ospf.u32(kInterface);
    ospf.u8(kPriority);
    ospf.uint(kOptions3, 3);
    ospf.u16(kInterval);
    ospf.u16(kDead);
  }
  ospf.ipv4(kDesignated);
  ospf.ipv4(kBackup);
  while (ospf.left().size() >= 4) ospf.ipv4(kNeighbor);
}

Outcome dissect(Layer& ospf) {
  const Header header = read_header(ospf);
  if (ospf.truncated()) return stop("the header is incomplete");
  if (header.version != 2 && header.version != 3) return stop("the version is neither 2 nor 3");
  if (std::string* info = ospf.info()) {
    const std::string_view name = name_of(kMessageNames, header.message);
    *info = name.empty() ? format_text("Unknown (%u)", header.message) : std::string(name);
  }
  if (header.length < ospf.position()) return stop("the length is less than the header");
  Layer::Limit body(ospf, header.length - ospf.position());
  if (header.message == 1) {
    read_hello(ospf, header.version);
  } else if (!ospf.left().empty()) {
    ospf.remaining(kBody);
  }
  return ospf.truncated() ? stop("the packet is incomplete") : done();
}

constexpr FieldSpan kFields[] = {
    kHeader,         kVersion,          kMessage,  kLength,        kRouter,   kArea,     kChecksum,
    kAuthentication, kNoAuthentication, kPassword, kCryptographic, kInstance, kReserved, kHello,
    kMask,           kInterface,        kInterval, kOptions2,      kOptions3, kPriority, kDead,
    kDesignated,     kBackup,           kNeighbor, kBody};

}  // namespace

extern const Dissector kOspf{
    {"ospf", "Open Shortest Path First", Shape::kLayer}, "OSPF", kFoundAt, kFields, dissect};

}  // namespace packetglass
