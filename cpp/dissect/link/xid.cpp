// How LLC stations make themselves known: the basic format of XID, IEEE 802.2, section 5.4.1.1.2.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kTypeNames[] = {{0x01, "Type 1 LLC (Class I LLC)"},
                               {0x02, "Type 2 LLC"},
                               {0x03, "Type 1 and Type 2 LLCs (Class II LLC)"},
                               {0x04, "Type 3 LLC"},
                               {0x05, "Type 1 and Type 3 LLCs (Class III LLC)"},
                               {0x06, "Type 2 and Type 3 LLCs"},
                               {0x07, "Type 1 and Type 2 and Type 3 LLCs (Class IV LLC)"}};

constexpr Field kFormat{"basicxid.llc.xid.format", "XID Format", Shape::kHex8};
constexpr Field kTypes{"basicxid.llc.xid.types", "LLC Types/Classes", Shape::kHex8, 0x1f,
                       kTypeNames};
constexpr Field kWindow{"basicxid.llc.xid.wsize", "Receive Window Size", Shape::kNumber8, 0xfe};

constexpr std::uint8_t kBasicFormat = 0x81;

// LLC's number of the command, with a byte in front that no service access point has.
constexpr Route kFoundAt[] = {{Space::kLlc, 0x01af}};

Outcome dissect(Layer& xid) {
  if (xid.peek() != kBasicFormat) return not_mine();
  xid.u8(kFormat);
  const unsigned types = xid.u8({&kTypes}) & 0x1fu;
  const unsigned window = xid.u8({&kWindow}) >> 1;
  if (xid.truncated()) return stop("the message is incomplete");
  if (std::string* info = xid.info()) {
    const std::string name(name_of(kTypeNames, types));
    *info =
        format_text("Basic Format; %s; Window Size %u",
                    name.empty() ? format_text("0x%02x", types).c_str() : name.c_str(), window);
  }
  return done();
}

constexpr FieldSpan kFields[] = {kFormat, kTypes, kWindow};

}  // namespace

extern const Dissector kXid{{"basicxid", "Logical-Link Control Basic Format XID", Shape::kLayer},
                            "XID",
                            kFoundAt,
                            kFields,
                            dissect};

}  // namespace packetglass
