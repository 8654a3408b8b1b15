// Syslog: RFC 5424 and, older, 3164; over UDP RFC 5426.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/utf8.h"

namespace packetglass {
namespace {

constexpr Name kFacilities[] = {
    {0, "KERN"},      {1, "USER"},    {2, "MAIL"},    {3, "DAEMON"},    {4, "AUTH"},
    {5, "SYSLOG"},    {6, "LPR"},     {7, "NEWS"},    {8, "UUCP"},      {9, "CRON"},
    {10, "AUTHPRIV"}, {11, "FTP"},    {12, "NTP"},    {13, "LOGAUDIT"}, {14, "LOGALERT"},
    {15, "CRON"},     {16, "LOCAL0"}, {17, "LOCAL1"}, {18, "LOCAL2"},   {19, "LOCAL3"},
    {20, "LOCAL4"},   {21, "LOCAL5"}, {22, "LOCAL6"}, {23, "LOCAL7"}};
constexpr Name kLevels[] = {{0, "EMERG"},   {1, "ALERT"},  {2, "CRIT"}, {3, "ERR"},
                            {4, "WARNING"}, {5, "NOTICE"}, {6, "INFO"}, {7, "DEBUG"}};

constexpr Field kFacility{"syslog.facility", "Facility", Shape::kNumber8, 0, kFacilities};
constexpr Field kLevel{"syslog.level", "Level", Shape::kNumber8, 0, kLevels};
constexpr Field kMessage{"syslog.msg", "Message", Shape::kText};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 514}};

// Bytes of the priority, "<34>", whose number is put to `priority`; 0 when there is none.
std::size_t priority_size(Bytes bytes, unsigned& priority) {
  if (bytes.empty() || bytes[0] != '<') return 0;
  std::size_t at = 1;
  for (; at < bytes.size() && at < 5 && bytes[at] >= '0' && bytes[at] <= '9'; ++at) {
    priority = priority * 10 + (bytes[at] - '0');
  }
  return at > 1 && at < bytes.size() && bytes[at] == '>' ? at + 1 : 0;
}

// "AUTH.CRIT: ".
std::string read_priority(Layer& syslog) {
  unsigned priority = 0;
  const std::size_t size = priority_size(syslog.left(), priority);
  if (size == 0) return {};
  syslog.look(kFacility, size);
  syslog.means(priority >> 3);
  syslog.look(kLevel, size);
  syslog.means(priority & 7);
  syslog.skip(size);
  const std::string_view facility = name_of(kFacilities, priority >> 3);
  std::string text(facility.empty() ? "UNKNOWN" : facility);
  return text.append(".").append(name_of(kLevels, priority & 7)).append(": ");
}

Outcome dissect(Layer& syslog) {
  if (!syslog.recording() && syslog.info() == nullptr) return done();
  std::string words = read_priority(syslog);
  if (!syslog.left().empty()) append_utf8(words, syslog.remaining(kMessage));
  if (std::string* info = syslog.info()) *info = words;
  if (syslog.recording()) syslog.title(": " + words);
  return done();
}

constexpr FieldSpan kFields[] = {kFacility, kLevel, kMessage};

}  // namespace

extern const Dissector kSyslog{
    {"syslog", "Syslog message", Shape::kLayer}, "Syslog", kFoundAt, kFields, dissect};

}  // namespace packetglass
