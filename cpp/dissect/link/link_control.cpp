// PPP's Link Control Protocol: RFC 1661, 1570; multilink RFC 1990.
#include "base/text.h"
#include "dissect/link/ppp_control.h"
#include "dissect/link/ppp_protocol.h"

namespace packetglass {
namespace {

constexpr Name kTypeNames[] = {{0, "Vendor Specific"},
                               {1, "Maximum Receive Unit"},
                               {2, "Async Control Character Map"},
                               {3, "Authentication Protocol"},
                               {4, "Quality Protocol"},
                               {5, "Magic Number"},
                               {7, "Protocol Field Compression"},
                               {8, "Address and Control Field Compression"},
                               {9, "FCS Alternatives"},
                               {13, "Callback"},
                               {17, "Multilink MRRU"},
                               {18, "Multilink Short Sequence Number Header"},
                               {19, "Multilink Endpoint Discriminator"},
                               {23, "Link Discriminator for BACP"}};
constexpr Name kAlgorithmNames[] = {
    {5, "CHAP with MD5"}, {6, "SHA-1"}, {0x80, "MS-CHAP"}, {0x81, "MS-CHAP-2"}};
constexpr Name kCallbackNames[] = {{0, "Location is determined by user authentication"},
                                   {1, "Message is dialing string"},
                                   {2, "Message is location identifier"},
                                   {3, "Message is E.164"},
                                   {4, "Message is distinguished name"},
                                   {6, "Location is determined during CBCP negotiation"}};
constexpr Name kClassNames[] = {{0, "Null"},
                                {1, "Locally assigned address"},
                                {2, "Internet Protocol (IP) address"},
                                {3, "IEEE 802.1 globally assigned MAC address"},
                                {4, "PPP magic-number block"},
                                {5, "Public switched network directory number"}};

constexpr Field kMru{"lcp.opt.mru", "Maximum Receive Unit", Shape::kNumber16};
constexpr Field kAsyncMap{"lcp.opt.asyncmap", "Async Control Character Map", Shape::kHex32};
constexpr Field kAuthentication{"lcp.opt.auth_protocol", "Authentication Protocol", Shape::kHex16,
                                0, kPppProtocolNames};
constexpr Field kAlgorithm{"lcp.opt.algorithm", "Algorithm", Shape::kNumber8, 0, kAlgorithmNames};
constexpr Field kQuality{"lcp.opt.quality_protocol", "Quality Protocol", Shape::kHex16, 0,
                         kPppProtocolNames};
constexpr Field kReporting{"lcp.opt.reporting_period", "Reporting Period", Shape::kNumber32};
constexpr Field kMagicOption{"lcp.opt.magic_number", "Magic Number", Shape::kHex32};
constexpr Field kChecks{"lcp.opt.fcs_alternatives", "FCS Alternatives", Shape::kHex8};
constexpr Field kOperation{"lcp.opt.operation", "Operation", Shape::kNumber8, 0, kCallbackNames};
constexpr Field kMessageBytes{"lcp.opt.message", "Message", Shape::kBytes};
constexpr Field kMrru{"lcp.opt.mrru", "MRRU", Shape::kNumber16};
constexpr Field kClass{"lcp.opt.ep_disc_class", "Class", Shape::kNumber8, 0, kClassNames};
constexpr Field kIpAddress{"lcp.opt.ip_address", "IP Address", Shape::kIpv4};
constexpr Field kMacAddress{"lcp.opt.802_1_address", "IEEE 802.1 Address", Shape::kMac};
constexpr Field kOtherAddress{"lcp.opt.data", "Data", Shape::kBytes};
constexpr Field kDiscriminator{"lcp.opt.link_discrim", "Link Discriminator", Shape::kNumber16};
constexpr Field kMagic{"lcp.magic_number", "Magic Number", Shape::kHex32};
constexpr Field kData{"lcp.data", "Data", Shape::kBytes};
constexpr Field kMessage{"lcp.message", "Message", Shape::kText};
constexpr Field kSeconds{"lcp.secs_remaining", "Seconds Remaining", Shape::kNumber32};
constexpr Field kRejected{"lcp.rej_proto", "Rejected Protocol", Shape::kHex16, 0,
                          kPppProtocolNames};

void read_mru(Layer& lcp) {
  lcp.u16(kMru);
}
void read_async_map(Layer& lcp) {
  lcp.u32(kAsyncMap);
}
void read_authentication(Layer& lcp) {
  lcp.u16(kAuthentication);
  if (!lcp.left().empty()) lcp.u8(kAlgorithm);
}
void read_quality(Layer& lcp) {
  lcp.u16(kQuality);
  if (lcp.left().size() == 4) lcp.u32(kReporting);
}
void read_magic(Layer& lcp) {
  lcp.u32(kMagicOption);
}
void read_checks(Layer& lcp) {
  lcp.u8(kChecks);
}
void read_callback(Layer& lcp) {
  lcp.u8(kOperation);
  if (!lcp.left().empty()) lcp.remaining(kMessageBytes);
}
void read_mrru(Layer& lcp) {
  lcp.u16(kMrru);
}
void read_endpoint(Layer& lcp) {
  const std::uint8_t kind = lcp.u8(kClass);
  if (kind == 2 && lcp.left().size() == 4) {
    lcp.ipv4(kIpAddress);
  } else if (kind == 3 && lcp.left().size() == 6) {
    lcp.mac(kMacAddress);
  } else if (!lcp.left().empty()) {
    lcp.remaining(kOtherAddress);
  }
}
void read_discriminator(Layer& lcp) {
  lcp.u16(kDiscriminator);
}

constexpr PppOption kOptions[] = {
    {1, {"lcp.opt.mtu_bytes", "Maximum Receive Unit", Shape::kBytes}, read_mru},
    {2, {"lcp.opt.asyncmap_bytes", "Async Control Character Map", Shape::kBytes}, read_async_map},
    {3,
     {"lcp.opt.auth_protocol_bytes", "Authentication Protocol", Shape::kBytes},
     read_authentication},
    {4, {"lcp.opt.quality_protocol_bytes", "Quality Protocol", Shape::kBytes}, read_quality},
    {5, {"lcp.opt.magic_number_bytes", "Magic Number", Shape::kBytes}, read_magic},
    {7, {"lcp.opt.field_compress", "Protocol Field Compression", Shape::kBytes}, nullptr},
    {8,
     {"lcp.opt.addr_field_compress", "Address and Control Field Compression", Shape::kBytes},
     nullptr},
    {9, {"lcp.opt.fcs_alternatives_bytes", "FCS Alternatives", Shape::kBytes}, read_checks},
    {13, {"lcp.opt.callback", "Callback", Shape::kBytes}, read_callback},
    {17, {"lcp.opt.multilink_mrru", "Multilink MRRU", Shape::kBytes}, read_mrru},
    {18,
     {"lcp.opt.multilink_ssnh", "Multilink Short Sequence Number Header", Shape::kBytes},
     nullptr},
    {19,
     {"lcp.opt.multilink_ep_disc", "Multilink Endpoint Discriminator", Shape::kBytes},
     read_endpoint},
    {23,
     {"lcp.opt.link_discrim_bytes", "Link Discriminator for BACP", Shape::kBytes},
     read_discriminator}};

void read_rejected(Layer& lcp) {
  const std::uint16_t protocol = lcp.u16(kRejected);
  const Payload packet = lcp.rest();
  lcp.skip(lcp.left().size());
  if (!packet.empty()) lcp.quote(packet, {{Space::kPppProtocol, protocol}});
}

void read_other(Layer& lcp, std::uint8_t code) {
  if (code == 8) return read_rejected(lcp);
  if (code > 13) return;
  lcp.u32(kMagic);
  if (code == 13) lcp.u32(kSeconds);
  if (lcp.left().empty()) return;
  if (code >= 12) {
    lcp.text(kMessage, lcp.left().size());
  } else {
    lcp.remaining(kData);
  }
}

constexpr PppControl kControl{{"lcp.opt.type", "Type", Shape::kNumber8, 0, kTypeNames},
                              {"lcp.opt.length", "Length", Shape::kNumber8},
                              kOptions,
                              read_other};

constexpr Route kFoundAt[] = {{Space::kPppProtocol, 0xc021}};

Outcome dissect(Layer& lcp) {
  return read_ppp_control(lcp, kControl);
}

constexpr FieldSpan kFields[] = {kMru,
                                 kAsyncMap,
                                 kAuthentication,
                                 kAlgorithm,
                                 kQuality,
                                 kReporting,
                                 kMagicOption,
                                 kChecks,
                                 kOperation,
                                 kMessageBytes,
                                 kMrru,
                                 kClass,
                                 kIpAddress,
                                 kMacAddress,
                                 kOtherAddress,
                                 kDiscriminator,
                                 kMagic,
                                 kData,
                                 kMessage,
                                 kSeconds,
                                 kRejected,
                                 field_of(kOptions, &PppOption::heading),
                                 kControl.option_length,
                                 kControl.option_type,
                                 kPppControlFields};

}  // namespace

extern const Dissector kLinkControl{
    {"lcp", "PPP Link Control Protocol", Shape::kLayer}, "PPP LCP", kFoundAt, kFields, dissect};

}  // namespace packetglass
