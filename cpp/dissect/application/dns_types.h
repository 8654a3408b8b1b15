// THE TABLE of the types of DNS records, and how the data of one is read.
#pragma once

#include <span>
#include <string_view>

#include "dissect/application/dns_message.h"

namespace packetglass {

// One field of a record's data.
struct DnsPart {
  enum class Kind : std::uint8_t {
    kNumber8,
    kNumber16,
    kNumber32,
    kTime32,  // seconds since 1970
    kIpv4,
    kIpv6,
    kMac,
    kName,
    kString,  // its length in a byte, field `length`, before it
    kBytes,   // all that is left
    kText,    // all that is left
  };

  Kind kind;
  const Field* field;
  std::string_view heading = {};  // what is said before the value in the record's heading
  bool in_info = false;           // whether the value is said in Info
  const Field* length = nullptr;
};

struct DnsRecordType {
  std::uint16_t number;
  std::span<const DnsPart> parts;
  void (*rest)(DnsRecord& record) = nullptr;  // reads what is behind the parts
  bool owner_in_info = false;                 // Info says whose record it is instead of its data
};

// How data of a type is read; nullptr when nobody knows.
const DnsRecordType* find_dns_record_type(std::uint16_t number);

// Reads data part by part.
void read_dns_parts(DnsRecord& record, std::span<const DnsPart> parts);

// "A (Host Address)" of all types.
inline constexpr std::size_t kDnsTypes = 88;
extern const Name kDnsTypeNames[kDnsTypes];
// "A"; "Unknown (65300)".
std::string dns_type_name(std::uint16_t number);
// "IN"; "Unknown".
std::string_view dns_class_name(std::uint16_t number);
inline constexpr std::size_t kDnsClasses = 6;
extern const Name kDnsClassNames[kDnsClasses];

// The tables by what records are for. Each in a file of its own.
std::span<const DnsRecordType> dns_classic_types();
std::span<const DnsRecordType> dns_security_types();
std::span<const DnsRecordType> dns_key_types();
std::span<const DnsRecordType> dns_service_types();
std::span<const DnsRecordType> dns_transaction_types();

// Reads the first `size` bytes of an address, all behind them being zero, to a field of such.
void read_short_address(Layer& layer, Address::Kind kind, const Field& field, std::size_t size);

// Reads the bits that say for which types there are records (RFC 4034, section 4.1.2).
void read_dns_type_bitmap(DnsRecord& record);

// The pseudo-record OPT from behind its type on: RFC 6891.
void read_dns_edns(DnsRecord& record);

// All fields that are recorded there.
extern const FieldList kDnsRecordFields, kDnsClassicFields, kDnsSecurityFields, kDnsKeyFields,
    kDnsServiceFields, kDnsTransactionFields, kDnsEdnsFields;

}  // namespace packetglass
