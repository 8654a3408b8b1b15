// IP Payload Compression Protocol: RFC 3173. What is compressed stays bytes.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/network/ip_protocol.h"

namespace packetglass {
namespace {

constexpr Name kCompressions[] = {{1, "OUI"}, {2, "DEFLATE"}, {3, "LZS"}};

constexpr Field kNext{"ipcomp.next_header", "Next Header", Shape::kHex8, 0, kIpProtocolNames};
constexpr Field kFlags{"ipcomp.flags", "IPComp Flags", Shape::kHex8};
constexpr Field kIndex{"ipcomp.cpi", "IPComp CPI", Shape::kHex16, 0, kCompressions};

constexpr Route kFoundAt[] = {{Space::kIpProtocol, 108}};

Outcome dissect(Layer& ipcomp) {
  ipcomp.u8(kNext);
  ipcomp.u8(kFlags);
  const std::uint16_t index = ipcomp.u16(kIndex);
  if (ipcomp.truncated()) return stop("the header is incomplete");
  if (std::string* info = ipcomp.info()) {
    const std::string name(name_of(kCompressions, index));
    *info = name.empty() ? format_text("IPComp (CPI=0x%04x)", index)
                         : format_text("IPComp (CPI=%s)", name.c_str());
  }
  return done(ipcomp.rest(), {});
}

constexpr FieldSpan kFields[] = {kNext, kFlags, kIndex};

}  // namespace

extern const Dissector kIpComp{
    {"ipcomp", "IP Payload Compression", Shape::kLayer}, "IPComp", kFoundAt, kFields, dissect};

}  // namespace packetglass
