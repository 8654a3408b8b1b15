// Ethernet inside of IP: EtherIP, RFC 3378.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Field kVersion{"etherip.ver", "Version", Shape::kNumber16, 0xf000};
constexpr Field kReserved{"etherip.reserved", "Reserved", Shape::kHex16, 0x0fff};

constexpr Route kFoundAt[] = {{Space::kIpProtocol, 97}};

Outcome dissect(Layer& etherip) {
  const unsigned version = etherip.u16({&kVersion, &kReserved}) >> 12;
  if (etherip.truncated()) return stop("the header is incomplete");
  if (etherip.recording_text()) etherip.title(format_text(", Version %u", version));
  return done(etherip.rest(), {{Space::kEtherType, 0x6558}});
}

constexpr FieldSpan kFields[] = {kVersion, kReserved};

}  // namespace

extern const Dissector kEtherIp{
    {"etherip", "EtherIP", Shape::kLayer}, "ETHERIP", kFoundAt, kFields, dissect};

}  // namespace packetglass
