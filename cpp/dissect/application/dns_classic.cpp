// Records of addresses, names and services: RFC 1035, 1183, 1876, 2230, 2782, 3123, 3403, 3596,
// 6672, 7043.
#include "base/text.h"
#include "dissect/application/dns_types.h"

namespace packetglass {
namespace {

using Kind = DnsPart::Kind;

constexpr Field kIpv4{"dns.a", "Address", Shape::kIpv4};
constexpr Field kIpv6{"dns.aaaa", "AAAA Address", Shape::kIpv6};
constexpr Field kNameServer{"dns.ns", "Name Server", Shape::kText};
constexpr Field kCanonicalName{"dns.cname", "CNAME", Shape::kText};
constexpr Field kPointer{"dns.ptr.domain_name", "Domain Name", Shape::kText};
constexpr Field kDelegation{"dns.dname", "Dname", Shape::kText};
constexpr Field kNull{"dns.null", "Null (data)", Shape::kBytes};

constexpr DnsPart kIpv4Parts[] = {{Kind::kIpv4, &kIpv4, ", addr ", true}};
constexpr DnsPart kIpv6Parts[] = {{Kind::kIpv6, &kIpv6, ", addr ", true}};
constexpr DnsPart kNsParts[] = {{Kind::kName, &kNameServer, ", ns ", true}};
constexpr DnsPart kCnameParts[] = {{Kind::kName, &kCanonicalName, ", cname ", true}};
constexpr DnsPart kPtrParts[] = {{Kind::kName, &kPointer, ", ", true}};
constexpr DnsPart kDnameParts[] = {{Kind::kName, &kDelegation, ", dname ", true}};
constexpr DnsPart kNullParts[] = {{Kind::kBytes, &kNull}};

constexpr Field kPrimary{"dns.soa.mname", "Primary name server", Shape::kText};
constexpr Field kMailbox{"dns.soa.rname", "Responsible authority's mailbox", Shape::kText};
constexpr Field kSerial{"dns.soa.serial_number", "Serial Number", Shape::kNumber32};
constexpr Field kRefresh{"dns.soa.refresh_interval", "Refresh Interval", Shape::kNumber32};
constexpr Field kRetry{"dns.soa.retry_interval", "Retry Interval", Shape::kNumber32};
constexpr Field kExpire{"dns.soa.expire_limit", "Expire limit", Shape::kNumber32};
constexpr Field kMinimum{"dns.soa.minimum_ttl", "Minimum TTL", Shape::kNumber32};
constexpr DnsPart kSoaParts[] = {{Kind::kName, &kPrimary, ", mname ", true},
                                 {Kind::kName, &kMailbox},
                                 {Kind::kNumber32, &kSerial},
                                 {Kind::kNumber32, &kRefresh},
                                 {Kind::kNumber32, &kRetry},
                                 {Kind::kNumber32, &kExpire},
                                 {Kind::kNumber32, &kMinimum}};

constexpr Field kMxPreference{"dns.mx.preference", "Preference", Shape::kNumber16};
constexpr Field kMxExchange{"dns.mx.mail_exchange", "Mail Exchange", Shape::kText};
constexpr DnsPart kMxParts[] = {{Kind::kNumber16, &kMxPreference, ", preference ", true},
                                {Kind::kName, &kMxExchange, ", mx ", true}};

constexpr Field kKxPreference{"dns.kx.preference", "Preference", Shape::kNumber16};
constexpr Field kKxExchange{"dns.kx.key_exchange", "Key Exchange", Shape::kText};
constexpr DnsPart kKxParts[] = {{Kind::kNumber16, &kKxPreference, ", preference ", true},
                                {Kind::kName, &kKxExchange, ", kx ", true}};

constexpr Field kPriority{"dns.srv.priority", "Priority", Shape::kNumber16};
constexpr Field kWeight{"dns.srv.weight", "Weight", Shape::kNumber16};
constexpr Field kPort{"dns.srv.port", "Port", Shape::kPort};
constexpr Field kTarget{"dns.srv.target", "Target", Shape::kText};
constexpr DnsPart kSrvParts[] = {{Kind::kNumber16, &kPriority, ", priority ", true},
                                 {Kind::kNumber16, &kWeight, ", weight ", true},
                                 {Kind::kNumber16, &kPort, ", port ", true},
                                 {Kind::kName, &kTarget, ", target ", true}};

constexpr Field kOrder{"dns.naptr.order", "Order", Shape::kNumber16};
constexpr Field kPreference{"dns.naptr.preference", "Preference", Shape::kNumber16};
constexpr Field kFlagsLength{"dns.naptr.flags_length", "Flags Length", Shape::kNumber8};
constexpr Field kFlags{"dns.naptr.flags", "Flags", Shape::kText};
constexpr Field kServiceLength{"dns.naptr.service_length", "Service Length", Shape::kNumber8};
constexpr Field kService{"dns.naptr.service", "Service", Shape::kText};
constexpr Field kRegexLength{"dns.naptr.regex_length", "Regex Length", Shape::kNumber8};
constexpr Field kRegex{"dns.naptr.regex", "Regex", Shape::kText};
constexpr Field kReplacementLength{"dns.naptr.replacement_length", "Replacement Length",
                                   Shape::kNumber8};
constexpr Field kReplacement{"dns.naptr.replacement", "Replacement", Shape::kText};
constexpr DnsPart kNaptrParts[] = {{Kind::kNumber16, &kOrder, ", order ", true},
                                   {Kind::kNumber16, &kPreference, ", preference ", true},
                                   {Kind::kString, &kFlags, ", flags ", true, &kFlagsLength},
                                   {Kind::kString, &kService, {}, false, &kServiceLength},
                                   {Kind::kString, &kRegex, {}, false, &kRegexLength}};

void read_replacement(DnsRecord& record) {
  const DnsName name = decode_dns_name(record.message.bytes, record.message.position());
  record.layer.generated(kReplacementLength, name.text.size());
  read_dns_name(record.message, kReplacement);
}

constexpr Field kCpuLength{"dns.hinfo.cpu_length", "CPU Length", Shape::kNumber8};
constexpr Field kCpu{"dns.hinfo.cpu", "CPU", Shape::kText};
constexpr Field kOsLength{"dns.hinfo.os_length", "OS Length", Shape::kNumber8};
constexpr Field kOs{"dns.hinfo.os", "OS", Shape::kText};
constexpr DnsPart kHinfoParts[] = {{Kind::kString, &kCpu, ", CPU ", true, &kCpuLength},
                                   {Kind::kString, &kOs, ", OS ", true, &kOsLength}};

constexpr Field kTextLength{"dns.txt.length", "TXT Length", Shape::kNumber8};
constexpr Field kText{"dns.txt", "TXT", Shape::kText};
constexpr DnsPart kTxtParts[] = {{Kind::kString, &kText, {}, false, &kTextLength}};
constexpr Field kSpfLength{"dns.spf.length", "SPF Length", Shape::kNumber8};
constexpr Field kSpf{"dns.spf", "SPF", Shape::kText};
constexpr DnsPart kSpfParts[] = {{Kind::kString, &kSpf, {}, false, &kSpfLength}};

// As many as there are.
template <const auto& kParts>
void read_all(DnsRecord& record) {
  while (!record.layer.left().empty()) read_dns_parts(record, kParts);
}

constexpr Field kRpMailbox{"dns.rp.mailbox", "Mailbox", Shape::kText};
constexpr Field kRpText{"dns.rp.txt_rr", "TXT RR", Shape::kText};
constexpr DnsPart kRpParts[] = {{Kind::kName, &kRpMailbox}, {Kind::kName, &kRpText}};

constexpr Field kAfsSubtype{"dns.afsdb.subtype", "Subtype", Shape::kNumber16};
constexpr Field kAfsHost{"dns.afsdb.hostname", "Hostname", Shape::kText};
constexpr DnsPart kAfsdbParts[] = {{Kind::kNumber16, &kAfsSubtype}, {Kind::kName, &kAfsHost}};

constexpr Field kLocVersion{"dns.loc.version", "Version", Shape::kNumber8};
constexpr Field kLocSize{"dns.loc.size", "Size", Shape::kNumber8};
constexpr Field kLocHorizontal{"dns.loc.horizontal_precision", "Horizontal Precision",
                               Shape::kNumber8};
constexpr Field kLocVertical{"dns.loc.vertical_precision", "Vertical Precision", Shape::kNumber8};
constexpr Field kLatitude{"dns.loc.latitude", "Latitude", Shape::kNumber32};
constexpr Field kLongitude{"dns.loc.longitude", "Longitude", Shape::kNumber32};
constexpr Field kAltitude{"dns.loc.altitude", "Altitude", Shape::kNumber32};
constexpr DnsPart kLocParts[] = {
    {Kind::kNumber8, &kLocVersion},    {Kind::kNumber8, &kLocSize},
    {Kind::kNumber8, &kLocHorizontal}, {Kind::kNumber8, &kLocVertical},
    {Kind::kNumber32, &kLatitude},     {Kind::kNumber32, &kLongitude},
    {Kind::kNumber32, &kAltitude}};

constexpr Field kWksAddress{"dns.wks.address", "Address", Shape::kIpv4};
constexpr Field kWksProtocol{"dns.wks.protocol", "Protocol", Shape::kNumber8};
constexpr DnsPart kWksParts[] = {{Kind::kIpv4, &kWksAddress, ", addr ", true},
                                 {Kind::kNumber8, &kWksProtocol}};

constexpr Field kWksBits{"dns.wks.bits", "Bits", Shape::kHex8};

// Bytes without a port are not shown: there may be 8192 of them.
void read_ports(DnsRecord& record) {
  while (!record.layer.left().empty()) {
    record.layer.peek() == 0 ? record.layer.skip(1) : void(record.layer.u8(kWksBits));
  }
}

constexpr Field kEui48{"dns.eui48", "EUI48 Address", Shape::kMac};
constexpr Field kEui64{"dns.eui64", "EUI64 Address", Shape::kBytes};
constexpr DnsPart kEui48Parts[] = {{Kind::kMac, &kEui48}};
constexpr DnsPart kEui64Parts[] = {{Kind::kBytes, &kEui64}};

constexpr Name kFamilies[] = {{1, "IPv4"}, {2, "IPv6"}};
constexpr Field kFamily{"dns.apl.address_family", "Address Family", Shape::kNumber16, 0,
                        kFamilies};
constexpr Field kPrefix{"dns.apl.coded_prefix", "Prefix Length", Shape::kNumber8};
constexpr Field kNegation{"dns.apl.negation", "Negation Flag", Shape::kFlag, 0x80};
constexpr Field kPartLength{"dns.apl.afdlength", "Address Length", Shape::kNumber8, 0x7f};
// Texts, as the zeros at the end of an address are left out.
constexpr Field kPart4{"dns.apl.afdpart.ipv4", "Address", Shape::kIpv4};
constexpr Field kPart6{"dns.apl.afdpart.ipv6", "Address", Shape::kIpv6};
constexpr Field kPart{"dns.apl.afdpart.data", "Address", Shape::kBytes};

void read_prefixes(DnsRecord& record) {
  Layer& layer = record.layer;
  while (!layer.left().empty()) {
    const std::uint16_t family = layer.u16(kFamily);
    layer.u8(kPrefix);
    const std::uint8_t size = layer.u8({&kNegation, &kPartLength}) & 0x7f;
    if (family == 1 && size <= 4) {
      read_short_address(layer, Address::Kind::kIpv4, kPart4, size);
    } else if (family == 2 && size <= 16) {
      read_short_address(layer, Address::Kind::kIpv6, kPart6, size);
    } else {
      layer.bytes(kPart, size);
    }
  }
}

constexpr DnsRecordType kTypes[] = {{1, kIpv4Parts},
                                    {2, kNsParts},
                                    {5, kCnameParts},
                                    {6, kSoaParts},
                                    {10, kNullParts, nullptr, true},
                                    {11, kWksParts, read_ports},
                                    {12, kPtrParts},
                                    {13, kHinfoParts},
                                    {15, kMxParts},
                                    {16, {}, read_all<kTxtParts>},
                                    {17, kRpParts, nullptr, true},
                                    {18, kAfsdbParts, nullptr, true},
                                    {28, kIpv6Parts},
                                    {29, kLocParts},
                                    {33, kSrvParts},
                                    {35, kNaptrParts, read_replacement},
                                    {36, kKxParts},
                                    {39, kDnameParts},
                                    {42, {}, read_prefixes, true},
                                    {99, {}, read_all<kSpfParts>},
                                    {108, kEui48Parts},
                                    {109, kEui64Parts}};

constexpr FieldSpan kFields[] = {kIpv4,
                                 kIpv6,
                                 kNameServer,
                                 kCanonicalName,
                                 kPointer,
                                 kDelegation,
                                 kNull,
                                 kPrimary,
                                 kMailbox,
                                 kSerial,
                                 kRefresh,
                                 kRetry,
                                 kExpire,
                                 kMinimum,
                                 kMxPreference,
                                 kMxExchange,
                                 kKxPreference,
                                 kKxExchange,
                                 kPriority,
                                 kWeight,
                                 kPort,
                                 kTarget,
                                 kOrder,
                                 kPreference,
                                 kFlagsLength,
                                 kFlags,
                                 kServiceLength,
                                 kService,
                                 kRegexLength,
                                 kRegex,
                                 kReplacementLength,
                                 kReplacement,
                                 kCpuLength,
                                 kCpu,
                                 kOsLength,
                                 kOs,
                                 kTextLength,
                                 kText,
                                 kSpfLength,
                                 kSpf,
                                 kRpMailbox,
                                 kRpText,
                                 kAfsSubtype,
                                 kAfsHost,
                                 kLocVersion,
                                 kLocSize,
                                 kLocHorizontal,
                                 kLocVertical,
                                 kLatitude,
                                 kLongitude,
                                 kAltitude,
                                 kWksAddress,
                                 kWksProtocol,
                                 kWksBits,
                                 kEui48,
                                 kEui64,
                                 kFamily,
                                 kPrefix,
                                 kNegation,
                                 kPartLength,
                                 kPart4,
                                 kPart6,
                                 kPart};

}  // namespace

std::span<const DnsRecordType> dns_classic_types() {
  return kTypes;
}

extern constexpr FieldList kDnsClassicFields = kFields;

}  // namespace packetglass
