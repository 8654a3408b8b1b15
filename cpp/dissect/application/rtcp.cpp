// RTP Control Protocol: RFC 3550, section 6.
#include "dissect/application/rtcp.h"

#include "base/text.h"
#include "dissect/application/announced.h"
#include "dissect/application/header_line.h"
#include "dissect/application/ntp_time.h"

namespace packetglass {
namespace {

constexpr Name kVersions[] = {{2, "RFC 1889 Version"}};
constexpr Name kTypes[] = {{192, "Full Intra-frame Request (H.261)"},
                           {193, "Negative Acknowledgement (H.261)"},
                           {194, "SMPTE time-code mapping"},
                           {195, "Extended inter-arrival jitter report"},
                           {200, "Sender Report"},
                           {201, "Receiver Report"},
                           {202, "Source description"},
                           {203, "Goodbye"},
                           {204, "Application specific"},
                           {205, "Generic RTP Feedback"},
                           {206, "Payload-specific Feedback"},
                           {207, "Extended report (RFC 3611)"},
                           {208, "AVB RTCP packet (IEEE1733)"},
                           {209, "Receiver Summary Information"},
                           {210, "Port Mapping"}};
constexpr Name kItems[] = {{0, "END"},
                           {1, "CNAME (user and domain)"},
                           {2, "NAME (common name)"},
                           {3, "EMAIL (e-mail address)"},
                           {4, "PHONE (phone number)"},
                           {5, "LOC (geographic location)"},
                           {6, "TOOL (name/version of source app)"},
                           {7, "NOTE (note about source)"},
                           {8, "PRIV (private extensions)"},
                           {9, "H323-CADDR (H.323 callable address)"},
                           {10, "Application Specific Identifier"}};
constexpr Name kTransportFormats[] = {
    {1, "Generic negative acknowledgement (NACK)"},
    {3, "Temporary Maximum Media Stream Bit Rate Request (TMMBR)"},
    {4, "Temporary Maximum Media Stream Bit Rate Notification (TMMBN)"},
    {15, "Transport-wide Congestion Control (Transport-cc)"},
    {31, "Reserved for future extensions"}};
constexpr Name kPayloadFormats[] = {{1, "Picture Loss Indication"},
                                    {2, "Slice Loss Indication"},
                                    {3, "Reference Picture Selection Indication"},
                                    {4, "Full Intra Request (FIR) Command"},
                                    {5, "Temporal-Spatial Trade-off Request (TSTR)"},
                                    {6, "Temporal-Spatial Trade-off Notification (TSTN)"},
                                    {7, "Video Back Channel Message (VBCM)"},
                                    {15, "Application Layer Feedback"},
                                    {31, "Reserved for future extensions"}};

constexpr Field kMessage{"rtcp.message", "Message", Shape::kGroup};
constexpr Field kVersion{"rtcp.version", "Version", Shape::kNumber8, 0xc0, kVersions};
constexpr Field kPadding{"rtcp.padding", "Padding", Shape::kFlag, 0x20};
constexpr Field kReports{"rtcp.rc", "Reception report count", Shape::kNumber8, 0x1f};
constexpr Field kSources{"rtcp.sc", "Source count", Shape::kNumber8, 0x1f};
constexpr Field kSubtype{"rtcp.app.subtype", "Subtype", Shape::kNumber8, 0x1f};
constexpr Field kTransportFormat{"rtcp.rtpfb.fmt", "RTCP Feedback message type (FMT)",
                                 Shape::kNumber8, 0x1f, kTransportFormats};
constexpr Field kPayloadFormat{"rtcp.psfb.fmt", "RTCP Feedback message type (FMT)",
                               Shape::kNumber8, 0x1f, kPayloadFormats};
constexpr Field kType{"rtcp.pt", "Packet type", Shape::kNumber8, 0, kTypes};
constexpr Field kLength{"rtcp.length", "Length", Shape::kNumber16};
constexpr Field kMostWord{"rtcp.timestamp.ntp.msw", "Timestamp, MSW", Shape::kNumber32};
constexpr Field kLeastWord{"rtcp.timestamp.ntp.lsw", "Timestamp, LSW", Shape::kNumber32};
constexpr Field kSenderTime{"rtcp.timestamp.ntp", "MSW and LSW as NTP timestamp", Shape::kTime};
constexpr RtcpNumber kSender[] = {
    {4, {"rtcp.timestamp.rtp", "RTP timestamp", Shape::kNumber32}},
    {4, {"rtcp.sender.packetcount", "Sender's packet count", Shape::kNumber32}},
    {4, {"rtcp.sender.octetcount", "Sender's octet count", Shape::kNumber32}}};
constexpr Field kReport{"rtcp.report", "Reception report", Shape::kGroup};
constexpr Field kCumulative{"rtcp.ssrc.cum_nr", "Cumulative number of packets lost",
                            Shape::kSigned24};
constexpr Field kHighest{"rtcp.ssrc.ext_high", "Extended highest sequence number received",
                         Shape::kNumber32};
constexpr Field kCycles{"rtcp.ssrc.high_cycles", "Sequence number cycles count", Shape::kNumber16,
                        0xffff0000};
constexpr Field kHighestLow{"rtcp.ssrc.high_seq", "Highest sequence number received",
                            Shape::kNumber16, 0x0000ffff};
constexpr RtcpNumber kReportEnd[] = {
    {4, {"rtcp.ssrc.jitter", "Interarrival jitter", Shape::kNumber32}},
    {4, {"rtcp.ssrc.lsr", "Last SR timestamp", Shape::kNumber32}},
    {4, {"rtcp.ssrc.dlsr", "Delay since last SR timestamp", Shape::kNumber32}}};
constexpr Field kProfile{"rtcp.profile-specific-extension", "Profile-specific extension",
                         Shape::kBytes};
constexpr Field kChunk{"rtcp.sdes.chunk", "Chunk", Shape::kGroup};
constexpr Field kItemType{"rtcp.sdes.type", "Type", Shape::kNumber8, 0, kItems};
constexpr Field kItemLength{"rtcp.sdes.length", "Length", Shape::kNumber32};
constexpr Field kPrefixLength{"rtcp.sdes.prefix.length", "Prefix length", Shape::kNumber8};
constexpr Field kPrefix{"rtcp.sdes.prefix.string", "Prefix string", Shape::kText};
constexpr Field kText{"rtcp.sdes.text", "Text", Shape::kText};
constexpr Field kName{"rtcp.app.name", "Name (ASCII)", Shape::kText};
constexpr Field kBytes{"rtcp.app.data", "Application specific data", Shape::kBytes};
constexpr Field kFirstLost{"rtcp.nack.fsn", "First sequence number", Shape::kNumber16};
constexpr Field kAlsoLost{"rtcp.nack.blp", "Bitmask of following lost packets", Shape::kNumber16};
constexpr Field kPaddingBytes{"rtcp.padding.data", "Padding data", Shape::kBytes};
constexpr Field kPaddingCount{"rtcp.padding.count", "Padding count", Shape::kNumber8};
constexpr Field kLengthCheck{"rtcp.length_check", "RTCP frame length check", Shape::kFlag};

constexpr Route kFoundAt[] = {{Space::kAnnounced, kAnnouncedControl}, {Space::kUdpStart}};

constexpr std::uint8_t kPaddingBit = 0x20, kCountMask = 0x1f, kPrivate = 8;

const Field& count_field(std::uint8_t type) {
  switch (type) {
    case 202:
    case 203:
      return kSources;
    case 204:
      return kSubtype;
    case 205:
      return kTransportFormat;
    case 206:
      return kPayloadFormat;
    default:
      return kReports;
  }
}

void read_reports(Layer& rtcp, unsigned count) {
  for (unsigned i = 0; i < count && !rtcp.truncated(); ++i) {
    Layer::Group report(rtcp, kReport);
    rtcp.u32(kRtcpSource);
    rtcp.u8(kRtcpLost);
    rtcp.uint(kCumulative, 3);
    const std::uint32_t highest = rtcp.u32(kHighest);
    rtcp.parts(highest, {&kCycles, &kHighestLow});
    read_rtcp_numbers(rtcp, kReportEnd);
  }
  if (!rtcp.left().empty()) rtcp.remaining(kProfile);
}

void read_sender(Layer& rtcp) {
  const std::uint64_t seconds = rtcp.u32(kMostWord);
  const std::uint64_t time = seconds << 32 | rtcp.u32(kLeastWord);
  if (!rtcp.truncated()) {
    rtcp.generated(kSenderTime, static_cast<std::uint64_t>(ntp_nanoseconds(time)));
  }
  read_rtcp_numbers(rtcp, kSender);
}

void read_item(Layer& rtcp, std::uint8_t type) {
  std::size_t length = rtcp.u8(kItemLength);
  if (type == kPrivate && length != 0) {
    const std::size_t prefix = std::min<std::size_t>(rtcp.u8(kPrefixLength), length - 1);
    rtcp.text(kPrefix, prefix);
    length -= 1 + prefix;
  }
  if (length != 0) rtcp.text(kText, length);
}

// Items up to one of type 0, behind which zeros fill up a word.
void read_chunk(Layer& rtcp) {
  Layer::Group chunk(rtcp, kChunk);
  rtcp.u32(kRtcpSource);
  while (!rtcp.truncated()) {
    const std::uint8_t type = rtcp.u8(kItemType);
    if (type == 0) return rtcp.skip(std::min((4 - rtcp.position() % 4) % 4, rtcp.left().size()));
    read_item(rtcp, type);
  }
}

std::string read_application(Layer& rtcp, unsigned subtype) {
  rtcp.u32(kRtcpSource);
  const std::string_view name = rtcp.text(kName, 4);
  if (!rtcp.left().empty()) rtcp.remaining(kBytes);
  if (rtcp.info() == nullptr) return {};
  return format_text("( %s ) subtype=%u", shown(name).c_str(), subtype);
}

void read_goodbye(Layer& rtcp, unsigned count) {
  for (unsigned i = 0; i < count; ++i) rtcp.u32(kRtcpSource);
  if (rtcp.left().empty()) return;
  rtcp.text(kText, rtcp.u8(kItemLength));
}

void read_negative_acknowledgement(Layer& rtcp) {
  rtcp.u32(kRtcpSource);
  rtcp.u16(kFirstLost);
  rtcp.u16(kAlsoLost);
}

// A sender's report, or one of reception only.
void read_report(Layer& rtcp, std::uint8_t type, unsigned count) {
  rtcp.u32(kRtcpSender);
  if (type == 200) read_sender(rtcp);
  read_reports(rtcp, count);
}

// Types of which Info says no more than the name.
void read_plain_body(Layer& rtcp, std::uint8_t type, unsigned count) {
  switch (type) {
    case 193:
      return read_negative_acknowledgement(rtcp);
    case 200:
    case 201:
      return read_report(rtcp, type, count);
    case 202:
      for (unsigned i = 0; i < count && !rtcp.truncated(); ++i) read_chunk(rtcp);
      return;
    case 203:
      return read_goodbye(rtcp, count);
    case 207:
      return read_rtcp_extended_report(rtcp);
    default:
      rtcp.u32(kRtcpSource);
  }
}

// Returns what Info says behind the name of the type.
std::string read_body(Layer& rtcp, std::uint8_t type, unsigned count) {
  switch (type) {
    case 204:
      return read_application(rtcp, count);
    case 205:
      return read_rtcp_transport_feedback(rtcp, count);
    case 206:
      return read_rtcp_payload_feedback(rtcp, count);
    default:
      read_plain_body(rtcp, type, count);
      return {};
  }
}

// The last byte of a padded message says how many of the last ones are padding.
void read_padding(Layer& rtcp, std::size_t count) {
  if (count > 1) rtcp.bytes(kPaddingBytes, count - 1);
  if (count != 0) rtcp.u8(kPaddingCount);
}

std::size_t padding_of(const Layer& rtcp, std::size_t length) {
  if (length == 0 || rtcp.left().size() < length) return 0;
  return std::min<std::size_t>(rtcp.left()[length - 1], length);
}

// Returns why it cannot be read on, or nullptr.
const char* read_message(Layer& rtcp) {
  Layer::Group message(rtcp, kMessage);
  const std::uint8_t first = rtcp.peek(), type = rtcp.peek(1);
  if (type == 207)  // whose count has no meaning
    rtcp.u8({&kVersion, &kPadding});
  else
    rtcp.u8({&kVersion, &kPadding, &count_field(type)});
  rtcp.u8(kType);
  const std::size_t length = std::size_t{rtcp.u16(kLength)} * 4;
  if (rtcp.truncated()) return "the header is incomplete";
  const std::string name(name_of(kTypes, type));
  message.say(name);
  if (std::string* info = rtcp.info()) *info += name + "   ";
  if (length > rtcp.left_on_wire()) return "the message is longer than the packet";
  const std::size_t padding = (first & kPaddingBit) != 0 ? padding_of(rtcp, length) : 0;
  bool short_body = false;
  {
    const Layer::Limit limit(rtcp, length - padding);
    const std::string more = read_body(rtcp, type, first & kCountMask);
    if (std::string* info = rtcp.info()) *info += more;
    short_body = rtcp.truncated();
  }
  read_padding(rtcp, padding);
  return short_body ? "the message is incomplete" : nullptr;
}

// Messages one behind another, each of at least four bytes.
Outcome dissect(Layer& rtcp) {
  if (rtcp.peek() >> 6 != 2) return not_mine();
  if (!rtcp.recording() && rtcp.info() == nullptr) return done();
  if (std::string* info = rtcp.info()) info->clear();
  while (!rtcp.left().empty()) {
    if (rtcp.peek() >> 6 != 2) return done(rtcp.rest(), {});
    if (const char* const reason = read_message(rtcp)) return stop_truncated(reason);
  }
  if (!rtcp.truncated_by_snaplen()) rtcp.generated(kLengthCheck, 1);
  return done();
}

// A compound packet begins with a report as a rule, is not padded there, and its lengths lead to
// its end (RFC 3550, section A.2). What may stand alone is reduced-size RTCP (RFC 5506).
bool recognises(Bytes payload) {
  if (payload.size() < 8 || (payload[0] & 0xe0) != 0x80) return false;
  const std::uint8_t type = payload[1];
  if (type != 200 && type != 201 && type != 203 && type != 204 && type != 206) return false;
  while (payload.size() >= 4 && payload[0] >> 6 == 2) {
    const std::size_t words = load<std::uint16_t>(payload.data() + 2, ByteOrder::kBig);
    const std::size_t size = (words + 1) * 4;
    if (size > payload.size()) return false;
    payload = payload.subspan(size);
  }
  return payload.empty();
}

constexpr FieldSpan kFields[] = {kMessage,
                                 kVersion,
                                 kPadding,
                                 kReports,
                                 kSources,
                                 kSubtype,
                                 kTransportFormat,
                                 kPayloadFormat,
                                 kType,
                                 kLength,
                                 kMostWord,
                                 kLeastWord,
                                 kSenderTime,
                                 field_of(kSender, &RtcpNumber::field),
                                 kReport,
                                 kCumulative,
                                 kHighest,
                                 kCycles,
                                 kHighestLow,
                                 field_of(kReportEnd, &RtcpNumber::field),
                                 kProfile,
                                 kChunk,
                                 kItemType,
                                 kItemLength,
                                 kPrefixLength,
                                 kPrefix,
                                 kText,
                                 kName,
                                 kBytes,
                                 kFirstLost,
                                 kAlsoLost,
                                 kPaddingBytes,
                                 kPaddingCount,
                                 kLengthCheck,
                                 kRtcpSource,
                                 kRtcpSender,
                                 kRtcpLost,
                                 kRtcpExtendedFields,
                                 kRtcpFeedbackFields};

}  // namespace

void read_rtcp_numbers(Layer& rtcp, std::span<const RtcpNumber> numbers) {
  for (const RtcpNumber& number : numbers) rtcp.uint(number.field, number.size);
}

extern const Dissector kRtcp{{"rtcp", "Real-time Transport Control Protocol", Shape::kLayer},
                             "RTCP",
                             kFoundAt,
                             kFields,
                             dissect,
                             recognises,
                             {0x80, 0x9f}};

}  // namespace packetglass
