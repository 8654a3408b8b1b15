// IP over serial lines: RFC 1055; LINKTYPE_SLIP of tcpdump.org, whose header some captures lack.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kDirections[] = {{0, "Received"}, {1, "Sent"}};
constexpr Name kKinds[] = {{0x40, "IP"}, {0x70, "Uncompressed TCP"}, {0x80, "Compressed TCP"}};

constexpr Field kDirection{"slip.direction", "Direction", Shape::kNumber8, 0, kDirections};
constexpr Field kKind{"slip.type", "Packet type", Shape::kHex8, 0, kKinds};
constexpr Field kCompression{"slip.compression", "Compression", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kLinkType, 8}};

constexpr std::size_t kCompressionSize = 14;

std::uint16_t version_at(const Layer& slip) {
  const unsigned version = slip.peek() >> 4;
  return version == 4 ? 0x0800 : version == 6 ? 0x86dd : 0;
}

// The first byte of a header is 0 or 1, that of a packet has its version.
Outcome dissect(Layer& slip) {
  if (std::string* info = slip.info()) *info = "SLIP";
  if (version_at(slip) == 0) {
    slip.u8(kDirection);
    slip.u8(kKind);
    slip.bytes(kCompression, kCompressionSize);
  }
  if (slip.truncated()) return stop("the header is incomplete");
  return done(slip.rest(), {{Space::kEtherType, version_at(slip)}});
}

constexpr FieldSpan kFields[] = {kDirection, kKind, kCompression};

}  // namespace

extern const Dissector kSlip{
    {"slip", "Serial Line IP", Shape::kLayer}, "SLIP", kFoundAt, kFields, dissect};

}  // namespace packetglass
