// What one side of an HTTP/1 conversation says.
#include "stream/http_side.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"
#include "base/text.h"

namespace packetglass {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// All of the text is a number; nothing for any other text, or too large a number.
std::optional<std::uint64_t> parse_number(std::string_view text, int base) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number, base);
  return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

// "HTTP/1.1"
bool is_version(std::string_view word) {
  return word.size() == 8 && word.substr(0, 7) == "HTTP/1." && std::isdigit(word[7]) != 0;
}

bool is_method(std::string_view word) {
  return !word.empty() && word.size() <= 32 &&
         std::all_of(word.begin(), word.end(),
                     [](unsigned char c) { return std::isupper(c) != 0 || c == '-' || c == '_'; });
}

bool parse_status_line(std::string_view text, HttpMessage& message) {
  if (text.size() < 12 || !is_version(text.substr(0, 8)) || text[8] != ' ') return false;
  const auto status = parse_number(text.substr(9, 3), 10);
  if (!status || *status < 100 || (text.size() > 12 && text[12] != ' ')) return false;
  message.status = static_cast<unsigned>(*status);
  return true;
}

bool parse_request_line(std::string_view text, HttpMessage& message) {
  const std::size_t first = text.find(' ');
  const std::size_t last = text.rfind(' ');
  if (first == text.npos || last <= first || !is_version(text.substr(last + 1))) return false;
  if (!is_method(text.substr(0, first))) return false;
  message.method = text.substr(0, first);
  message.target = trimmed(text.substr(first, last - first)).substr(0, HttpSide::kMaxKept);
  return true;
}

// Whether a line may begin here that is lost until one does.
bool looks_like_start(Bytes bytes) {
  const std::string_view text = text_of(bytes);
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  HttpMessage ignored;
  return parse_status_line(line, ignored) || parse_request_line(line, ignored);
}

}  // namespace

void HttpSide::piece(const StreamPiece& piece, const HttpPlace& place) {
  if (state_ == State::kLeft) return;
  position_ = place.offset;
  place_ = place;
  if (piece.missing != 0) return gap(piece.missing);
  const StreamOffset end = position_ + static_cast<StreamOffset>(piece.bytes.size());
  if ((state_ == State::kLost || may_have_no_body()) && looks_like_start(piece.bytes)) begin();
  Bytes bytes = piece.bytes;
  while (!bytes.empty() && state_ != State::kLost && state_ != State::kLeft) {
    message_.packet = piece.packet;
    const bool body =
        state_ == State::kLength || state_ == State::kClose || state_ == State::kChunkBytes;
    bytes = body ? take_body(bytes) : take_line(bytes);
  }
  position_ = end;
  had_before_ = place.had;
}

// Goes on with a start line.
void HttpSide::begin() {
  if (state_ != State::kLost) return end_message(true);
  framing_.lost(*this);
  state_ = State::kStart;
}

void HttpSide::close() {
  if (state_ == State::kClose) end_message(lost_ == 0);
  stop();
}

void HttpSide::leave() {
  state_ = State::kLeft;
  line_ = {};
}

HttpPlace HttpSide::here() const {
  const bool begins = position_ == place_.offset;
  return {position_, place_.had, begins ? had_before_ : place_.had, begins && place_.is_first};
}

// Takes a line as far as it is there; returns what is behind it.
Bytes HttpSide::take_line(Bytes bytes) {
  const auto end = std::find(bytes.begin(), bytes.end(), '\n');
  const auto size = static_cast<std::size_t>(end - bytes.begin());
  if (state_ == State::kStart && line_.empty()) begin_ = here();
  line_ += text_of(bytes.first(std::min(size, kMaxLine - line_.size())));
  take(std::min(size + 1, bytes.size()));
  if (end == bytes.end()) return {};
  if (!line_.empty() && line_.back() == '\r') line_.pop_back();
  const std::string text = std::move(line_);
  line_.clear();
  line(text);
  return bytes.subspan(size + 1);
}

Bytes HttpSide::take_body(Bytes bytes) {
  const std::size_t size =
      state_ == State::kClose
          ? bytes.size()
          : static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
  message_.size += size;
  take(size);
  if (size != 0) sink_.body(message_, bytes.first(size));
  if (state_ == State::kClose) return {};
  left_ -= size;
  if (left_ == 0 && state_ == State::kLength) end_message(lost_ == 0);
  if (left_ == 0 && state_ == State::kChunkBytes) state_ = State::kChunkEnd;
  return bytes.subspan(size);
}

// A gap within a body is a hole in it; any other gap may have swallowed anything.
void HttpSide::gap(std::uint64_t missing) {
  take(static_cast<std::size_t>(missing));
  if (state_ == State::kClose) {
    lost_ += missing;
    return;
  }
  const bool counted = state_ == State::kLength || state_ == State::kChunkBytes;
  if (!counted || missing > left_) return lose();
  lost_ += missing;
  left_ -= missing;
  if (left_ == 0 && state_ == State::kLength) end_message(false);
  if (left_ == 0 && state_ == State::kChunkBytes) state_ = State::kChunkEnd;
}

void HttpSide::line(std::string_view text) {
  switch (state_) {
    case State::kStart:
      if (!text.empty() && !start(text)) lose();
      return;
    case State::kHeaders:
      return text.empty() ? begin_body() : header(text);
    case State::kChunk:
      return begin_chunk(text);
    case State::kChunkEnd:
      state_ = State::kChunk;
      return text.empty() ? void() : lose();
    case State::kTrailers:
      return text.empty() ? end_message(lost_ == 0) : void();
    default:
      return;
  }
}

bool HttpSide::start(std::string_view text) {
  const std::uint64_t packet = message_.packet;
  message_ = {};
  message_.side = side_;
  message_.packet = packet;
  length_.reset();
  bad_length_ = chunked_ = has_coding_ = false;
  lost_ = 0;
  state_ = State::kHeaders;
  return parse_status_line(text, message_) || parse_request_line(text, message_);
}

void HttpSide::header(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return;
  const std::string_view name = text.substr(0, colon);
  const std::string_view value = trimmed(text.substr(colon + 1));
  if (same_word(name, "Host") && message_.status == 0) message_.host = value.substr(0, kMaxKept);
  if (same_word(name, "Content-Type")) message_.type = value.substr(0, kMaxKept);
  if (same_word(name, "Content-Encoding")) message_.encoding = value.substr(0, kMaxKept);
  if (same_word(name, "Transfer-Encoding")) {
    has_coding_ = !same_word(value, "identity");
    const std::string_view last = trimmed(value.substr(value.rfind(',') + 1));
    chunked_ = same_word(last, "chunked");
  }
  if (same_word(name, "Content-Length")) {
    const auto length = parse_number(value, 10);
    bad_length_ = bad_length_ || !length || (length_ && *length_ != *length);
    length_ = length;
  }
}

void HttpSide::begin_body() {
  const HttpBody body = framing_.body_of(message_, *this);
  if (state_ == State::kLeft) return;  // this message was the last
  left_ = body.length;
  switch (body.until) {
    case HttpBody::Until::kLength:
      state_ = State::kLength;
      if (left_ == 0) end_message(true);
      return;
    case HttpBody::Until::kChunks:
      state_ = State::kChunk;
      return;
    case HttpBody::Until::kClose:
      state_ = State::kClose;
      return;
    case HttpBody::Until::kNotHttp:
      return lose();
  }
}

// RFC 9112, section 7.1: the size in hexadecimal, then extensions.
void HttpSide::begin_chunk(std::string_view text) {
  const auto size = parse_number(trimmed(text.substr(0, text.find(';'))), 16);
  if (!size) return lose();
  left_ = *size;
  state_ = left_ == 0 ? State::kTrailers : State::kChunkBytes;
}

void HttpSide::end_message(bool complete, bool is_end) {
  message_.complete = complete;
  state_ = State::kStart;
  framing_.ended(message_, *this, is_end);
  message_.size = 0;
}

bool HttpSide::in_body() const {
  return state_ == State::kLength || state_ == State::kClose || state_ == State::kChunk ||
         state_ == State::kChunkBytes || state_ == State::kChunkEnd || state_ == State::kTrailers;
}

// Whether its length may be that of a body that is not there: nobody saw what it answers.
bool HttpSide::may_have_no_body() const {
  return in_body() && message_.status != 0 && message_.method.empty() && message_.size == 0 &&
         line_.empty() && lost_ == 0;
}

void HttpSide::lose() {
  const bool is_new = state_ != State::kLost && state_ != State::kLeft;
  stop();
  if (is_new) framing_.lost(*this);
}

void HttpSide::stop() {
  line_ = {};
  if (state_ == State::kLeft) return;
  if (in_body()) end_message(false, false);
  state_ = State::kLost;
}

}  // namespace packetglass
