// A stream that JavaScript follows: what it says is kept until it was described.
#pragma once

#include <vector>

#include "describe/description.h"
#include "flow/follow.h"
#include "index/index.h"

namespace packetglass {

class FollowedStream final : public StreamSink {
 public:
  void add(const FollowedPacket& packet) { follow_.add(packet, *this); }
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
    pieces_.push_back({piece, {piece.bytes.begin(), piece.bytes.end()}});
  }

 private:
  struct Piece {
    StreamPiece of;
    std::vector<std::uint8_t> bytes;
  };

  static void put_piece(Description& out, const Index& index, const Piece& piece) {
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
    out.end();
  }

  Follow follow_;
  std::vector<Piece> pieces_;
};

}  // namespace packetglass
