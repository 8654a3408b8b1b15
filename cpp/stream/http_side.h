// What one side of an HTTP/1 conversation says: start lines, headers, bodies (RFC 9112).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "stream/http_exchange.h"
#include "stream/stream.h"

namespace packetglass {

// What an object was carried by: Wireshark's names of it are in name_of().
enum class ObjectProtocol : std::uint8_t { kHttp, kFtpData, kTftp, kMail };

// "http", "ftp-data", "tftp", "imf"
constexpr std::string_view name_of(ObjectProtocol protocol) {
  constexpr std::string_view kNames[] = {"http", "ftp-data", "tftp", "imf"};
  return kNames[static_cast<std::size_t>(protocol)];
}

// A message of HTTP; or a file or a mail, whose target is its name or subject.
struct HttpMessage {
  ObjectProtocol protocol = ObjectProtocol::kHttp;
  unsigned side = 0;         // who sent it
  std::uint64_t packet = 0;  // that its last byte so far came in, from 1
  // Of the request, or of the one this answers; of an answer none where that is not certain.
  std::string method, target;
  std::string host;            // the same
  unsigned status = 0;         // of a response; 0: a request
  std::string type, encoding;  // Content-Type, Content-Encoding
  std::uint64_t size = 0;      // bytes of the body so far, as they are sent in chunks or not
  bool complete = false;       // all of the body came
};

// What is reported of messages, in the order in which they end.
class HttpSink {
 public:
  virtual ~HttpSink() = default;
  // The next bytes of its body, valid until it returns; `message.size` counts them already.
  virtual void body(const HttpMessage& message, Bytes bytes) = 0;
  virtual void end(const HttpMessage& message) = 0;
};

// How long a body is.
struct HttpBody {
  enum class Until : std::uint8_t { kLength, kChunks, kClose, kNotHttp };

  Until until = Until::kLength;
  std::uint64_t length = 0;  // kLength
};

class HttpSide;

// What two sides say together.
class HttpFraming {
 public:
  virtual ~HttpFraming() = default;
  // How long the body is of a message whose headers were read.
  virtual HttpBody body_of(HttpMessage& message, const HttpSide& side) = 0;
  // All of a message came, or no more of it comes; `is_end` where it ends at the position. Reports
  // it before the side begins another.
  virtual void ended(HttpMessage& message, const HttpSide& side, bool is_end) = 0;
  // What the side says from here on may be anything, up to its next message.
  virtual void lost(const HttpSide& side) = 0;
};

// Where a piece stands: its first byte, and how much of the other side its sender had.
struct HttpPlace {
  StreamOffset offset = 0;
  std::optional<StreamOffset> had;
  std::optional<StreamOffset> before;  // the same when the byte before it was sent
  bool is_first = false;               // nothing was sent before it
};

class HttpSide {
 public:
  // What is behind this in a line is not looked at.
  static constexpr std::size_t kMaxLine = std::size_t{16} << 10;
  // Bytes that are kept of a target and of the values of headers.
  static constexpr std::size_t kMaxKept = 1024;

  HttpSide(unsigned side, HttpFraming& framing, HttpSink& sink)
      : side_(side), framing_(framing), sink_(sink) {}

  void piece(const StreamPiece& piece, const HttpPlace& place);
  // The side sends no more, or nothing more is known of it.
  void close();
  // What follows is another protocol.
  void leave();

  // Of the message whose headers were read: its Content-Length and whether it comes in chunks.
  std::optional<std::uint64_t> length() const { return length_; }
  bool has_bad_length() const { return bad_length_; }
  bool chunked() const { return chunked_; }
  bool has_coding() const { return has_coding_; }
  // Of the same message: where it begins, and of its first segment how much its sender had.
  const HttpPlace& begin_place() const { return begin_; }

  unsigned number() const { return side_; }
  // Behind what it said so far.
  StreamOffset position() const { return position_; }

 private:
  enum class State : std::uint8_t {
    kStart,  // a start line comes
    kHeaders,
    kLength,  // bytes of a body, left_ of them
    kClose,   // bytes of a body up to the end
    kChunk,   // the line that says how large a chunk is
    kChunkBytes,
    kChunkEnd,  // the end of line behind them
    kTrailers,
    kLost,  // no HTTP, or the middle of something: until a piece begins with a start line
    kLeft,  // for good
  };

  void begin();
  HttpPlace here() const;
  Bytes take_line(Bytes bytes);
  Bytes take_body(Bytes bytes);
  void gap(std::uint64_t missing);
  void line(std::string_view text);
  bool start(std::string_view text);
  void header(std::string_view text);
  void begin_body();
  void begin_chunk(std::string_view text);
  void end_message(bool complete, bool is_end = true);
  bool in_body() const;
  bool may_have_no_body() const;
  void lose();
  void stop();

  void take(std::size_t size) { position_ += static_cast<StreamOffset>(size); }

  unsigned side_;
  HttpFraming& framing_;
  HttpSink& sink_;
  State state_ = State::kStart;
  std::string line_;  // begun
  std::uint64_t left_ = 0;
  std::uint64_t lost_ = 0;  // bytes of the body that were not captured
  HttpMessage message_;
  HttpPlace begin_;                         // of the message, or of the line it may begin with
  HttpPlace place_;                         // of the piece at hand
  std::optional<StreamOffset> had_before_;  // by the sender of the one before it
  StreamOffset position_ = 0;
  std::optional<std::uint64_t> length_;
  bool bad_length_ = false, chunked_ = false, has_coding_ = false;
};

}  // namespace packetglass
