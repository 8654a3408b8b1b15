// The messages of an HTTP/1 conversation and their bodies.
#include "stream/http_messages.h"

namespace packetglass {
namespace {

using Until = HttpBody::Until;

bool is_informational(unsigned status) {
  return status >= 100 && status < 200;
}

bool is_success(unsigned status) {
  return status >= 200 && status < 300;
}

}  // namespace

void HttpMessages::finish() {
  for (HttpSide& side : sides_) side.close();
}

HttpBody HttpMessages::body_of(HttpMessage& message, const HttpSide& side) {
  if (side.has_bad_length()) return {Until::kNotHttp, 0};
  return message.status == 0 ? body_of_request(message, side) : body_of_response(message, side);
}

// RFC 9112, section 6.3: a request without a length has no body.
HttpBody HttpMessages::body_of_request(const HttpMessage& request, const HttpSide& side) {
  requests_.push_back(request);
  if (requests_.size() > kMaxWaiting) requests_.erase(requests_.begin());
  if (side.chunked()) return {Until::kChunks, 0};
  if (side.has_coding()) return {Until::kNotHttp, 0};  // nothing says where it ends
  return {Until::kLength, side.length().value_or(0)};
}

HttpBody HttpMessages::body_of_response(HttpMessage& response, const HttpSide& side) {
  if (!requests_.empty()) {
    const HttpMessage& request = requests_.front();
    response.method = request.method;
    response.target = request.target;
    response.host = request.host;
  }
  const unsigned status = response.status;
  const bool tunnel = status == 101 || (response.method == "CONNECT" && is_success(status));
  if (tunnel) {
    leave();
    return {Until::kNotHttp, 0};
  }
  if (is_informational(status)) return {};  // the response proper comes behind it
  if (!requests_.empty()) requests_.erase(requests_.begin());
  if (response.method == "HEAD" || status == 204 || status == 304) return {};
  if (side.chunked()) return {Until::kChunks, 0};
  if (side.has_coding() || !side.length()) return {Until::kClose, 0};
  return {Until::kLength, *side.length()};
}

void HttpMessages::leave() {
  for (HttpSide& side : sides_) side.leave();
}

}  // namespace packetglass
