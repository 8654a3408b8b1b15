// The header fields of HTTP/1: RFC 9110 and 9112.
#pragma once

#include <string_view>

#include "dissect/layer.h"

namespace packetglass {

// What the headers say about the body, and whom the request is for.
struct HttpHeaders {
  std::string_view host, content_type, content_encoding;
  std::size_t content_length = 0;
  bool has_length = false, chunked = false;
  bool ended = false;  // the empty line behind them is there
};

// Reads headers up to the empty line; each is inside `line`, the whole line.
HttpHeaders read_http_headers(Layer& http, const Field& line);

// All fields that are recorded there.
extern const FieldList kHttpHeaderFields;

}  // namespace packetglass
