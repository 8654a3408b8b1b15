// Records that prove who sent a message, TSIG and TKEY: RFC 8945 and 2930.
#include "dissect/application/dns_types.h"
#include "record/timestamp.h"

namespace packetglass {
namespace {

using Kind = DnsPart::Kind;

constexpr Field kTsigAlgorithm{"dns.tsig.algorithm_name", "Algorithm Name", Shape::kText};
constexpr Field kTimeSigned{"dns.tsig.time_signed", "Time Signed", Shape::kTime};
constexpr Field kFudge{"dns.tsig.fudge", "Fudge", Shape::kNumber16};
constexpr Field kMacSize{"dns.tsig.mac_size", "MAC Size", Shape::kNumber16};
constexpr Field kMac{"dns.tsig.mac", "MAC", Shape::kGroup};
constexpr Field kOriginalId{"dns.tsig.original_id", "Original Id", Shape::kNumber16};
constexpr Field kTsigError{"dns.tsig.error", "Error", Shape::kNumber16};
constexpr Field kOtherLength{"dns.tsig.other_len", "Other Len", Shape::kNumber16};
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
constexpr Field kTkeyInception{"dns.tkey.signature_inception", "Signature Inception",
                               Shape::kTime};
constexpr Field kTkeyExpiration{"dns.tkey.signature_expiration", "Signature Expiration",
                                Shape::kTime};
constexpr Name kModes[] = {{1, "Server assigned"},
                           {2, "Diffie-Hellman"},
                           {3, "GSSAPI"},
                           {4, "Resolver assigned"},
                           {5, "Key deletion"}};
constexpr Field kTkeyMode{"dns.tkey.mode", "Mode", Shape::kNumber16, 0, kModes};
constexpr Field kTkeyError{"dns.tkey.error", "Error", Shape::kNumber16};
constexpr Field kKeySize{"dns.tkey.key_size", "Key Size", Shape::kNumber16};
constexpr Field kKeyData{"dns.tkey.key_data", "Key Data", Shape::kBytes};
constexpr Field kTkeyOtherSize{"dns.tkey.other_size", "Other Size", Shape::kNumber16};
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

constexpr DnsRecordType kTypes[] = {{249, kTkeyParts, read_key_exchange},
                                    {250, {}, read_signature}};

constexpr FieldSpan kFields[] = {
    kTsigAlgorithm, kTimeSigned,  kFudge,   kMacSize,       kMac,           kOriginalId,
    kTsigError,     kOtherLength, kOther,   kTkeyAlgorithm, kTkeyInception, kTkeyExpiration,
    kTkeyMode,      kTkeyError,   kKeySize, kKeyData,       kTkeyOtherSize, kTkeyOther};

}  // namespace

std::span<const DnsRecordType> dns_transaction_types() {
  return kTypes;
}

extern constexpr FieldList kDnsTransactionFields = kFields;

}  // namespace packetglass
