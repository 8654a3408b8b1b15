// Which request of a conversation an answer belongs to: by what was acknowledged, never by
// counting (RFC 9112, section 9.3; RFC 9293, section 3.4).
#pragma once

#include <deque>
#include <string>

#include "stream/stream_offsets.h"

namespace packetglass {

struct HttpRequest {
  StreamOffset head_end = 0;        // behind its headers
  std::optional<StreamOffset> end;  // behind its body, once that is known
  std::optional<StreamOffset> had;  // of answers, when it was sent: its first segment says so
  std::optional<StreamOffset> had_before;  // the same when the byte before it was sent
  bool is_first = false;                   // nothing was sent before it
  bool lost_behind = false;                // what is behind it in the stream was not captured
  bool in_order = false;                   // all before it in the stream was
  std::string method, target, host;        // of at most so many bytes as HttpSide keeps
  std::uint32_t number = 0;                // whoever adds it knows it by that
};

struct HttpAnswer {
  StreamOffset begin = 0;           // of its status line
  std::optional<StreamOffset> had;  // of requests, when it was sent: its first segment says so
  StreamOffset heard = 0;           // behind what was captured of requests so far
  unsigned status = 0;
  bool is_first = false;  // nothing was sent before it: it answers the first request of all
};

// The requests of one side and the answers of the other, in the order of the capture.
//
// As long as nothing is lost, answers come in the order of requests. Behind a loss, an answer
// belongs to the last request whose sender had no byte of it yet, where the answer's sender had
// all of that request's headers, and no other request that it had was lost. This holds of clients
// that wait for their answers. One that was seen to send more before it had an answer pipelines:
// of it nothing is certain behind a loss, and no answer has a request.
class HttpExchange {
 public:
  // Requests that wait for their answers, and bytes of their texts; of more the oldest are lost.
  static constexpr std::size_t kMaxWaiting = 256;
  static constexpr std::size_t kMaxText = std::size_t{64} << 10;

  // The headers of a request were read. `answered` is what was captured of answers so far.
  void request(HttpRequest request, StreamOffset answered);
  // The body of the last request ended before this offset.
  void request_ended(StreamOffset end);
  // Requests may have been sent before the first one that is known.
  void begin_late() { requests_lost_ = true; }
  // What the requests' side sends from here on may be anything, up to its next request.
  void lose_requests();

  // The request of an answer whose headers were read; nothing where that is not certain. Valid
  // until the next call.
  const HttpRequest* answer(const HttpAnswer& answer);
  // The same at its end, where nothing was certain before: the capture may have the answer first.
  const HttpRequest* answer_again(const HttpAnswer& answer);
  // Whether what was said of the last answer holds only of a client that waits for its answers,
  // and something was lost, so that what comes may show that it does not.
  bool assumed() const { return assumed_; }
  // Whether the client is known not to: then what was assumed is not certain.
  bool pipelines() const { return pipelines_; }
  // The body of the last answer ended before this offset.
  void answer_ended(StreamOffset end);
  // What the answers' side sends from here on may be anything, up to its next answer.
  void lose_answers();

 private:
  // What is kept of the last request when it is answered.
  struct Last {
    std::optional<StreamOffset> end, had;
    bool answered = false;
    std::optional<StreamOffset> answer_begin, answer_end;
  };

  bool was_answered(const HttpRequest& request) const;
  bool shows_pipelining(const HttpRequest& request, StreamOffset answered) const;
  bool shows_pipelining(const HttpAnswer& answer) const;
  void keep(HttpRequest request);
  void forget_oldest();
  std::optional<std::size_t> choose(const HttpAnswer& answer);
  std::optional<std::size_t> choose_in_order(const HttpAnswer& answer);
  std::optional<std::size_t> choose_by_acknowledgment(const HttpAnswer& answer);
  bool may_miss_requests(std::size_t chosen, const HttpAnswer& answer) const;
  const HttpRequest* take(std::optional<std::size_t> chosen, unsigned status);

  std::deque<HttpRequest> requests_;  // without answers, the oldest first
  std::size_t text_ = 0;              // bytes of them
  HttpRequest taken_;                 // by the last answer
  std::optional<Last> last_request_;
  std::optional<HttpAnswer> last_answer_;  // that is no interim one
  std::optional<StreamOffset> last_end_;   // of it
  std::optional<StreamOffset> doubtful_;   // whole answers, and what nobody saw, end before it
  bool requests_lost_ = false, answers_lost_ = false;  // ever
  bool lost_since_request_ = false, lost_since_answer_ = false;
  bool any_lost_ = false;
  bool pipelines_ = false, assumed_ = false;
};

}  // namespace packetglass
