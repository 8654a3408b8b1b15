// The log of the packet filter pf: LINKTYPE_PFLOG of tcpdump.org, OpenBSD's net/if_pflog.h.
#include <algorithm>

#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/link/bsd_family.h"
#include "dissect/render.h"

namespace packetglass {
namespace {

constexpr Name kActions[] = {{0, "pass"}, {1, "block"},        {2, "scrub"}, {3, "nat"},
                             {4, "nat"},  {5, "binat"},        {6, "binat"}, {7, "rdr"},
                             {8, "rdr"},  {9, "synproxy-drop"}};
constexpr Name kReasons[] = {{0, "match"},         {1, "bad-offset"},      {2, "fragment"},
                             {3, "short"},         {4, "normalize"},       {5, "memory"},
                             {6, "bad-timestamp"}, {7, "congestion"},      {8, "ip-option"},
                             {9, "proto-cksum"},   {10, "state-mismatch"}, {11, "state-insert"},
                             {12, "state-limit"},  {13, "src-limit"},      {14, "synproxy"}};
constexpr Name kDirections[] = {{0, "inout"}, {1, "in"}, {2, "out"}};

constexpr Field kLength{"pflog.length", "Header Length", Shape::kNumber8};
constexpr Field kFamily{"pflog.af", "Address Family", Shape::kNumber32, 0, kBsdFamilyNames};
constexpr Field kAction{"pflog.action", "Action", Shape::kNumber16, 0, kActions};
constexpr Field kReason{"pflog.reason", "Reason", Shape::kNumber16, 0, kReasons};
constexpr Field kInterface{"pflog.ifname", "Interface", Shape::kText};
constexpr Field kRuleset{"pflog.ruleset", "Ruleset", Shape::kText};
constexpr Field kRule{"pflog.rulenr", "Rule Number", Shape::kSigned32};
constexpr Field kSubrule{"pflog.subrulenr", "Sub Rule Number", Shape::kSigned32};
constexpr Field kUser{"pflog.uid", "UID", Shape::kSigned32};
constexpr Field kProgram{"pflog.pid", "PID", Shape::kSigned32};
constexpr Field kRuleUser{"pflog.rule_uid", "Rule UID", Shape::kSigned32};
constexpr Field kRuleProgram{"pflog.rule_pid", "Rule PID", Shape::kSigned32};
constexpr Field kDirection{"pflog.dir", "Direction", Shape::kNumber16, 0, kDirections};

constexpr Route kFoundAt[] = {{Space::kLinkType, 117}};

constexpr std::size_t kNameSize = 16;
constexpr std::size_t kDirectionEnd = 61;

Outcome dissect(Layer& pflog) {
  const std::uint8_t length = pflog.u8(kLength);
  if (pflog.truncated()) return stop("the header is incomplete");
  if (length < kDirectionEnd) return stop("the header length is less than 61 bytes");
  const std::uint8_t family = pflog.u8(kFamily);
  const std::uint8_t action = pflog.u8(kAction);
  pflog.u8(kReason);
  const std::string_view interface = pflog.padded(kInterface, kNameSize);
  pflog.padded(kRuleset, kNameSize);
  const std::uint32_t rule = pflog.u32(kRule);
  pflog.u32(kSubrule);
  // In the byte order of the host, which is not said.
  for (const Field* field : {&kUser, &kProgram, &kRuleUser, &kRuleProgram}) pflog.u32le(*field);
  pflog.u8(kDirection);
  // Behind it, in later versions, addresses and ports as they were before they were rewritten.
  pflog.skip((length + 3u) / 4 * 4 - pflog.position());
  if (pflog.truncated()) return stop("the header is incomplete");
  if (std::string* info = pflog.info()) {
    *info = format_text("[%s %s/%d] ", std::string(name_of(kActions, action)).c_str(),
                        printable(bytes_of(interface)).c_str(), static_cast<std::int32_t>(rule));
  }
  return done_as_family(pflog.rest(), family);
}

constexpr FieldSpan kFields[] = {kLength,   kFamily,      kAction,   kReason, kInterface,
                                 kRuleset,  kRule,        kSubrule,  kUser,   kProgram,
                                 kRuleUser, kRuleProgram, kDirection};

}  // namespace

extern const Dissector kPflog{{"pflog", "OpenBSD Packet Filter log file", Shape::kLayer},
                              "PFLOG",
                              kFoundAt,
                              kFields,
                              dissect};

}  // namespace packetglass
