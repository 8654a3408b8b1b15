// Network Service Header: RFC 8300.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kProtocols[] = {{1, "IPv4"}, {2, "IPv6"}, {3, "Ethernet"}, {4, "NSH"}, {5, "MPLS"}};

constexpr Field kVersion{"nsh.version", "Version", Shape::kNumber16, 0xc000};
constexpr Field kMaintenance{"nsh.Obit", "O Bit", Shape::kNumber16, 0x2000};
constexpr Field kCritical{"nsh.CBit", "C Bit", Shape::kNumber16, 0x1000};
constexpr Field kLifetime{"nsh.ttl", "Time to live", Shape::kHex16, 0x0fc0};
constexpr Field kLength{"nsh.length", "Length", Shape::kNumber16, 0x003f};
constexpr Field kKind{"nsh.mdtype", "MD Type", Shape::kNumber8};
constexpr Field kNext{"nsh.nextproto", "Next Protocol", Shape::kNumber8, 0, kProtocols};
constexpr Field kPath{"nsh.spi", "SPI", Shape::kNumber24};
constexpr Field kIndex{"nsh.si", "SI", Shape::kNumber8};
constexpr Field kContents{"nsh.contextheader", "Context Header", Shape::kBytes};
constexpr Field kClass{"nsh.metadataclass", "TLV Class", Shape::kNumber16};
constexpr Field kType{"nsh.metadatatype", "Type", Shape::kNumber8};
constexpr Field kUnassigned{"nsh.metadataunassignedbit", "Unassigned Bit", Shape::kHex8, 0x80};
constexpr Field kSize{"nsh.metadatalen", "Length", Shape::kHex8, 0x7f};
constexpr Field kMetadata{"nsh.metadata", "Variable Metadata", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kEtherType, 0x894f}};

constexpr std::size_t kBaseWords = 2;
constexpr std::uint8_t kFixed = 1;

// Each is at least four bytes, and padded to a multiple of them.
void read_metadata(Layer& nsh) {
  while (!nsh.left().empty()) {
    nsh.u16(kClass);
    nsh.u8(kType);
    const std::size_t size = nsh.u8({&kUnassigned, &kSize}) & 0x7f;
    if (size == 0) continue;
    nsh.bytes(kMetadata, size);
    nsh.skip(std::min((4 - size % 4) % 4, nsh.left().size()));
  }
}

std::uint32_t ethertype_of(std::uint8_t next) {
  constexpr std::uint16_t kTypes[] = {0, 0x0800, 0x86dd, 0x6558, 0x894f, 0x8847};
  return next < std::size(kTypes) ? kTypes[next] : 0u;
}

Outcome dissect(Layer& nsh) {
  const std::size_t words =
      nsh.u16({&kVersion, &kMaintenance, &kCritical, &kLifetime, &kLength}) & 0x3f;
  const std::uint8_t kind = nsh.u8(kKind);
  const std::uint8_t next = nsh.u8(kNext);
  nsh.uint(kPath, 3);
  nsh.u8(kIndex);
  if (nsh.truncated()) return stop("the header is incomplete");
  if (words < kBaseWords) return stop("the length is less than the header");
  const std::size_t size = (words - kBaseWords) * 4;
  if (size > nsh.left_on_wire()) return stop("the header is longer than the packet");
  if (size > nsh.left().size()) return stop_truncated("the header is incomplete");
  {
    const Layer::Limit limit(nsh, size);
    if (kind == kFixed) {
      while (!nsh.left().empty()) nsh.bytes(kContents, 4);
    } else {
      read_metadata(nsh);
    }
  }
  return done(nsh.rest(), {{Space::kEtherType, ethertype_of(next)}});
}

constexpr FieldSpan kFields[] = {kVersion, kMaintenance, kCritical,   kLifetime, kLength,
                                 kKind,    kNext,        kPath,       kIndex,    kContents,
                                 kClass,   kType,        kUnassigned, kSize,     kMetadata};

}  // namespace

extern const Dissector kNsh{
    {"nsh", "Network Service Header", Shape::kLayer}, "NSH", kFoundAt, kFields, dissect};

}  // namespace packetglass
