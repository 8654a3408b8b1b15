// The mails of SMTP: RFC 5321, sections 4.1.1.4 and 4.5.2; in chunks RFC 3030.
#pragma once

#include "stream/objects/announced_transfers.h"
#include "stream/objects/lines.h"
#include "stream/objects/object_reader.h"

namespace packetglass {

// A mail is reported as RFC 5322 has it, its target is its Subject.
class MailMessages final : public ObjectReader {
 public:
  // Where SMTP is.
  static bool is_port(std::uint16_t port) { return port == 25 || port == 587; }

  // `sink` outlives it.
  MailMessages(const ConversationEnds& ends, HttpSink& sink)
      : server_(is_port(ends.sides[0].port) ? 0 : 1), mail_(ObjectProtocol::kMail, sink) {
    mail_.set_type("message/rfc822");
  }

  void piece(const StreamPiece& piece) override;
  void finish() override { mail_.end(false); }

 private:
  enum class State : std::uint8_t {
    kCommands,
    kAsked,  // DATA was sent, and not answered yet
    kLines,  // of a mail, up to one that is a dot
    kChunk,  // of a mail, left_ bytes
    kLeft,   // what follows is encrypted
  };
  // Where in a mail's lines the next byte stands.
  enum class At : std::uint8_t { kLineStart, kDot, kDotReturn, kInLine };

  void command(const StreamPiece& piece, std::string_view line);
  void reply(std::string_view line);
  void begin(const StreamPiece& piece);
  void chunk(const StreamPiece& piece, std::string_view argument);
  Bytes take_lines(const StreamPiece& piece, Bytes bytes);
  Bytes take_chunk(const StreamPiece& piece, Bytes bytes);
  void add(const StreamPiece& piece, Bytes bytes);
  void header(std::string_view line);

  unsigned server_;  // its side
  FileBody mail_;
  State state_ = State::kCommands;
  At at_ = At::kLineStart;
  Lines commands_, replies_, headers_;
  bool in_headers_ = false, in_subject_ = false;
  std::string subject_;
  std::uint64_t left_ = 0;
  bool is_last_ = false;   // chunk of a mail
  bool encrypts_ = false;  // STARTTLS was sent
};

}  // namespace packetglass
