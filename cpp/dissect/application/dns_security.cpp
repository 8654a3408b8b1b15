// Records that sign a zone, and prove what is not in it: RFC 4034, 5155, 7344, 7477.
#include "base/text.h"
#include "dissect/application/dns_algorithms.h"
#include "dissect/application/dns_types.h"

namespace packetglass {
namespace {

using Kind = DnsPart::Kind;

constexpr Name kDigests[] = {{1, "SHA-1"}, {2, "SHA-256"}, {3, "GOST R 34.11-94"}, {4, "SHA-384"}};

constexpr Field kDsKeyId{"dns.ds.key_id", "Key id", Shape::kHex16};
constexpr Field kDsAlgorithm{"dns.ds.algorithm", "Algorithm", Shape::kNumber8, 0, kDnsAlgorithms};
constexpr Field kDsDigestType{"dns.ds.digest_type", "Digest Type", Shape::kNumber8, 0, kDigests};
constexpr Field kDsDigest{"dns.ds.digest", "Digest", Shape::kBytes};
constexpr DnsPart kDsParts[] = {{Kind::kNumber16, &kDsKeyId},
                                {Kind::kNumber8, &kDsAlgorithm},
                                {Kind::kNumber8, &kDsDigestType},
                                {Kind::kBytes, &kDsDigest}};

constexpr Field kCovered{"dns.rrsig.type_covered", "Type Covered", Shape::kNumber16};
constexpr Field kRrsigAlgorithm{"dns.rrsig.algorithm", "Algorithm", Shape::kNumber8, 0,
                                kDnsAlgorithms};
constexpr Field kLabels{"dns.rrsig.labels", "Labels", Shape::kNumber8};
constexpr Field kOriginalTtl{"dns.rrsig.original_ttl", "Original TTL", Shape::kNumber32};
constexpr Field kExpiration{"dns.rrsig.signature_expiration", "Signature Expiration",
                            Shape::kTime};
constexpr Field kInception{"dns.rrsig.signature_inception", "Signature Inception", Shape::kTime};
constexpr Field kKeyTag{"dns.rrsig.key_tag", "Key Tag", Shape::kNumber16};
constexpr Field kSigner{"dns.rrsig.signers_name", "Signer's name", Shape::kText};
constexpr Field kSignature{"dns.rrsig.signature", "Signature", Shape::kBytes};
constexpr DnsPart kRrsigParts[] = {
    {Kind::kNumber16, &kCovered},  {Kind::kNumber8, &kRrsigAlgorithm},
    {Kind::kNumber8, &kLabels},    {Kind::kNumber32, &kOriginalTtl},
    {Kind::kTime32, &kExpiration}, {Kind::kTime32, &kInception},
    {Kind::kNumber16, &kKeyTag},   {Kind::kName, &kSigner},
    {Kind::kBytes, &kSignature}};

constexpr Field kNextName{"dns.nsec.next_domain_name", "Next Domain Name", Shape::kText};
constexpr DnsPart kNsecParts[] = {{Kind::kName, &kNextName, ", next domain name ", true}};

constexpr Name kHashes[] = {{1, "SHA-1"}};
constexpr Field kHashAlgorithm{"dns.nsec3.algo", "Hash algorithm", Shape::kNumber8, 0, kHashes};
constexpr Field kNsec3Flags{"dns.nsec3.flags", "NSEC3 flags", Shape::kNumber8};
constexpr Field kOptOut{"dns.nsec3.flags.opt_out", "NSEC3 Opt-out flag", Shape::kFlag, 0x01};
constexpr Field kIterations{"dns.nsec3.iterations", "NSEC3 iterations", Shape::kNumber16};
constexpr Field kSaltLength{"dns.nsec3.salt_length", "Salt length", Shape::kNumber8};
constexpr Field kSalt{"dns.nsec3.salt_value", "Salt value", Shape::kBytes};
constexpr Field kHashLength{"dns.nsec3.hash_length", "Hash length", Shape::kNumber8};
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

constexpr Field kKeyFlags{"dns.dnskey.flags", "Flags", Shape::kHex16};
constexpr Field kZoneKey{"dns.dnskey.flags.zone_key", "Zone Key", Shape::kFlag, 0x0100};
constexpr Field kRevoked{"dns.dnskey.flags.key_revoked", "Key Revoked", Shape::kFlag, 0x0080};
constexpr Field kEntryPoint{"dns.dnskey.flags.secure_entry_point", "Key Signing Key", Shape::kFlag,
                            0x0001};
constexpr Field kReservedFlags{"dns.dnskey.flags.reserved", "Reserved", Shape::kHex16, 0xfe7e};
constexpr Field kKeyProtocol{"dns.dnskey.protocol", "Protocol", Shape::kNumber8};
constexpr Field kKeyAlgorithm{"dns.dnskey.algorithm", "Algorithm", Shape::kNumber8, 0,
                              kDnsAlgorithms};
constexpr Field kKeyId{"dns.dnskey.key_id", "Key id", Shape::kNumber16};
constexpr Field kPublicKey{"dns.dnskey.public_key", "Public Key", Shape::kBytes};

// RFC 4034, appendix B; for the first algorithm it is two bytes of the key instead.
std::uint16_t key_tag(Bytes data, std::uint8_t algorithm) {
  if (algorithm == 1) {
    return data.size() < 7 ? 0 : load<std::uint16_t>(&data[data.size() - 3], ByteOrder::kBig);
  }
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < data.size(); ++i)
    sum += i % 2 == 0 ? unsigned{data[i]} << 8 : data[i];
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
  layer.generated(kKeyId, key_tag(data, algorithm));
  layer.remaining(kPublicKey);
}

constexpr Field kSyncSerial{"dns.csync.soa", "SOA", Shape::kNumber32};
constexpr Field kSyncFlags{"dns.csync.flags", "Flags", Shape::kHex16};
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

constexpr DnsRecordType kTypes[] = {
    {43, kDsParts},     {46, kRrsigParts},    {47, kNsecParts, read_dns_type_bitmap},
    {48, {}, read_key}, {50, {}, read_nsec3}, {51, {}, read_nsec3_parameters, true},
    {59, kDsParts},     {60, {}, read_key},   {62, {}, read_sync},
    {32769, kDsParts}};

constexpr Field kTypeInBitmap{"dns.resp.type", "RR type in bit map", Shape::kNumber16};

// One block of the bitmap; it is at most 32 bytes long.
void read_bitmap_block(Layer& layer, Bytes block) {
  for (std::size_t i = 2; i < block.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      if ((block[i] & 0x80 >> bit) == 0) continue;
      const auto number = static_cast<std::uint16_t>(
          std::size_t{block[0]} << 8 | ((i - 2) << 3 & 0xff) | static_cast<std::size_t>(bit));
      layer.generated(kTypeInBitmap, number);
      const std::string_view name = name_of(kDnsTypeNames, number);
      if (!name.empty()) layer.say(name);
    }
  }
}

constexpr FieldSpan kFields[] = {
    kDsKeyId,     kDsAlgorithm, kDsDigestType,  kDsDigest,      kCovered,      kRrsigAlgorithm,
    kLabels,      kOriginalTtl, kExpiration,    kInception,     kKeyTag,       kSigner,
    kSignature,   kNextName,    kHashAlgorithm, kNsec3Flags,    kOptOut,       kIterations,
    kSaltLength,  kSalt,        kHashLength,    kHash,          kKeyFlags,     kZoneKey,
    kRevoked,     kEntryPoint,  kReservedFlags, kKeyProtocol,   kKeyAlgorithm, kKeyId,
    kPublicKey,   kSyncSerial,  kSyncFlags,     kSyncImmediate, kSyncMinimum,  kSyncBitmap,
    kTypeInBitmap};

}  // namespace

void read_dns_type_bitmap(DnsRecord& record) {
  Layer& layer = record.layer;
  while (!layer.left().empty() && layer.peek(1) <= 32 &&
         layer.left().size() >= 2u + layer.peek(1)) {
    const Bytes block = layer.left().first(2u + layer.peek(1));
    layer.skip(block.size());
    if (layer.recording()) read_bitmap_block(layer, block);
  }
}

std::span<const DnsRecordType> dns_security_types() {
  return kTypes;
}

extern constexpr FieldList kDnsSecurityFields = kFields;

}  // namespace packetglass
