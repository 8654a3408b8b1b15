// Feedback of RTCP: RFC 4585 and 5104; draft-holmer-rmcat-transport-wide-cc-extensions and
// draft-alvestrand-rmcat-remb.
#include "base/text.h"
#include "dissect/application/rtcp.h"

namespace packetglass {
namespace {

constexpr Field kMedia{"rtcp.mediassrc", "Media source SSRC", Shape::kHexNumber32};
constexpr Field kEntry{"rtcp.fci.entry", "Entry", Shape::kGroup};
constexpr Field kOther{"rtcp.fci", "Feedback Control Information (FCI)", Shape::kBytes};

constexpr Field kLost{"rtcp.rtpfb.nack_pid", "RTCP Transport Feedback NACK PID", Shape::kNumber16};
constexpr Field kAlsoLost{"rtcp.rtpfb.nack_blp", "RTCP Transport Feedback NACK BLP",
                          Shape::kHex16};
constexpr Field kRateSource{"rtcp.rtpfb.tmmbr.fci.ssrc", "SSRC", Shape::kHexNumber32};
constexpr Field kRateExponent{"rtcp.rtpfb.tmmbr.fci.exp", "MxTBR Exp", Shape::kNumber8,
                              0xfc000000};
constexpr Field kRateMantissa{"rtcp.rtpfb.tmmbr.fci.mantissa", "MxTBR Mantissa", Shape::kNumber24,
                              0x03fffe00};
constexpr Field kOverhead{"rtcp.rtpfb.tmmbr.fci.measuredoverhead", "Measured Overhead",
                          Shape::kNumber16, 0x000001ff};

constexpr RtcpNumber kCongestion[] = {
    {2, {"rtcp.rtpfb.transportcc.baseseq", "Base Sequence Number", Shape::kNumber16}}};
constexpr Field kStatusCount{"rtcp.rtpfb.transportcc.statuscount", "Packet Status Count",
                             Shape::kNumber16};
constexpr RtcpNumber kCongestionEnd[] = {
    {3, {"rtcp.rtpfb.transportcc.reftime", "Reference Time", Shape::kSigned24}},
    {1, {"rtcp.rtpfb.transportcc.pktcount", "Feedback Packets Count", Shape::kNumber8}}};
constexpr Field kStatusChunk{"rtcp.rtpfb.transportcc.pktchunk", "Packet Chunk", Shape::kNumber16};
constexpr Field kDelta{"rtcp.rtpfb.transportcc.recv_delta", "Recv Delta", Shape::kHex8};
constexpr Field kDeltaPadding{"rtcp.rtpfb.transportcc.recv_delta.padding", "Recv Delta Padding",
                              Shape::kHex16};

constexpr Field kFirstBlock{"rtcp.psfb.fir.sli.first", "First MB", Shape::kNumber32, 0xfff80000};
constexpr Field kBlocks{"rtcp.psfb.fir.sli.number", "Number of MBs", Shape::kNumber32, 0x0007ffc0};
constexpr Field kPicture{"rtcp.psfb.fir.sli.picture_id", "Picture ID", Shape::kNumber32,
                         0x0000003f};
constexpr RtcpNumber kIntraRequest[] = {
    {4, {"rtcp.psfb.fir.fci.ssrc", "SSRC", Shape::kHexNumber32}},
    {1, {"rtcp.psfb.fir.fci.csn", "Command Sequence Number", Shape::kNumber8}},
    {3, {"rtcp.psfb.fir.fci.reserved", "Reserved", Shape::kNumber24}}};
constexpr Field kIdentifier{"rtcp.psfb.remb.identifier", "Unique Identifier", Shape::kText};
constexpr Field kSourceCount{"rtcp.psfb.remb.fci.number_ssrcs", "Number of Ssrcs",
                             Shape::kNumber8};
constexpr Field kEncoded{"rtcp.psfb.remb.fci.br", "Encoded bit rate", Shape::kHex24};
constexpr Field kBitrateExponent{"rtcp.psfb.remb.fci.br_exp", "BR Exp", Shape::kNumber8, 0xfc0000};
constexpr Field kBitrateMantissa{"rtcp.psfb.remb.fci.br_mantissa", "Br Mantissa", Shape::kNumber32,
                                 0x03ffff};
constexpr Field kBitrate{"rtcp.psfb.remb.bitrate", "Maximum bit rate", Shape::kNumber64};
constexpr Field kBitrateSource{"rtcp.psfb.remb.fci.ssrc", "SSRC", Shape::kHexNumber32};

constexpr unsigned kSmallDelta = 1, kLargeDelta = 2;

// Entries one behind another as far as the message goes; each takes some bytes.
void read_entries(Layer& rtcp, void (*read)(Layer&)) {
  while (!rtcp.left().empty()) {
    Layer::Group entry(rtcp, kEntry);
    read(rtcp);
  }
}

// The packet that is lost, and a bit for each of the 16 behind it.
void read_lost(Layer& rtcp) {
  const std::uint16_t first = rtcp.u16(kLost);
  const std::uint16_t mask = rtcp.u16(kAlsoLost);
  if (!rtcp.recording() || rtcp.truncated()) return;
  for (unsigned i = 0; i < 16; ++i) {
    if ((mask >> i & 1) != 0) rtcp.generated(kLost, (first + i + 1) & 0xffff);
  }
}

void read_rate(Layer& rtcp) {
  rtcp.u32(kRateSource);
  rtcp.u32({&kRateExponent, &kRateMantissa, &kOverhead});
}

void read_slice(Layer& rtcp) {
  rtcp.u32({&kFirstBlock, &kBlocks, &kPicture});
}

void read_intra_request(Layer& rtcp) {
  read_rtcp_numbers(rtcp, kIntraRequest);
}

// How the arrival of a packet is reported: not, in one byte or in two. A chunk reports that of as
// many as it says, or of 14 with a bit each, or of 7 with two.
struct Chunk {
  std::uint16_t bits;

  unsigned count() const { return bits >> 15 == 0 ? bits & 0x1fff : bits >> 14 == 2 ? 14 : 7; }
  unsigned status(unsigned i) const {
    if (bits >> 15 == 0) return bits >> 13 & 3;
    return bits >> 14 == 2 ? bits >> (13 - i) & 1 : bits >> (12 - 2 * i) & 3;
  }
};

void read_delta(Layer& rtcp, unsigned status) {
  if (status == kSmallDelta) rtcp.u8(kDelta);
  if (status == kLargeDelta) rtcp.u16(kDelta);
}

// A chunk of two bytes may speak of 8191 packets, but each whose arrival is reported takes a byte
// more.
void read_congestion(Layer& rtcp) {
  read_rtcp_numbers(rtcp, kCongestion);
  const unsigned packets = rtcp.u16(kStatusCount);
  read_rtcp_numbers(rtcp, kCongestionEnd);
  const Bytes chunks = rtcp.left();
  for (unsigned reported = 0; reported < packets && !rtcp.truncated();) {
    reported += std::max(1u, Chunk{rtcp.u16(kStatusChunk)}.count());
  }
  unsigned reported = 0;
  for (std::size_t at = 0; reported < packets && at + 2 <= chunks.size() && !rtcp.truncated();) {
    const Chunk chunk{load<std::uint16_t>(chunks.data() + at, ByteOrder::kBig)};
    at += 2;
    for (unsigned i = 0; i < chunk.count() && reported < packets; ++i, ++reported) {
      read_delta(rtcp, chunk.status(i));
    }
  }
  const std::size_t padding = rtcp.left().size();
  if (padding > 0 && padding < 4) rtcp.uint(kDeltaPadding, padding);
}

// What a receiver estimates to be the largest bitrate for some sources.
void read_estimate(Layer& rtcp) {
  rtcp.text(kIdentifier, 4);
  const unsigned sources = rtcp.u8(kSourceCount);
  const std::uint64_t rate = rtcp.uint(kEncoded, 3);
  rtcp.parts(rate, {&kBitrateExponent, &kBitrateMantissa});
  if (rate >> 18 < 46) rtcp.generated(kBitrate, (rate & 0x3ffff) << (rate >> 18));
  for (unsigned i = 0; i < sources && !rtcp.truncated(); ++i) rtcp.u32(kBitrateSource);
}

bool is_estimate(const Layer& rtcp) {
  return text_of(rtcp.left()).starts_with("REMB");
}

constexpr FieldSpan kFields[] = {kMedia,
                                 kEntry,
                                 kOther,
                                 kLost,
                                 kAlsoLost,
                                 kRateSource,
                                 kRateExponent,
                                 kRateMantissa,
                                 kOverhead,
                                 field_of(kCongestion, &RtcpNumber::field),
                                 kStatusCount,
                                 field_of(kCongestionEnd, &RtcpNumber::field),
                                 kStatusChunk,
                                 kDelta,
                                 kDeltaPadding,
                                 kFirstBlock,
                                 kBlocks,
                                 kPicture,
                                 field_of(kIntraRequest, &RtcpNumber::field),
                                 kIdentifier,
                                 kSourceCount,
                                 kEncoded,
                                 kBitrateExponent,
                                 kBitrateMantissa,
                                 kBitrate,
                                 kBitrateSource};

}  // namespace

const char* read_rtcp_transport_feedback(Layer& rtcp, unsigned format) {
  rtcp.u32(kRtcpSender);
  rtcp.u32(kMedia);
  if (format == 1)
    read_entries(rtcp, read_lost);
  else if (format == 3 || format == 4)
    read_entries(rtcp, read_rate);
  else if (format == 15)
    read_congestion(rtcp);
  if (!rtcp.left().empty()) rtcp.remaining(kOther);
  return "";
}

const char* read_rtcp_payload_feedback(Layer& rtcp, unsigned format) {
  constexpr const char* kShortNames[] = {"",      "PLI  ",  "SLI  ",  "RPSI  ",
                                         "FIR  ", "TSTR  ", "TSTN  ", "VBCM  "};
  rtcp.u32(kRtcpSender);
  rtcp.u32(kMedia);
  if (format == 2)
    read_entries(rtcp, read_slice);
  else if (format == 4)
    read_entries(rtcp, read_intra_request);
  else if (format == 15 && is_estimate(rtcp))
    read_estimate(rtcp);
  if (!rtcp.left().empty()) rtcp.remaining(kOther);
  if (format == 15) return "ALFB  ";
  return format < std::size(kShortNames) ? kShortNames[format] : "";
}

extern constexpr FieldList kRtcpFeedbackFields = kFields;

}  // namespace packetglass
