// File Transfer Protocol, what is transferred: RFC 959, section 3.
#include "base/text.h"
#include "dissect/application/announced.h"
#include "dissect/application/header_line.h"

namespace packetglass {
namespace {

constexpr Field kSetup{"ftp-data.setup-frame", "Setup frame", Shape::kFrameNumber};
constexpr Field kMethod{"ftp-data.setup-method", "Setup method", Shape::kText};
constexpr Field kCommand{"ftp-data.command", "Command", Shape::kText};
constexpr Field kCommandFrame{"ftp-data.command-frame", "Command frame", Shape::kFrameNumber};

constexpr Route kFoundAt[] = {{Space::kTcpPort, 20}, {Space::kAnnounced, kAnnouncedFile}};

// "PASV", and behind a line feed "RETR file".
void report_setup(Layer& data, std::string& info) {
  std::string_view words = data.expected().words;
  if (words.empty()) return;
  const std::string_view method = take_word(words, '\n');
  data.generated(kSetup, data.expected().setup);
  data.generated(kMethod, method);
  info += " (" + shown(method) + ")";
  if (words.empty()) return;
  data.generated(kCommand, shown(words));
  data.generated(kCommandFrame, data.expected().since);
  info += " (" + shown(words) + ")";
}

Outcome dissect(Layer& data) {
  if (!data.recording() && data.info() == nullptr) return done(data.rest(), {{Space::kBytes}});
  const std::size_t size = data.left_on_wire();
  if (data.recording()) data.title(format_text(" (%zu bytes data)", size));
  std::string text = format_text("FTP Data: %zu bytes", size);
  report_setup(data, text);
  if (std::string* info = data.info()) *info = text;
  return done(data.rest(), {{Space::kBytes}});
}

constexpr FieldSpan kFields[] = {kSetup, kMethod, kCommand, kCommandFrame};

}  // namespace

extern const Dissector kFtpData{
    {"ftp-data", "FTP Data", Shape::kLayer}, "FTP-DATA", kFoundAt, kFields, dissect};

}  // namespace packetglass
