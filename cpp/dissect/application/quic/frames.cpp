// The frames of a packet that was opened.
#include "dissect/application/quic/frames.h"

#include "base/text.h"
#include "dissect/application/quic/frame_types.h"

namespace packetglass::quic {
namespace {

constexpr Name kTypeNames[] = {
    {kPadding, "PADDING"}, {kPing, "PING"},
    {kAck, "ACK"},         {kAckWithCounts, "ACK"},
    {kCrypto, "CRYPTO"},   {kConnectionClose, "CONNECTION_CLOSE (Transport)"}};
// RFC 9000, section 20.1; the lowest byte of those from 0x100 on is an alert of TLS.
constexpr Name kErrorNames[] = {{0x0, "NO_ERROR"},
                                {0x1, "INTERNAL_ERROR"},
                                {0x2, "CONNECTION_REFUSED"},
                                {0x3, "FLOW_CONTROL_ERROR"},
                                {0x4, "STREAM_LIMIT_ERROR"},
                                {0x5, "STREAM_STATE_ERROR"},
                                {0x6, "FINAL_SIZE_ERROR"},
                                {0x7, "FRAME_ENCODING_ERROR"},
                                {0x8, "TRANSPORT_PARAMETER_ERROR"},
                                {0x9, "CONNECTION_ID_LIMIT_ERROR"},
                                {0xa, "PROTOCOL_VIOLATION"},
                                {0xb, "INVALID_TOKEN"},
                                {0xc, "APPLICATION_ERROR"},
                                {0xd, "CRYPTO_BUFFER_EXCEEDED"},
                                {0xe, "KEY_UPDATE_ERROR"},
                                {0xf, "AEAD_LIMIT_REACHED"},
                                {0x10, "NO_VIABLE_PATH"}};

constexpr Field kFrame{"quic.frame", "Frame", Shape::kGroup};
constexpr Field kType{"quic.frame_type", "Frame Type", Shape::kNumber64, 0, kTypeNames};
constexpr Field kPaddingLength{"quic.padding_length", "Padding Length", Shape::kNumber32};
constexpr Field kLargest{"quic.ack.largest_acknowledged", "Largest Acknowledged",
                         Shape::kNumber64};
constexpr Field kDelay{"quic.ack.ack_delay", "ACK Delay", Shape::kNumber64};
constexpr Field kRangeCount{"quic.ack.ack_range_count", "ACK Range Count", Shape::kNumber64};
constexpr Field kFirstRange{"quic.ack.first_ack_range", "First ACK Range", Shape::kNumber64};
constexpr Field kGap{"quic.ack.gap", "Gap", Shape::kNumber64};
constexpr Field kRange{"quic.ack.ack_range", "ACK Range", Shape::kNumber64};
constexpr Field kEct0{"quic.ack.ect0_count", "ECT(0) Count", Shape::kNumber64};
constexpr Field kEct1{"quic.ack.ect1_count", "ECT(1) Count", Shape::kNumber64};
constexpr Field kCongestion{"quic.ack.ecn_ce_count", "ECN-CE Count", Shape::kNumber64};
constexpr Field kOffset{"quic.crypto.offset", "Offset", Shape::kNumber64};
constexpr Field kLength{"quic.crypto.length", "Length", Shape::kNumber64};
constexpr Field kData{"quic.crypto.crypto_data", "Crypto Data", Shape::kBytes};
constexpr Field kError{"quic.cc.error_code", "Error code", Shape::kNumber64, 0, kErrorNames};
constexpr Field kFrameType{"quic.cc.frame_type", "Frame Type", Shape::kNumber64};
constexpr Field kReasonLength{"quic.cc.reason_phrase.length", "Reason phrase Length",
                              Shape::kNumber64};
constexpr Field kReason{"quic.cc.reason_phrase", "Reason phrase", Shape::kText};

// More than this of their names no one reads.
constexpr std::size_t kMostWords = 4096;

void read_padding(Layer& quic, Layer::Group& frame) {
  const Bytes left = quic.left();
  std::size_t more = 0;
  while (more < left.size() && left[more] == 0) ++more;
  quic.skip(more);
  quic.generated(kPaddingLength, more + 1);
  frame.say(format_text(": PADDING Length: %zu", more + 1));
}

void read_ack(Layer& quic, bool counts) {
  quic.varint(kLargest);
  quic.varint(kDelay);
  const std::uint64_t ranges = quic.varint(kRangeCount);
  quic.varint(kFirstRange);
  for (std::uint64_t i = 0; i < ranges && !quic.truncated(); ++i) {
    quic.varint(kGap);
    quic.varint(kRange);
  }
  if (!counts) return;
  quic.varint(kEct0);
  quic.varint(kEct1);
  quic.varint(kCongestion);
}

void read_crypto(Layer& quic) {
  quic.varint(kOffset);
  const std::uint64_t length = quic.varint(kLength);
  quic.bytes(kData, static_cast<std::size_t>(length));
}

void read_close(Layer& quic) {
  quic.varint(kError);
  quic.varint(kFrameType);
  const std::uint64_t length = quic.varint(kReasonLength);
  quic.text(kReason, static_cast<std::size_t>(length));
}

// What Info says of it; nothing where no Initial packet has such a frame.
std::string_view read_frame(Layer& quic) {
  Layer::Group frame(quic, kFrame);
  const std::uint64_t type = quic.varint(kType);
  const std::string_view name = name_of(kTypeNames, type);
  frame.say(std::string(": ").append(name.empty() ? "Unknown" : name));
  switch (type) {
    case kPadding:
      read_padding(quic, frame);
      return "PADDING";
    case kPing:
      return "PING";
    case kAck:
      read_ack(quic, false);
      return "ACK";
    case kAckWithCounts:
      read_ack(quic, true);
      return "ACK_ECN";
    case kCrypto:
      read_crypto(quic);
      return "CRYPTO";
    case kConnectionClose:
      read_close(quic);
      return "CC";
    default:
      return {};
  }
}

constexpr FieldSpan kFields[] = {kFrame,      kType,       kPaddingLength, kLargest, kDelay,
                                 kRangeCount, kFirstRange, kGap,           kRange,   kEct0,
                                 kEct1,       kCongestion, kOffset,        kLength,  kData,
                                 kError,      kFrameType,  kReasonLength,  kReason};

}  // namespace

void read_frames(Layer& quic, std::string& words) {
  while (!quic.left().empty() && !quic.truncated()) {
    const std::string_view word = read_frame(quic);
    if (word.empty()) return quic.malformed("Initial packets have no such frame");
    if (words.size() < kMostWords) words.append(", ").append(word);
  }
}

extern constexpr FieldList kFrameFields = kFields;

}  // namespace packetglass::quic
