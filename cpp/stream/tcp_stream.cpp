// Puts the segments of a TCP conversation in the order of their bytes.
#include "stream/tcp_stream.h"

#include <algorithm>

#include "stream/wrapping.h"

namespace packetglass {
namespace {

StreamPiece piece_of(const StreamSegment& segment) {
  StreamPiece piece;
  piece.side = segment.side;
  piece.packet = segment.packet;
  piece.time = segment.time;
  const bool acknowledges = (segment.tcp.flags & TcpSegment::kAck) != 0;
  if (acknowledges) piece.acknowledgment = segment.tcp.acknowledgment;
  return piece;
}

}  // namespace

void TcpSideStream::add(const StreamSegment& segment, StreamSink& sink) {
  const bool syn = (segment.tcp.flags & TcpSegment::kSyn) != 0;
  const Part part{segment.tcp.sequence + (syn ? 1 : 0), segment.payload, piece_of(segment)};
  if (syn) start_ = part.sequence;
  if (!begun_) next_ = part.sequence;
  begun_ = true;
  if ((segment.tcp.flags & TcpSegment::kFin) != 0 && !ends_) {
    ends_ = true;
    end_ = part.sequence + static_cast<std::uint32_t>(part.payload.length);
    end_at_ = part.piece;
  }
  if (after(part.sequence, next_)) {
    keep(part);
    while (waiting_bytes_ > kMaxWaiting || waiting_.size() > kMaxSegments) skip_gap(sink);
  } else {
    deliver(part, sink);
    deliver_waiting(sink);
  }
  end_if_reached(sink);
}

void TcpSideStream::acknowledged(std::uint32_t sequence, const StreamPiece& at, StreamSink& sink) {
  while (!waiting_.empty() && after(sequence, waiting_.front().sequence)) {
    skip_to(waiting_.front().sequence, at, sink);
    deliver_waiting(sink);
  }
  end_if_reached(sink);
}

void TcpSideStream::give_up(StreamSink& sink) {
  while (!waiting_.empty()) skip_gap(sink);
  end_if_reached(sink);
}

// The next byte that is wanted lies in the part, or behind it.
void TcpSideStream::deliver(const Part& part, StreamSink& sink) {
  const std::size_t had = next_ - part.sequence;
  if (had >= part.payload.length) return;
  const std::size_t captured = part.payload.bytes.size();
  StreamPiece piece = part.piece;
  piece.offset = handed_on_;
  piece.sequence = next_;
  piece.is_first = start_ == next_ && handed_on_ == 0;
  piece.bytes = part.payload.bytes.subspan(std::min(had, captured));
  next_ += static_cast<std::uint32_t>(piece.bytes.size());
  handed_on_ += piece.bytes.size();
  if (!piece.bytes.empty()) sink.piece(piece);
  // What the snaplen truncated does not come again.
  const std::size_t lost = part.payload.length - std::max(had, captured);
  if (lost != 0) skip_to(next_ + static_cast<std::uint32_t>(lost), part.piece, sink);
}

void TcpSideStream::deliver_waiting(StreamSink& sink) {
  for (std::size_t i = next_waiting(); i < waiting_.size(); i = next_waiting()) {
    const Waiting segment = std::move(waiting_[i]);
    waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(i));
    waiting_bytes_ -= segment.bytes.size();
    StreamPiece piece;
    piece.side = side_;
    piece.packet = segment.packet;
    piece.time = segment.time;
    piece.acknowledgment = segment.acknowledgment;
    deliver({segment.sequence, {segment.bytes, segment.length}, piece}, sink);
  }
}

// Of those that need wait no longer the one that came first.
std::size_t TcpSideStream::next_waiting() const {
  std::size_t first = waiting_.size();
  for (std::size_t i = 0; i < waiting_.size() && !after(waiting_[i].sequence, next_); ++i) {
    if (first == waiting_.size() || waiting_[i].packet < waiting_[first].packet) first = i;
  }
  return first;
}

void TcpSideStream::keep(const Part& part) {
  const auto length = static_cast<std::uint32_t>(part.payload.length);
  if (length == 0) return;
  const auto later =
      std::upper_bound(waiting_.begin(), waiting_.end(), part.sequence,
                       [](std::uint32_t a, const Waiting& b) { return after(b.sequence, a); });
  // The same once more has nothing new.
  if (later != waiting_.begin() && later[-1].sequence == part.sequence &&
      later[-1].length >= length) {
    return;
  }
  const Bytes bytes = part.payload.bytes;
  waiting_.insert(
      later, {part.sequence, length, part.piece.packet, part.piece.time, part.piece.acknowledgment,
              std::vector<std::uint8_t>(bytes.begin(), bytes.end())});
  waiting_bytes_ += bytes.size();
}

void TcpSideStream::skip_to(std::uint32_t sequence, StreamPiece at, StreamSink& sink) {
  at.offset = handed_on_;
  at.sequence = next_;
  at.missing = sequence - next_;
  handed_on_ += at.missing;
  next_ = sequence;
  sink.piece(at);
}

// Goes on with the first that waits.
void TcpSideStream::skip_gap(StreamSink& sink) {
  StreamPiece at;
  at.side = side_;
  at.packet = waiting_.front().packet;
  at.time = waiting_.front().time;
  skip_to(waiting_.front().sequence, at, sink);
  deliver_waiting(sink);
}

void TcpSideStream::end_if_reached(StreamSink& sink) {
  if (!ends_ || ended_ || after(end_, next_)) return;
  ended_ = true;
  end_at_.offset = handed_on_;
  sink.end(end_at_);
}

void TcpStream::add(const StreamSegment& segment, StreamSink& sink) {
  if ((segment.tcp.flags & TcpSegment::kAck) != 0) {
    StreamPiece at = piece_of(segment);
    at.side = 1 - segment.side;
    at.acknowledgment.reset();
    if ((segment.tcp.flags & TcpSegment::kSyn) != 0) {
      sides_[at.side].starts_at(segment.tcp.acknowledgment);
    }
    sides_[at.side].acknowledged(segment.tcp.acknowledgment, at, sink);
  }
  sides_[segment.side].add(segment, sink);
}

void TcpStream::give_up(StreamSink& sink) {
  for (TcpSideStream& side : sides_) side.give_up(sink);
}

}  // namespace packetglass
