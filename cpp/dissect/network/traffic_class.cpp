// Differentiated services and congestion: a byte of both IPs.
#include "dissect/network/traffic_class.h"

#include "base/text.h"

namespace packetglass {

std::string traffic_class_text(std::uint8_t byte) {
  static constexpr const char* kEcn[] = {"Not-ECT", "ECT(1)", "ECT(0)", "CE"};
  const std::string_view known = name_of(kDscpNames, byte >> 2);
  const std::string service = known.empty() ? format_text("%u", byte >> 2) : std::string(known);
  return format_text("0x%02x (DSCP: %s, ECN: %s)", byte, service.c_str(), kEcn[byte & 3]);
}

}  // namespace packetglass
