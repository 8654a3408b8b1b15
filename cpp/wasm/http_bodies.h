// What conversations carry whose streams JavaScript follows: bodies of HTTP, files, mails.
#pragma once

#include <algorithm>
#include <map>
#include <vector>

#include "base/cursor.h"
#include "describe/description.h"
#include "stream/objects/object_streams.h"

namespace packetglass {

// Each conversation has a number, and is begun by its ends, as packed() has them. Bodies are
// handed on as they come, and none is kept: an array is described of their bytes, and of the
// messages that ended. It is valid until the next call.
class HttpBodies final : public HttpSink {
 public:
  static constexpr std::uint32_t kSide = 1, kIsFirst = 2, kHasSequence = 4, kHasAcknowledgment = 8;
  static constexpr std::uint32_t kIsEnd = 16;

  void begin_conversation(std::uint32_t conversation, Bytes ends) {
    conversations_[conversation] = {unpacked(ends), nullptr};
  }

  // What a conversation says with these pieces more. Six words of 32 bits in little endian are a
  // piece, and the bytes behind them: what it is (kSide and others), packet, bytes of a gap, bytes
  // of the piece, sequence number, acknowledgment number.
  const Description& add(std::uint32_t conversation, Bytes pieces) {
    begin(pieces.size());
    Cursor words(pieces, ByteOrder::kLittle);
    ObjectReader& reader = of(conversation);
    while (words.left() != 0 && !words.failed()) {
      const StreamPiece piece = next(words);
      if (is_end_) {
        reader.end(piece);
      } else {
        reader.piece(piece);
      }
    }
    return described();
  }

  // The same where no more pieces of it come.
  const Description& finish(std::uint32_t conversation) {
    begin(0);
    of(conversation).finish();
    conversations_.erase(conversation);
    return described();
  }

  void body(const HttpMessage& message, Bytes bytes) override {
    if (message.side != side_) put_bytes();
    side_ = message.side;
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  }
  void end(const HttpMessage& message) override {
    put_bytes();
    if (message.size != 0) put(message);
  }

 private:
  struct One {
    ConversationEnds ends;
    std::unique_ptr<ObjectReader> reader;
  };

  // What reads it, which is known when it says something: others may have announced it meanwhile.
  ObjectReader& of(std::uint32_t conversation) {
    One& one = conversations_.try_emplace(conversation, One{kTcp, nullptr}).first->second;
    if (one.reader == nullptr) one.reader = streams_.reader(one.ends, *this);
    return *one.reader;
  }
  static constexpr ConversationEnds kTcp{true, {}};

  // The bytes of bodies are described where they lie, so that these may not move meanwhile.
  void begin(std::size_t most) {
    bytes_.clear();
    bytes_.reserve(most);
    described_ = 0;
    reported_in_ = 0;
    out_.clear();
    out_.begin_array();
  }

  StreamPiece next(Cursor& words) {
    StreamPiece piece;
    const std::uint32_t what = words.u32();
    piece.side = what & kSide;
    is_end_ = (what & kIsEnd) != 0;
    piece.is_first = (what & kIsFirst) != 0;
    piece.packet = words.u32();
    piece.missing = words.u32();
    const std::uint32_t size = words.u32();
    const std::uint32_t sequence = words.u32(), acknowledgment = words.u32();
    if ((what & kHasSequence) != 0) piece.sequence = sequence;
    if ((what & kHasAcknowledgment) != 0) piece.acknowledgment = acknowledgment;
    piece.bytes = words.bytes(size);
    reported_in_ = std::max(reported_in_, piece.packet);
    return piece;
  }

  // A body in ten thousand chunks is reported as one.
  void put_bytes() {
    const Bytes bytes = Bytes(bytes_).subspan(described_);
    described_ = bytes_.size();
    if (bytes.empty()) return;
    out_.begin_object();
    out_.key("side").number(std::uint32_t{side_});
    out_.key("bytes").bytes_at(bytes);
    out_.end();
  }

  // Pieces that waited were reported in a later packet than they came in.
  void put(const HttpMessage& message) {
    out_.begin_object();
    out_.key("reportedIn").number(reported_in_);
    out_.key("side").number(std::uint32_t{message.side});
    out_.key("packet").number(message.packet);
    put("protocol", std::string(name_of(message.protocol)));
    put("host", message.host);
    put("method", message.method);
    put("target", message.target);
    if (message.status != 0) out_.key("status").number(std::uint32_t{message.status});
    put("type", message.type);
    put("encoding", message.encoding);
    out_.key("size").number(message.size);
    out_.key("isComplete").boolean(message.complete);
    out_.end();
  }
  void put(std::string_view name, const std::string& value) {
    if (!value.empty()) out_.key(name).text(value);
  }

  const Description& described() {
    put_bytes();
    out_.end();
    return out_;
  }

  ObjectStreams streams_;
  std::map<std::uint32_t, One> conversations_;
  std::vector<std::uint8_t> bytes_;  // of the bodies that are reported
  std::size_t described_ = 0;        // how many of them were
  unsigned side_ = 0;                // that the others are of
  std::uint64_t reported_in_ = 0;    // packet
  bool is_end_ = false;              // what next() returned last
  Description out_;
};

}  // namespace packetglass
