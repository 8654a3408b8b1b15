// Follows a conversation.
#include "stream/follow.h"

namespace packetglass {

void Follow::add(const FollowedPacket& packet, StreamSink& sink) {
  const Summary summary = dissect_carried(packet);
  if (summary.transport == Transport::kTcp) {
    add_segment(packet, summary.tcp, sink);
  } else {
    for (const Payload& payload : carried_) add_datagram(packet, payload, sink);
  }
}

void Follow::add_fragment(const FollowedPacket& packet) {
  dissect_carried(packet);
}

Summary Follow::dissect_carried(const FollowedPacket& packet) {
  carried_.clear();
  Summary summary;
  Dissection dissection(summary);
  dissection.wanted.carried = &carried_;
  dissection.history.reassembly = packet.reassembly;
  dissection.history.choices = packet.choices;
  dissect(packet.bytes, packet.original_length, packet.link_type, dissection);
  return summary;
}

void Follow::add_segment(const FollowedPacket& packet, const TcpSegment& segment,
                         StreamSink& sink) {
  // Where the header was truncated nothing is known; where its options were, how much there was.
  if (carried_.empty() && segment.length == 0) return;
  const Payload payload = carried_.empty() ? Payload{{}, segment.length} : carried_.front();
  stream_.add({packet.side, packet.number, packet.time, segment, payload}, sink);
}

void Follow::add_datagram(const FollowedPacket& packet, const Payload& payload, StreamSink& sink) {
  StreamPiece piece{packet.side, packet.number, packet.time, sent_[packet.side], payload.bytes, 0};
  sent_[packet.side] += payload.length;
  if (!piece.bytes.empty()) sink.piece(piece);
  if (!payload.truncated()) return;
  piece.offset += piece.bytes.size();
  piece.missing = payload.length - piece.bytes.size();
  piece.bytes = {};
  sink.piece(piece);
}

}  // namespace packetglass
