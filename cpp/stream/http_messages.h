// The messages of an HTTP/1 conversation and their bodies: RFC 9112; which of them have none is in
// RFC 9110. HttpExchange says which request an answer belongs to.
#pragma once

#include "stream/objects/object_reader.h"

namespace packetglass {

// Is handed the pieces of a TCP stream, and hands on bodies as they come: none is kept.
class HttpMessages final : public ObjectReader, HttpFraming {
 public:
  // `sink` outlives it.
  explicit HttpMessages(HttpSink& sink)
      : sink_(sink), sides_{{0, *this, sink}, {1, *this, sink}} {}
  HttpMessages(const HttpMessages&) = delete;
  HttpMessages& operator=(const HttpMessages&) = delete;

  void piece(const StreamPiece& piece) override;
  void end(const StreamPiece& at) override;
  // No more pieces come.
  void finish() override;

 private:
  void begin(const StreamPiece& piece, const HttpPlace& place);
  HttpPlace place_of(const StreamPiece& piece);
  HttpBody body_of(HttpMessage& message, const HttpSide& side) override;
  void ended(HttpMessage& message, const HttpSide& side, bool is_end) override;
  void lost(const HttpSide& side) override;
  HttpBody body_of_request(const HttpMessage& request, const HttpSide& side);
  HttpBody body_of_response(HttpMessage& response, const HttpSide& side);
  HttpAnswer answer_of(const HttpMessage& response, const HttpSide& side) const;
  void report(unsigned side);
  void leave();

  HttpSink& sink_;
  HttpSide sides_[2];
  StreamOffsets numbers_[2];
  HttpExchange exchanges_[2];  // by the side whose requests they are
  bool begun_[2] = {};
  // An answer that ended, and what is assumed of it. The next one may show that it is wrong.
  std::optional<HttpMessage> assumed_[2];
};

}  // namespace packetglass
