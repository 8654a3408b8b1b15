// Questions and records of DNS: RFC 1035, sections 4.1.2 and 4.1.3.
#include <algorithm>

#include "base/text.h"
#include "dissect/application/dns_types.h"

namespace packetglass {
namespace {

constexpr Field kQuestion{"dns.query", "", Shape::kGroup};
constexpr Field kQuestionName{"dns.qry.name", "Name", Shape::kText};
constexpr Field kNameLength{"dns.qry.name.len", "Name Length", Shape::kNumber16};
constexpr Field kLabelCount{"dns.count.labels", "Label Count", Shape::kNumber16};
constexpr Field kQuestionType{"dns.qry.type", "Type", Shape::kNumber16, 0, kDnsTypeNames};
constexpr Field kQuestionClass{"dns.qry.class", "Class", Shape::kHex16, 0, kDnsClassNames};
constexpr Field kLocalQuestionClass{"dns.qry.class", "Class", Shape::kHex16, 0x7fff};
constexpr Field kUnicast{"dns.qry.qu", "\"QU\" question", Shape::kFlag, 0x8000};

constexpr Field kRecord{"dns.record", "", Shape::kGroup};
constexpr Field kOwner{"dns.resp.name", "Name", Shape::kText};
constexpr Field kType{"dns.resp.type", "Type", Shape::kNumber16, 0, kDnsTypeNames};
constexpr Field kClass{"dns.resp.class", "Class", Shape::kHex16, 0, kDnsClassNames};
constexpr Field kLocalClass{"dns.resp.class", "Class", Shape::kHex16, 0x7fff};
constexpr Field kCacheFlush{"dns.resp.cache_flush", "Cache flush", Shape::kFlag, 0x8000};
constexpr Field kTtl{"dns.resp.ttl", "Time to live", Shape::kNumber32};
constexpr Field kLength{"dns.resp.len", "Data length", Shape::kNumber16};
constexpr Field kUnknown{"dns.data", "Data", Shape::kBytes};
// The owner of a service's record has three parts (RFC 2782).
constexpr Field kService{"dns.srv.service", "Service", Shape::kText};
constexpr Field kServiceProtocol{"dns.srv.proto", "Protocol", Shape::kText};
constexpr Field kServiceName{"dns.srv.name", "Name", Shape::kText};

constexpr std::uint16_t kServiceType = 33, kEdnsType = 41;
constexpr std::uint16_t kTopBit = 0x8000;

// "IN", without the flag that multicast DNS keeps in it.
std::string class_text(const DnsMessage& message, std::uint16_t number) {
  return std::string(dns_class_name(message.multicast ? number & ~kTopBit : number));
}

// A class; with multicast DNS a flag too.
std::uint16_t read_class(DnsMessage& message, const Field& field, const Field& local,
                         const Field& flag) {
  Layer& dns = message.layer;
  const std::uint16_t number = message.multicast ? dns.u16({&local, &flag}) : dns.u16(field);
  if (!message.multicast && dns.recording_text() && !dns.truncated()) {
    dns.say(format_text("%s (0x%04x)", class_text(message, number).c_str(), number));
  }
  return number;
}

// The rest after the first label, which is put to `label`.
std::string_view after_label(std::string_view name, std::string_view& label) {
  const std::size_t dot = name.find('.');
  label = name.substr(0, dot);
  return dot == name.npos ? std::string_view() : name.substr(dot + 1);
}

void read_service_owner(DnsMessage& message, const DnsName& name) {
  std::string_view service, protocol;
  const std::string_view rest = after_label(after_label(name.text, service), protocol);
  const Bytes left = message.layer.left();
  if (left.size() < name.size || rest.empty()) {
    read_dns_name(message, kOwner);
    return;
  }
  message.layer.bytes(kService, name.size);
  message.layer.say(service);
  message.layer.generated(kServiceProtocol, protocol);
  message.layer.generated(kServiceName, rest);
}

// The owner's name, as one field or three.
DnsName read_owner(DnsMessage& message) {
  const DnsName name = decode_dns_name(message.bytes, message.position());
  const Bytes behind =
      message.layer.left().subspan(std::min(name.size, message.layer.left().size()));
  const bool service =
      behind.size() >= 2 && load<std::uint16_t>(behind.data(), ByteOrder::kBig) == kServiceType;
  if (!service || name.size == 0) return read_dns_name(message, kOwner);
  read_service_owner(message, name);
  return name;
}

void read_data(DnsRecord& record, const std::string& owner, std::uint16_t number) {
  const DnsRecordType* type = find_dns_record_type(number);
  if (type != nullptr && !record.layer.left().empty()) {
    if (type->owner_in_info) record.info.append(" ").append(owner);
    read_dns_parts(record, type->parts);
    if (type->rest != nullptr) type->rest(record);
  }
  if (!record.layer.left().empty()) record.layer.remaining(kUnknown);
}

// All behind the type of an ordinary record.
void read_ordinary(DnsRecord& record, const std::string& owner, std::uint16_t type) {
  DnsMessage& message = record.message;
  const std::uint16_t number = read_class(message, kClass, kLocalClass, kCacheFlush);
  record.heading = ", class " + class_text(message, number);
  if (message.multicast && (number & kTopBit) != 0) {
    record.heading += ", cache flush";
    record.info += ", cache flush";
  }
  message.layer.u32(kTtl);
  const std::uint16_t length = message.layer.u16(kLength);
  if (message.layer.truncated()) return;
  const std::size_t there = std::min<std::size_t>(length, message.layer.left().size());
  {
    Layer::Limit data(message.layer, length);
    read_data(record, owner, type);
    if (message.layer.truncated() && there == length)
      message.layer.malformed("the data ends within a field");
  }
  // What is not there is missed by whoever reads on.
  message.layer.skip(length - there);
}

constexpr FieldSpan kFields[] = {
    kQuestion,           kQuestionName, kNameLength, kLabelCount, kQuestionType, kQuestionClass,
    kLocalQuestionClass, kUnicast,      kRecord,     kOwner,      kType,         kClass,
    kLocalClass,         kCacheFlush,   kTtl,        kLength,     kUnknown,      kService,
    kServiceProtocol,    kServiceName};

}  // namespace

DnsName read_dns_name(DnsMessage& message, const Field& field) {
  DnsName name = decode_dns_name(message.bytes, message.position());
  Layer& dns = message.layer;
  if (name.size == 0) {
    dns.skip(dns.left().size() + 1);
    return name;
  }
  dns.bytes(field, name.size);
  if (!dns.truncated()) dns.say(name.text);
  return name;
}

void read_dns_question(DnsMessage& message) {
  Layer& dns = message.layer;
  Layer::Group group(dns, kQuestion);
  const DnsName name = read_dns_name(message, kQuestionName);
  if (dns.truncated()) return;
  dns.generated(kNameLength, name.length);
  dns.generated(kLabelCount, name.labels);
  const std::uint16_t type = dns.u16(kQuestionType);
  const std::uint16_t number = read_class(message, kQuestionClass, kLocalQuestionClass, kUnicast);
  if (dns.truncated()) return;
  const bool unicast = (number & kTopBit) != 0;
  const char* local = unicast ? ", \"QU\" question" : ", \"QM\" question";
  const std::string type_name = dns_type_name(type);
  message.info().append(" ").append(type_name).append(" ").append(name.text);
  if (message.multicast) message.info() += local;
  if (!dns.recording_text()) return;
  group.say(name.text + ": type " + type_name + ", class " + class_text(message, number) +
            (message.multicast ? local : ""));
}

void read_dns_record(DnsMessage& message) {
  Layer& dns = message.layer;
  Layer::Group group(dns, kRecord);
  const DnsName name = read_owner(message);
  if (dns.truncated()) return;
  const std::uint16_t type = dns.u16(kType);
  if (dns.truncated()) return;
  const std::string type_name = dns_type_name(type);
  DnsRecord record{message, dns, {}, message.info()};
  record.info.append(" ").append(type_name);
  if (type == kEdnsType) {
    read_dns_edns(record);
  } else {
    read_ordinary(record, name.text, type);
  }
  if (dns.recording_text()) group.say(name.text + ": type " + type_name + record.heading);
}

extern constexpr FieldList kDnsRecordFields = kFields;

}  // namespace packetglass
