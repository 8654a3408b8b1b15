// Domain Name System: RFC 1035; over TCP RFC 7766; updates RFC 2136; multicast RFC 6762;
// link-local RFC 4795; stateful operations RFC 8490.
#include <algorithm>

#include "base/text.h"
#include "dissect/application/dns_start.h"
#include "dissect/application/dns_types.h"
#include "dissect/exchange_fields.h"

namespace packetglass {
namespace {

constexpr Name kOperations[] = {
    {0, "Standard query"},           {1, "Inverse query"},  {2, "Server status request"},
    {4, "Zone change notification"}, {5, "Dynamic update"}, {6, "DNS Stateful operations (DSO)"}};
constexpr std::uint16_t kUpdate = 5, kStateful = 6;

constexpr Name kReplyCodes[] = {
    {0, "No error"},          {1, "Format error"},      {2, "Server failure"},
    {3, "No such name"},      {4, "Not implemented"},   {5, "Refused"},
    {6, "Name exists"},       {7, "RRset exists"},      {8, "RRset does not exist"},
    {9, "Not authoritative"}, {10, "Name out of zone"}, {11, "DSO-Type not implemented"},
};
// Of flags, cleared and set.
constexpr Name kResponseNames[] = {{0, "Message is a query"}, {1, "Message is a response"}};
constexpr Name kAuthoritativeNames[] = {{0, "Server is not an authority for domain"},
                                        {1, "Server is an authority for domain"}};
constexpr Name kTruncatedNames[] = {{0, "Message is not truncated"}, {1, "Message is truncated"}};
constexpr Name kDesiredNames[] = {{0, "Don't do query recursively"}, {1, "Do query recursively"}};
constexpr Name kAvailableNames[] = {{0, "Server can't do recursive queries"},
                                    {1, "Server can do recursive queries"}};
constexpr Name kAuthenticatedNames[] = {
    {0, "Answer/authority portion was not authenticated by the server"},
    {1, "Answer/authority portion was authenticated by the server"}};
constexpr Name kCheckingNames[] = {{0, "Unacceptable"}, {1, "Acceptable"}};

constexpr Field kLength{"dns.length", "Length", Shape::kNumber16};
constexpr Field kId{"dns.id", "Transaction ID", Shape::kHex16};
constexpr Field kFlags{"dns.flags", "Flags", Shape::kHex16};
constexpr Field kResponse{"dns.flags.response", "Response", Shape::kFlag, 0x8000, kResponseNames};
constexpr Field kOperation{"dns.flags.opcode", "Opcode", Shape::kNumber16, 0x7800, kOperations};
constexpr Field kAuthoritative{"dns.flags.authoritative", "Authoritative", Shape::kFlag, 0x0400,
                               kAuthoritativeNames};
constexpr Field kTruncated{"dns.flags.truncated", "Truncated", Shape::kFlag, 0x0200,
                           kTruncatedNames};
constexpr Field kRecursionDesired{"dns.flags.recdesired", "Recursion desired", Shape::kFlag,
                                  0x0100, kDesiredNames};
constexpr Field kRecursionAvailable{"dns.flags.recavail", "Recursion available", Shape::kFlag,
                                    0x0080, kAvailableNames};
constexpr Field kZero{"dns.flags.z", "Z", Shape::kFlag, 0x0040};
constexpr Field kAuthenticated{"dns.flags.authenticated", "Answer authenticated", Shape::kFlag,
                               0x0020, kAuthenticatedNames};
constexpr Field kCheckingDisabled{"dns.flags.checkdisable", "Non-authenticated data", Shape::kFlag,
                                  0x0010, kCheckingNames};
constexpr Field kReplyCode{"dns.flags.rcode", "Reply code", Shape::kNumber16, 0x000f, kReplyCodes};
constexpr Field kConflict{"dns.flags.conflict", "Conflict", Shape::kFlag, 0x0400};
constexpr Field kTentative{"dns.flags.tentative", "Tentative", Shape::kFlag, 0x0100};
constexpr Field kResponseIn{"dns.response_in", "Response In", Shape::kFrameNumber};
constexpr Field kResponseTo{"dns.response_to", "Request In", Shape::kFrameNumber};
constexpr Field kSinceRequest{"dns.time", "Time", Shape::kDuration};
constexpr Field kRetransmitted{"dns.retransmission", "Retransmission", Shape::kFlag};
constexpr Field kOriginalRequest{"dns.retransmit_request_in",
                                 "Retransmitted request. Original request in",
                                 Shape::kFrameNumber};
constexpr Field kOriginalResponse{"dns.retransmit_response_in",
                                  "Retransmitted response. Original response in",
                                  Shape::kFrameNumber};
constexpr Field kUnsolicited{"dns.unsolicited", "Unsolicited", Shape::kFlag};
constexpr Field kExtra{"dns.extraneous.data", "Extraneous Data Bytes", Shape::kBytes};
constexpr Field kExtraLength{"dns.extraneous.length", "Extraneous Data Length", Shape::kSigned32};

// A section of a message; in an update the sections are called otherwise.
struct Section {
  Field count;
  Field records;
};
constexpr Section kSections[] = {{{"dns.count.queries", "Questions", Shape::kNumber16},
                                  {"dns.queries", "Queries", Shape::kGroup}},
                                 {{"dns.count.answers", "Answer RRs", Shape::kNumber16},
                                  {"dns.answers", "Answers", Shape::kGroup}},
                                 {{"dns.count.auth_rr", "Authority RRs", Shape::kNumber16},
                                  {"dns.authorities", "Authoritative nameservers", Shape::kGroup}},
                                 {{"dns.count.add_rr", "Additional RRs", Shape::kNumber16},
                                  {"dns.additionals", "Additional records", Shape::kGroup}}};
constexpr Section kUpdateSections[] = {
    {{"dns.count.zones", "Zones", Shape::kNumber16}, {"dns.zone", "Zone", Shape::kGroup}},
    {{"dns.count.prerequisites", "Prerequisites", Shape::kNumber16},
     {"dns.prerequisites", "Prerequisites", Shape::kGroup}},
    {{"dns.count.updates", "Updates", Shape::kNumber16},
     {"dns.updates", "Updates", Shape::kGroup}},
    {{"dns.count.add_rr", "Additional RRs", Shape::kNumber16},
     {"dns.additionals", "Additional records", Shape::kGroup}}};

constexpr Field kStatefulGroup{"dns.dso", "DNS Stateful Operation", Shape::kGroup};
constexpr Name kTlvNames[] = {{1, "Keep Alive"}, {2, "Retry Delay"}, {3, "Encryption Padding"}};
constexpr Field kTlv{"dns.dso.tlv", "DSO TLV", Shape::kGroup};
constexpr Field kTlvType{"dns.dso.tlv.type", "Type", Shape::kNumber16, 0, kTlvNames};
constexpr Field kTlvLength{"dns.dso.tlv.length", "Length", Shape::kNumber16};
constexpr Field kTlvData{"dns.dso.tlv.data", "Data", Shape::kBytes};

constexpr Route kUdpAt[] = {{Space::kUdpPort, 53}, {Space::kSctpPort, 53}};
constexpr Route kTcpAt[] = {{Space::kTcpPort, 53}, {Space::kTcpPort, 5355}, {Space::kTcpStart}};
constexpr Route kMulticastAt[] = {{Space::kUdpPort, 5353}};
constexpr Route kLinkLocalAt[] = {{Space::kUdpPort, 5355}};

constexpr std::size_t kHeaderSize = 12;

enum class Kind : std::uint8_t { kOrdinary, kMulticast, kLinkLocal };

std::uint16_t operation_of(std::uint16_t flags) {
  return flags >> 11 & 15;
}

bool is_response(std::uint16_t flags) {
  return (flags & 0x8000) != 0;
}

std::string reply_text(std::uint16_t flags) {
  const std::string_view name = name_of(kReplyCodes, flags & 15);
  return name.empty() ? format_text("Unknown error (%u)", flags & 15) : std::string(name);
}

std::string operation_text(std::uint16_t flags) {
  const std::string_view name = name_of(kOperations, operation_of(flags));
  std::string text = name.empty() ? format_text("Unknown operation (%u)", operation_of(flags))
                                  : std::string(name);
  return is_response(flags) ? text + " response" : text;
}

// "Standard query response 0x1234 No such name": what Info begins with.
std::string info_of(std::uint16_t id, std::uint16_t flags) {
  std::string info = operation_text(flags) + format_text(" 0x%04x", id);
  if (is_response(flags) && (flags & 15) != 0) info.append(" ").append(reply_text(flags));
  return info;
}

void read_flags_of_query(Layer& dns, std::uint16_t flags) {
  dns.parts(flags, {&kResponse, &kOperation, &kTruncated, &kRecursionDesired, &kZero});
  // In a query it says that the answer's is understood (RFC 6840, section 5.7).
  if ((flags & 0x0020) != 0) dns.parts(flags, {&kAuthenticated});
  dns.parts(flags, {&kCheckingDisabled});
}

void read_flags_of_response(Layer& dns, std::uint16_t flags) {
  dns.parts(flags,
            {&kResponse, &kOperation, &kAuthoritative, &kTruncated, &kRecursionDesired,
             &kRecursionAvailable, &kZero, &kAuthenticated, &kCheckingDisabled, &kReplyCode});
}

void read_flags_of_link_local(Layer& dns, std::uint16_t flags) {
  dns.parts(flags, {&kResponse, &kOperation, &kConflict, &kTruncated, &kTentative});
  if (is_response(flags)) dns.parts(flags, {&kReplyCode});
}

std::string flags_text(std::uint16_t flags) {
  std::string text = format_text("0x%04x ", flags) + operation_text(flags);
  if (is_response(flags)) text += ", " + reply_text(flags);
  return text;
}

std::uint16_t read_flags(Layer& dns, Kind kind) {
  const std::uint16_t flags = dns.u16(kFlags);
  if (!dns.recording() || dns.truncated()) return flags;
  if (dns.recording_text()) dns.say(flags_text(flags));
  if (kind == Kind::kLinkLocal) {
    read_flags_of_link_local(dns, flags);
  } else if (is_response(flags)) {
    read_flags_of_response(dns, flags);
  } else {
    read_flags_of_query(dns, flags);
  }
  dns.title(is_response(flags) ? " (response)" : " (query)");
  return flags;
}

void read_section(DnsMessage& message, const Section& section, bool questions, unsigned count) {
  if (count == 0 || message.layer.truncated()) return;
  Layer::Group group(message.layer, section.records);
  // Each takes bytes, or ends it.
  for (unsigned i = 0; i < count && !message.layer.truncated(); ++i) {
    questions ? read_dns_question(message) : read_dns_record(message);
  }
}

void read_stateful(Layer& dns) {
  Layer::Group group(dns, kStatefulGroup);
  while (!dns.left().empty()) {
    Layer::Group tlv(dns, kTlv);
    dns.u16(kTlvType);
    const std::uint16_t length = dns.u16(kTlvLength);
    if (length != 0) dns.bytes(kTlvData, length);
  }
}

// The message where the layer stands, up to where the layer ends.
void read_message(DnsMessage& message, Kind kind) {
  Layer& dns = message.layer;
  const std::uint16_t id = dns.u16(kId);
  const std::uint16_t flags = read_flags(dns, kind);
  const bool update = operation_of(flags) == kUpdate;
  const auto& sections = update ? kUpdateSections : kSections;
  std::uint16_t counts[4], all = 0;
  for (std::size_t i = 0; i < 4; ++i) all |= counts[i] = dns.u16(sections[i].count);
  if (dns.truncated()) return;
  message.info() = info_of(id, flags);
  if (operation_of(flags) == kStateful && all == 0) return read_stateful(dns);
  for (std::size_t i = 0; i < 4; ++i) read_section(message, sections[i], i == 0, counts[i]);
  if (dns.truncated() || dns.left().empty()) return;
  const Bytes extra = dns.remaining(kExtra);
  dns.generated(kExtraLength, extra.size());
}

// What is known of a message whose header begins there.
std::optional<ExchangeFacts> find_exchange(Layer& dns, std::size_t header, bool response) {
  if (dns.left().size() < header + kHeaderSize) return std::nullopt;
  return dns.exchange({ExchangeProtocol::kDns, response, dns.peek16(header)});
}

void put_exchange(Layer& dns, const std::optional<ExchangeFacts>& facts, bool response) {
  if (!dns.recording() || !facts || dns.truncated()) return;
  if (facts->original != 0) {
    dns.generated(response ? kOriginalResponse : kOriginalRequest, facts->original);
    dns.generated(kRetransmitted, 1);
    return;
  }
  put_exchange(dns, {kResponseIn, kResponseTo, kSinceRequest}, *facts);
  if (response && facts->request == 0) dns.generated(kUnsolicited, 1);
}

template <Kind kKind>
Outcome dissect(Layer& dns) {
  const bool response = is_response(dns.peek16(2));
  const auto facts = kKind == Kind::kOrdinary ? find_exchange(dns, 0, response) : std::nullopt;
  if (!dns.recording() && dns.info() == nullptr) return done();
  DnsMessage message{dns, dns.left(), 0, kKind == Kind::kMulticast};
  read_message(message, kKind);
  put_exchange(dns, facts, response);
  return dns.truncated() ? stop_truncated("the message is incomplete") : done();
}

// Whether bytes behind the length can be the header of a message: no operation that does not
// exist, and no more records than fit.
bool plausible(Bytes bytes, std::size_t length) {
  if (length < kHeaderSize || bytes.size() < kHeaderSize + 2) return false;
  const auto word = [&](std::size_t at) {
    return load<std::uint16_t>(&bytes[at], ByteOrder::kBig);
  };
  if (name_of(kOperations, operation_of(word(4))).empty()) return false;
  const std::size_t smallest =
      std::size_t{word(6)} * 5 + (std::size_t{word(8)} + word(10) + word(12)) * 11;
  return smallest <= length - kHeaderSize;
}

MessageEnd find_stream_end(const SentBytes& sent, MessageProgress& progress) {
  return end_by_length(sent.bytes, kHeaderSize + 2, progress, [](Bytes bytes) -> std::size_t {
    const std::size_t length = load<std::uint16_t>(bytes.data(), ByteOrder::kBig);
    return plausible(bytes, length) ? length + 2 : 0;
  });
}

// One message of a stream; others may follow. What goes on in the next segment is not missed.
Outcome dissect_stream(Layer& dns) {
  const std::size_t length = std::size_t{dns.peek()} << 8 | dns.peek(1);
  if (!plausible(dns.left(), length)) return not_mine();
  const bool response = is_response(dns.peek16(4));
  const auto facts = find_exchange(dns, 2, response);
  if (!dns.recording() && dns.info() == nullptr) {
    dns.skip(std::min(length + 2, dns.left().size()));
    return done(dns.rest(), {{Space::kTcpPort, 53}});
  }
  dns.u16(kLength);
  const bool goes_on = length > dns.left_on_wire();
  {
    DnsMessage message{dns, dns.left().first(std::min(length, dns.left().size())), 2};
    Layer::Limit limit(dns, length);
    read_message(message, Kind::kOrdinary);
    put_exchange(dns, facts, response);
    if (dns.truncated() && !goes_on) return stop_truncated("the message is incomplete");
  }
  if (goes_on) return done();
  return done(dns.rest(), {{Space::kTcpPort, 53}});
}

constexpr FieldSpan kFields[] = {kLength,
                                 kId,
                                 kFlags,
                                 kResponse,
                                 kOperation,
                                 kAuthoritative,
                                 kTruncated,
                                 kRecursionDesired,
                                 kRecursionAvailable,
                                 kZero,
                                 kAuthenticated,
                                 kCheckingDisabled,
                                 kReplyCode,
                                 kConflict,
                                 kTentative,
                                 kResponseIn,
                                 kResponseTo,
                                 kSinceRequest,
                                 kRetransmitted,
                                 kOriginalRequest,
                                 kOriginalResponse,
                                 kUnsolicited,
                                 kExtra,
                                 kExtraLength,
                                 kSections,
                                 kUpdateSections,
                                 kStatefulGroup,
                                 kTlv,
                                 kTlvType,
                                 kTlvLength,
                                 kTlvData,
                                 kDnsRecordFields,
                                 kDnsClassicFields,
                                 kDnsSecurityFields,
                                 kDnsKeyFields,
                                 kDnsServiceFields,
                                 kDnsTransactionFields,
                                 kDnsEdnsFields};

}  // namespace

extern const Dissector kDns{{"dns", "Domain Name System", Shape::kLayer},
                            "DNS",
                            kUdpAt,
                            kFields,
                            dissect<Kind::kOrdinary>};
extern const Dissector kDnsOverTcp{{"dns", "Domain Name System", Shape::kLayer},
                                   "DNS",
                                   kTcpAt,
                                   kFields,
                                   dissect_stream,
                                   is_dns_stream,
                                   {0x00, 0x03},
                                   false,
                                   find_stream_end,
                                   nullptr,
                                   false,
                                   true};
extern const Dissector kMulticastDns{{"mdns", "Multicast Domain Name System", Shape::kLayer},
                                     "MDNS",
                                     kMulticastAt,
                                     kFields,
                                     dissect<Kind::kMulticast>};
extern const Dissector kLinkLocalDns{
    {"llmnr", "Link-local Multicast Name Resolution", Shape::kLayer},
    "LLMNR",
    kLinkLocalAt,
    kFields,
    dissect<Kind::kLinkLocal>};

}  // namespace packetglass
