// The fields of expert information.
#include "dissect/expert.h"

namespace packetglass {
namespace {

using Group = ExpertGroup;
using Severity = ExpertSeverity;

constexpr std::uint32_t number(Severity severity) {
  return static_cast<std::uint32_t>(severity);
}
constexpr std::uint32_t number(Group group) {
  return static_cast<std::uint32_t>(group);
}

constexpr Name kSeverityNames[] = {{number(Severity::kComment), "Comment"},
                                   {number(Severity::kChat), "Chat"},
                                   {number(Severity::kNote), "Note"},
                                   {number(Severity::kWarning), "Warning"},
                                   {number(Severity::kError), "Error"}};

constexpr Name kGroupNames[] = {
    {number(Group::kChecksum), "Checksum"},     {number(Group::kSequence), "Sequence"},
    {number(Group::kResponse), "Response"},     {number(Group::kRequest), "Request"},
    {number(Group::kUndecoded), "Undecoded"},   {number(Group::kReassemble), "Reassemble"},
    {number(Group::kMalformed), "Malformed"},   {number(Group::kDebug), "Debug"},
    {number(Group::kProtocol), "Protocol"},     {number(Group::kSecurity), "Security"},
    {number(Group::kComment), "Comment"},       {number(Group::kDecryption), "Decryption"},
    {number(Group::kAssumption), "Assumption"}, {number(Group::kDeprecated), "Deprecated"}};

}  // namespace

extern constexpr Field kMalformed{"_ws.malformed", "Malformed Packet", Shape::kNotice};
extern constexpr Field kShort{"_ws.short", "Packet size limited during capture", Shape::kNotice};
extern constexpr Expert kMalformedPacket{
    {"_ws.malformed.expert", "Malformed Packet (Exception occurred)", Shape::kExpert},
    Severity::kError,
    Group::kMalformed};

extern constexpr std::span<const Name> kExpertSeverities = kSeverityNames;
extern constexpr std::span<const Name> kExpertGroups = kGroupNames;

extern constexpr ExpertFields kExpertFields{
    {"_ws.expert", "Expert Info", Shape::kNotice},
    {"_ws.expert.message", "Message", Shape::kMessage},
    {"_ws.expert.severity", "Severity level", Shape::kNumber32, 0, kSeverityNames},
    {"_ws.expert.group", "Group", Shape::kNumber32, 0, kGroupNames}};

}  // namespace packetglass
