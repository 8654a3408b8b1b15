// What is in the chunks of SCTP.
#include "dissect/transport/sctp_chunks.h"

#include "base/text.h"

namespace packetglass {
namespace {

constexpr Name kProtocolNames[] = {{0, "not specified"},
                                   {1, "IUA"},
                                   {2, "M2UA"},
                                   {3, "M3UA"},
                                   {4, "SUA"},
                                   {5, "M2PA"},
                                   {18, "S1 Application Protocol (S1AP)"},
                                   {27, "X2 Application Protocol (X2AP)"},
                                   {46, "Diameter"},
                                   {47, "Diameter in a DTLS/SCTP DATA chunk"},
                                   {50, "WebRTC Control"},
                                   {51, "WebRTC String"},
                                   {53, "WebRTC Binary"},
                                   {60, "NGAP"},
                                   {61, "XnAP"},
                                   {62, "F1 AP"}};
constexpr Name kParameterNames[] = {{1, "Heartbeat info"},
                                    {5, "IPv4 address"},
                                    {6, "IPv6 address"},
                                    {7, "State cookie"},
                                    {8, "Unrecognized parameter"},
                                    {9, "Cookie preservative"},
                                    {11, "Hostname address"},
                                    {12, "Supported address types"},
                                    {0x8000, "ECN"},
                                    {0x8002, "Random"},
                                    {0x8003, "Authentication Chunk list"},
                                    {0x8004, "Requested HMAC Algorithm"},
                                    {0x8008, "Supported Extensions"},
                                    {0xc000, "Forward TSN supported"},
                                    {0xc006, "Adaptation Layer Indication"}};
constexpr Name kCauseNames[] = {{1, "Invalid stream identifier"},
                                {2, "Missing mandatory parameter"},
                                {3, "Stale cookie error"},
                                {4, "Out of resource"},
                                {5, "Unresolvable address"},
                                {6, "Unrecognized chunk type"},
                                {7, "Invalid mandatory parameter"},
                                {8, "Unrecognized parameters"},
                                {9, "No user data"},
                                {10, "Cookie received while shutting down"},
                                {11, "Restart of an association with new addresses"},
                                {12, "User initiated ABORT"},
                                {13, "Protocol violation"}};

constexpr Field kTsn{"sctp.data_tsn_raw", "Transmission sequence number (absolute)",
                     Shape::kNumber32};
constexpr Field kRelativeTsn{"sctp.data_tsn", "Transmission sequence number (relative)",
                             Shape::kNumber32};
constexpr Field kStream{"sctp.data_sid", "Stream identifier", Shape::kHex16};
constexpr Field kStreamSequence{"sctp.data_ssn", "Stream sequence number", Shape::kNumber16};
constexpr Field kProtocol{"sctp.data_payload_proto_id", "Payload protocol identifier",
                          Shape::kNumber32, 0, kProtocolNames};
constexpr Field kPart{"sctp.data_part", "Part of a message", Shape::kBytes};

struct InitFields {
  Field tag, credit, outbound, inbound, tsn;
};
constexpr InitFields kInit{
    {"sctp.init_initiate_tag", "Initiate tag", Shape::kHex32},
    {"sctp.init_credit", "Advertised receiver window credit (a_rwnd)", Shape::kNumber32},
    {"sctp.init_nr_out_streams", "Number of outbound streams", Shape::kNumber16},
    {"sctp.init_nr_in_streams", "Number of inbound streams", Shape::kNumber16},
    {"sctp.init_initial_tsn", "Initial TSN", Shape::kNumber32}};
constexpr InitFields kInitAck{
    {"sctp.initack_initiate_tag", "Initiate tag", Shape::kHex32},
    {"sctp.initack_credit", "Advertised receiver window credit (a_rwnd)", Shape::kNumber32},
    {"sctp.initack_nr_out_streams", "Number of outbound streams", Shape::kNumber16},
    {"sctp.initack_nr_in_streams", "Number of inbound streams", Shape::kNumber16},
    {"sctp.initack_initial_tsn", "Initial TSN", Shape::kNumber32}};

constexpr Field kAckTsn{"sctp.sack_cumulative_tsn_ack_raw", "Cumulative TSN ACK (absolute)",
                        Shape::kNumber32};
constexpr Field kRelativeAck{"sctp.sack_cumulative_tsn_ack", "Cumulative TSN ACK (relative)",
                             Shape::kNumber32};
constexpr Field kCredit{"sctp.sack_a_rwnd", "Advertised receiver window credit (a_rwnd)",
                        Shape::kNumber32};
constexpr Field kGapCount{"sctp.sack_number_of_gap_blocks", "Number of gap acknowledgement blocks",
                          Shape::kNumber16};
constexpr Field kDuplicateCount{"sctp.sack_number_of_duplicated_tsns", "Number of duplicated TSNs",
                                Shape::kNumber16};
constexpr Field kGapStart{"sctp.sack_gap_block_start", "Start", Shape::kNumber16};
constexpr Field kGapEnd{"sctp.sack_gap_block_end", "End", Shape::kNumber16};
constexpr Field kDuplicate{"sctp.sack_duplicate_tsn", "Duplicate TSN", Shape::kNumber32};
constexpr Field kCookie{"sctp.cookie", "Cookie", Shape::kBytes};
constexpr Field kShutdownTsn{"sctp.shutdown_cumulative_tsn_ack", "Cumulative TSN Ack",
                             Shape::kNumber32};
constexpr Field kForwardTsn{"sctp.forward_tsn_tsn", "New cumulative TSN", Shape::kNumber32};
constexpr Field kForwardStream{"sctp.forward_tsn_sid", "Stream identifier", Shape::kNumber16};
constexpr Field kForwardSequence{"sctp.forward_tsn_ssn", "Stream sequence number",
                                 Shape::kNumber16};
constexpr Field kValue{"sctp.chunk_value", "Chunk value", Shape::kBytes};

struct TypeFields {
  Field group, type, length, value, padding;
};
constexpr TypeFields kParameter{
    {"sctp.parameter", "Parameter", Shape::kGroup},
    {"sctp.parameter_type", "Parameter type", Shape::kHex16, 0, kParameterNames},
    {"sctp.parameter_length", "Parameter length", Shape::kNumber16},
    {"sctp.parameter_value", "Parameter value", Shape::kBytes},
    {"sctp.parameter_padding", "Parameter padding", Shape::kBytes}};
constexpr TypeFields kCause{{"sctp.cause", "Cause", Shape::kGroup},
                            {"sctp.cause_code", "Cause code", Shape::kHex16, 0, kCauseNames},
                            {"sctp.cause_length", "Cause length", Shape::kNumber16},
                            {"sctp.cause_information", "Cause information", Shape::kBytes},
                            {"sctp.cause_padding", "Cause padding", Shape::kBytes}};
constexpr Field kIpv4{"sctp.parameter_ipv4_address", "IP Version 4 address", Shape::kIpv4};
constexpr Field kIpv6{"sctp.parameter_ipv6_address", "IP Version 6 address", Shape::kIpv6};
constexpr Field kAddressType{"sctp.parameter_supported_address_type", "Supported address type",
                             Shape::kNumber16, 0, kParameterNames};
constexpr Field kChunkType{"sctp.supported_chunk_type", "Supported chunk type", Shape::kNumber8};
constexpr Field kStateCookie{"sctp.parameter_state_cookie", "State cookie", Shape::kBytes};
constexpr Field kHeartbeat{"sctp.parameter_heartbeat_information", "Heartbeat information",
                           Shape::kBytes};
constexpr Field kCauseStream{"sctp.cause_stream_identifier", "Stream identifier",
                             Shape::kNumber16};
constexpr Field kStaleness{"sctp.cause_measure_of_staleness", "Measure of staleness in usec",
                           Shape::kNumber32};

constexpr unsigned kWhole = 0x03;

void put_info(Layer& sctp, const std::string& text) {
  if (std::string* info = sctp.info()) *info += text;
}

void keep(Layer& sctp, std::uint32_t protocol, SctpMessages& messages) {
  const Payload payload = sctp.rest();
  if (payload.empty() || messages.count == messages.list.size()) return;
  messages.list[messages.count++] = {payload, protocol};
  sctp.skip(payload.bytes.size());
}

void read_data(Layer& sctp, const SctpHeader& header, std::uint8_t flags, SctpMessages& messages) {
  const std::uint32_t tsn = sctp.u32(kTsn);
  sctp.u16(kStream);
  sctp.u16(kStreamSequence);
  const std::uint32_t protocol = sctp.u32(kProtocol);
  if (sctp.truncated()) return;
  const std::uint32_t relative = sctp_relative_tsn(sctp, header, tsn);
  sctp.generated(kRelativeTsn, relative);
  put_info(sctp, format_text("(TSN=%u) ", relative));
  sctp.carries(sctp.rest());
  const bool whole = (flags & kWhole) == kWhole;
  if (whole) keep(sctp, protocol, messages);
  if (!whole) put_info(sctp, "(Message Fragment) ");
  if (!sctp.left().empty()) sctp.remaining(kPart);
}

void read_parameter_value(Layer& sctp, std::uint16_t type) {
  if (type == 5) {
    sctp.ipv4(kIpv4);
  } else if (type == 6) {
    sctp.ipv6(kIpv6);
  } else if (type == 12) {
    while (sctp.left().size() >= 2) sctp.u16(kAddressType);
  } else if (type == 0x8008) {
    while (!sctp.left().empty()) sctp.u8(kChunkType);
  } else if (type == 7) {
    sctp.remaining(kStateCookie);
  } else if (type == 1) {
    sctp.remaining(kHeartbeat);
  }
}

void read_cause_value(Layer& sctp, std::uint16_t code) {
  if (code == 1) sctp.u16(kCauseStream);
  if (code == 3) sctp.u32(kStaleness);
}

// Parameters and causes are of one form, padded to four bytes. False when none can follow.
bool read_item(Layer& sctp, const TypeFields& fields, void (*read)(Layer&, std::uint16_t)) {
  Layer::Group group(sctp, fields.group);
  const std::uint16_t type = sctp.u16(fields.type);
  const std::uint16_t length = sctp.u16(fields.length);
  if (sctp.recording()) group.say(": " + std::string(name_of(fields.type.names, type)));
  if (sctp.truncated() || length < 4 || length - 4u > sctp.left().size()) return false;
  {
    Layer::Limit value(sctp, length - 4u);
    if (!sctp.left().empty()) read(sctp, type);
    if (!sctp.left().empty()) sctp.remaining(fields.value);
  }
  const std::size_t padding = std::min<std::size_t>((4u - length % 4u) % 4u, sctp.left().size());
  if (padding != 0) sctp.bytes(fields.padding, padding);
  return true;
}

void read_items(Layer& sctp, const TypeFields& fields, void (*read)(Layer&, std::uint16_t)) {
  while (!sctp.left().empty() && read_item(sctp, fields, read)) {
  }
}

// Returns the tag that the receiver of the packet will use.
std::uint32_t read_init(Layer& sctp, const InitFields& fields) {
  const std::uint32_t tag = sctp.u32(fields.tag);
  sctp.u32(fields.credit);
  sctp.u16(fields.outbound);
  sctp.u16(fields.inbound);
  sctp.u32(fields.tsn);
  read_items(sctp, kParameter, read_parameter_value);
  return tag;
}

void read_acknowledgement(Layer& sctp, const SctpHeader& header) {
  std::uint32_t tsn = sctp.u32(kAckTsn);
  if (const auto relative = sctp_relative_ack(sctp, header, tsn); relative && !sctp.truncated()) {
    tsn = *relative;
    sctp.generated(kRelativeAck, tsn);
  }
  const std::uint32_t credit = sctp.u32(kCredit);
  const std::uint16_t gaps = sctp.u16(kGapCount);
  const std::uint16_t duplicates = sctp.u16(kDuplicateCount);
  std::string text = format_text("(Ack=%u", tsn);
  for (unsigned i = 0; i < gaps && sctp.left().size() >= 4; ++i) {
    sctp.u16(kGapStart);
    const std::uint16_t end = sctp.u16(kGapEnd);
    if (i + 1u == gaps) text += format_text("+%u", end);
  }
  for (unsigned i = 0; i < duplicates && sctp.left().size() >= 4; ++i) sctp.u32(kDuplicate);
  put_info(sctp, text + format_text(", Arwnd=%u) ", credit));
}

void read_forward(Layer& sctp) {
  sctp.u32(kForwardTsn);
  while (sctp.left().size() >= 4) {
    sctp.u16(kForwardStream);
    sctp.u16(kForwardSequence);
  }
}

constexpr FieldSpan kFields[] = {kTsn,
                                 kRelativeTsn,
                                 kRelativeAck,
                                 kStream,
                                 kStreamSequence,
                                 kProtocol,
                                 kPart,
                                 kInit,
                                 kInitAck,
                                 kAckTsn,
                                 kCredit,
                                 kGapCount,
                                 kDuplicateCount,
                                 kGapStart,
                                 kGapEnd,
                                 kDuplicate,
                                 kCookie,
                                 kShutdownTsn,
                                 kForwardTsn,
                                 kForwardStream,
                                 kForwardSequence,
                                 kValue,
                                 kParameter,
                                 kCause,
                                 kIpv4,
                                 kIpv6,
                                 kAddressType,
                                 kChunkType,
                                 kStateCookie,
                                 kHeartbeat,
                                 kCauseStream,
                                 kStaleness};

}  // namespace

void read_sctp_chunk(Layer& sctp, const SctpHeader& header, std::uint8_t type, std::uint8_t flags,
                     SctpMessages& messages) {
  switch (type) {
    case 0:
      return read_data(sctp, header, flags, messages);
    case 1:
      read_init(sctp, kInit);
      return;
    case 2:
      return pair_sctp_tags(sctp, header, read_init(sctp, kInitAck));
    case 3:
      return read_acknowledgement(sctp, header);
    case 4:
    case 5:
      return read_items(sctp, kParameter, read_parameter_value);
    case 6:
    case 9:
      return read_items(sctp, kCause, read_cause_value);
    case 7:
      sctp.u32(kShutdownTsn);
      return;
    case 10:
      if (!sctp.left().empty()) sctp.remaining(kCookie);
      return;
    case 192:
      return read_forward(sctp);
    default:
      if (!sctp.left().empty()) sctp.remaining(kValue);
  }
}

extern constexpr FieldList kSctpChunkFields = kFields;

}  // namespace packetglass
