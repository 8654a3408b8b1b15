// The header fields of HTTP/1: RFC 9112, section 5.
#include "dissect/application/http_headers.h"

#include <charconv>
#include <vector>

#include "base/text.h"
#include "dissect/application/text_line.h"

namespace packetglass {
namespace {

struct Header {
  std::string_view name;
  Field field;
};

constexpr Header kHeaders[] = {
    {"Accept", {"http.accept", "Accept", Shape::kText}},
    {"Accept-Encoding", {"http.accept_encoding", "Accept-Encoding", Shape::kText}},
    {"Accept-Language", {"http.accept_language", "Accept-Language", Shape::kText}},
    {"Authorization", {"http.authorization", "Authorization", Shape::kText}},
    {"Cache-Control", {"http.cache_control", "Cache-Control", Shape::kText}},
    {"Connection", {"http.connection", "Connection", Shape::kText}},
    {"Content-Encoding", {"http.content_encoding", "Content-Encoding", Shape::kText}},
    {"Content-Length", {"http.content_length_header", "Content-Length", Shape::kText}},
    {"Content-Type", {"http.content_type", "Content-Type", Shape::kText}},
    {"Cookie", {"http.cookie", "Cookie", Shape::kText}},
    {"Date", {"http.date", "Date", Shape::kText}},
    {"Host", {"http.host", "Host", Shape::kText}},
    {"HTTP2-Settings", {"http.http2_settings", "HTTP2-Settings", Shape::kText}},
    {"Last-Modified", {"http.last_modified", "Last-Modified", Shape::kText}},
    {"Location", {"http.location", "Location", Shape::kText}},
    {"Proxy-Authenticate", {"http.proxy_authenticate", "Proxy-Authenticate", Shape::kText}},
    {"Proxy-Authorization", {"http.proxy_authorization", "Proxy-Authorization", Shape::kText}},
    {"Referer", {"http.referer", "Referer", Shape::kText}},
    {"Sec-WebSocket-Accept", {"http.sec_websocket_accept", "Sec-WebSocket-Accept", Shape::kText}},
    {"Sec-WebSocket-Extensions",
     {"http.sec_websocket_extensions", "Sec-WebSocket-Extensions", Shape::kText}},
    {"Sec-WebSocket-Key", {"http.sec_websocket_key", "Sec-WebSocket-Key", Shape::kText}},
    {"Sec-WebSocket-Protocol",
     {"http.sec_websocket_protocol", "Sec-WebSocket-Protocol", Shape::kText}},
    {"Sec-WebSocket-Version",
     {"http.sec_websocket_version", "Sec-WebSocket-Version", Shape::kText}},
    {"Server", {"http.server", "Server", Shape::kText}},
    {"Set-Cookie", {"http.set_cookie", "Set-Cookie", Shape::kText}},
    {"Transfer-Encoding", {"http.transfer_encoding", "Transfer-Encoding", Shape::kText}},
    {"Upgrade", {"http.upgrade", "Upgrade", Shape::kText}},
    {"User-Agent", {"http.user_agent", "User-Agent", Shape::kText}},
    {"WWW-Authenticate", {"http.www_authenticate", "WWW-Authenticate", Shape::kText}},
    {"X-Forwarded-For", {"http.x_forwarded_for", "X-Forwarded-For", Shape::kText}},
};
constexpr Field kCredentials{"http.authbasic", "Credentials", Shape::kText};
constexpr Field kContentLength{"http.content_length", "Content length", Shape::kNumber64};
constexpr Field kCookiePair{"http.cookie_pair", "Cookie pair", Shape::kText};

const Field* field_of(std::string_view name) {
  for (const Header& header : kHeaders) {
    if (same_word(header.name, name)) return &header.field;
  }
  return nullptr;
}

// How long a header is with the lines that it is folded to.
std::size_t size_of_header(Bytes left, std::size_t size) {
  while (size < left.size() && (left[size] == ' ' || left[size] == '\t')) {
    size += first_line(left.subspan(size)).size;
  }
  return size;
}

std::string_view trimmed(std::string_view value) {
  while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
  return value;
}

void report_credentials(Layer& http, std::string_view value) {
  std::vector<std::uint8_t> decoded;
  if (!http.recording() || !same_word(first_word(value), "Basic")) return;
  if (!append_decoded_base64(decoded, after_word(value))) return;
  http.generated(kCredentials, shown_text(text_of(decoded)));
}

void note_length(Layer& http, std::string_view value, HttpHeaders& headers) {
  if (headers.has_length) return;  // the first one counts, as for where the message ends
  const auto [end, error] =
      std::from_chars(value.data(), value.data() + value.size(), headers.content_length);
  headers.has_length = error == std::errc{} && end == value.data() + value.size();
  if (headers.has_length) http.generated(kContentLength, headers.content_length);
}

// What some headers mean for the message, and what is in them.
void note_header(Layer& http, std::string_view name, std::string_view value,
                 HttpHeaders& headers) {
  if (same_word(name, "Host")) headers.host = value;
  if (same_word(name, "Content-Type")) headers.content_type = value;
  if (same_word(name, "Content-Encoding")) headers.content_encoding = value;
  if (same_word(name, "Content-Length")) note_length(http, value, headers);
  if (same_word(name, "Transfer-Encoding")) headers.chunked = same_word(value, "chunked");
  if (name.size() > 12 && same_word(name.substr(name.size() - 13), "Authorization")) {
    report_credentials(http, value);
  }
}

std::string_view value_behind(const TextLine& line, std::size_t colon) {
  const std::size_t start = line.text.find_first_not_of(" \t", colon + 1);
  return trimmed(line.text.substr(std::min(start, line.text.size())));
}

// Where no fields are wanted: only what the columns say, and where the body ends.
void skip_header(Layer& http, const TextLine& line, HttpHeaders& headers) {
  constexpr std::string_view kFirstLetters = "CcTt";
  const std::size_t colon = line.text.find(':');
  if (colon != line.text.npos && kFirstLetters.find(line.text.front()) != line.text.npos) {
    note_header(http, line.text.substr(0, colon), value_behind(line, colon), headers);
  }
  http.skip(size_of_header(http.left(), line.size));
}

void read_header(Layer& http, const Field& line_field, const TextLine& line,
                 HttpHeaders& headers) {
  Layer::Limit limit(http, size_of_header(http.left(), line.size));
  Layer::Group whole(http, line_field);
  const std::size_t colon = std::min(line.text.find(':'), line.text.size());
  const std::string_view name = line.text.substr(0, colon);
  const Field* const field = field_of(name);
  if (field != nullptr && colon < line.text.size()) {
    const std::size_t start =
        std::min(line.text.find_first_not_of(" \t", colon + 1), line.text.size());
    const std::string_view value = value_behind(line, colon);
    http.skip(start);
    if (same_word(name, "Cookie")) {
      Layer::Group cookies(http, *field);
      read_parted(http, kCookiePair, value, "; ");
    } else {
      http.text(*field, value.size());
    }
    note_header(http, name, value, headers);
  }
  http.skip(http.left().size());
}

constexpr FieldSpan kFields[] = {field_of(kHeaders, &Header::field), kCredentials, kContentLength,
                                 kCookiePair};

}  // namespace

HttpHeaders read_http_headers(Layer& http, const Field& line_field) {
  HttpHeaders headers;
  while (!http.left().empty() && !headers.ended) {
    const TextLine line = first_line(http.left());
    headers.ended = line.ended && line.text.empty();
    if (headers.ended) {
      http.skip(line.size);
    } else if (!http.recording()) {
      skip_header(http, line, headers);
    } else {
      read_header(http, line_field, line, headers);
    }
  }
  return headers;
}

extern constexpr FieldList kHttpHeaderFields = kFields;

}  // namespace packetglass
