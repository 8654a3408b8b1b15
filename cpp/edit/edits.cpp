// THE TABLE of edits.
#include "edit/edits.h"

#include <algorithm>

namespace packetglass {

extern const EditKind kCut, kShift;
// headers
extern const EditKind kRewriteIp, kRewriteMac, kRewritePort, kRewriteVlan, kFixChecksums;
extern const EditKind kChop, kCut, kCutAfter, kDedup;
extern const EditKind kFirstTime, kInterval, kResolution, kShift, kStrictTimes;
extern const EditKind kInterfaceComment, kInterfaceDescriptionText, kInterfaceName, kSetLinkType;
extern const EditKind kCaptureComment, kDropComments, kPacketComment;
extern const EditKind kDropCustom, kDropNames, kDropSecrets, kNames, kSecrets;

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
    // packets
    &kChop,
    &kCutAfter,
    &kDedup,
    // times
    &kFirstTime,
    &kInterval,
    &kResolution,
    &kStrictTimes,
    // interfaces
    &kInterfaceComment,
    &kInterfaceDescriptionText,
    &kInterfaceName,
    &kSetLinkType,
    // comments
    &kCaptureComment,
    &kDropComments,
    &kPacketComment,
    // names, secrets, what is custom
    &kDropCustom,
    &kDropNames,
    &kDropSecrets,
    &kNames,
    &kSecrets,
};
extern const EditKind kAnonymise, kCut, kShift;
constexpr const EditKind* kEdits[] = {&kCut, &kShift, &kAnonymise};

}  // namespace

std::span<const EditKind* const> edits() {
  return kEdits;
}

const EditKind* find_edit(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kEdits), std::end(kEdits),
                                         [&](const EditKind* kind) { return kind->name == name; });
  return found == std::end(kEdits) ? nullptr : *found;
}

}  // namespace packetglass
