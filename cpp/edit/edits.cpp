// THE TABLE of edits.
#include "edit/edits.h"

#include <algorithm>

namespace packetglass {

extern const EditKind kAnonymise, kCut, kShift;

namespace {

constexpr const EditKind* kEdits[] = {&kCut, &kShift, &kAnonymise};

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
