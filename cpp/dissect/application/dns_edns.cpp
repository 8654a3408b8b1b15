// The record OPT, extension mechanisms for DNS: RFC 6891; options RFC 5001, 6975, 7828, 7830,
// 7871, 7873, 7901, 8914.
#include <algorithm>

#include "base/text.h"
#include "dissect/application/dns_types.h"
#include "dissect/utf8.h"

namespace packetglass {
namespace {

constexpr Name kOptionNames[] = {{1, "LLQ - Long-lived query"},
                                 {2, "UL - Update lease"},
                                 {3, "NSID - Name Server Identifier"},
                                 {4, "Owner (reserved)"},
                                 {5, "DAU - DNSSEC Algorithm Understood (RFC6975)"},
                                 {6, "DHU - DS Hash Understood (RFC6975)"},
                                 {7, "N3U - NSEC3 Hash Understood (RFC6975)"},
                                 {8, "CSUBNET - Client subnet"},
                                 {9, "EDNS EXPIRE (RFC7314)"},
                                 {10, "COOKIE"},
                                 {11, "EDNS TCP Keepalive"},
                                 {12, "PADDING"},
                                 {13, "CHAIN"},
                                 {15, "Extended DNS Error"}};
constexpr Name kErrorNames[] = {{0, "Other Error"},
                                {1, "Unsupported DNSKEY Algorithm"},
                                {2, "Unsupported DS Digest Type"},
                                {3, "Stale Answer"},
                                {4, "Forged Answer"},
                                {5, "DNSSEC Indeterminate"},
                                {6, "DNSSEC Bogus"},
                                {7, "Signature Expired"},
                                {8, "Signature Not Yet Valid"},
                                {9, "DNSKEY Missing"},
                                {10, "RRSIGs Missing"},
                                {11, "No Zone Key Bit Set"},
                                {12, "NSEC Missing"},
                                {13, "Cached Error"},
                                {14, "Not Ready"},
                                {15, "Blocked"},
                                {16, "Censored"},
                                {17, "Filtered"},
                                {18, "Prohibited"},
                                {19, "Stale NXDOMAIN Answer"},
                                {20, "Not Authoritative"},
                                {21, "Not Supported"},
                                {22, "No Reachable Authority"},
                                {23, "Network Error"},
                                {24, "Invalid Data"}};
constexpr Name kFamilyNames[] = {{1, "IPv4"}, {2, "IPv6"}};

constexpr Field kPayloadSize{"dns.rr.udp_payload_size", "UDP payload size", Shape::kNumber16};
constexpr Field kLocalPayloadSize{"dns.rr.udp_payload_size", "UDP payload size", Shape::kHex16,
                                  0x7fff};
constexpr Field kCacheFlush{"dns.resp.cache_flush", "Cache flush", Shape::kFlag, 0x8000};
constexpr Field kReplyCode{"dns.resp.ext_rcode", "Higher bits in extended RCODE", Shape::kHex8};
constexpr Field kVersion{"dns.resp.edns0_version", "EDNS0 version", Shape::kNumber8};
constexpr Field kFlags{"dns.resp.z", "Z", Shape::kHex16};
constexpr Field kDnssecOk{"dns.resp.z.do", "DO bit", Shape::kFlag, 0x8000};
constexpr Field kReserved{"dns.resp.z.reserved", "Reserved", Shape::kHex16, 0x7fff};
constexpr Field kLength{"dns.resp.len", "Data length", Shape::kNumber16};

constexpr Field kOption{"dns.opt", "Option", Shape::kGroup};
constexpr Field kCode{"dns.opt.code", "Option Code", Shape::kNumber16, 0, kOptionNames};
constexpr Field kOptionLength{"dns.opt.len", "Option Length", Shape::kNumber16};
constexpr Field kData{"dns.opt.data", "Option Data", Shape::kBytes};
constexpr Field kAlgorithm{"dns.opt.dau", "DAU", Shape::kNumber8};
constexpr Field kDigest{"dns.opt.dhu", "DHU", Shape::kNumber8};
constexpr Field kHash{"dns.opt.n3u", "N3U", Shape::kNumber8};
constexpr Field kFamily{"dns.opt.client.family", "Family", Shape::kNumber16, 0, kFamilyNames};
constexpr Field kSourceMask{"dns.opt.client.netmask", "Source Netmask", Shape::kNumber8};
constexpr Field kScopeMask{"dns.opt.client.scope", "Scope Netmask", Shape::kNumber8};
// Texts, as the zeros at the end of an address are left out.
constexpr Field kSubnet4{"dns.opt.client.addr4", "Client Subnet", Shape::kIpv4};
constexpr Field kSubnet6{"dns.opt.client.addr6", "Client Subnet", Shape::kIpv6};
constexpr Field kSubnet{"dns.opt.client.addr", "Client Subnet", Shape::kBytes};
constexpr Field kClientCookie{"dns.opt.cookie.client", "Client Cookie", Shape::kBytes};
constexpr Field kServerCookie{"dns.opt.cookie.server", "Server Cookie", Shape::kBytes};
constexpr Field kTimeout{"dns.opt.edns_tcp_keepalive.timeout", "Timeout", Shape::kNumber16};
constexpr Field kPadding{"dns.opt.padding", "Padding", Shape::kBytes};
constexpr Field kErrorCode{"dns.opt.ext_error.info_code", "Info Code", Shape::kNumber16, 0,
                           kErrorNames};
constexpr Field kErrorText{"dns.opt.ext_error.extra_text", "Extra Text", Shape::kText};

void read_numbers(Layer& layer, const Field& field) {
  while (!layer.left().empty()) layer.u8(field);
}

void read_subnet(Layer& layer) {
  const std::uint16_t family = layer.u16(kFamily);
  layer.u8(kSourceMask);
  layer.u8(kScopeMask);
  if (layer.truncated() || layer.left().empty()) return;
  if (family == 1)
    return read_short_address(layer, Address::Kind::kIpv4, kSubnet4, layer.left().size());
  if (family == 2)
    return read_short_address(layer, Address::Kind::kIpv6, kSubnet6, layer.left().size());
  layer.remaining(kSubnet);
}

void read_cookies(Layer& layer) {
  layer.bytes(kClientCookie, 8);
  layer.remaining(kServerCookie);
}

void read_error(Layer& layer) {
  layer.u16(kErrorCode);
  std::string text;
  append_utf8(text, layer.remaining(kErrorText));
  if (!text.empty()) layer.say(text);
}

void read_value(Layer& layer, std::uint16_t code) {
  switch (code) {
    case 5:
      return read_numbers(layer, kAlgorithm);
    case 6:
      return read_numbers(layer, kDigest);
    case 7:
      return read_numbers(layer, kHash);
    case 8:
      return read_subnet(layer);
    case 10:
      return read_cookies(layer);
    case 11:
      if (layer.left().size() == 2) layer.u16(kTimeout);
      return;
    case 12:
      layer.remaining(kPadding);
      return;
    case 15:
      return read_error(layer);
    default:
      return;
  }
}

void read_option(Layer& layer) {
  Layer::Group group(layer, kOption);
  const std::uint16_t code = layer.u16(kCode);
  const std::uint16_t length = layer.u16(kOptionLength);
  if (layer.truncated()) return;
  const std::string_view name = name_of(kOptionNames, code);
  if (layer.recording()) {
    group.say(": " + (name.empty() ? format_text("Unknown (%u)", code) : std::string(name)));
  }
  const std::size_t lacking = length - std::min<std::size_t>(length, layer.left().size());
  {
    Layer::Limit option(layer, length);
    const Bytes bytes = layer.left();
    // Its bytes as they stand, and then what they mean.
    if (layer.recording()) layer.look(kData, bytes.size());
    read_value(layer, code);
  }
  layer.skip(lacking);
}

constexpr FieldSpan kFields[] = {
    kPayloadSize, kLocalPayloadSize, kCacheFlush, kReplyCode, kVersion,      kFlags,
    kDnssecOk,    kReserved,         kLength,     kOption,    kCode,         kOptionLength,
    kData,        kAlgorithm,        kDigest,     kHash,      kFamily,       kSourceMask,
    kScopeMask,   kSubnet4,          kSubnet6,    kSubnet,    kClientCookie, kServerCookie,
    kTimeout,     kPadding,          kErrorCode,  kErrorText};

}  // namespace

void read_dns_edns(DnsRecord& record) {
  Layer& layer = record.layer;
  if (record.message.multicast) {
    const std::uint16_t size = layer.u16({&kLocalPayloadSize, &kCacheFlush});
    if ((size & 0x8000) != 0) {
      record.heading += ", cache flush";
      record.info += ", cache flush";
    }
  } else {
    layer.u16(kPayloadSize);
  }
  layer.u8(kReplyCode);
  layer.u8(kVersion);
  const std::uint16_t flags = layer.u16(kFlags);
  layer.parts(flags, {&kDnssecOk, &kReserved});
  const std::uint16_t length = layer.u16(kLength);
  if (layer.truncated()) return;
  const std::size_t lacking = length - std::min<std::size_t>(length, layer.left().size());
  {
    Layer::Limit options(layer, length);
    while (!layer.left().empty()) read_option(layer);
  }
  layer.skip(lacking);
}

extern constexpr FieldList kDnsEdnsFields = kFields;

}  // namespace packetglass
