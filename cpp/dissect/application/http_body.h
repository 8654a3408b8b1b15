// The body of a message of HTTP/1: chunks (RFC 9112, section 7.1) and content codings (RFC 9110,
// section 8.4).
#pragma once

#include "dissect/application/http_headers.h"

namespace packetglass {

// A body in chunks.
struct Chunks {
  static constexpr std::size_t kNotThere = ~std::size_t{0};

  bool any = false;             // it begins as a chunk does
  std::size_t content = 0;      // bytes in its chunks, as far as they are there
  std::size_t end = kNotThere;  // where it ends with its trailers
};
Chunks find_chunks(Bytes bytes);

// Records a body, and returns what is in it: its chunks joined and its content codings undone, as
// far as fields are recorded that show it; else as it stands. Empty where nothing is in it.
Payload read_http_body(Layer& http, const Payload& body, const HttpHeaders& headers);

// All fields that are recorded there.
extern const FieldList kHttpBodyFields;

}  // namespace packetglass
