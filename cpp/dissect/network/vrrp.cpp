// Virtual Router Redundancy Protocol: version 2 RFC 3768, version 3 RFC 5798.
#include "base/text.h"
#include "dissect/network/checksum.h"

namespace packetglass {
namespace {

constexpr Name kTypes[] = {{1, "Advertisement"}};
constexpr Name kAuthentications[] = {
    {0, "No Authentication"},
    {1, "Simple Text Authentication [RFC 2338] / Reserved [RFC 3768]"},
    {2, "IP Authentication Header [RFC 2338] / Reserved [RFC 3768]"},
    {254, "Cisco VRRP MD5 authentication"}};

constexpr Field kVersionAndType{"vrrp.typever", "VRRP message version and type", Shape::kNumber8};
constexpr Field kVersion{"vrrp.version", "VRRP protocol version", Shape::kNumber8, 0xf0};
constexpr Field kType{"vrrp.type", "VRRP packet type", Shape::kNumber8, 0x0f, kTypes};
constexpr Field kRouter{"vrrp.virt_rtr_id", "Virtual Rtr ID", Shape::kNumber8};
constexpr Field kPriority{"vrrp.prio", "Priority", Shape::kNumber8};
constexpr Field kCount{"vrrp.addr_count", "Addr Count", Shape::kNumber8};
constexpr Field kAuthentication{"vrrp.auth_type", "Auth Type", Shape::kNumber8, 0,
                                kAuthentications};
constexpr Field kInterval{"vrrp.adver_int", "Adver Int", Shape::kNumber8};
constexpr Field kReserved{"vrrp.reserved_mbz", "Reserved", Shape::kNumber8, 0xf000};
constexpr Field kShortInterval{"vrrp.short_adver_int", "Adver Int", Shape::kNumber16, 0x0fff};
constexpr Field kChecksum{"vrrp.checksum", "Checksum", Shape::kHex16};
constexpr Field kAddress{"vrrp.ip_addr", "IP Address", Shape::kIpv4};
constexpr Field kAddress6{"vrrp.ipv6_addr", "IPv6 Address", Shape::kIpv6};
constexpr Field kPassword{"vrrp.auth_string", "Authentication String", Shape::kText};

constexpr Route kFoundAt[] = {{Space::kIpProtocol, 112}};

constexpr std::uint8_t kSimpleText = 1;
constexpr std::size_t kPasswordSize = 8;

unsigned read_version(Layer& vrrp) {
  const unsigned number = vrrp.u8(kVersionAndType);
  vrrp.parts(number, {&kVersion, &kType});
  return number >> 4;
}

void read_addresses(Layer& vrrp, unsigned count) {
  const bool ipv6 = vrrp.source().kind == Address::Kind::kIpv6;
  for (unsigned i = 0; i < count && !vrrp.truncated(); ++i) {
    ipv6 ? vrrp.ipv6(kAddress6) : vrrp.ipv4(kAddress);
  }
}

Outcome dissect(Layer& vrrp) {
  const unsigned version = read_version(vrrp);
  vrrp.u8(kRouter);
  vrrp.u8(kPriority);
  const std::uint8_t count = vrrp.u8(kCount);
  std::uint8_t authentication = 0;
  if (version == 3) {
    vrrp.u16({&kReserved, &kShortInterval});
  } else {
    authentication = vrrp.u8(kAuthentication);
    vrrp.u8(kInterval);
  }
  if (std::string* info = vrrp.info()) *info = format_text("Announcement (v%u)", version);
  read_checksum(vrrp, kChecksum);
  read_addresses(vrrp, count);
  if (authentication == kSimpleText) vrrp.padded(kPassword, kPasswordSize);
  return vrrp.truncated() ? stop("the message is incomplete") : done();
}

constexpr FieldSpan kFields[] = {
    kVersionAndType, kVersion,  kType,          kRouter,   kPriority, kCount,    kAuthentication,
    kInterval,       kReserved, kShortInterval, kChecksum, kAddress,  kAddress6, kPassword};

}  // namespace

extern const Dissector kVrrp{{"vrrp", "Virtual Router Redundancy Protocol", Shape::kLayer},
                             "VRRP",
                             kFoundAt,
                             kFields,
                             dissect};

}  // namespace packetglass
