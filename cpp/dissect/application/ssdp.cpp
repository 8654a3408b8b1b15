// Simple Service Discovery Protocol: UPnP Device Architecture 1.1, section 1; HTTP in datagrams.
#include "dissect/application/header_line.h"
#include "dissect/application/http_chat.h"

namespace packetglass {
namespace {

constexpr Field kFirstLine{"http.first_line", "", Shape::kGroup};
constexpr Field kMethod{"http.request.method", "Request Method", Shape::kText};
constexpr Field kUri{"http.request.uri", "Request URI", Shape::kText};
constexpr Field kRequestVersion{"http.request.version", "Request Version", Shape::kText};
constexpr Field kVersion{"http.response.version", "Response Version", Shape::kText};
constexpr Field kCode{"http.response.code", "Status Code", Shape::kNumber16};
constexpr Field kPhrase{"http.response.phrase", "Response Phrase", Shape::kText};
constexpr Field kRequestLine{"http.request.line", "Header", Shape::kText};
constexpr Field kResponseLine{"http.response.line", "Header", Shape::kText};

// Headers with names of their own.
struct Line {
  std::string_view name;
  Field field;
};
constexpr Line kHeaders[] = {
    {"Host", {"http.host", "Host", Shape::kText}},
    {"Cache-Control", {"http.cache_control", "Cache-Control", Shape::kText}},
    {"Location", {"http.location", "Location", Shape::kText}},
    {"Server", {"http.server", "Server", Shape::kText}},
    {"User-Agent", {"http.user_agent", "User-Agent", Shape::kText}},
    {"Date", {"http.date", "Date", Shape::kText}},
    {"Connection", {"http.connection", "Connection", Shape::kText}},
    {"Content-Length", {"http.content_length_header", "Content-Length", Shape::kText}},
    {"Content-Type", {"http.content_type", "Content-Type", Shape::kText}}};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 1900}};

void read_request(Layer& ssdp, std::string_view line) {
  look_text(ssdp, kMethod, take_word(line));
  look_text(ssdp, kUri, take_word(line));
  look_text(ssdp, kRequestVersion, line);
}

void read_response(Layer& ssdp, std::string_view line) {
  look_text(ssdp, kVersion, take_word(line));
  const std::string_view code = take_word(line);
  look_text(ssdp, kCode, code);
  ssdp.means(leading_number(code));
  look_text(ssdp, kPhrase, line);
}

void read_header(Layer& ssdp, const TextLine& line, bool request) {
  const HeaderLine header = split_header(line.text);
  for (const auto& known : kHeaders) {
    if (same_word(header.name, known.name))
      return read_as(ssdp, known.field, line.size, header.value);
  }
  read_as(ssdp, request ? kRequestLine : kResponseLine, line.size, line.text);
}

// What is no message of this protocol.
Outcome read_other(Layer& ssdp) {
  if (std::string* info = ssdp.info()) *info = "Continuation";
  return done(ssdp.rest(), {{Space::kBytes}});
}

Outcome dissect(Layer& ssdp) {
  if (!ssdp.recording() && ssdp.info() == nullptr) return done();
  const TextLine line = whole_line(ssdp.left());
  const bool response = line.text.starts_with("HTTP/");
  if (!response && line.text.find(" HTTP/") == line.text.npos) return read_other(ssdp);
  if (std::string* info = ssdp.info()) *info = shown(line.text) + " ";
  {
    Layer::Group group(ssdp, kFirstLine);
    group.say(shown(line.text));
    report_first_line(ssdp, ssdp.left().first(line.size));
    response ? read_response(ssdp, line.text) : read_request(ssdp, line.text);
    ssdp.skip(line.size);
  }
  for (TextLine next = whole_line(ssdp.left()); next.size != 0; next = whole_line(ssdp.left())) {
    if (next.text.empty()) {
      ssdp.skip(next.size);
      break;
    }
    read_header(ssdp, next, !response);
  }
  return done(ssdp.rest(), {{Space::kBytes}});
}

constexpr FieldSpan kFields[] = {
    kFirstLine,     kMethod, kUri,         kRequestVersion, kVersion,
    kCode,          kPhrase, kRequestLine, kResponseLine,   field_of(kHeaders, &Line::field),
    kHttpChatFields};

}  // namespace

extern const Dissector kSsdp{{"ssdp", "Simple Service Discovery Protocol", Shape::kLayer},
                             "SSDP",
                             kFoundAt,
                             kFields,
                             dissect};

}  // namespace packetglass
