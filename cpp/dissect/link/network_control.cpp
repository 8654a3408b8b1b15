// What PPP agrees on for what it carries: IPCP RFC 1332 and 1877, IPV6CP RFC 5072, CCP RFC 1962.
#include "base/text.h"
#include "dissect/link/ppp_control.h"

namespace packetglass {
namespace {

constexpr Name kIpTypeNames[] = {{1, "IP Addresses (deprecated)"},
                                 {2, "IP Compression Protocol"},
                                 {3, "IP Address"},
                                 {4, "Mobile Node's Home IP Address"},
                                 {129, "Primary DNS Server IP Address"},
                                 {130, "Primary NBNS Server IP Address"},
                                 {131, "Secondary DNS Server IP Address"},
                                 {132, "Secondary NBNS Server IP Address"}};
constexpr Name kIpv6TypeNames[] = {{1, "Interface Identifier"}, {2, "IPv6 compression"}};
constexpr Name kCompressionTypeNames[] = {{0, "OUI"},
                                          {1, "Predictor type 1"},
                                          {2, "Predictor type 2"},
                                          {16, "Hewlett-Packard PPC"},
                                          {17, "Stac LZS"},
                                          {18, "Microsoft PPE/PPC"},
                                          {19, "Gandalf FZA"},
                                          {21, "BSD Compress"},
                                          {26, "Deflate"}};
constexpr Name kCompressionNames[] = {{0x002d, "VJ compression"},
                                      {0x0003, "Robust Header Compression (ROHC)"},
                                      {0x0061, "IP Header Compression"}};

constexpr Field kSource{"ipcp.opt.src_address", "Source IP Address", Shape::kIpv4};
constexpr Field kDestination{"ipcp.opt.dst_address", "Destination IP Address", Shape::kIpv4};
constexpr Field kProtocol{"ipcp.opt.compress_proto", "IP Compression Protocol", Shape::kHex16, 0,
                          kCompressionNames};
constexpr Field kMaxSlot{"ipcp.opt.max_slot_id", "Max Slot ID", Shape::kNumber8};
constexpr Field kSlotCompressed{"ipcp.opt.comp_slot_id", "Comp Slot ID", Shape::kFlag, 0x01};
constexpr Field kAddress{"ipcp.opt.ip_address", "IP Address", Shape::kIpv4};
constexpr Field kMobile{"ipcp.opt.mobilenodehomeaddress", "Mobile Node's Home Address",
                        Shape::kIpv4};
constexpr Field kDns1{"ipcp.opt.pri_dns_address", "Primary DNS Address", Shape::kIpv4};
constexpr Field kNbns1{"ipcp.opt.pri_nbns_address", "Primary NBNS Address", Shape::kIpv4};
constexpr Field kDns2{"ipcp.opt.sec_dns_address", "Secondary DNS Address", Shape::kIpv4};
constexpr Field kNbns2{"ipcp.opt.sec_nbns_address", "Secondary NBNS Address", Shape::kIpv4};
constexpr Field kInterface{"ipv6cp.interface_identifier", "Interface Identifier", Shape::kBytes};
constexpr Field kSupported{"ccp.opt.supported_bits", "Supported Bits", Shape::kHex32};
constexpr Field kWindow{"ccp.opt.window", "Window", Shape::kNumber8, 0xf0};
constexpr Field kMethod{"ccp.opt.method", "Method", Shape::kNumber8, 0x0f};
constexpr Field kZero{"ccp.opt.mbz", "MBZ", Shape::kNumber8, 0xfc};
constexpr Field kCheck{"ccp.opt.chk", "Chk", Shape::kNumber8, 0x03};

template <const Field& kField>
void read_address(Layer& control) {
  control.ipv4(kField);
}

void read_addresses(Layer& control) {
  control.ipv4(kSource);
  control.ipv4(kDestination);
}

void read_compression(Layer& control) {
  const std::uint16_t protocol = control.u16(kProtocol);
  if (protocol != 0x002d || control.left().size() != 2) return;
  control.u8(kMaxSlot);
  control.u8({&kSlotCompressed});
}

void read_interface(Layer& control) {
  control.bytes(kInterface, 8);
}

void read_microsoft(Layer& control) {
  control.u32(kSupported);
}

void read_deflate(Layer& control) {
  control.u8({&kWindow, &kMethod});
  control.u8({&kZero, &kCheck});
}

constexpr PppOption kIpOptions[] = {
    {1, {"ipcp.opt.addrs", "IP Addresses (deprecated)", Shape::kBytes}, read_addresses},
    {2, {"ipcp.opt.compress", "IP Compression Protocol", Shape::kBytes}, read_compression},
    {3, {"ipcp.opt.addr", "IP Address", Shape::kBytes}, read_address<kAddress>},
    {4,
     {"ipcp.opt.mobileipv4", "Mobile Node's Home IP Address", Shape::kBytes},
     read_address<kMobile>},
    {129,
     {"ipcp.opt.pri_dns", "Primary DNS Server IP Address", Shape::kBytes},
     read_address<kDns1>},
    {130,
     {"ipcp.opt.pri_nbns", "Primary NBNS Server IP Address", Shape::kBytes},
     read_address<kNbns1>},
    {131,
     {"ipcp.opt.sec_dns", "Secondary DNS Server IP Address", Shape::kBytes},
     read_address<kDns2>},
    {132,
     {"ipcp.opt.sec_nbns", "Secondary NBNS Server IP Address", Shape::kBytes},
     read_address<kNbns2>}};
constexpr PppOption kIpv6Options[] = {
    {1,
     {"ipv6cp.opt.interface_identifier", "Interface Identifier", Shape::kBytes},
     read_interface}};
constexpr PppOption kCompressionOptions[] = {
    {18, {"ccp.opt.mppe", "Microsoft PPE/PPC", Shape::kBytes}, read_microsoft},
    {26, {"ccp.opt.deflate", "Deflate", Shape::kBytes}, read_deflate}};

constexpr PppControl kIp{{"ipcp.opt.type", "Type", Shape::kNumber8, 0, kIpTypeNames},
                         {"ipcp.opt.length", "Length", Shape::kNumber8},
                         kIpOptions,
                         nullptr};
constexpr PppControl kIpv6{{"ipv6cp.opt.type", "Type", Shape::kNumber8, 0, kIpv6TypeNames},
                           {"ipv6cp.opt.length", "Length", Shape::kNumber8},
                           kIpv6Options,
                           nullptr};
constexpr PppControl kCompression{
    {"ccp.opt.type", "Type", Shape::kNumber8, 0, kCompressionTypeNames},
    {"ccp.opt.length", "Length", Shape::kNumber8},
    kCompressionOptions,
    nullptr};

template <const PppControl& kProtocolOf>
Outcome dissect(Layer& control) {
  return read_ppp_control(control, kProtocolOf);
}

constexpr Route kIpAt[] = {{Space::kPppProtocol, 0x8021}};
constexpr Route kIpv6At[] = {{Space::kPppProtocol, 0x8057}};
constexpr Route kCompressionAt[] = {{Space::kPppProtocol, 0x80fd}};

constexpr FieldSpan kFields[] = {kSource,
                                 kDestination,
                                 kProtocol,
                                 kMaxSlot,
                                 kSlotCompressed,
                                 kAddress,
                                 kMobile,
                                 kDns1,
                                 kNbns1,
                                 kDns2,
                                 kNbns2,
                                 kInterface,
                                 kSupported,
                                 kWindow,
                                 kMethod,
                                 kZero,
                                 kCheck,
                                 field_of(kIpOptions, &PppOption::heading),
                                 field_of(kIpv6Options, &PppOption::heading),
                                 field_of(kCompressionOptions, &PppOption::heading),
                                 kIp.option_length,
                                 kIp.option_type,
                                 kIpv6.option_length,
                                 kIpv6.option_type,
                                 kCompression.option_length,
                                 kCompression.option_type};

}  // namespace

extern const Dissector kIpControl{
    {"ipcp", "PPP IP Control Protocol", Shape::kLayer}, "PPP IPCP", kIpAt, kFields, dissect<kIp>};
extern const Dissector kIpv6Control{{"ipv6cp", "PPP IPv6 Control Protocol", Shape::kLayer},
                                    "PPP IPV6CP",
                                    kIpv6At,
                                    kFields,
                                    dissect<kIpv6>};
extern const Dissector kCompressionControl{
    {"ccp", "PPP Compression Control Protocol", Shape::kLayer},
    "PPP CCP",
    kCompressionAt,
    kFields,
    dissect<kCompression>};

}  // namespace packetglass
