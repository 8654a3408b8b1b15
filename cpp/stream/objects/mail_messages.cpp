// The mails of SMTP.
#include "stream/objects/mail_messages.h"

#include <charconv>

#include "base/ascii.h"

namespace packetglass {

void MailMessages::piece(const StreamPiece& piece) {
  if (state_ == State::kLeft) return;
  Lines& lines = piece.side == server_ ? replies_ : commands_;
  if (piece.missing != 0) {
    lines.forget();
    if (piece.side == server_) return;
    mail_.lose();
    left_ -= std::min<std::uint64_t>(left_, piece.missing);
    return;
  }
  Bytes bytes = piece.bytes;
  while (!bytes.empty() && state_ != State::kLeft) {
    if (piece.side != server_ && state_ == State::kAsked) begin(piece);
    if (piece.side == server_) {
      bytes = lines.take(bytes, [&](std::string_view line) { reply(line); });
    } else if (state_ == State::kLines) {
      bytes = take_lines(piece, bytes);
    } else if (state_ == State::kChunk) {
      bytes = take_chunk(piece, bytes);
    } else {
      bytes = lines.take(bytes, [&](std::string_view line) { command(piece, line); });
    }
  }
}

void MailMessages::command(const StreamPiece& piece, std::string_view line) {
  const std::string_view word = line.substr(0, line.find(' '));
  encrypts_ = same_word(word, "STARTTLS");
  if (same_word(word, "DATA")) state_ = State::kAsked;
  if (same_word(word, "BDAT")) chunk(piece, line.substr(std::min(word.size() + 1, line.size())));
  if (same_word(word, "RSET")) mail_.end(false);
}

void MailMessages::reply(std::string_view line) {
  if (encrypts_ && line.substr(0, 3) == "220") state_ = State::kLeft;
  const char kind = line.empty() ? '\0' : line.front();
  if (state_ == State::kAsked && (kind == '4' || kind == '5')) state_ = State::kCommands;
}

void MailMessages::begin(const StreamPiece& piece) {
  state_ = State::kLines;
  at_ = At::kLineStart;
  if (mail_.is_open()) return;
  mail_.begin(piece, {});
  headers_.forget();
  subject_.clear();
  in_headers_ = true;
  in_subject_ = false;
}

void MailMessages::chunk(const StreamPiece& piece, std::string_view argument) {
  left_ = 0;
  std::from_chars(argument.data(), argument.data() + argument.size(), left_);
  const std::size_t space = argument.find(' ');
  is_last_ = space != argument.npos && same_word(argument.substr(space + 1), "LAST");
  begin(piece);
  state_ = State::kChunk;
  if (left_ == 0) take_chunk(piece, {});
}

Bytes MailMessages::take_chunk(const StreamPiece& piece, Bytes bytes) {
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
  add(piece, bytes.first(size));
  left_ -= size;
  if (left_ != 0) return {};
  state_ = State::kCommands;
  if (is_last_) mail_.end(true);
  return bytes.subspan(size);
}

// Hands on what is there as far as the line that ends the mail. Of a dot that begins a line it is
// known with the next byte whether it is part of it: it never is.
Bytes MailMessages::take_lines(const StreamPiece& piece, Bytes bytes) {
  std::size_t from = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::uint8_t byte = bytes[i];
    if (at_ == At::kLineStart && byte == '.') {
      add(piece, bytes.subspan(from, i - from));
      from = i + 1;
      at_ = At::kDot;
    } else if (at_ == At::kDot && byte == '\r') {
      from = i + 1;  // part of the mail only where no end of line is behind it
      at_ = At::kDotReturn;
    } else if ((at_ == At::kDot || at_ == At::kDotReturn) && byte == '\n') {
      state_ = State::kCommands;
      mail_.end(true);
      return bytes.subspan(i + 1);
    } else {
      static constexpr std::uint8_t kReturn[] = {'\r'};
      if (at_ == At::kDotReturn) add(piece, kReturn);
      at_ = byte == '\n' ? At::kLineStart : At::kInLine;
    }
  }
  add(piece, bytes.subspan(from));
  return {};
}

void MailMessages::add(const StreamPiece& piece, Bytes bytes) {
  mail_.add(piece, bytes);
  while (!bytes.empty() && in_headers_) {
    bytes = headers_.take(bytes, [&](std::string_view line) { header(line); });
  }
}

// RFC 5322, section 2.2.3: a line that begins with white space goes on with the one before.
void MailMessages::header(std::string_view line) {
  const bool goes_on = !line.empty() && (line[0] == ' ' || line[0] == '\t');
  if (goes_on && in_subject_ && subject_.size() < HttpSide::kMaxKept) subject_ += line;
  if (goes_on) return;
  in_headers_ = !line.empty();
  const std::size_t colon = line.find(':');
  in_subject_ = colon != line.npos && same_word(line.substr(0, colon), "Subject");
  if (in_subject_)
    subject_ = line.substr(std::min(line.find_first_not_of(" \t", colon + 1), line.size()));
  mail_.set_name(subject_);
}

}  // namespace packetglass
