// Logical link control: IEEE 802.2; SNAP IEEE 802.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/network/ethertype.h"

namespace packetglass {
namespace {

constexpr Name kSapNames[] = {{0x00, "NULL LSAP"},
                              {0x02, "LLC Sub-Layer Management"},
                              {0x04, "SNA Path Control"},
                              {0x06, "TCP/IP"},
                              {0x08, "SNA"},
                              {0x0c, "SNA"},
                              {0x0e, "PROWAY (IEC955) Network Management and Initialization"},
                              {0x14, "ISO Network Layer (OSLAN 1)"},
                              {0x42, "Spanning Tree BPDU"},
                              {0x4e, "EIA RS-511 Manufacturing Message Service"},
                              {0x54, "ISI IP"},
                              {0x7e, "X.25 over 802.2"},
                              {0x80, "XNS"},
                              {0x86, "Nestar"},
                              {0x8e, "PROWAY (IEC955) Active Station List Maintenance"},
                              {0x98, "ARP"},
                              {0xa8, "HIPPI-6400"},
                              {0xaa, "SNAP"},
                              {0xba, "Banyan Vines"},
                              {0xbc, "Banyan Vines"},
                              {0xe0, "NetWare"},
                              {0xf0, "NetBIOS"},
                              {0xf4, "IBM Net Management"},
                              {0xf8, "Remote Program Load"},
                              {0xfa, "Ungermann-Bass"},
                              {0xfc, "Remote Program Load"},
                              {0xfe, "ISO Network Layer"},
                              {0xff, "Global DSAP"}};
constexpr Name kFormatNames[] = {
    {0, "Information frame"}, {1, "Supervisory frame"}, {3, "Unnumbered frame"}};
constexpr Name kSupervisoryNames[] = {{0, "RR"}, {1, "RNR"}, {2, "REJ"}};
constexpr Name kUnnumberedNames[] = {{0x03, "UI"},  {0x0f, "DM"},    {0x43, "DISC"},
                                     {0x63, "UA"},  {0x6f, "SABME"}, {0x87, "FRMR"},
                                     {0xaf, "XID"}, {0xe3, "TEST"}};
constexpr Name kOrganizationNames[] = {
    {0x000000, "Officially Xerox, but 0:0:0:0:0:0 is more common"},
    {0x00000c, "Cisco Systems, Inc"},
    {0x0000f8, "Digital Equipment Corporation"},
    {0x0080c2, "IEEE 802.1 Committee"}};

constexpr Field kDsap{"llc.dsap", "DSAP", Shape::kHex8, 0, kSapNames};
constexpr Field kDsapSap{"llc.dsap.sap", "SAP", Shape::kNumber8, 0xfe};
constexpr Field kDsapGroup{"llc.dsap.ig", "IG Bit", Shape::kFlag, 0x01};
constexpr Field kSsap{"llc.ssap", "SSAP", Shape::kHex8, 0, kSapNames};
constexpr Field kSsapSap{"llc.ssap.sap", "SAP", Shape::kNumber8, 0xfe};
constexpr Field kSsapResponse{"llc.ssap.cr", "CR Bit", Shape::kFlag, 0x01};
constexpr Field kControl{"llc.control", "Control field", Shape::kHex16};
constexpr Field kReceived{"llc.control.n_r", "N(R)", Shape::kNumber16, 0xfe00};
constexpr Field kSent{"llc.control.n_s", "N(S)", Shape::kNumber16, 0x00fe};
constexpr Field kPoll{"llc.control.p", "Poll", Shape::kFlag, 0x0100};
constexpr Field kFinal{"llc.control.f", "Final", Shape::kFlag, 0x0100};
constexpr Field kPollShort{"llc.control.p", "Poll", Shape::kFlag, 0x10};
constexpr Field kFinalShort{"llc.control.f", "Final", Shape::kFlag, 0x10};
constexpr Field kSupervisory{"llc.control.s_ftype", "Supervisory frame type", Shape::kHex16, 0x0c,
                             kSupervisoryNames};
constexpr Field kCommand{"llc.control.u_modifier_cmd", "Command", Shape::kHex8, 0xec};
constexpr Field kResponse{"llc.control.u_modifier_resp", "Response", Shape::kHex8, 0xec};
constexpr Field kFormat{"llc.control.ftype", "Frame type", Shape::kHex16, 0x03, kFormatNames};
constexpr Field kFormatInformation{"llc.control.ftype", "Frame type", Shape::kHex16, 0x01,
                                   kFormatNames};
constexpr Field kOrganization{"llc.oui", "Organization Code", Shape::kNumber24, 0,
                              kOrganizationNames};
constexpr Field kType{"llc.type", "Type", Shape::kHex16, 0, kEtherTypeNames};
constexpr Field kCiscoProtocol{"llc.cisco_pid", "PID", Shape::kHex16};
constexpr Field kProtocol{"llc.pid", "Protocol ID", Shape::kHex16};

// LLC itself: Linux's number for it, which is no EtherType but a length.
constexpr Route kFoundAt[] = {{Space::kEtherType, 4}, {Space::kLinkType, 100}};

constexpr std::uint32_t kEthernetOui = 0, kAppleBridgedOui = 0x0000f8, kCiscoOui = 0x00000c;
constexpr std::uint8_t kSnapSap = 0xaa, kUnnumbered = 0x03, kXid = 0xaf, kPollBit = 0x10;

struct Header {
  std::uint8_t dsap, ssap;
  std::uint16_t control;
  bool unnumbered, response;
};

std::string sap_text(unsigned sap) {
  const std::string name(name_of(kSapNames, sap));
  return name.empty() ? format_text("0x%02x", sap) : name;
}

// "U, func=UI", "S F, func=RR, N(R)=1", "I P, N(R)=6, N(S)=5".
std::string control_text(const Header& header) {
  const unsigned control = header.control;
  const char* const end = header.response ? " F" : " P";
  if (header.unnumbered) {
    const std::string name(name_of(kUnnumberedNames, control & ~unsigned{kPollBit}));
    return std::string("U") + (control & kPollBit ? end : "") +
           ", func=" + (name.empty() ? "Unknown" : name);
  }
  const char* const bit = control & 0x0100 ? end : "";
  if ((control & 1) == 0) {
    return format_text("I%s, N(R)=%u, N(S)=%u", bit, control >> 9, control >> 1 & 0x7f);
  }
  const std::string name(name_of(kSupervisoryNames, control >> 2 & 3));
  return format_text("S%s, func=%s, N(R)=%u", bit, name.c_str(), control >> 9);
}

void read_control(Layer& llc, Header& header) {
  header.unnumbered = (llc.peek() & 3) == kUnnumbered;
  if (header.unnumbered) {
    header.control = llc.u8(kControl);
    const bool poll = (header.control & kPollBit) != 0;
    llc.parts(header.control, {header.response ? &kResponse : &kCommand});
    if (poll) llc.parts(header.control, {header.response ? &kFinalShort : &kPollShort});
    llc.parts(header.control, {&kFormat});
    return;
  }
  header.control = llc.u16le(kControl);
  llc.parts(header.control, {&kReceived});
  const bool poll = (header.control & 0x0100) != 0;
  if (poll) llc.parts(header.control, {header.response ? &kFinal : &kPoll});
  if ((header.control & 1) == 0) {
    llc.parts(header.control, {&kSent, &kFormatInformation});
  } else {
    llc.parts(header.control, {&kSupervisory, &kFormat});
  }
}

void report_organization(Layer& llc, unsigned organization, unsigned protocol) {
  std::string* const info = llc.info();
  if (info == nullptr) return;
  const std::string name(name_of(kOrganizationNames, organization));
  *info += format_text("; SNAP, OUI 0x%06X (%s), PID 0x%04X", organization,
                       name.empty() ? "Unknown" : name.c_str(), protocol);
}

// Dissectors are for organizations whose number begins with a zero byte: all that have any.
Outcome dissect_snap(Layer& llc) {
  const auto organization = static_cast<std::uint32_t>(llc.uint(kOrganization, 3));
  const bool ethernet = organization == kEthernetOui || organization == kAppleBridgedOui;
  const Field& other = organization == kCiscoOui ? kCiscoProtocol : kProtocol;
  const std::uint16_t protocol = llc.u16(ethernet ? kType : other);
  if (llc.truncated()) return stop("the SNAP header is incomplete");
  report_organization(llc, organization, protocol);
  if (ethernet) return done(llc.rest(), {{Space::kEtherType, protocol}});
  if (organization > 0xffff) return done(llc.rest(), {});
  return done(llc.rest(), {{Space::kSnap, organization << 16 | protocol}});
}

void put_info(Layer& llc, const Header& header) {
  if (llc.recording()) llc.say(control_text(header));
  std::string* const info = llc.info();
  if (info == nullptr) return;
  *info = control_text(header);
  if (header.dsap == kSnapSap) return;
  *info += "; DSAP " + sap_text(header.dsap & 0xfe) + (header.dsap & 1 ? " Group" : " Individual");
  *info += ", SSAP " + sap_text(header.ssap & 0xfe) + (header.response ? " Response" : " Command");
}

Outcome dissect(Layer& llc) {
  Header header{};
  header.dsap = llc.u8(kDsap);
  llc.parts(header.dsap, {&kDsapSap, &kDsapGroup});
  header.ssap = llc.u8(kSsap);
  llc.parts(header.ssap, {&kSsapSap, &kSsapResponse});
  header.response = (header.ssap & 1) != 0;
  read_control(llc, header);
  if (llc.truncated()) return stop_truncated("the header is incomplete");
  put_info(llc, header);

  // Only unnumbered information and numbered packets carry something.
  const bool carries = header.unnumbered ? (header.control & ~unsigned{kPollBit}) == kUnnumbered
                                         : (header.control & 1) == 0;
  if (header.unnumbered && (header.control & ~unsigned{kPollBit}) == kXid) {
    return done(llc.rest(), {{Space::kLlc, 0x0100 | kXid}});
  }
  if (!carries) return done(llc.rest(), {});
  if (header.dsap == kSnapSap && header.unnumbered) return dissect_snap(llc);
  return done(llc.rest(), {{Space::kLlc, header.dsap}});
}

constexpr FieldSpan kFields[] = {
    kDsap,         kDsapSap,     kDsapGroup,     kSsap,     kSsapSap, kSsapResponse,
    kControl,      kReceived,    kSent,          kPoll,     kFinal,   kPollShort,
    kFinalShort,   kSupervisory, kCommand,       kResponse, kFormat,  kFormatInformation,
    kOrganization, kType,        kCiscoProtocol, kProtocol};

}  // namespace

extern const Dissector kLlc{
    {"llc", "Logical-Link Control", Shape::kLayer}, "LLC", kFoundAt, kFields, dissect};

}  // namespace packetglass
