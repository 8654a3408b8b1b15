// Hypertext Transfer Protocol, version 1: RFC 9110 and 9112.
#include "base/text.h"
#include "dissect/application/http_body.h"
#include "dissect/application/http_chat.h"
#include "dissect/application/http_end.h"
#include "dissect/application/http_headers.h"
#include "dissect/application/text_line.h"
#include "dissect/exchange_fields.h"

namespace packetglass {
namespace {

constexpr Field kStartLine{"http.start_line", "Start line", Shape::kGroup};
constexpr Field kRequest{"http.request", "Request", Shape::kFlag};
constexpr Field kMethod{"http.request.method", "Request Method", Shape::kText};
constexpr Field kUri{"http.request.uri", "Request URI", Shape::kText};
constexpr Field kPath{"http.request.uri.path", "Request URI Path", Shape::kText};
constexpr Field kQuery{"http.request.uri.query", "Request URI Query", Shape::kText};
constexpr Field kParameter{"http.request.uri.query.parameter", "Request URI Query Parameter",
                           Shape::kText};
constexpr Field kRequestVersion{"http.request.version", "Request Version", Shape::kText};
constexpr Field kRequestLine{"http.request.line", "Request line", Shape::kText};
constexpr Field kFullUri{"http.request.full_uri", "Full request URI", Shape::kText};
constexpr Field kResponse{"http.response", "Response", Shape::kFlag};
constexpr Field kResponseVersion{"http.response.version", "Response Version", Shape::kText};
constexpr Field kCode{"http.response.code", "Status Code", Shape::kNumber16};
constexpr Field kPhrase{"http.response.phrase", "Response Phrase", Shape::kText};
constexpr Field kResponseIn{"http.response_in", "Response in frame", Shape::kFrameNumber};
constexpr Field kRequestIn{"http.request_in", "Request in frame", Shape::kFrameNumber};
constexpr Field kSinceRequest{"http.time", "Time since request", Shape::kDuration};
constexpr Field kResponseLine{"http.response.line", "Response line", Shape::kText};

// Where it is spoken without being asked for; elsewhere it is known by its first line.
constexpr Route kFoundAt[] = {{Space::kTcpPort, 80},   {Space::kTcpPort, 3128},
                              {Space::kTcpPort, 5985}, {Space::kTcpPort, 8080},
                              {Space::kTcpPort, 8088}, {Space::kTcpPort, 11371},
                              {Space::kTcpStart}};

// Methods of HTTP, WebDAV (RFC 4918 and others), UPnP and RPC over HTTP.
constexpr std::string_view kMethods[] = {
    "GET",         "HEAD",        "POST",        "PUT",
    "DELETE",      "CONNECT",     "OPTIONS",     "TRACE",
    "PATCH",       "PROPFIND",    "PROPPATCH",   "MKCOL",
    "COPY",        "MOVE",        "LOCK",        "UNLOCK",
    "REPORT",      "SEARCH",      "NOTIFY",      "SUBSCRIBE",
    "UNSUBSCRIBE", "POLL",        "BCOPY",       "BDELETE",
    "BMOVE",       "BPROPFIND",   "BPROPPATCH",  "CHECKOUT",
    "CHECKIN",     "MERGE",       "MKACTIVITY",  "VERSION-CONTROL",
    "M-SEARCH",    "RPC_IN_DATA", "RPC_OUT_DATA"};

constexpr std::size_t kLongestMethod = 16;

// SIP and RTSP have such lines too, with another version behind them.
bool begins_request(Bytes bytes) {
  const std::string_view start = text_of(bytes).substr(0, kLongestMethod + 1);
  const std::string_view method = first_word(start);
  if (method.size() == start.size()) return false;
  if (std::find(std::begin(kMethods), std::end(kMethods), method) == std::end(kMethods)) {
    return false;
  }
  const TextLine line = first_line(bytes.first(std::min<std::size_t>(bytes.size(), 8192)));
  return !line.ended || line.text.find(" HTTP/") != std::string_view::npos;
}

// "/path?a=1&b=2" with its parts, when it has several.
void read_uri(Layer& http, std::string_view uri) {
  const std::size_t mark = uri.find('?');
  if (mark == std::string_view::npos) {
    http.text(kUri, uri.size());
    return;
  }
  Layer::Group whole(http, kUri);
  http.text(kPath, mark);
  http.skip(1);
  Layer::Group query(http, kQuery);
  read_parted(http, kParameter, uri.substr(mark + 1), "&");
}

std::string_view read_request_line(Layer& http, std::string_view line) {
  const std::string_view method = first_word(line);
  std::string_view rest = after_word(line);
  http.text(kMethod, method.size());
  http.skip(line.size() - method.size() - rest.size());
  // The last word is the version: URIs of bad clients have spaces in them.
  const std::size_t space = rest.rfind(' ');
  const std::string_view uri = rest.substr(0, space);
  read_uri(http, uri);
  if (space == std::string_view::npos) return uri;
  http.skip(1);
  http.text(kRequestVersion, rest.size() - space - 1);
  return uri;
}

// Returns the code.
std::uint16_t read_status_line(Layer& http, std::string_view line) {
  const std::string_view version = first_word(line);
  const std::string_view rest = after_word(line);
  http.text(kResponseVersion, version.size());
  http.skip(line.size() - version.size() - rest.size());
  const std::string_view code = first_word(rest);
  const auto status = static_cast<std::uint16_t>(http.decimal(kCode, code.size()));
  if (code.size() >= rest.size()) return status;
  http.skip(1);
  if (rest.size() > code.size() + 1) http.text(kPhrase, rest.size() - code.size() - 1);
  return status;
}

void report_full_uri(Layer& http, std::string_view uri, std::string_view host) {
  const bool whole = uri.find("://") != std::string_view::npos;
  if (!http.recording() || (host.empty() && !whole)) return;
  std::string text = whole ? "" : "http://" + std::string(host);
  http.generated(kFullUri, shown_text(text.append(uri)));
}

// "text/html" of "text/html; charset=utf-8".
std::string_view media_type(std::string_view content_type) {
  return content_type.substr(0, content_type.find_first_of("; "));
}

// "application/xml", "text/xml", "application/soap+xml".
bool is_media(std::string_view type, std::string_view name) {
  const std::size_t end = type.find_last_of("/+");
  return end != std::string_view::npos && same_word(type.substr(end + 1), name);
}

// What the body is, in both columns.
void report_body(Layer& http, std::string_view content_type) {
  const std::string_view type = media_type(content_type);
  std::string* const info = http.info();
  if (type.empty()) return;
  if (is_media(type, "xml")) return http.column("HTTP/XML");
  if (is_media(type, "json")) {
    http.column("HTTP/JSON");
    if (info) *info += ", JavaScript Object Notation (" + shown_text(type) + ")";
  } else if (info) {
    *info += " (" + shown_text(type) + ")";
  }
}

// All that is there, unless it is known where the body ends.
Payload body_of(const Payload& rest, const HttpHeaders& headers) {
  const std::size_t size = headers.chunked      ? find_chunks(rest.bytes).end
                           : headers.has_length ? headers.content_length
                                                : rest.length;
  return size < rest.length && size <= rest.bytes.size() ? rest.first(size) : rest;
}

// The same, where not all of it was captured.
Outcome truncated(const Outcome& inside) {
  Outcome outcome = stop_truncated("the body is incomplete");
  outcome.payload = inside.payload;
  outcome.routes = inside.routes;
  outcome.route_count = inside.route_count;
  return outcome;
}

Outcome go_on(Layer& http, const HttpHeaders& headers) {
  const Payload rest = http.rest();
  if (!headers.ended || rest.empty()) return done();
  const Payload body = body_of(rest, headers);
  const Payload content = read_http_body(http, body, headers);
  if (body.length == rest.length) {
    if (!content.empty()) report_body(http, headers.content_type);
    Outcome inside = done(content, {{Space::kBytes}});
    return body.truncated() ? truncated(inside) : inside;
  }
  // Another message behind the body.
  if (!content.empty()) http.inside(content, {{Space::kBytes}});
  const std::size_t size = body.bytes.size();
  return done({rest.bytes.subspan(size), rest.length - size}, {{Space::kTcpPort, 80}});
}

Outcome dissect(Layer& http) {
  const TextLine line = first_line(http.left());
  const bool response = line.text.starts_with("HTTP/");
  std::string_view uri;
  std::uint16_t status = 0;
  {
    Layer::Limit limit(http, line.size);
    Layer::Group start(http, kStartLine);
    if (http.recording_text()) start.say(": " + shown_text(line.text));
    report_first_line(http, http.left());
    if (response) {
      status = read_status_line(http, line.text);
    } else {
      uri = read_request_line(http, line.text);
    }
  }
  if (std::string* info = http.info()) *info = shown_text(line.text) + " ";
  const HttpHeaders headers = read_http_headers(http, response ? kResponseLine : kRequestLine);
  if (!response) report_full_uri(http, uri, headers.host);
  http.generated(response ? kResponse : kRequest, 1);
  const auto facts = http.exchange(
      {ExchangeProtocol::kHttp, response, http_exchange_id(http.sequence(), status)});
  if (facts) put_exchange(http, {kResponseIn, kRequestIn, kSinceRequest}, *facts);
  return go_on(http, headers);
}

constexpr FieldSpan kFields[] = {
    kStartLine,     kRequest,      kMethod,           kUri,
    kPath,          kQuery,        kParameter,        kRequestVersion,
    kRequestLine,   kFullUri,      kResponse,         kResponseVersion,
    kCode,          kPhrase,       kResponseLine,     kResponseIn,
    kRequestIn,     kSinceRequest, kHttpHeaderFields, kHttpBodyFields,
    kHttpChatFields};

}  // namespace

bool begins_http_message(Bytes bytes) {
  // A request line ends with the version, a status line has a code behind it.
  const std::string_view text = text_of(bytes);
  if (text.starts_with("HTTP/1.")) return text.size() < 9 || text[8] == ' ';
  return begins_request(bytes);
}

extern const Dissector kHttp{{"http", "Hypertext Transfer Protocol", Shape::kLayer},
                             "HTTP",
                             kFoundAt,
                             kFields,
                             dissect,
                             begins_http_message,
                             {'A', 'Z'},
                             true,
                             find_http_end,
                             "",
                             true};

}  // namespace packetglass
