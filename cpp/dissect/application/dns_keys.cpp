// Records of keys and certificates of services: RFC 4255, 4398, 4025, 6698, 7929, 8659.
#include "base/text.h"
#include "dissect/application/dns_algorithms.h"
#include "dissect/application/dns_types.h"
#include "dissect/utf8.h"

namespace packetglass {
namespace {

using Kind = DnsPart::Kind;

constexpr Field kUsage{"dns.tlsa.certificate_usage", "Certificate Usage", Shape::kNumber8};
constexpr Field kSelector{"dns.tlsa.selector", "Selector", Shape::kNumber8};
constexpr Field kMatching{"dns.tlsa.matching_type", "Matching Type", Shape::kNumber8};
constexpr Field kAssociation{"dns.tlsa.certificate_association_data",
                             "Certificate Association Data", Shape::kBytes};
constexpr DnsPart kTlsaParts[] = {{Kind::kNumber8, &kUsage},
                                  {Kind::kNumber8, &kSelector},
                                  {Kind::kNumber8, &kMatching},
                                  {Kind::kBytes, &kAssociation}};

constexpr Field kSshAlgorithm{"dns.sshfp.algorithm", "Algorithm", Shape::kNumber8};
constexpr Field kSshType{"dns.sshfp.fingerprint.type", "Fingerprint type", Shape::kNumber8};
constexpr Field kFingerprint{"dns.sshfp.fingerprint", "Fingerprint", Shape::kBytes};
constexpr DnsPart kSshfpParts[] = {
    {Kind::kNumber8, &kSshAlgorithm}, {Kind::kNumber8, &kSshType}, {Kind::kBytes, &kFingerprint}};

constexpr Field kCertType{"dns.cert.type", "Type", Shape::kNumber16};
constexpr Field kCertTag{"dns.cert.key_tag", "Key Tag", Shape::kHex16};
constexpr Field kCertAlgorithm{"dns.cert.algorithm", "Algorithm", Shape::kNumber8, 0,
                               kDnsAlgorithms};
constexpr Field kCertificate{"dns.cert.certificate", "Certificate (or CRL)", Shape::kBytes};
constexpr DnsPart kCertParts[] = {{Kind::kNumber16, &kCertType},
                                  {Kind::kNumber16, &kCertTag},
                                  {Kind::kNumber8, &kCertAlgorithm},
                                  {Kind::kBytes, &kCertificate}};

constexpr Field kOpenPgp{"dns.openpgpkey", "OpenPGP Key", Shape::kBytes};
constexpr DnsPart kOpenPgpParts[] = {{Kind::kBytes, &kOpenPgp}};

constexpr Field kCaaFlags{"dns.caa.flags", "CAA Flags", Shape::kHex8};
constexpr Field kCritical{"dns.caa.flags.issuer_critical", "Issuer Critical", Shape::kFlag, 0x80};
constexpr Field kTagLength{"dns.caa.tag_length", "Tag length", Shape::kNumber8};
constexpr Field kTag{"dns.caa.tag", "Tag", Shape::kText};
constexpr Field kValue{"dns.caa.value", "Value", Shape::kText};
constexpr Field kIssue{"dns.caa.issue", "Issue", Shape::kText};
constexpr Field kIssueWild{"dns.caa.issuewild", "Issue Wildcard", Shape::kText};
constexpr Field kReport{"dns.caa.iodef", "Report URL", Shape::kText};
constexpr Field kUnknownTag{"dns.caa.unknown", "Unknown tag", Shape::kText};

// The tag and value together, under the name that the tag gives.
void show_property(Layer& layer) {
  const Bytes bytes = layer.left();
  if (!layer.recording() || bytes.empty() || bytes[0] >= bytes.size()) return;
  const Bytes tag = bytes.subspan(1, bytes[0]);
  const std::string_view name = text_of(tag);
  layer.look(name == "issue"       ? kIssue
             : name == "issuewild" ? kIssueWild
             : name == "iodef"     ? kReport
                                   : kUnknownTag,
             bytes.size());
  std::string value;
  append_utf8(value, bytes.subspan(1u + bytes[0]));
  layer.say(value);
}

void read_authorization(DnsRecord& record) {
  const std::uint8_t flags = record.layer.u8(kCaaFlags);
  record.layer.parts(flags, {&kCritical});
  show_property(record.layer);
  static constexpr DnsPart kParts[] = {{Kind::kString, &kTag, {}, false, &kTagLength},
                                       {Kind::kText, &kValue}};
  read_dns_parts(record, kParts);
}

constexpr Field kPrecedence{"dns.ipseckey.gateway_precedence", "Gateway Precedence",
                            Shape::kNumber8};
constexpr Field kGatewayType{"dns.ipseckey.gateway_type", "Gateway Type", Shape::kNumber8};
constexpr Field kGatewayAlgorithm{"dns.ipseckey.gateway_algorithm", "Gateway Algorithm",
                                  Shape::kNumber8};
constexpr Field kGatewayIpv4{"dns.ipseckey.gateway_ipv4", "IPv4 Gateway", Shape::kIpv4};
constexpr Field kGatewayIpv6{"dns.ipseckey.gateway_ipv6", "IPv6 Gateway", Shape::kIpv6};
constexpr Field kGatewayName{"dns.ipseckey.gateway_dns", "DNS Gateway", Shape::kText};
constexpr Field kIpsecKey{"dns.ipseckey.public_key", "Public Key", Shape::kBytes};

void read_ipsec_key(DnsRecord& record) {
  Layer& layer = record.layer;
  layer.u8(kPrecedence);
  const std::uint8_t type = layer.u8(kGatewayType);
  layer.u8(kGatewayAlgorithm);
  if (type == 1) layer.ipv4(kGatewayIpv4);
  if (type == 2) layer.ipv6(kGatewayIpv6);
  if (type == 3) read_dns_name(record.message, kGatewayName);
  if (!layer.left().empty()) layer.remaining(kIpsecKey);
}

constexpr DnsRecordType kTypes[] = {{37, kCertParts},         {44, kSshfpParts},
                                    {45, {}, read_ipsec_key}, {52, kTlsaParts, nullptr, true},
                                    {61, kOpenPgpParts},      {257, {}, read_authorization}};

constexpr FieldSpan kFields[] = {
    kUsage,       kSelector,    kMatching,    kAssociation,   kSshAlgorithm, kSshType,
    kFingerprint, kCertType,    kCertTag,     kCertAlgorithm, kCertificate,  kOpenPgp,
    kCaaFlags,    kCritical,    kTagLength,   kTag,           kValue,        kIssue,
    kIssueWild,   kReport,      kUnknownTag,  kPrecedence,    kGatewayType,  kGatewayAlgorithm,
    kGatewayIpv4, kGatewayIpv6, kGatewayName, kIpsecKey};

}  // namespace

std::span<const DnsRecordType> dns_key_types() {
  return kTypes;
}

extern constexpr FieldList kDnsKeyFields = kFields;

}  // namespace packetglass
