// Finds the messages of HTTP, the files and the mails in any bytes that two sides say: bodies are
// as long as is said of them, each is part of what was said, and JavaScript gets the same.
#include <array>
#include <vector>

#include "bounded.h"
#include "choices.h"
#include "described.h"
#include "stream/objects/object_streams.h"
#include "wasm/http_bodies.h"

namespace packetglass {
namespace {

class Bodies final : public HttpSink {
 public:
  void body(const HttpMessage& message, Bytes bytes) override {
    require(!bytes.empty(), "a part of a body has bytes");
    size_[message.side] += bytes.size();
    all_ += bytes.size();
    require(size_[message.side] == message.size, "a size is the sum of its parts");
  }
  void end(const HttpMessage& message) override {
    require(size_[message.side] == message.size, "a message has all of its body");
    for (const std::string* kept :
         {&message.target, &message.host, &message.type, &message.encoding}) {
      require(kept->size() <= HttpSide::kMaxKept, "what is kept of headers is short");
    }
    size_[message.side] = 0;
    ++messages_;
  }
  std::uint64_t all() const { return all_; }
  std::uint64_t messages() const { return messages_; }

 private:
  std::array<std::uint64_t, 2> size_{};
  std::uint64_t all_ = 0, messages_ = 0;
};

// A piece as JavaScript hands it on: six words, and the bytes.
std::vector<std::uint8_t> packed(const StreamPiece& piece) {
  std::vector<std::uint8_t> all(24);
  const std::uint32_t what = piece.side + (piece.is_first ? HttpBodies::kIsFirst : 0) +
                             (piece.sequence ? HttpBodies::kHasSequence : 0) +
                             (piece.acknowledgment ? HttpBodies::kHasAcknowledgment : 0);
  const std::uint64_t words[] = {what,
                                 piece.packet,
                                 piece.missing,
                                 piece.bytes.size(),
                                 piece.sequence.value_or(0),
                                 piece.acknowledgment.value_or(0)};
  for (std::size_t i = 0; i < std::size(words); ++i) {
    store(all.data() + 4 * i, static_cast<std::uint32_t>(words[i]), ByteOrder::kLittle);
  }
  all.insert(all.end(), piece.bytes.begin(), piece.bytes.end());
  return all;
}

class Conversation {
 public:
  explicit Conversation(std::uint8_t which) {
    static constexpr std::uint16_t kPorts[] = {80, 21, 25, 69};
    ConversationEnds ends;
    ends.is_tcp = (which & 3) != 3;
    ends.sides[1].port = kPorts[which & 3];
    messages_ = streams_.reader(ends, bodies_);
    // It may have announced another with an end that this one has too.
    described_.begin_conversation(0, packetglass::packed(ends));
  }

  void piece(const StreamPiece& piece) {
    said_ += piece.bytes.size();
    messages_->piece(piece);
    require_whole(described_.add(0, packed(piece)));
  }
  void end(const StreamPiece& at) { messages_->end(at); }
  void finish() {
    messages_->finish();
    require_whole(described_.finish(0));
    require(bodies_.all() <= said_, "bodies are no longer than what was said");
    require(bodies_.messages() <= said_, "a message has a byte");
  }

 private:
  std::uint64_t said_ = 0;
  Bodies bodies_;
  ObjectStreams streams_;
  std::unique_ptr<ObjectReader> messages_;
  HttpBodies described_;
};

// Of two bytes before each piece the first says who says it, whether it is a gap, whether its side
// ends and whether it has numbers; the other how long it is: in lines of 16 bytes, so that a piece
// may be a whole message. A third says how much of the other side its sender had.
void number(StreamPiece& piece, std::uint8_t had, std::uint8_t what) {
  piece.sequence = std::uint32_t{what & 0xf0u} * 64;
  if ((what & 0x10) != 0) piece.acknowledgment = std::uint32_t{had} * 16;
  piece.is_first = (what & 0x20) != 0;
}

StreamPiece choose_piece(Choices& choices, std::uint64_t packet) {
  const std::uint8_t what = choices.u8();
  const std::size_t length = std::size_t{choices.u8()} * 16;
  StreamPiece piece;
  piece.side = what & 1;
  piece.packet = packet;
  if ((what & 6) == 6) {
    piece.missing = length + 1;
  } else {
    piece.bytes = choices.some(length);
  }
  if ((what & 8) != 0) number(piece, choices.u8(), what);
  return piece;
}

}  // namespace
}  // namespace packetglass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packetglass;
  const fuzz::Bounded bounded(size, {20'000, 40}, {std::size_t{512} << 10, 64});
  Choices choices({data, size});
  Conversation conversation(choices.u8());
  for (std::uint64_t packet = 1; choices.more(); ++packet) {
    const bool ends = (data[0] + packet) % 16 == 0;
    const StreamPiece piece = choose_piece(choices, packet);
    if (!piece.bytes.empty() || piece.missing != 0) conversation.piece(piece);
    if (ends) conversation.end({piece.side, packet, 0, 0, {}, 0});
  }
  conversation.finish();
  return 0;
}
