// What a TCP segment says of the messages that it is a part of.
#include "dissect/transport/tcp_segments.h"

#include "base/text.h"

namespace packetglass {
namespace {

constexpr Field kSegments{"tcp.segments", "Reassembled TCP Segments", Shape::kGroup};
constexpr Field kSegment{"tcp.segment", "TCP Segment", Shape::kFrameNumber};
constexpr Field kCount{"tcp.segment.count", "Segment count", Shape::kNumber32};
constexpr Field kLength{"tcp.reassembled.length", "Reassembled TCP length", Shape::kNumber32};
constexpr Field kCompletedIn{"tcp.reassembled_in", "Reassembled PDU in packet",
                             Shape::kFrameNumber};
constexpr Field kData{"tcp.segment_data", "TCP segment data", Shape::kBytes};

// Only so many are listed.
constexpr std::size_t kMostListed = 1024;

// Runs of one packet are one segment.
std::vector<SourceRun> segments_of(const std::vector<SourceRun>& runs) {
  std::vector<SourceRun> segments;
  for (const SourceRun& run : runs) {
    if (segments.empty() || segments.back().packet != run.packet) {
      segments.push_back(run);
    } else {
      segments.back().size += run.size;
    }
  }
  return segments;
}

void put_segments(Layer& tcp, const DeliveredMessages& messages) {
  Layer::Group group(tcp, kSegments);
  const std::vector<SourceRun> segments = segments_of(messages.runs);
  group.say(format_text(" (%zu bytes)", messages.bytes.size()));
  std::size_t offset = 0;
  for (const SourceRun& segment : segments) {
    if (&segment - segments.data() == kMostListed) break;
    tcp.generated(kSegment, segment.packet);
    tcp.say(format_text("%llu (payload %zu-%zu, %u bytes)",
                        static_cast<unsigned long long>(segment.packet), offset,
                        offset + segment.size - 1, segment.size));
    offset += segment.size;
  }
  tcp.generated(kCount, segments.size());
  tcp.generated(kLength, messages.bytes.size());
}

constexpr FieldSpan kFields[] = {kSegments, kSegment, kCount, kLength, kCompletedIn, kData};

}  // namespace

void record_tcp_segments(Layer& tcp, const TcpSegment& segment) {
  const SegmentReassembly* const reassembly = tcp.segments();
  const SegmentMessages* const messages =
      reassembly == nullptr ? nullptr : reassembly->added(segment.sequence);
  if (messages == nullptr) return;
  // Info of what it completes comes in the place of this.
  if (messages->waits && messages->delivered.empty()) {
    if (std::string* const info = tcp.info()) *info += " [TCP segment of a reassembled PDU]";
  }
  if (!tcp.recording()) return;
  for (const DeliveredMessages& delivered : messages->delivered) {
    if (delivered.reassembled) put_segments(tcp, delivered);
  }
  if (messages->waits && reassembly->completed_in() != 0)
    tcp.generated(kCompletedIn, reassembly->completed_in());
  std::size_t taken = 0;
  for (const DeliveredMessages& delivered : messages->delivered) {
    if (!delivered.reassembled) taken = std::max(taken, delivered.offset + delivered.size);
  }
  if (taken < tcp.left().size()) tcp.look_at(kData, tcp.left().subspan(taken));
}

extern constexpr FieldList kTcpSegmentFields = kFields;

}  // namespace packetglass
