// A stream that JavaScript follows: what it says is kept until it was described.
#pragma once

#include <algorithm>
#include <memory>
#include <span>
#include <vector>

#include "describe/description.h"
#include "index/index.h"
#include "inspect/fragments_of.h"
#include "stream/follow.h"
#include "stream/fragments.h"

namespace packetglass {

class FollowedStream final : public StreamSink {
 public:
  // Its packets are those of the conversation, and those with fragments of its datagrams. With
  // numbers, pieces have those of TCP, and the end of a side is a piece.
  FollowedStream(std::uint32_t conversation, bool has_numbers,
                 std::shared_ptr<const FragmentsOf> fragments)
      : conversation_(conversation),
        has_numbers_(has_numbers),
        all_fragments_(std::move(fragments)),
        fragments_(all_fragments_->conversation(conversation)) {}

  std::uint32_t conversation() const { return conversation_; }
  bool has_fragments() const { return !fragments_.empty(); }
  // The indices in [from, to) of packets with fragments.
  std::span<const std::uint32_t> fragments(std::uint64_t from, std::uint64_t to) const {
    const auto begin = std::lower_bound(fragments_.begin(), fragments_.end(), from);
    return {begin, std::lower_bound(begin, fragments_.end(), std::max(from, to))};
  }

  void add(FollowedPacket packet, bool is_own) {
    reassembly_.forget();
    reassembly_.packet(packet.number, packet.time, packet.bytes);
    packet.reassembly = &reassembly_;
    if (is_own) return follow_.add(packet, *this);
    follow_.add_fragment(packet);
  }
  void finish() { follow_.finish(*this); }

  // Pieces that were described are not needed any more.
  void clear() { pieces_.clear(); }

  // Appends the pieces as an array of objects; their bytes lie here. `index` has the packets.
  void put(Description& out, const Index& index) const {
    out.begin_array();
    for (const Piece& piece : pieces_) put_piece(out, index, piece);
    out.end();
  }

  void piece(const StreamPiece& piece) override {
    pieces_.push_back({piece, {piece.bytes.begin(), piece.bytes.end()}, false});
  }
  void end(const StreamPiece& at) override {
    if (has_numbers_) pieces_.push_back({at, {}, true});
  }

 private:
  struct Piece {
    StreamPiece of;
    std::vector<std::uint8_t> bytes;
    bool is_end;
  };

  void put_piece(Description& out, const Index& index, const Piece& piece) const {
    out.begin_object();
    out.key("side").number(std::uint32_t{piece.of.side});
    out.key("packet").number(piece.of.packet);
    if (index.packets[piece.of.packet - 1].has_timestamp()) {
      out.key("timestamp").signed64(piece.of.time);
    }
    out.key("offset").number(piece.of.offset);
    if (piece.of.missing != 0) {
      out.key("gap").number(piece.of.missing);
    } else {
      out.key("bytes").bytes_at(piece.bytes);
    }
    if (has_numbers_) put_numbers(out, piece.of);
    if (piece.is_end) out.key("isEnd").boolean(true);
    out.end();
  }

  static void put_numbers(Description& out, const StreamPiece& piece) {
    if (piece.sequence) out.key("sequence").number(*piece.sequence);
    if (piece.acknowledgment) out.key("acknowledgment").number(*piece.acknowledgment);
    if (piece.is_first) out.key("isFirst").boolean(true);
  }

  std::uint32_t conversation_;
  bool has_numbers_;
  std::shared_ptr<const FragmentsOf> all_fragments_;
  std::span<const std::uint32_t> fragments_;
  IpFragments reassembly_;
  Follow follow_;
  std::vector<Piece> pieces_;
};

}  // namespace packetglass
