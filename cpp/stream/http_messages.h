// The messages of an HTTP/1 conversation and their bodies: RFC 9112; which of them have none is in
// RFC 9110.
#pragma once

#include <vector>

#include "stream/http_side.h"

namespace packetglass {

// Is handed the pieces of a TCP stream, and hands on bodies as they come: none is kept.
class HttpMessages final : public StreamSink, HttpFraming {
 public:
  // Requests that wait for their responses; of more the oldest are forgotten.
  static constexpr std::size_t kMaxWaiting = 32;

  // `sink` outlives it.
  explicit HttpMessages(HttpSink& sink) : sides_{{0, *this, sink}, {1, *this, sink}} {}
  HttpMessages(const HttpMessages&) = delete;
  HttpMessages& operator=(const HttpMessages&) = delete;

  void piece(const StreamPiece& piece) override { sides_[piece.side].piece(piece); }
  void end(const StreamPiece& at) override { sides_[at.side].close(); }
  // No more pieces come.
  void finish();

 private:
  HttpBody body_of(HttpMessage& message, const HttpSide& side) override;
  HttpBody body_of_request(const HttpMessage& request, const HttpSide& side);
  HttpBody body_of_response(HttpMessage& response, const HttpSide& side);
  void leave();

  HttpSide sides_[2];
  std::vector<HttpMessage> requests_;  // without responses, the oldest first
};

}  // namespace packetglass
