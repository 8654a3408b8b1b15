// Which request of a conversation an answer belongs to.
#include "stream/http_exchange.h"

#include <algorithm>
#include <utility>

namespace packetglass {
namespace {

// Fewer bytes than these have no request: "G / HTTP/1.0" and two ends of lines.
constexpr StreamOffset kLeastRequest = 14;

std::size_t text_size(const HttpRequest& request) {
  return request.method.size() + request.target.size() + request.host.size();
}

bool is_interim(unsigned status) {
  return status >= 100 && status < 200;
}

// The answer's sender had all of its headers, and the request's sender had no byte of the answer.
bool fits(const HttpRequest& request, const HttpAnswer& answer) {
  return (!answer.had || request.head_end <= *answer.had) &&
         (!request.had || *request.had <= answer.begin);
}

}  // namespace

void HttpExchange::request(HttpRequest request, StreamOffset answered) {
  pipelines_ = pipelines_ || shows_pipelining(request, answered);
  lost_since_request_ = false;
  last_request_ = Last{{}, request.had, false, {}, {}};
  if (!was_answered(request)) return keep(std::move(request));
  // It comes late: sent again, or the capture has it in another order. Its answer may be under
  // way.
  last_request_->answered = last_end_.has_value();
  if (last_end_) return;
  request.had = std::min(*request.had, last_answer_->begin);
  keep(std::move(request));
}

// Whether the last answer's sender had it.
bool HttpExchange::was_answered(const HttpRequest& request) const {
  return request.had && last_answer_ && last_answer_->had &&
         *last_answer_->had >= request.head_end;
}

// Whether its sender still waited for the answer to another when it sent this one.
bool HttpExchange::shows_pipelining(const HttpRequest& request, StreamOffset answered) const {
  if (!request.had) return false;
  // Nothing came since the last one was sent, whatever that was.
  if (request.had_before && *request.had <= *request.had_before) return true;
  if (last_request_ && last_request_->had && *request.had <= *last_request_->had) return true;
  // The last one has its answer, and nothing came behind it: then some lost one has none.
  const bool lost = lost_since_request_ && last_request_ && last_request_->end;
  if (lost && last_request_->answer_end == request.had) return true;
  // Not all came of an answer whose sender did not have this one.
  if (!last_answer_ || !last_answer_->had || *last_answer_->had >= request.head_end) return false;
  const StreamOffset end = last_end_ ? *last_end_ : answered;
  return *request.had <= last_answer_->begin || *request.had < end;
}

// Whether its sender had its request before it answered the one before.
bool HttpExchange::shows_pipelining(const HttpAnswer& answer) const {
  return last_answer_ && last_answer_->had && answer.had && *answer.had <= *last_answer_->had;
}

void HttpExchange::keep(HttpRequest request) {
  text_ += text_size(request);
  request.in_order = !requests_lost_;
  requests_.push_back(std::move(request));
  while (requests_.size() > kMaxWaiting || text_ > kMaxText) {
    answers_lost_ = true;
    forget_oldest();
  }
}

void HttpExchange::forget_oldest() {
  text_ -= text_size(requests_.front());
  requests_.pop_front();
}

void HttpExchange::request_ended(StreamOffset end) {
  if (last_request_) last_request_->end = end;
  if (last_request_ && !last_request_->answered && !requests_.empty()) requests_.back().end = end;
}

void HttpExchange::lose_requests() {
  any_lost_ = requests_lost_ = lost_since_request_ = true;
  if (last_request_ && !last_request_->answered && !requests_.empty()) {
    requests_.back().lost_behind = true;
  }
}

void HttpExchange::lose_answers() {
  any_lost_ = answers_lost_ = lost_since_answer_ = true;
}

const HttpRequest* HttpExchange::answer(const HttpAnswer& answer) {
  if (lost_since_answer_) doubtful_ = answer.begin;
  lost_since_answer_ = false;
  pipelines_ = pipelines_ || shows_pipelining(answer);
  const std::optional<std::size_t> chosen = choose(answer);
  if (!is_interim(answer.status)) {
    last_answer_ = answer;
    last_end_.reset();
  }
  return take(chosen, answer.status);
}

const HttpRequest* HttpExchange::answer_again(const HttpAnswer& answer) {
  assumed_ = any_lost_;
  return take(choose_by_acknowledgment(answer), answer.status);
}

void HttpExchange::answer_ended(StreamOffset end) {
  if (!last_answer_ || last_end_) return;
  last_end_ = doubtful_ = end;
  if (last_request_ && last_request_->answer_begin == last_answer_->begin) {
    last_request_->answer_end = end;
  }
}

std::optional<std::size_t> HttpExchange::choose(const HttpAnswer& answer) {
  const bool unseen = answer.had && *answer.had >= answer.heard + kLeastRequest;
  const bool in_order = !answers_lost_ && !requests_.empty() && requests_.front().in_order;
  const auto chosen = in_order ? choose_in_order(answer) : choose_by_acknowledgment(answer);
  // What the answer's sender had and nobody saw was sent before the answer came.
  if (unseen && chosen && requests_[*chosen].end) pipelines_ = true;
  requests_lost_ = requests_lost_ || unseen;
  any_lost_ = any_lost_ || unseen;
  assumed_ = !in_order && any_lost_;
  return chosen;
}

std::optional<std::size_t> HttpExchange::choose_in_order(const HttpAnswer& answer) {
  if (fits(requests_.front(), answer)) return 0;
  answers_lost_ = true;
  return std::nullopt;
}

std::optional<std::size_t> HttpExchange::choose_by_acknowledgment(const HttpAnswer& answer) {
  if (pipelines_ || !answer.had) return std::nullopt;
  // Whoever does not pipeline has more of the answers with each request.
  const auto later = std::partition_point(
      requests_.begin(), requests_.end(),
      [&](const HttpRequest& request) { return request.had && *request.had <= answer.begin; });
  if (later == requests_.begin()) return std::nullopt;
  const auto chosen = static_cast<std::size_t>(later - requests_.begin()) - 1;
  const HttpRequest& request = requests_[chosen];
  if (answer.is_first && !request.is_first) {  // the first of all requests was lost
    pipelines_ = true;
    return std::nullopt;
  }
  // It was sent before the answer came, but the answer is one to something before it.
  pipelines_ = *answer.had < request.head_end;
  const bool missing = may_miss_requests(chosen, answer);
  if (doubtful_ && *request.had < *doubtful_) {
    // There were others behind the request, and only this one to be answered: interim ones. A
    // server says 408 by itself.
    if (missing || answer.status == 408) return std::nullopt;
  } else if (missing && request.end) {
    pipelines_ = true;
  }
  return pipelines_ ? std::nullopt : std::optional(chosen);
}

// Whether a request may have been lost behind it that the answer's sender had.
bool HttpExchange::may_miss_requests(std::size_t chosen, const HttpAnswer& answer) const {
  const HttpRequest& request = requests_[chosen];
  const StreamOffset end = request.end.value_or(request.head_end);
  if (request.lost_behind && *answer.had >= end + kLeastRequest) return true;
  return chosen + 1 == requests_.size() && *answer.had >= answer.heard + kLeastRequest;
}

// It and all before it wait no longer.
const HttpRequest* HttpExchange::take(std::optional<std::size_t> chosen, unsigned status) {
  if (!chosen) return nullptr;
  taken_ = requests_[*chosen];
  if (is_interim(status)) return &taken_;  // the answer proper comes behind it
  if (*chosen + 1 == requests_.size()) {
    last_request_->answered = true;
    last_request_->answer_begin = last_answer_->begin;
  }
  for (std::size_t i = 0; i <= *chosen; ++i) forget_oldest();
  return &taken_;
}

}  // namespace packetglass
