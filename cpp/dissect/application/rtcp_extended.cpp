// Extended reports of RTCP: RFC 3611.
#include "base/text.h"
#include "dissect/application/ntp_time.h"
#include "dissect/application/rtcp.h"

namespace packetglass {
namespace {

constexpr Name kTypes[] = {{1, "Loss Run Length Encoding Report Block"},
                           {2, "Duplicate Run Length Encoding Report Block"},
                           {3, "Packet Receipt Times Report Block"},
                           {4, "Receiver Reference Time Report Block"},
                           {5, "DLRR Report Block"},
                           {6, "Statistics Summary Report Block"},
                           {7, "VoIP Metrics Report Block"}};
constexpr Name kLifetimes[] = {{0, "No TTL Values"}, {1, "IPv4"}, {2, "IPv6"}, {3, "Undefined"}};
constexpr Name kConcealments[] = {
    {0, "Unspecified"}, {1, "Disabled"}, {2, "Enhanced"}, {3, "Standard"}};
constexpr Name kAdaptations[] = {
    {0, "Unknown"}, {1, "Reserved"}, {2, "Non-Adaptive"}, {3, "Adaptive"}};

constexpr Field kBlock{"rtcp.xr.block", "Block", Shape::kGroup};
constexpr Field kType{"rtcp.xr.bt", "Type", Shape::kNumber8, 0, kTypes};
constexpr Field kSpecific{"rtcp.xr.bs", "Type Specific", Shape::kNumber8};
constexpr Field kThinning{"rtcp.xr.tf", "Thinning factor", Shape::kNumber8, 0x0f};
constexpr Field kHasLoss{"rtcp.xr.stats.lrflag", "Loss Report Flag", Shape::kFlag, 0x80};
constexpr Field kHasDuplicates{"rtcp.xr.stats.dupflag", "Duplicates Report Flag", Shape::kFlag,
                               0x40};
constexpr Field kHasJitter{"rtcp.xr.stats.jitterflag", "Jitter Report Flag", Shape::kFlag, 0x20};
constexpr Field kLifetime{"rtcp.xr.stats.ttl", "TTL or Hop Limit Flag", Shape::kNumber8, 0x18,
                          kLifetimes};
constexpr Field kLength{"rtcp.xr.bl", "Length", Shape::kNumber16};
constexpr Field kTime{"rtcp.xr.timestamp", "Timestamp", Shape::kTime};
constexpr Field kFirst{"rtcp.xr.beginseq", "Begin Sequence Number", Shape::kNumber16};
constexpr Field kEnd{"rtcp.xr.endseq", "End Sequence Number", Shape::kNumber16};
constexpr Field kReceipt{"rtcp.xr.receipt_time_seq", "Receipt Time", Shape::kNumber32};
constexpr Field kChunk{"rtcp.xr.chunk", "Chunk", Shape::kHex16};
constexpr Field kOther{"rtcp.xr.bytes", "Contents", Shape::kBytes};
constexpr RtcpNumber kDelays[] = {
    {4, {"rtcp.xr.lrr", "Last RR timestamp", Shape::kNumber32}},
    {4, {"rtcp.xr.dlrr", "Delay since last RR timestamp", Shape::kNumber32}}};
constexpr RtcpNumber kStatistics[] = {
    {4, {"rtcp.xr.stats.lost", "Lost Packets", Shape::kNumber32}},
    {4, {"rtcp.xr.stats.dups", "Duplicate Packets", Shape::kNumber32}},
    {4, {"rtcp.xr.stats.minjitter", "Minimum Jitter", Shape::kNumber32}},
    {4, {"rtcp.xr.stats.maxjitter", "Maximum Jitter", Shape::kNumber32}},
    {4, {"rtcp.xr.stats.meanjitter", "Mean Jitter", Shape::kNumber32}},
    {4, {"rtcp.xr.stats.devjitter", "Standard Deviation of Jitter", Shape::kNumber32}},
    {1, {"rtcp.xr.stats.minttl", "Minimum TTL or Hop Limit", Shape::kNumber8}},
    {1, {"rtcp.xr.stats.maxttl", "Maximum TTL or Hop Limit", Shape::kNumber8}},
    {1, {"rtcp.xr.stats.meanttl", "Mean TTL or Hop Limit", Shape::kNumber8}},
    {1, {"rtcp.xr.stats.devttl", "Standard Deviation of TTL", Shape::kNumber8}}};
constexpr RtcpNumber kMetrics[] = {
    {1, {"rtcp.ssrc.fraction", "Fraction lost", Shape::kNumber8}},
    {1, {"rtcp.ssrc.discarded", "Fraction discarded", Shape::kNumber8}},
    {1, {"rtcp.xr.voipmetrics.burstdensity", "Burst Density", Shape::kNumber8}},
    {1, {"rtcp.xr.voipmetrics.gapdensity", "Gap Density", Shape::kNumber8}},
    {2, {"rtcp.xr.voipmetrics.burstduration", "Burst Duration(ms)", Shape::kNumber16}},
    {2, {"rtcp.xr.voipmetrics.gapduration", "Gap Duration(ms)", Shape::kNumber16}},
    {2, {"rtcp.xr.voipmetrics.rtdelay", "Round Trip Delay(ms)", Shape::kNumber16}},
    {2, {"rtcp.xr.voipmetrics.esdelay", "End System Delay(ms)", Shape::kNumber16}},
    {1, {"rtcp.xr.voipmetrics.signallevel", "Signal Level", Shape::kSigned8}},
    {1, {"rtcp.xr.voipmetrics.noiselevel", "Noise Level", Shape::kSigned8}},
    {1, {"rtcp.xr.voipmetrics.rerl", "Residual Echo Return Loss", Shape::kNumber8}},
    {1, {"rtcp.xr.voipmetrics.gmin", "Gmin", Shape::kNumber8}},
    {1, {"rtcp.xr.voipmetrics.rfactor", "R Factor", Shape::kNumber8}},
    {1, {"rtcp.xr.voipmetrics.extrfactor", "External R Factor", Shape::kNumber8}}};
constexpr Field kListening{"rtcp.xr.voipmetrics.moslq", "MOS - Listening Quality", Shape::kText};
constexpr Field kConversation{"rtcp.xr.voipmetrics.moscq", "MOS - Conversational Quality",
                              Shape::kText};
constexpr Field kConcealment{"rtcp.xr.voipmetrics.plc", "Packet Loss Concealment Algorithm",
                             Shape::kNumber8, 0xc0, kConcealments};
constexpr Field kAdaptation{"rtcp.xr.voipmetrics.jba", "Adaptive Jitter Buffer Algorithm",
                            Shape::kNumber8, 0x30, kAdaptations};
constexpr Field kRate{"rtcp.xr.voipmetrics.jbrate", "Jitter Buffer Rate", Shape::kNumber8, 0x0f};
constexpr RtcpNumber kBuffer[] = {
    {2, {"rtcp.xr.voipmetrics.jbnominal", "Nominal Jitter Buffer Size", Shape::kNumber16}},
    {2, {"rtcp.xr.voipmetrics.jbmax", "Maximum Jitter Buffer Size", Shape::kNumber16}},
    {2,
     {"rtcp.xr.voipmetrics.jbabsmax", "Absolute Maximum Jitter Buffer Size", Shape::kNumber16}}};

void read_specific(Layer& rtcp, std::uint8_t type) {
  if (type >= 1 && type <= 3)
    rtcp.u8({&kThinning});
  else if (type == 6)
    rtcp.u8({&kHasLoss, &kHasDuplicates, &kHasJitter, &kLifetime});
  else
    rtcp.u8(kSpecific);
}

// Chunks or times of the packets between two sequence numbers.
void read_packets(Layer& rtcp, bool times) {
  rtcp.u32(kRtcpSource);
  rtcp.u16(kFirst);
  rtcp.u16(kEnd);
  while (!rtcp.left().empty()) {
    if (times) {
      rtcp.u32(kReceipt);
    } else {
      rtcp.u16(kChunk);
    }
  }
}

void read_delays(Layer& rtcp) {
  while (!rtcp.left().empty()) {
    rtcp.u32(kRtcpSource);
    read_rtcp_numbers(rtcp, kDelays);
  }
}

void read_statistics(Layer& rtcp) {
  rtcp.u32(kRtcpSource);
  rtcp.u16(kFirst);
  rtcp.u16(kEnd);
  read_rtcp_numbers(rtcp, kStatistics);
}

// A mean opinion score is in tenths; 127 is none.
void read_score(Layer& rtcp, const Field& field) {
  const unsigned score = rtcp.peek();
  rtcp.look(field, 1);
  rtcp.say(format_text("%u.%u", score / 10, score % 10));
  rtcp.skip(1);
}

void read_metrics(Layer& rtcp) {
  rtcp.u32(kRtcpSource);
  read_rtcp_numbers(rtcp, kMetrics);
  read_score(rtcp, kListening);
  read_score(rtcp, kConversation);
  rtcp.u8({&kConcealment, &kAdaptation, &kRate});
  rtcp.skip(1);
  read_rtcp_numbers(rtcp, kBuffer);
}

void read_contents(Layer& rtcp, std::uint8_t type) {
  switch (type) {
    case 1:
    case 2:
    case 3:
      return read_packets(rtcp, type == 3);
    case 4:
      rtcp.means(ntp_nanoseconds(rtcp.u64(kTime)));
      return;
    case 5:
      return read_delays(rtcp);
    case 6:
      return read_statistics(rtcp);
    case 7:
      return read_metrics(rtcp);
    default:
      if (!rtcp.left().empty()) rtcp.remaining(kOther);
  }
}

// A block is at least four bytes; what its length says counts words.
void read_block(Layer& rtcp) {
  Layer::Group block(rtcp, kBlock);
  const std::uint8_t type = rtcp.u8(kType);
  read_specific(rtcp, type);
  const std::size_t length = std::size_t{rtcp.u16(kLength)} * 4;
  if (rtcp.truncated() || length == 0) return;
  if (length > rtcp.left().size()) return rtcp.skip(length);
  const Layer::Limit limit(rtcp, length);
  read_contents(rtcp, type);
}

constexpr FieldSpan kFields[] = {kBlock,
                                 kType,
                                 kSpecific,
                                 kThinning,
                                 kHasLoss,
                                 kHasDuplicates,
                                 kHasJitter,
                                 kLifetime,
                                 kLength,
                                 kTime,
                                 kFirst,
                                 kEnd,
                                 kReceipt,
                                 kChunk,
                                 kOther,
                                 field_of(kDelays, &RtcpNumber::field),
                                 field_of(kStatistics, &RtcpNumber::field),
                                 field_of(kMetrics, &RtcpNumber::field),
                                 kListening,
                                 kConversation,
                                 kConcealment,
                                 kAdaptation,
                                 kRate,
                                 field_of(kBuffer, &RtcpNumber::field)};

}  // namespace

void read_rtcp_extended_report(Layer& rtcp) {
  rtcp.u32(kRtcpSender);
  while (!rtcp.left().empty()) read_block(rtcp);
}

extern constexpr FieldList kRtcpExtendedFields = kFields;

}  // namespace packetglass
