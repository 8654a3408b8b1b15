// The data of DNS records that is a row of fields.
#include <algorithm>

#include "base/text.h"
#include "dissect/application/dns_types.h"
#include "dissect/utf8.h"
#include "record/timestamp.h"

namespace packetglass {
namespace {

std::string read_time(Layer& layer, const Field& field) {
  const std::uint32_t seconds = layer.u32(field);
  if (!layer.truncated()) layer.means(std::uint64_t{seconds} * kNanosecondsPerSecond);
  return {};
}

std::string read_text(Layer& layer, const Field& field, std::size_t size) {
  std::string text;
  const Bytes bytes = layer.bytes(field, size);
  append_utf8(text, bytes);
  if (!bytes.empty()) layer.say(text);
  return text;
}

// Returns the value as Info and headings have it.
std::string read_part(DnsRecord& record, const DnsPart& part) {
  Layer& layer = record.layer;
  const Field& field = *part.field;
  switch (part.kind) {
    case DnsPart::Kind::kNumber8:
      return format_text("%u", layer.u8(field));
    case DnsPart::Kind::kNumber16:
      return format_text("%u", layer.u16(field));
    case DnsPart::Kind::kNumber32:
      return format_text("%u", layer.u32(field));
    case DnsPart::Kind::kTime32:
      return read_time(layer, field);
    case DnsPart::Kind::kIpv4:
      return to_text(layer.ipv4(field));
    case DnsPart::Kind::kIpv6:
      return to_text(layer.ipv6(field));
    case DnsPart::Kind::kMac:
      return to_text(layer.mac(field));
    case DnsPart::Kind::kName:
      return read_dns_name(record.message, field).text;
    case DnsPart::Kind::kString:
      return read_text(layer, field, layer.u8(*part.length));
    case DnsPart::Kind::kText:
      return read_text(layer, field, layer.left().size());
    case DnsPart::Kind::kBytes:
      if (!layer.left().empty()) layer.remaining(field);
      return {};
  }
  return {};
}

}  // namespace

void read_dns_parts(DnsRecord& record, std::span<const DnsPart> parts) {
  for (const DnsPart& part : parts) {
    const std::string value = read_part(record, part);
    if (record.layer.truncated()) return;
    if (part.in_info) record.info.append(" ").append(value);
    if (!part.heading.empty()) record.heading.append(part.heading).append(value);
  }
}

void read_short_address(Layer& layer, Address::Kind kind, const Field& field, std::size_t size) {
  Address address;
  address.kind = kind;
  const Bytes bytes = layer.bytes(field, size);
  if (layer.truncated()) return;
  std::copy_n(bytes.begin(), std::min(bytes.size(), address.size()), address.bytes.begin());
  layer.means(address);
}

const DnsRecordType* find_dns_record_type(std::uint16_t number) {
  for (const auto types : {dns_classic_types(), dns_security_types(), dns_key_types(),
                           dns_service_types(), dns_transaction_types()}) {
    const auto at = std::find_if(types.begin(), types.end(), [number](const DnsRecordType& type) {
      return type.number == number;
    });
    if (at != types.end()) return &*at;
  }
  return nullptr;
}

}  // namespace packetglass
