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

void answers(HttpMessage& response, const HttpRequest* request) {
  if (request == nullptr) return;
  response.method = request->method;
  response.target = request->target;
  response.host = request->host;
}

}  // namespace

void HttpMessages::piece(const StreamPiece& piece) {
  HttpSide& side = sides_[piece.side];
  const HttpPlace place = place_of(piece);
  if (!begun_[piece.side]) begin(piece, place);
  side.piece(piece, place);
}

// What came before the first piece of a side: nothing, or nobody knows. The other side says up to
// where it had that when it began.
void HttpMessages::begin(const StreamPiece& piece, const HttpPlace& place) {
  begun_[piece.side] = true;
  if (!piece.sequence || piece.is_first) return;
  exchanges_[piece.side].begin_late();
  const bool follows = begun_[1 - piece.side] && place.offset <= 0;
  if (!follows) exchanges_[1 - piece.side].lose_answers();
}

HttpPlace HttpMessages::place_of(const StreamPiece& piece) {
  HttpPlace place;
  place.is_first = piece.is_first;
  place.offset = piece.sequence ? numbers_[piece.side].move_to(*piece.sequence)
                                : sides_[piece.side].position();
  if (piece.acknowledgment) place.had = numbers_[1 - piece.side].of(*piece.acknowledgment);
  return place;
}

void HttpMessages::end(const StreamPiece& at) {
  sides_[at.side].close();
  report(at.side);
}

void HttpMessages::finish() {
  for (const unsigned side : {0u, 1u}) {
    sides_[side].close();
    report(side);
  }
}

// Of a side, what waits for that.
void HttpMessages::report(unsigned side) {
  if (!assumed_[side]) return;
  HttpMessage message = std::move(*assumed_[side]);
  assumed_[side].reset();
  if (exchanges_[1 - side].pipelines()) message.method = message.target = message.host = {};
  sink_.end(message);
}

HttpBody HttpMessages::body_of(HttpMessage& message, const HttpSide& side) {
  const HttpBody body =
      message.status == 0 ? body_of_request(message, side) : body_of_response(message, side);
  report(side.number());
  return side.has_bad_length() ? HttpBody{Until::kNotHttp, 0} : body;
}

void HttpMessages::ended(HttpMessage& message, const HttpSide& side, bool is_end) {
  const bool is_answer = message.status != 0 && !is_informational(message.status);
  HttpExchange& exchange = exchanges_[1 - side.number()];
  if (message.status == 0 && is_end) exchanges_[side.number()].request_ended(side.position());
  if (is_answer && message.method.empty()) {
    answers(message, exchange.answer_again(answer_of(message, side)));
  }
  if (is_answer) exchange.answer_ended(side.position());
  if (!is_answer || message.method.empty() || !exchange.assumed()) return sink_.end(message);
  assumed_[side.number()] = message;
}

void HttpMessages::lost(const HttpSide& side) {
  exchanges_[side.number()].lose_requests();
  exchanges_[1 - side.number()].lose_answers();
}

// RFC 9112, section 6.3: a request without a length has no body.
HttpBody HttpMessages::body_of_request(const HttpMessage& request, const HttpSide& side) {
  HttpRequest asked;
  asked.head_end = side.position();
  asked.had = side.begin_place().had;
  asked.had_before = side.begin_place().before;
  asked.is_first = side.begin_place().is_first;
  asked.method = request.method;
  asked.target = request.target;
  asked.host = request.host;
  exchanges_[side.number()].request(std::move(asked), sides_[1 - side.number()].position());
  if (side.chunked()) return {Until::kChunks, 0};
  if (side.has_coding()) return {Until::kNotHttp, 0};  // nothing says where it ends
  return {Until::kLength, side.length().value_or(0)};
}

HttpAnswer HttpMessages::answer_of(const HttpMessage& response, const HttpSide& side) const {
  const StreamOffset heard = sides_[1 - side.number()].position();
  return {side.begin_place().offset, side.begin_place().had, heard, response.status,
          side.begin_place().is_first};
}

HttpBody HttpMessages::body_of_response(HttpMessage& response, const HttpSide& side) {
  answers(response, exchanges_[1 - side.number()].answer(answer_of(response, side)));
  const unsigned status = response.status;
  const bool tunnel = status == 101 || (response.method == "CONNECT" && is_success(status));
  if (tunnel) {
    leave();
    return {Until::kNotHttp, 0};
  }
  if (is_informational(status)) return {};  // the response proper comes behind it
  if (response.method == "HEAD" || status == 204 || status == 304) return {};
  if (side.chunked()) return {Until::kChunks, 0};
  if (side.has_coding() || !side.length()) return {Until::kClose, 0};
  return {Until::kLength, *side.length()};
}

void HttpMessages::leave() {
  for (HttpSide& side : sides_) side.leave();
}

}  // namespace packetglass
