// GPRS Tunnelling Protocol, version 1, its user plane: 3GPP TS 29.281.
#include "base/text.h"
#include "dissect/link/looks_like_ethernet.h"

namespace packetglass {
namespace {

constexpr Name kMessageNames[] = {
    {1, "Echo request"},      {2, "Echo response"},
    {26, "Error indication"}, {31, "Supported extension header notification"},
    {254, "End Marker"},      {255, "T-PDU"}};
constexpr Name kExtensionNames[] = {
    {0x00, "No more extension headers"}, {0x32, "Service Class Indicator"},
    {0x40, "UDP Port number"},           {0x81, "RAN container"},
    {0x82, "Long PDCP PDU number"},      {0x84, "NR RAN container"},
    {0x85, "PDU Session container"},     {0xc0, "PDCP PDU number"}};

constexpr Field kFlags{"gtp.flags", "Flags", Shape::kHex8};
constexpr Field kVersion{"gtp.flags.version", "Version", Shape::kNumber8, 0xe0};
constexpr Field kProtocol{"gtp.flags.payload", "Protocol type", Shape::kNumber8, 0x10};
constexpr Field kReserved{"gtp.flags.reserved", "Reserved", Shape::kNumber8, 0x08};
constexpr Field kHasExtension{"gtp.flags.e", "Is Next Extension Header present?", Shape::kFlag,
                              0x04};
constexpr Field kHasSequence{"gtp.flags.s", "Is Sequence Number present?", Shape::kFlag, 0x02};
constexpr Field kHasNpdu{"gtp.flags.pn", "Is N-PDU number present?", Shape::kFlag, 0x01};
constexpr Field kMessage{"gtp.message", "Message Type", Shape::kHex8, 0, kMessageNames};
constexpr Field kLength{"gtp.length", "Length", Shape::kNumber16};
constexpr Field kTeid{"gtp.teid", "TEID", Shape::kHexNumber32};
constexpr Field kSequence{"gtp.seq_number", "Sequence number", Shape::kHexNumber16};
constexpr Field kNpdu{"gtp.npdu_number", "N-PDU Number", Shape::kHex8};
constexpr Field kNext{"gtp.ext_hdr.next", "Next extension header type", Shape::kHex8, 0,
                      kExtensionNames};
constexpr Field kExtension{"gtp.ext_hdr", "Extension header", Shape::kGroup};
constexpr Field kExtensionLength{"gtp.ext_hdr.length", "Extension Header Length", Shape::kNumber8};
constexpr Field kPduType{"gtp.ext_hdr.pdu_ses_con.pdu_type", "PDU Type", Shape::kNumber8, 0xf0};
constexpr Field kQfi{"gtp.ext_hdr.pdu_ses_con.qos_flow_id", "QoS Flow Identifier (QFI)",
                     Shape::kNumber8, 0x3f};
constexpr Field kExtensionBytes{"gtp.ext_hdr.content", "Content", Shape::kBytes};
constexpr Field kElements{"gtp.elements", "Information elements", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 2152}};

constexpr std::uint8_t kPayload = 255, kPduSession = 0x85, kOptional = 0x07;

// One extension header; its length counts units of four bytes. Returns the type of the next one.
std::uint8_t read_extension(Layer& gtp, std::uint8_t type) {
  Layer::Group extension(gtp, kExtension);
  if (gtp.recording()) extension.say(" (" + std::string(name_of(kExtensionNames, type)) + ")");
  const std::size_t units = gtp.u8(kExtensionLength);
  if (units == 0) return 0;
  const std::size_t size = units * 4 - 2;
  {
    Layer::Limit content(gtp, size);
    if (type == kPduSession) {
      gtp.u8({&kPduType});
      gtp.u8({&kQfi});
    }
    if (!gtp.left().empty()) gtp.remaining(kExtensionBytes);
  }
  return gtp.u8(kNext);
}

// What any of the three flags has follow. Every turn takes at least a byte.
void read_optional(Layer& gtp, std::uint8_t flags) {
  const bool sequence = (flags & 2) != 0, npdu = (flags & 1) != 0, extension = (flags & 4) != 0;
  if (sequence) gtp.u16(kSequence);
  if (!sequence) gtp.skip(2);
  if (npdu) gtp.u8(kNpdu);
  if (!npdu) gtp.skip(1);
  if (!extension) return gtp.skip(1);
  std::uint8_t next = gtp.u8(kNext);
  while (next != 0 && !gtp.truncated()) next = read_extension(gtp, next);
}

// What is carried is not named: IP has its version first, which the addresses of Ethernet may have
// too.
Outcome dissect_payload(Layer& gtp, std::size_t length) {
  const Payload payload = gtp.rest(length);
  const unsigned first = gtp.peek();
  if (first >> 4 == 6) return done(payload, {{Space::kEtherType, 0x86dd}});
  if (first >= 0x45 && first <= 0x4f) {
    return done(payload, {{Space::kEtherType, 0x0800}});
  }
  if (looks_like_ethernet(gtp, 0)) return done(payload, {{Space::kEtherType, 0x6558}});
  return first >> 4 == 4 ? done(payload, {{Space::kEtherType, 0x0800}}) : done(payload, {});
}

void put_info(Layer& gtp, std::uint8_t message) {
  std::string* const info = gtp.info();
  if (info == nullptr) return;
  const std::string_view name = name_of(kMessageNames, message);
  *info = name.empty() ? format_text("Unknown (0x%02x)", message) : std::string(name);
}

Outcome dissect(Layer& gtp) {
  if (gtp.peek() >> 4 != 3) return not_mine();
  const std::uint8_t flags = gtp.u8(kFlags);
  gtp.parts(flags, {&kVersion, &kProtocol, &kReserved, &kHasExtension, &kHasSequence, &kHasNpdu});
  const std::uint8_t message = gtp.u8(kMessage);
  const std::size_t length = gtp.u16(kLength);
  gtp.u32(kTeid);
  if (gtp.truncated()) return stop("the header is incomplete");
  put_info(gtp, message);
  const std::size_t start = gtp.position();
  if ((flags & kOptional) != 0) read_optional(gtp, flags);
  if (gtp.truncated()) return stop("the header is incomplete");
  const std::size_t read = gtp.position() - start;
  if (length < read) return stop("the length is less than the header");
  if (message == kPayload) return dissect_payload(gtp, length - read);
  Layer::Limit elements(gtp, length - read);
  if (!gtp.left().empty()) gtp.remaining(kElements);
  return done();
}

constexpr FieldSpan kFields[] = {kFlags,        kVersion,        kProtocol,        kReserved,
                                 kHasExtension, kHasSequence,    kHasNpdu,         kMessage,
                                 kLength,       kTeid,           kSequence,        kNpdu,
                                 kNext,         kExtension,      kExtensionLength, kPduType,
                                 kQfi,          kExtensionBytes, kElements};

}  // namespace

extern const Dissector kGtp{
    {"gtp", "GPRS Tunneling Protocol", Shape::kLayer}, "GTP", kFoundAt, kFields, dissect};

}  // namespace packetglass
