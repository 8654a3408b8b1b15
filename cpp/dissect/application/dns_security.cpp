// Records of keys, signatures and what does not exist: RFC 4034, 5155, 4255, 4398, 4025, 6698, 7477,
// 7929, 8659; TSIG RFC 8945, TKEY RFC 2930.
#include <algorithm>

#include "base/text.h"
#include "dissect/application/dns_types.h"
#include "record/timestamp.h"

namespace packetglass {
namespace {

using Kind = DnsPart::Kind;

constexpr Name kAlgorithms[] = {{1, "RSA/MD5"},
                                {2, "Diffie-Hellman"},
                                {3, "DSA"},
                                {5, "RSA/SHA1"},
                                {6, "DSA + NSEC3/SHA1"},
                                {7, "RSA/SHA1 + NSEC3/SHA1"},
                                {8, "RSA/SHA-256"},
                                {10, "RSA/SHA-512"},
                                {12, "GOST R 34.10-2001"},
                                {13, "ECDSA Curve P-256 with SHA-256"},
                                {14, "ECDSA Curve P-384 with SHA-384"},
                                {15, "Ed25519"},
                                {16, "Ed448"},
                                {252, "Indirect key"},
                                {253, "Private, domain name"},
                                {254, "Private, OID"}};
constexpr Name kDigests[] = {{1, "SHA-1"}, {2, "SHA-256"}, {3, "GOST R 34.11-94"}, {4, "SHA-384"}};

constexpr Field kDsKeyId{"dns.ds.key_id", "Key id", Shape::kHex};
constexpr Field kDsAlgorithm{"dns.ds.algorithm", "Algorithm", Shape::kNumber, 0, kAlgorithms};
constexpr Field kDsDigestType{"dns.ds.digest_type", "Digest Type", Shape::kNumber, 0, kDigests};
constexpr Field kDsDigest{"dns.ds.digest", "Digest", Shape::kBytes};
constexpr DnsPart kDsParts[] = {{Kind::kNumber16, &kDsKeyId},
                                {Kind::kNumber8, &kDsAlgorithm},
                                {Kind::kNumber8, &kDsDigestType},
                                {Kind::kBytes, &kDsDigest}};

constexpr Field kCovered{"dns.rrsig.type_covered", "Type Covered"};
constexpr Field kRrsigAlgorithm{"dns.rrsig.algorithm", "Algorithm", Shape::kNumber, 0, kAlgorithms};
constexpr Field kLabels{"dns.rrsig.labels", "Labels"};
constexpr Field kOriginalTtl{"dns.rrsig.original_ttl", "Original TTL"};
constexpr Field kExpiration{"dns.rrsig.signature_expiration", "Signature Expiration", Shape::kTime};
constexpr Field kInception{"dns.rrsig.signature_inception", "Signature Inception", Shape::kTime};
constexpr Field kKeyTag{"dns.rrsig.key_tag", "Key Tag"};
constexpr Field kSigner{"dns.rrsig.signers_name", "Signer's name", Shape::kText};
constexpr Field kSignature{"dns.rrsig.signature", "Signature", Shape::kBytes};
constexpr DnsPart kRrsigParts[] = {
    {Kind::kNumber16, &kCovered}, {Kind::kNumber8, &kRrsigAlgorithm},
    {Kind::kNumber8, &kLabels},   {Kind::kNumber32, &kOriginalTtl},
    {Kind::kTime32, &kExpiration}, {Kind::kTime32, &kInception},
    {Kind::kNumber16, &kKeyTag},  {Kind::kName, &kSigner},
    {Kind::kBytes, &kSignature}};

constexpr Field kNextName{"dns.nsec.next_domain_name", "Next Domain Name", Shape::kText};
constexpr DnsPart kNsecParts[] = {{Kind::kName, &kNextName, ", next domain name ", true}};

constexpr Name kHashes[] = {{1, "SHA-1"}};
constexpr Field kHashAlgorithm{"dns.nsec3.algo", "Hash algorithm", Shape::kNumber, 0, kHashes};
constexpr Field kNsec3Flags{"dns.nsec3.flags", "NSEC3 flags"};
constexpr Field kOptOut{"dns.nsec3.flags.opt_out", "NSEC3 Opt-out flag", Shape::kFlag, 0x01};
constexpr Field kIterations{"dns.nsec3.iterations", "NSEC3 iterations"};
constexpr Field kSaltLength{"dns.nsec3.salt_length", "Salt length"};
constexpr Field kSalt{"dns.nsec3.salt_value", "Salt value", Shape::kBytes};
constexpr Field kHashLength{"dns.nsec3.hash_length", "Hash length"};
constexpr Field kHash{"dns.nsec3.hash_value", "Next hashed owner", Shape::kText};

// base32hex, RFC 4648, without padding.
std::string base32hex(Bytes bytes) {
  static constexpr char kDigits[] = "0123456789abcdefghijklmnopqrstuv";
  std::string text;
  unsigned held = 0, bits = 0;
  for (const std::uint8_t byte : bytes) {
    held = (held << 8 | byte) & 0xffff;
    for (bits += 8; bits >= 5; bits -= 5) text += kDigits[held >> (bits - 5) & 31];
  }
  if (bits != 0) text += kDigits[held << (5 - bits) & 31];
  return text;
}

void read_hashing(Layer& layer, bool of_a_name) {
  layer.u8(kHashAlgorithm);
  const std::uint8_t flags = layer.u8(kNsec3Flags);
  if (of_a_name) layer.parts(flags, {&kOptOut});
  layer.u16(kIterations);
  layer.bytes(kSalt, layer.u8(kSaltLength));
}

void read_nsec3_parameters(DnsRecord& record) {
  read_hashing(record.layer, false);
}

void read_nsec3(DnsRecord& record) {
  read_hashing(record.layer, true);
  const Bytes hash = record.layer.bytes(kHash, record.layer.u8(kHashLength));
  if (!hash.empty()) record.layer.say(base32hex(hash));
  read_dns_type_bitmap(record);
}

constexpr Field kKeyFlags{"dns.dnskey.flags", "Flags", Shape::kHex};
constexpr Field kZoneKey{"dns.dnskey.flags.zone_key", "Zone Key", Shape::kFlag, 0x0100};
constexpr Field kRevoked{"dns.dnskey.flags.key_revoked", "Key Revoked", Shape::kFlag, 0x0080};
constexpr Field kEntryPoint{"dns.dnskey.flags.secure_entry_point", "Key Signing Key", Shape::kFlag,
                            0x0001};
constexpr Field kReservedFlags{"dns.dnskey.flags.reserved", "Reserved", Shape::kHex, 0xfe7e};
constexpr Field kKeyProtocol{"dns.dnskey.protocol", "Protocol"};
constexpr Field kKeyAlgorithm{"dns.dnskey.algorithm", "Algorithm", Shape::kNumber, 0, kAlgorithms};
constexpr Field kKeyId{"dns.dnskey.key_id", "Key id"};
constexpr Field kPublicKey{"dns.dnskey.public_key", "Public Key", Shape::kBytes};

// RFC 4034, appendix B; for the first algorithm it is two bytes of the key instead.
std::uint16_t key_tag(Bytes data, std::uint8_t algorithm) {
  if (algorithm == 1) {
    return data.size() < 7 ? 0 : load<std::uint16_t>(&data[data.size() - 3], ByteOrder::kBig);
  }
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < data.size(); ++i) sum += i % 2 == 0 ? data[i] << 8 : data[i];
  return static_cast<std::uint16_t>(sum + (sum >> 16 & 0xffff));
}

void read_key(DnsRecord& record) {
  Layer& layer = record.layer;
  const Bytes data = layer.left();
  const std::uint16_t flags = layer.u16(kKeyFlags);
  layer.parts(flags, {&kZoneKey, &kRevoked, &kEntryPoint, &kReservedFlags});
  layer.u8(kKeyProtocol);
  const std::uint8_t algorithm = layer.u8(kKeyAlgorithm);
  if (layer.truncated()) return;
  layer.worked_out(kKeyId, key_tag(data, algorithm));
  layer.remaining(kPublicKey);
}

constexpr Field kUsage{"dns.tlsa.certificate_usage", "Certificate Usage"};
constexpr Field kSelector{"dns.tlsa.selector", "Selector"};
constexpr Field kMatching{"dns.tlsa.matching_type", "Matching Type"};
constexpr Field kAssociation{"dns.tlsa.certificate_association_data", "Certificate Association Data",
                             Shape::kBytes};
constexpr DnsPart kTlsaParts[] = {{Kind::kNumber8, &kUsage},
                                  {Kind::kNumber8, &kSelector},
                                  {Kind::kNumber8, &kMatching},
                                  {Kind::kBytes, &kAssociation}};

constexpr Field kSshAlgorithm{"dns.sshfp.algorithm", "Algorithm"};
constexpr Field kSshType{"dns.sshfp.fingerprint.type", "Fingerprint type"};
constexpr Field kFingerprint{"dns.sshfp.fingerprint", "Fingerprint", Shape::kBytes};
constexpr DnsPart kSshfpParts[] = {{Kind::kNumber8, &kSshAlgorithm},
                                   {Kind::kNumber8, &kSshType},
                                   {Kind::kBytes, &kFingerprint}};

constexpr Field kCertType{"dns.cert.type", "Type"};
constexpr Field kCertTag{"dns.cert.key_tag", "Key Tag", Shape::kHex};
constexpr Field kCertAlgorithm{"dns.cert.algorithm", "Algorithm", Shape::kNumber, 0, kAlgorithms};
constexpr Field kCertificate{"dns.cert.certificate", "Certificate (or CRL)", Shape::kBytes};
constexpr DnsPart kCertParts[] = {{Kind::kNumber16, &kCertType},
                                  {Kind::kNumber16, &kCertTag},
                                  {Kind::kNumber8, &kCertAlgorithm},
                                  {Kind::kBytes, &kCertificate}};

constexpr Field kOpenPgp{"dns.openpgpkey", "OpenPGP Key", Shape::kBytes};
constexpr DnsPart kOpenPgpParts[] = {{Kind::kBytes, &kOpenPgp}};

constexpr Field kSyncSerial{"dns.csync.soa", "SOA"};
constexpr Field kSyncFlags{"dns.csync.flags", "Flags", Shape::kHex};
constexpr Field kSyncImmediate{"dns.csync.flags.immediate", "immediate", Shape::kFlag, 0x0001};
constexpr Field kSyncMinimum{"dns.csync.flags.soaminimum", "soaminimum", Shape::kFlag, 0x0002};
constexpr Field kSyncBitmap{"dns.csync.type_bitmap", "Type Bitmap", Shape::kBytes};

void read_sync(DnsRecord& record) {
  record.layer.u32(kSyncSerial);
  const std::uint16_t flags = record.layer.u16(kSyncFlags);
  record.layer.parts(flags, {&kSyncImmediate, &kSyncMinimum});
  record.layer.look(kSyncBitmap, record.layer.left().size());
  read_dns_type_bitmap(record);
}

constexpr Field kCaaFlags{"dns.caa.flags", "CAA Flags", Shape::kHex};
constexpr Field kCritical{"dns.caa.flags.issuer_critical", "Issuer Critical", Shape::kFlag, 0x80};
constexpr Field kTagLength{"dns.caa.tag_length", "Tag length"};
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
  const std::string_view name(reinterpret_cast<const char*>(tag.data()), tag.size());
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

constexpr Field kTsigAlgorithm{"dns.tsig.algorithm_name", "Algorithm Name", Shape::kText};
constexpr Field kTimeSigned{"dns.tsig.time_signed", "Time Signed", Shape::kTime};
constexpr Field kFudge{"dns.tsig.fudge", "Fudge"};
constexpr Field kMacSize{"dns.tsig.mac_size", "MAC Size"};
constexpr Field kMac{"dns.tsig.mac", "MAC", Shape::kGroup};
constexpr Field kOriginalId{"dns.tsig.original_id", "Original Id"};
constexpr Field kTsigError{"dns.tsig.error", "Error"};
constexpr Field kOtherLength{"dns.tsig.other_len", "Other Len"};
constexpr Field kOther{"dns.tsig.other_data", "Other Data", Shape::kBytes};

void read_signature(DnsRecord& record) {
  Layer& layer = record.layer;
  read_dns_name(record.message, kTsigAlgorithm);
  const std::uint64_t seconds = layer.uint(kTimeSigned, 6);
  // What nanoseconds cannot hold is no time.
  if (!layer.truncated() && seconds < 9'000'000'000) layer.means(seconds * kNanosecondsPerSecond);
  layer.u16(kFudge);
  layer.bytes(kMac, layer.u16(kMacSize));
  layer.u16(kOriginalId);
  layer.u16(kTsigError);
  const std::uint16_t other = layer.u16(kOtherLength);
  if (other != 0) layer.bytes(kOther, other);
}

constexpr Field kTkeyAlgorithm{"dns.tkey.algo_name", "Algorithm name", Shape::kText};
constexpr Field kTkeyInception{"dns.tkey.signature_inception", "Signature Inception", Shape::kTime};
constexpr Field kTkeyExpiration{"dns.tkey.signature_expiration", "Signature Expiration",
                                Shape::kTime};
constexpr Name kModes[] = {{1, "Server assigned"},
                           {2, "Diffie-Hellman"},
                           {3, "GSSAPI"},
                           {4, "Resolver assigned"},
                           {5, "Key deletion"}};
constexpr Field kTkeyMode{"dns.tkey.mode", "Mode", Shape::kNumber, 0, kModes};
constexpr Field kTkeyError{"dns.tkey.error", "Error"};
constexpr Field kKeySize{"dns.tkey.key_size", "Key Size"};
constexpr Field kKeyData{"dns.tkey.key_data", "Key Data", Shape::kBytes};
constexpr Field kTkeyOtherSize{"dns.tkey.other_size", "Other Size"};
constexpr Field kTkeyOther{"dns.tkey.other_data", "Other Data", Shape::kBytes};
constexpr DnsPart kTkeyParts[] = {{Kind::kName, &kTkeyAlgorithm},
                                  {Kind::kTime32, &kTkeyInception},
                                  {Kind::kTime32, &kTkeyExpiration},
                                  {Kind::kNumber16, &kTkeyMode},
                                  {Kind::kNumber16, &kTkeyError}};

void read_key_exchange(DnsRecord& record) {
  Layer& layer = record.layer;
  const std::uint16_t size = layer.u16(kKeySize);
  if (size != 0) layer.bytes(kKeyData, size);
  const std::uint16_t other = layer.u16(kTkeyOtherSize);
  if (other != 0) layer.bytes(kTkeyOther, other);
}

constexpr Field kPrecedence{"dns.ipseckey.gateway_precedence", "Gateway Precedence"};
constexpr Field kGatewayType{"dns.ipseckey.gateway_type", "Gateway Type"};
constexpr Field kGatewayAlgorithm{"dns.ipseckey.gateway_algorithm", "Gateway Algorithm"};
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

constexpr DnsRecordType kTypes[] = {{37, kCertParts},
                                    {43, kDsParts},
                                    {44, kSshfpParts},
                                    {45, {}, read_ipsec_key},
                                    {46, kRrsigParts},
                                    {47, kNsecParts, read_dns_type_bitmap},
                                    {48, {}, read_key},
                                    {50, {}, read_nsec3},
                                    {51, {}, read_nsec3_parameters, true},
                                    {52, kTlsaParts, nullptr, true},
                                    {59, kDsParts},
                                    {60, {}, read_key},
                                    {61, kOpenPgpParts},
                                    {62, {}, read_sync},
                                    {249, kTkeyParts, read_key_exchange},
                                    {250, {}, read_signature},
                                    {257, {}, read_authorization},
                                    {32769, kDsParts}};

constexpr Field kTypeInBitmap{"dns.resp.type", "RR type in bit map"};

// One block of the bitmap; it is at most 32 bytes long.
void read_bitmap_block(Layer& layer, Bytes block) {
  for (std::size_t i = 2; i < block.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      if ((block[i] & 0x80 >> bit) == 0) continue;
      const auto number = static_cast<std::uint16_t>(block[0] << 8 | ((i - 2) << 3 & 0xff) | bit);
      layer.worked_out(kTypeInBitmap, number);
      const std::string_view name = name_of(dns_type_names(), number);
      if (!name.empty()) layer.say(name);
    }
  }
}

}  // namespace

void read_dns_type_bitmap(DnsRecord& record) {
  Layer& layer = record.layer;
  while (!layer.left().empty() && layer.peek(1) <= 32 && layer.left().size() >= 2u + layer.peek(1)) {
    const Bytes block = layer.left().first(2u + layer.peek(1));
    layer.skip(block.size());
    if (layer.recording()) read_bitmap_block(layer, block);
  }
}

std::span<const DnsRecordType> dns_security_types() {
  return kTypes;
}

}  // namespace packetglass
