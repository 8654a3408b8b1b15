// Remote Authentication Dial In User Service: RFC 2865, 2866, 2869, 5176.
#include <algorithm>

#include "base/text.h"
#include "dissect/application/option.h"
#include "dissect/exchange_fields.h"

namespace packetglass {
namespace {

using Kind = Option::Kind;

constexpr Name kCodes[] = {{1, "Access-Request"},
                           {2, "Access-Accept"},
                           {3, "Access-Reject"},
                           {4, "Accounting-Request"},
                           {5, "Accounting-Response"},
                           {11, "Access-Challenge"},
                           {12, "Status-Server"},
                           {13, "Status-Client"},
                           {40, "Disconnect-Request"},
                           {41, "Disconnect-ACK"},
                           {42, "Disconnect-NAK"},
                           {43, "CoA-Request"},
                           {44, "CoA-ACK"},
                           {45, "CoA-NAK"}};
constexpr Name kServices[] = {
    {1, "Login"},      {2, "Framed"},         {3, "Callback-Login"}, {4, "Callback-Framed"},
    {5, "Outbound"},   {6, "Administrative"}, {7, "NAS-Prompt"},     {8, "Authenticate-Only"},
    {10, "Call-Check"}};
constexpr Name kStatuses[] = {
    {1, "Start"}, {2, "Stop"}, {3, "Interim-Update"}, {7, "Accounting-On"}, {8, "Accounting-Off"}};
constexpr Name kPortTypes[] = {{0, "Async"},
                               {5, "Virtual"},
                               {15, "Ethernet"},
                               {18, "Wireless-Other"},
                               {19, "Wireless-802.11"}};

constexpr Option kAttributes[] = {
    {1, "User-Name", Kind::kText, {"radius.User_Name", "User-Name", Shape::kText}},
    {2,
     "User-Password",
     Kind::kBytes,
     {"radius.User_Password_encrypted", "User-Password", Shape::kBytes}},
    {3, "CHAP-Password", Kind::kBytes, {"radius.CHAP_Password", "CHAP-Password", Shape::kBytes}},
    {4, "NAS-IP-Address", Kind::kIpv4, {"radius.NAS_IP_Address", "NAS-IP-Address", Shape::kIpv4}},
    {5, "NAS-Port", Kind::kNumber, {"radius.NAS_Port", "NAS-Port", Shape::kNumber32}},
    {6,
     "Service-Type",
     Kind::kNumber,
     {"radius.Service_Type", "Service-Type", Shape::kNumber32, 0, kServices}},
    {7,
     "Framed-Protocol",
     Kind::kNumber,
     {"radius.Framed_Protocol", "Framed-Protocol", Shape::kNumber32}},
    {8,
     "Framed-IP-Address",
     Kind::kIpv4,
     {"radius.Framed-IP-Address", "Framed-IP-Address", Shape::kIpv4}},
    {9,
     "Framed-IP-Netmask",
     Kind::kIpv4,
     {"radius.Framed_IP_Netmask", "Framed-IP-Netmask", Shape::kIpv4}},
    {11, "Filter-Id", Kind::kText, {"radius.Filter_Id", "Filter-Id", Shape::kText}},
    {12, "Framed-MTU", Kind::kNumber, {"radius.Framed_MTU", "Framed-MTU", Shape::kNumber32}},
    {14, "Login-IP-Host", Kind::kIpv4, {"radius.Login-IP-Host", "Login-IP-Host", Shape::kIpv4}},
    {15,
     "Login-Service",
     Kind::kNumber,
     {"radius.Login_Service", "Login-Service", Shape::kNumber32}},
    {16,
     "Login-TCP-Port",
     Kind::kNumber,
     {"radius.Login_TCP_Port", "Login-TCP-Port", Shape::kNumber32}},
    {18, "Reply-Message", Kind::kText, {"radius.Reply_Message", "Reply-Message", Shape::kText}},
    {19,
     "Callback-Number",
     Kind::kText,
     {"radius.Callback_Number", "Callback-Number", Shape::kText}},
    {22, "Framed-Route", Kind::kText, {"radius.Framed_Route", "Framed-Route", Shape::kText}},
    {24, "State", Kind::kBytes, {"radius.State", "State", Shape::kBytes}},
    {25, "Class", Kind::kBytes, {"radius.Class", "Class", Shape::kBytes}},
    {27,
     "Session-Timeout",
     Kind::kNumber,
     {"radius.Session_Timeout", "Session-Timeout", Shape::kNumber32}},
    {28, "Idle-Timeout", Kind::kNumber, {"radius.Idle_Timeout", "Idle-Timeout", Shape::kNumber32}},
    {29,
     "Termination-Action",
     Kind::kNumber,
     {"radius.Termination_Action", "Termination-Action", Shape::kNumber32}},
    {30,
     "Called-Station-Id",
     Kind::kText,
     {"radius.Called_Station_Id", "Called-Station-Id", Shape::kText}},
    {31,
     "Calling-Station-Id",
     Kind::kText,
     {"radius.Calling_Station_Id", "Calling-Station-Id", Shape::kText}},
    {32, "NAS-Identifier", Kind::kText, {"radius.NAS_Identifier", "NAS-Identifier", Shape::kText}},
    {33, "Proxy-State", Kind::kBytes, {"radius.Proxy_State", "Proxy-State", Shape::kBytes}},
    {40,
     "Acct-Status-Type",
     Kind::kNumber,
     {"radius.Acct_Status_Type", "Acct-Status-Type", Shape::kNumber32, 0, kStatuses}},
    {41,
     "Acct-Delay-Time",
     Kind::kNumber,
     {"radius.Acct_Delay_Time", "Acct-Delay-Time", Shape::kNumber32}},
    {42,
     "Acct-Input-Octets",
     Kind::kNumber,
     {"radius.Acct_Input_Octets", "Acct-Input-Octets", Shape::kNumber32}},
    {43,
     "Acct-Output-Octets",
     Kind::kNumber,
     {"radius.Acct_Output_Octets", "Acct-Output-Octets", Shape::kNumber32}},
    {44,
     "Acct-Session-Id",
     Kind::kText,
     {"radius.Acct_Session_Id", "Acct-Session-Id", Shape::kText}},
    {45,
     "Acct-Authentic",
     Kind::kNumber,
     {"radius.Acct_Authentic", "Acct-Authentic", Shape::kNumber32}},
    {46,
     "Acct-Session-Time",
     Kind::kNumber,
     {"radius.Acct_Session_Time", "Acct-Session-Time", Shape::kNumber32}},
    {47,
     "Acct-Input-Packets",
     Kind::kNumber,
     {"radius.Acct_Input_Packets", "Acct-Input-Packets", Shape::kNumber32}},
    {48,
     "Acct-Output-Packets",
     Kind::kNumber,
     {"radius.Acct_Output_Packets", "Acct-Output-Packets", Shape::kNumber32}},
    {49,
     "Acct-Terminate-Cause",
     Kind::kNumber,
     {"radius.Acct_Terminate_Cause", "Acct-Terminate-Cause", Shape::kNumber32}},
    {50,
     "Acct-Multi-Session-Id",
     Kind::kText,
     {"radius.Acct_Multi_Session_Id", "Acct-Multi-Session-Id", Shape::kText}},
    {51,
     "Acct-Link-Count",
     Kind::kNumber,
     {"radius.Acct_Link_Count", "Acct-Link-Count", Shape::kNumber32}},
    {52,
     "Acct-Input-Gigawords",
     Kind::kNumber,
     {"radius.Acct_Input_Gigawords", "Acct-Input-Gigawords", Shape::kNumber32}},
    {53,
     "Acct-Output-Gigawords",
     Kind::kNumber,
     {"radius.Acct_Output_Gigawords", "Acct-Output-Gigawords", Shape::kNumber32}},
    {60,
     "CHAP-Challenge",
     Kind::kBytes,
     {"radius.CHAP_Challenge", "CHAP-Challenge", Shape::kBytes}},
    {61,
     "NAS-Port-Type",
     Kind::kNumber,
     {"radius.NAS_Port_Type", "NAS-Port-Type", Shape::kNumber32, 0, kPortTypes}},
    {62, "Port-Limit", Kind::kNumber, {"radius.Port_Limit", "Port-Limit", Shape::kNumber32}},
    {66,
     "Tunnel-Client-Endpoint",
     Kind::kText,
     {"radius.Tunnel_Client_Endpoint", "Tunnel-Client-Endpoint", Shape::kText}},
    {67,
     "Tunnel-Server-Endpoint",
     Kind::kText,
     {"radius.Tunnel_Server_Endpoint", "Tunnel-Server-Endpoint", Shape::kText}},
    {77, "Connect-Info", Kind::kText, {"radius.Connect_Info", "Connect-Info", Shape::kText}},
    {79, "EAP-Message", Kind::kBytes, {"radius.eap_fragment", "EAP-Message", Shape::kBytes}},
    {80,
     "Message-Authenticator",
     Kind::kBytes,
     {"radius.Message_Authenticator", "Message-Authenticator", Shape::kBytes}},
    {81,
     "Tunnel-Private-Group-Id",
     Kind::kText,
     {"radius.Tunnel_Private_Group_Id", "Tunnel-Private-Group-Id", Shape::kText}},
    {85,
     "Acct-Interim-Interval",
     Kind::kNumber,
     {"radius.Acct_Interim_Interval", "Acct-Interim-Interval", Shape::kNumber32}},
    {87, "NAS-Port-Id", Kind::kText, {"radius.NAS_Port_Id", "NAS-Port-Id", Shape::kText}},
    {88, "Framed-Pool", Kind::kText, {"radius.Framed_Pool", "Framed-Pool", Shape::kText}},
    {95,
     "NAS-IPv6-Address",
     Kind::kIpv6,
     {"radius.NAS_IPv6_Address", "NAS-IPv6-Address", Shape::kIpv6}},
    {97,
     "Framed-IPv6-Prefix",
     Kind::kBytes,
     {"radius.Framed_IPv6_Prefix", "Framed-IPv6-Prefix", Shape::kBytes}},
    {96,
     "Framed-Interface-Id",
     Kind::kBytes,
     {"radius.Framed_Interface_Id", "Framed-Interface-Id", Shape::kBytes}},
    {26, "Vendor-Specific"},
    {64, "Tunnel-Type"},
    {65, "Tunnel-Medium-Type"},
};

constexpr Field kCode{"radius.code", "Code", Shape::kNumber8, 0, kCodes};
constexpr Field kId{"radius.id", "Packet identifier", Shape::kNumber8};
constexpr Field kLength{"radius.length", "Length", Shape::kNumber16};
constexpr Field kAuthenticator{"radius.authenticator", "Authenticator", Shape::kBytes};
constexpr Field kPairs{"radius.avps", "Attribute Value Pairs", Shape::kGroup};
constexpr Field kPair{"radius.avp", "AVP", Shape::kBytes};
constexpr Field kType{"radius.avp.type", "Type", Shape::kNumber8};
constexpr Field kPairLength{"radius.avp.length", "Length", Shape::kNumber8};
constexpr Field kVendor{"radius.avp.vendor_id", "Vendor ID", Shape::kNumber32};
constexpr Field kVendorType{"radius.avp.vendor_type", "Type", Shape::kNumber8};
constexpr Field kVendorLength{"radius.avp.vendor_len", "Length", Shape::kNumber8};
constexpr Field kVendorValue{"radius.avp.vendor_value", "Value", Shape::kBytes};
constexpr Field kRequest{"radius.req", "Request", Shape::kFlag};
constexpr Field kResponse{"radius.rsp", "Response", Shape::kFlag};
constexpr Field kRequestFrame{"radius.reqframe", "Request Frame", Shape::kFrameNumber};
constexpr Field kResponseFrame{"radius.rspframe", "Response Frame", Shape::kFrameNumber};
constexpr Field kSinceRequest{"radius.time", "Time from request", Shape::kDuration};
constexpr Field kDuplicateRequest{"radius.req.dup", "Duplicate Request Frame Number",
                                  Shape::kFrameNumber};
constexpr Field kDuplicateResponse{"radius.rsp.dup", "Duplicate Response Frame Number",
                                   Shape::kFrameNumber};
constexpr Field kTunnelTag{"radius.Tunnel_Type.tag", "Tag", Shape::kHex8};
constexpr Field kTunnelType{"radius.Tunnel_Type", "Tunnel-Type", Shape::kNumber32};
constexpr Field kMediumTag{"radius.Tunnel_Medium_Type.tag", "Tag", Shape::kHex8};
constexpr Field kMediumType{"radius.Tunnel_Medium_Type", "Tunnel-Medium-Type", Shape::kNumber32};
constexpr Field kUnknown{"radius.Unknown_Attribute", "Unknown-Attribute", Shape::kBytes};

constexpr std::size_t kHeaderSize = 20;

constexpr Route kFoundAt[] = {{Space::kUdpPort, 1812},
                              {Space::kUdpPort, 1813},
                              {Space::kUdpPort, 1645},
                              {Space::kUdpPort, 1646},
                              {Space::kUdpPort, 3799}};

// Attributes of one vendor, in the form that RFC 2865 suggests.
void read_vendor(Layer& radius) {
  radius.u32(kVendor);
  while (!radius.left().empty()) {
    radius.u8(kVendorType);
    const std::uint8_t length = radius.u8(kVendorLength);
    if (length > 2) radius.bytes(kVendorValue, length - 2u);
    if (length < 2) return;
  }
}

// A number of which the first byte says to which tunnel it belongs (RFC 2868).
std::string read_tagged(Layer& radius, const Field& tag, const Field& field) {
  const std::uint8_t number = radius.u8(tag);
  const auto value = static_cast<unsigned>(radius.uint(field, 3));
  return format_text(" Tag=0x%02x val=%u", number, value);
}

// Returns what is said of it in the heading.
std::string read_value(Layer& radius, std::uint8_t type) {
  if (type == 64) return read_tagged(radius, kTunnelTag, kTunnelType);
  if (type == 65) return read_tagged(radius, kMediumTag, kMediumType);
  const Option* const attribute = find_option(kAttributes, type);
  if (type == 26) {
    read_vendor(radius);
  } else if (attribute != nullptr) {
    const std::string value = read_option_value(radius, *attribute);
    if (!value.empty()) return " val=" + value;
  } else if (!radius.left().empty()) {
    radius.remaining(kUnknown);
  }
  return {};
}

void read_pair(Layer& radius) {
  Layer::Group group(radius, kPair);
  const std::uint8_t type = radius.u8(kType);
  const std::uint8_t length = radius.u8(kPairLength);
  if (radius.truncated() || length < 2) {
    radius.skip(radius.left().size() + 1);
    return;
  }
  const std::size_t lacking =
      length - 2u - std::min<std::size_t>(length - 2u, radius.left().size());
  std::string said;
  {
    Layer::Limit value(radius, length - 2u);
    said = read_value(radius, type);
  }
  radius.skip(lacking);
  if (!radius.recording()) return;
  const Option* const attribute = find_option(kAttributes, type);
  const std::string name(attribute != nullptr ? attribute->name : "Unknown-Attribute");
  group.say(format_text("t=%s(%u) l=%u", name.c_str(), type, length) + said);
}

// The code of the request that a response has; of a request its own; 0: it is neither.
std::uint8_t request_code(std::uint8_t code) {
  switch (code) {
    case 1:
    case 2:
    case 3:
    case 11:
      return 1;
    case 4:
    case 5:
      return 4;
    case 40:
    case 41:
    case 42:
      return 40;
    case 43:
    case 44:
    case 45:
      return 43;
    default:
      return 0;
  }
}

std::optional<ExchangeFacts> find_exchange(Layer& radius) {
  const std::uint8_t code = radius.peek(), request = request_code(code);
  if (request == 0 || radius.left().size() < kHeaderSize) return std::nullopt;
  const std::uint64_t id = std::uint64_t{request} << 8 | radius.peek(1);
  return radius.exchange({ExchangeProtocol::kRadius, code != request, id});
}

void put_exchange(Layer& radius, const std::optional<ExchangeFacts>& facts, std::uint8_t code) {
  if (!facts) return;
  const bool response = code != request_code(code);
  radius.generated(response ? kResponse : kRequest, 1);
  put_exchange(radius, {kResponseFrame, kRequestFrame, kSinceRequest}, *facts);
  if (facts->original == 0) return;
  radius.generated(response ? kDuplicateResponse : kDuplicateRequest, facts->original);
  if (std::string* info = radius.info()) {
    *info += response ? ", Duplicate Response" : ", Duplicate Request";
  }
}

Outcome dissect(Layer& radius) {
  const auto facts = find_exchange(radius);
  if (!radius.recording() && radius.info() == nullptr) return done();
  const std::uint8_t code = radius.u8(kCode);
  const std::uint8_t id = radius.u8(kId);
  const std::uint16_t length = radius.u16(kLength);
  radius.bytes(kAuthenticator, 16);
  if (radius.truncated()) return stop("the header is incomplete");
  const std::string name(name_of(kCodes, code));
  if (std::string* info = radius.info())
    *info = format_text("%s id=%u", name.empty() ? "Unknown" : name.c_str(), id);
  put_exchange(radius, facts, code);
  if (length < radius.position()) return stop("the length is less than the header");
  const std::size_t size = length - radius.position();
  if (size == 0) return done();
  const std::size_t lacking = size - std::min(size, radius.left().size());
  {
    Layer::Group group(radius, kPairs);
    Layer::Limit pairs(radius, size);
    while (!radius.left().empty() && !radius.truncated()) read_pair(radius);
  }
  radius.skip(lacking);
  return radius.truncated() ? stop("the attributes are incomplete") : done();
}

constexpr FieldSpan kFields[] = {field_of(kAttributes, &Option::field),
                                 kCode,
                                 kId,
                                 kLength,
                                 kAuthenticator,
                                 kPairs,
                                 kPair,
                                 kType,
                                 kPairLength,
                                 kVendor,
                                 kVendorType,
                                 kVendorLength,
                                 kVendorValue,
                                 kRequest,
                                 kResponse,
                                 kRequestFrame,
                                 kResponseFrame,
                                 kSinceRequest,
                                 kDuplicateRequest,
                                 kDuplicateResponse,
                                 kTunnelTag,
                                 kTunnelType,
                                 kMediumTag,
                                 kMediumType,
                                 kUnknown};

}  // namespace

extern const Dissector kRadius{
    {"radius", "RADIUS Protocol", Shape::kLayer}, "RADIUS", kFoundAt, kFields, dissect};

}  // namespace packetglass
