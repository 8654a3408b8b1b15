// Cisco MetaData, with the group of TrustSec's tags: draft-smith-kandula-sxp, appendix A.
#include "dissect/link/type_or_length.h"
#include "dissect/network/ethertype.h"
#include "dissect/network/gre_types.h"

namespace packetglass {
namespace {

constexpr Field kVersion{"cmd.version", "Version", Shape::kNumber8};
constexpr Field kLength{"cmd.length", "Length", Shape::kNumber8};
constexpr Field kOptions{"cmd.options", "Options", Shape::kHex16};
constexpr Field kGroupTag{"cmd.sgt", "SGT", Shape::kNumber16};
constexpr Field kType{"cmd.type", "Type", Shape::kHex16, 0, kEtherTypeNames};

constexpr Route kFoundAt[] = {{Space::kEtherType, 0x8909}};
constexpr Route kInGreAt[] = {{Space::kEtherType, kCiscoMetaDataInGre}};

void read_tag(Layer& cmd) {
  cmd.u8(kVersion);
  cmd.u8(kLength);
  cmd.u16(kOptions);
  cmd.u16(kGroupTag);
}

Outcome dissect(Layer& cmd) {
  read_tag(cmd);
  return read_type_or_length(cmd, kType, kType);
}

// In GRE the type comes first.
Outcome dissect_in_gre(Layer& cmd) {
  const std::uint16_t type = cmd.u16(kType);
  read_tag(cmd);
  if (cmd.truncated()) return stop("the tag is incomplete");
  return done(cmd.rest(), {{Space::kEtherType, type}});
}

constexpr FieldSpan kFields[] = {kVersion, kLength, kOptions, kGroupTag, kType};

}  // namespace

extern const Dissector kCiscoMetaData{
    {"cmd", "Cisco MetaData", Shape::kLayer}, "CMD", kFoundAt, kFields, dissect};
extern const Dissector kCiscoMetaDataOfGre{
    {"cmd", "Cisco MetaData", Shape::kLayer}, "CMD", kInGreAt, kFields, dissect_in_gre};

}  // namespace packetglass
