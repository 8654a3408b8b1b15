// THE TABLE of edits.
#include "edit/edits.h"

#include <algorithm>

namespace packetglass {

extern const EditKind kChop, kCut, kCutAfter, kDedup;
extern const EditKind kFirstTime, kInterval, kResolution, kShift, kStrictTimes;
extern const EditKind kRewriteIp, kRewriteMac, kRewritePort, kRewriteVlan, kFixChecksums;
extern const EditKind kStrip, kAddVlan, kAddMpls, kAddVxlan, kAddGre;
extern const EditKind kInterfaceComment, kInterfaceDescriptionText, kInterfaceName, kSetLinkType;
extern const EditKind kCaptureComment, kDropComments, kPacketComment;
extern const EditKind kDropCustom, kDropNames, kDropSecrets, kNames, kSecrets;
extern const EditKind kAnonymise;

namespace {

constexpr const EditKind* kEdits[] = {
    // packets
    &kCut,
    &kCutAfter,
    &kChop,
    &kDedup,
    // times
    &kShift,
    &kFirstTime,
    &kInterval,
    &kStrictTimes,
    &kResolution,
    // headers
    &kRewriteIp,
    &kRewriteMac,
    &kRewritePort,
    &kRewriteVlan,
    &kFixChecksums,
    // encapsulations
    &kStrip,
    &kAddVlan,
    &kAddMpls,
    &kAddVxlan,
    &kAddGre,
    // interfaces
    &kInterfaceName,
    &kInterfaceDescriptionText,
    &kInterfaceComment,
    &kSetLinkType,
    // comments
    &kCaptureComment,
    &kPacketComment,
    &kDropComments,
    // names, secrets, what is custom
    &kNames,
    &kDropNames,
    &kSecrets,
    &kDropSecrets,
    &kDropCustom,
    // for those who may not see whose packets they are
    &kAnonymise,
};

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
