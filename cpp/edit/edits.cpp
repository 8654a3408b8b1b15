// THE TABLE of edits.
#include "edit/edits.h"

#include <algorithm>

namespace packetglass {

extern const EditKind kCut, kShift;
// headers
extern const EditKind kRewriteIp, kRewriteMac, kRewritePort, kRewriteVlan, kFixChecksums, kStrip,
    kAddVlan, kAddMpls, kAddVxlan, kAddGre;

namespace {

constexpr const EditKind* kEdits[] = {
    &kCut,
    &kShift,
    // headers
    &kRewriteIp,
    &kRewriteMac,
    &kRewritePort,
    &kRewriteVlan,
    &kFixChecksums,
    &kStrip,
    &kAddVlan,
    &kAddMpls,
    &kAddVxlan,
    &kAddGre,
};

}  // namespace

std::span<const EditKind* const> edits() {
  return kEdits;
}

const EditKind* find_edit(std::string_view name) {
  const auto* const found =
      std::ranges::find_if(kEdits, [&](const EditKind* kind) { return kind->name == name; });
  return found == std::end(kEdits) ? nullptr : *found;
}

}  // namespace packetglass
