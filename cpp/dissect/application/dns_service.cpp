// Records that bind a service to its parameters, SVCB and HTTPS: RFC 9460.
#include "base/text.h"
#include "dissect/application/dns_types.h"
#include "dissect/utf8.h"

namespace packetglass {
namespace {

using Kind = DnsPart::Kind;

constexpr Name kKeyNames[] = {{0, "mandatory"}, {1, "alpn"},     {2, "no-default-alpn"},
                              {3, "port"},      {4, "ipv4hint"}, {5, "echconfig"},
                              {6, "ipv6hint"},  {7, "dohpath"}};

constexpr Field kPriority{"dns.svcb.svcpriority", "SvcPriority", Shape::kNumber16};
constexpr Field kTarget{"dns.svcb.targetname", "TargetName", Shape::kText};
constexpr DnsPart kParts[] = {{Kind::kNumber16, &kPriority}, {Kind::kName, &kTarget}};

constexpr Field kParameter{"dns.svcb.svcparam", "SvcParam", Shape::kGroup};
constexpr Field kKey{"dns.svcb.svcparam.key", "SvcParamKey", Shape::kNumber16, 0, kKeyNames};
constexpr Field kLength{"dns.svcb.svcparam.value.length", "SvcParamValue length",
                        Shape::kNumber16};
constexpr Field kValue{"dns.svcb.svcparam.value", "SvcParamValue", Shape::kBytes};
constexpr Field kMandatory{"dns.svcb.svcparam.mandatory.key", "Mandatory key", Shape::kNumber16, 0,
                           kKeyNames};
constexpr Field kAlpnLength{"dns.svcb.svcparam.alpn.length", "ALPN length", Shape::kNumber8};
constexpr Field kAlpn{"dns.svcb.svcparam.alpn", "ALPN", Shape::kText};
constexpr Field kPort{"dns.svcb.svcparam.port", "Port", Shape::kPort};
constexpr Field kIpv4{"dns.svcb.svcparam.ipv4hint.ip", "IP", Shape::kIpv4};
constexpr Field kEch{"dns.svcb.svcparam.echconfig", "ECHConfig", Shape::kBytes};
constexpr Field kIpv6{"dns.svcb.svcparam.ipv6hint.ip", "IP", Shape::kIpv6};

std::string key_name(std::uint16_t key) {
  const std::string_view name = name_of(kKeyNames, key);
  return name.empty() ? format_text("key%u", key) : std::string(name);
}

std::string read_alpn(Layer& layer) {
  const std::uint8_t length = layer.u8(kAlpnLength);
  std::string text;
  append_utf8(text, layer.bytes(kAlpn, length));
  return text;
}

// The next value of those a parameter may have several of.
std::string read_one(Layer& layer, std::uint16_t key) {
  switch (key) {
    case 0:
      return key_name(layer.u16(kMandatory));
    case 1:
      return read_alpn(layer);
    case 3:
      return format_text("%u", layer.u16(kPort));
    case 4:
      return to_text(layer.ipv4(kIpv4));
    case 5: {
      std::string text;
      append_base64(text, layer.remaining(kEch));
      return text;
    }
    case 6:
      return to_text(layer.ipv6(kIpv6));
    default: {
      std::string text;
      append_utf8(text, layer.remaining(kValue));
      return text;
    }
  }
}

void read_parameter(Layer& layer) {
  Layer::Group group(layer, kParameter);
  const std::uint16_t key = layer.u16(kKey);
  const std::uint16_t length = layer.u16(kLength);
  if (layer.truncated()) return;
  std::string values;
  {
    Layer::Limit value(layer, length);
    while (!layer.left().empty()) {
      values.append(values.empty() ? "=" : ",").append(read_one(layer, key));
    }
  }
  if (layer.recording()) group.say(std::string(": ") + key_name(key) + values);
}

void read_parameters(DnsRecord& record) {
  while (!record.layer.left().empty()) read_parameter(record.layer);
}

constexpr DnsRecordType kTypes[] = {{64, kParts, read_parameters}, {65, kParts, read_parameters}};

constexpr FieldSpan kFields[] = {kPriority, kTarget,    kParameter,  kKey,  kLength,
                                 kValue,    kMandatory, kAlpnLength, kAlpn, kPort,
                                 kIpv4,     kEch,       kIpv6};

}  // namespace

std::span<const DnsRecordType> dns_service_types() {
  return kTypes;
}

extern constexpr FieldList kDnsServiceFields = kFields;

}  // namespace packetglass
