// Internet Message Access Protocol, version 4rev1: RFC 3501.
#include "dissect/application/http_end.h"
#include "dissect/application/text_line.h"

namespace packetglass {
namespace {

constexpr Field kIsRequest{"imap.isrequest", "Request", Shape::kFlag};
constexpr Field kLine{"imap.line", "Line", Shape::kText};
constexpr Field kRequest{"imap.request", "Request", Shape::kText};
constexpr Field kRequestTag{"imap.request_tag", "Request Tag", Shape::kText};
constexpr Field kRequestCommand{"imap.request.command", "Request Command", Shape::kText};
constexpr Field kUid{"imap.request.command.uid", "Request UID", Shape::kFlag};
constexpr Field kFolder{"imap.request.folder", "Request Folder", Shape::kText};
constexpr Field kResponse{"imap.response", "Response", Shape::kText};
constexpr Field kResponseTag{"imap.response_tag", "Response Tag", Shape::kText};
constexpr Field kStatus{"imap.response.status", "Response Status", Shape::kText};
constexpr Field kResponseCommand{"imap.response.command", "Response Command", Shape::kText};

constexpr Route kFoundAt[] = {{Space::kTcpPort, 143}};

// Tags and words are of letters and digits; literals in the middle of which a segment begins, and
// what is encrypted, as a rule do not look so.
bool begins_line(std::string_view line) {
  const std::string_view tag = first_word(line);
  if (tag.empty() || tag.size() > 64) return false;
  if (tag == "*" || tag == "+") return true;
  for (const char c : tag) {
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '-' && c != '_') return false;
  }
  return true;
}

bool takes_folder(std::string_view command) {
  for (const std::string_view known : {"SELECT", "EXAMINE", "CREATE", "DELETE", "STATUS"}) {
    if (same_word(command, known)) return true;
  }
  return false;
}

void read_request(Layer& imap, std::string_view line) {
  Layer::Limit limit(imap, line.size());
  Layer::Group whole(imap, kRequest);
  std::string_view rest = read_word(imap, kRequestTag, line);
  if (same_word(first_word(rest), "UID")) {
    const std::string_view command = after_word(rest);
    imap.skip(rest.size() - command.size());
    imap.generated(kUid, 1);
    rest = command;
  }
  const std::string_view command = first_word(rest);
  rest = read_word(imap, kRequestCommand, rest);
  if (takes_folder(command)) read_word(imap, kFolder, rest);
  imap.skip(imap.left().size());
}

void read_response(Layer& imap, std::string_view line) {
  Layer::Limit limit(imap, line.size());
  Layer::Group whole(imap, kResponse);
  const std::string_view rest = read_word(imap, kResponseTag, line);
  read_word(imap, kResponseCommand, read_word(imap, kStatus, rest));
  imap.skip(imap.left().size());
}

// Lines that begin with an asterisk are parts of a response, the one with a tag ends it.
bool is_untagged(std::string_view line) {
  return line.starts_with("* ");
}

void read_line(Layer& imap, const TextLine& line, bool response) {
  Layer::Limit limit(imap, line.size);
  Layer::Group whole(imap, kLine);
  if (!response) {
    read_request(imap, line.text);
  } else if (!is_untagged(line.text)) {
    read_response(imap, line.text);
  }
  imap.skip(imap.left().size());
}

void put_info(Layer& imap, std::string_view line, bool response, bool first) {
  std::string* const info = imap.info();
  if (info == nullptr || (!first && (!response || is_untagged(line)))) return;
  *info = (response ? "Response: " : "Request: ") + shown_text(line);
}

Outcome dissect(Layer& imap) {
  if (!begins_line(first_line(imap.left()).text)) return not_mine();
  if (!imap.recording() && imap.info() == nullptr) return done();
  const bool response = sent_by_server(imap);
  imap.generated(kIsRequest, response ? 0 : 1);
  for (bool first = true; !imap.left().empty(); first = false) {
    const TextLine line = first_line(imap.left());
    if (!begins_line(line.text)) break;
    put_info(imap, line.text, response, first);
    read_line(imap, line, response);
  }
  return done(imap.rest(), {{Space::kBytes}});
}

constexpr FieldSpan kFields[] = {kIsRequest,      kLine,   kRequest,        kRequestTag,
                                 kRequestCommand, kUid,    kFolder,         kResponse,
                                 kResponseTag,    kStatus, kResponseCommand};

}  // namespace

extern const Dissector kImap{{"imap", "Internet Message Access Protocol", Shape::kLayer},
                             "IMAP",
                             kFoundAt,
                             kFields,
                             dissect,
                             nullptr,
                             {},
                             false,
                             find_line_end};

}  // namespace packetglass
