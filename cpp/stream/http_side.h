// What one side of an HTTP/1 conversation says: start lines, headers, bodies (RFC 9112).
#pragma once

#include <optional>
#include <string>

#include "stream/stream.h"

namespace packetglass {

struct HttpMessage {
  unsigned side = 0;           // who sent it
  std::uint64_t packet = 0;    // that its last byte so far came in, from 1
  std::string method, target;  // of the request, or of the one this answers
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

// Says of a message whose headers were read how long its body is.
class HttpFraming {
 public:
  virtual ~HttpFraming() = default;
  virtual HttpBody body_of(HttpMessage& message, const HttpSide& side) = 0;
};

class HttpSide {
 public:
  // What is behind this in a line is not looked at.
  static constexpr std::size_t kMaxLine = std::size_t{16} << 10;
  // Bytes that are kept of a target and of the values of headers.
  static constexpr std::size_t kMaxKept = 1024;

  HttpSide(unsigned side, HttpFraming& framing, HttpSink& sink)
      : side_(side), framing_(framing), sink_(sink) {}

  void piece(const StreamPiece& piece);
  // The side sends no more, or nothing more is known of it.
  void close();
  // What follows is another protocol.
  void leave();

  // Of the message whose headers were read: its Content-Length and whether it comes in chunks.
  std::optional<std::uint64_t> length() const { return length_; }
  bool has_bad_length() const { return bad_length_; }
  bool chunked() const { return chunked_; }
  bool has_coding() const { return has_coding_; }

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

  Bytes take_line(Bytes bytes);
  Bytes take_body(Bytes bytes);
  void gap(std::uint64_t missing);
  void line(std::string_view text);
  bool start(std::string_view text);
  void header(std::string_view text);
  void begin_body();
  void begin_chunk(std::string_view text);
  void end_message(bool complete);
  void lose();

  unsigned side_;
  HttpFraming& framing_;
  HttpSink& sink_;
  State state_ = State::kStart;
  std::string line_;  // begun
  std::uint64_t left_ = 0;
  std::uint64_t lost_ = 0;  // bytes of the body that were not captured
  HttpMessage message_;
  std::optional<std::uint64_t> length_;
  bool bad_length_ = false, chunked_ = false, has_coding_ = false;
};

}  // namespace packetglass
