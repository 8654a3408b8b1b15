// Puts the segments and fragments of any capture in order, and reads HTTP in what they say; of
// other bytes it makes segments that come in any order. Each byte of a stream is reported once.
#include <algorithm>
#include <array>

#include "bounded.h"
#include "flow/batch_summary.h"
#include "flow/conversation_ends.h"
#include "read_whole.h"
#include "require.h"
#include "stream/http_messages.h"
#include "stream/objects/object_conversations.h"

namespace packetglass {
namespace {

// Requires of streams that they have no hole that is not reported.
class CheckedPieces final : public StreamSink {
 public:
  void piece(const StreamPiece& piece) override {
    require(piece.side < 2, "a conversation has two sides");
    require(piece.bytes.empty() != (piece.missing == 0), "a piece has bytes or is a gap");
    require(piece.offset == size_[piece.side], "pieces follow each other");
    size_[piece.side] += piece.bytes.size() + piece.missing;
    sum_ += static_cast<std::uint64_t>(
        std::count(piece.bytes.begin(), piece.bytes.end(), std::uint8_t{0}));
  }
  void end(const StreamPiece& at) override {
    require(!std::exchange(ended_[at.side], true), "a side ends once");
    require(at.offset == size_[at.side], "a side ends where its bytes do");
  }

 private:
  std::uint64_t size_[2] = {};
  std::uint64_t sum_ = 0;  // so that all bytes are looked at
  bool ended_[2] = {};
};

// Requires of messages that their bodies are what their sizes say.
class Bodies final : public ObjectConversationSink {
 public:
  void body(std::uint32_t conversation, const HttpMessage& message, Bytes bytes) override {
    std::uint64_t& size = sizes_[{conversation, message.side}];
    size += bytes.size();
    require(size == message.size, "a size is the sum of its parts");
  }
  void end(std::uint32_t conversation, const HttpMessage& message) override {
    std::uint64_t& size = sizes_[{conversation, message.side}];
    require(size == message.size, "a message has all of its body");
    require(message.target.size() <= HttpSide::kMaxKept, "a target is short");
    size = 0;
  }

 private:
  std::map<std::pair<std::uint32_t, unsigned>, std::uint64_t> sizes_;
};

class EachPacket final : public RecordSink {
 public:
  bool any = false;

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    any = true;
    summarise(batch, number_, interfaces_, flows_, summary_);
    for (std::size_t i = 0; i < batch.count; ++i) add(batch, i);
    require(summary_.fragments.waiting() <= IpFragments::kMaxBytes, "little waits");
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}
  void finish() { conversations_.finish(); }

 private:
  void add(const PacketBatch& batch, std::size_t i) {
    const PacketFlow& flow = summary_.flows[i];
    ++number_;
    if (flow.conversation == PacketFlow::kNone) return;
    const Packet packet = batch.packet(i);
    summary_.fragments.packet(number_, packet.timestamp, batch.bytes(i));
    const bool is_followed =
        conversations_.has(flow.conversation) ||
        conversations_.begin(flow.conversation, ends_of(flows_[flow.conversation]));
    if (!is_followed) return;
    conversations_.add(flow.conversation, {batch.bytes(i), packet.original_length,
                                           interfaces_[packet.interface].link_type, flow.side,
                                           number_, packet.timestamp, &summary_.fragments});
  }

  std::vector<Interface> interfaces_;
  FlowTable flows_;
  BatchSummary summary_;
  Bodies bodies_;
  ObjectConversations conversations_{bodies_};
  std::uint64_t number_ = 0;
};

struct Both final : StreamSink {
  struct NoBodies final : HttpSink {
    void body(const HttpMessage&, Bytes) override {}
    void end(const HttpMessage&) override {}
  };

  void piece(const StreamPiece& piece) override {
    pieces.piece(piece);
    http.piece(piece);
  }
  void end(const StreamPiece& at) override {
    pieces.end(at);
    http.end(at);
  }

  NoBodies bodies;
  CheckedPieces pieces;
  HttpMessages http{bodies};
};

// Six bytes say where a segment stands, and how many of the next are in it.
void segments_by_choice(Bytes source) {
  constexpr std::size_t kHead = 6;
  TcpStream stream;
  Both both;
  std::uint32_t at[2] = {0xffffff00, 7};
  for (std::uint64_t packet = 1; source.size() >= kHead; ++packet) {
    const std::array<std::uint8_t, kHead> head = {source[0], source[1], source[2],
                                                  source[3], source[4], source[5]};
    const Bytes bytes =
        source.subspan(kHead, std::min<std::size_t>(head[1], source.size() - kHead));
    const unsigned side = head[0] & 1;
    const auto jump = static_cast<std::int8_t>(head[2]);
    TcpSegment tcp;
    tcp.sequence = at[side] + static_cast<std::uint32_t>(head[0] & 2 ? jump * 64 : 0);
    tcp.acknowledgment =
        at[1 - side] + static_cast<std::uint32_t>(static_cast<std::int8_t>(head[3]));
    tcp.flags = head[4] & 0x3f;
    tcp.length = static_cast<std::uint32_t>(bytes.size() + (head[5] & 3));
    stream.add({side, packet, 0, tcp, {bytes, tcp.length}}, both);
    at[side] = tcp.sequence + tcp.length;
    source = source.subspan(kHead + bytes.size());
  }
  stream.give_up(both);
  both.http.finish();
  require(stream.waiting() == 0, "nothing waits at the end");
}

}  // namespace
}  // namespace packetglass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace packetglass;
  const fuzz::Bounded bounded(size, {100'000, 400}, {std::size_t{3} << 20, 100});
  const Bytes source(bytes, size);
  EachPacket each;
  read_whole(source, each);
  each.finish();
  if (!each.any) segments_by_choice(source);
  return 0;
}
