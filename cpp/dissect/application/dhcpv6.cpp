// Dynamic Host Configuration Protocol for IPv6: RFC 8415; options RFC 3646, 4704.
#include <algorithm>

#include "base/text.h"
#include "dissect/application/dns_name.h"
#include "dissect/application/option.h"
#include "record/timestamp.h"

namespace packetglass {
namespace {

using Kind = Option::Kind;

constexpr Name kMessageNames[] = {{1, "Solicit"},
                                  {2, "Advertise"},
                                  {3, "Request"},
                                  {4, "Confirm"},
                                  {5, "Renew"},
                                  {6, "Rebind"},
                                  {7, "Reply"},
                                  {8, "Release"},
                                  {9, "Decline"},
                                  {10, "Reconfigure"},
                                  {11, "Information-request"},
                                  {12, "Relay-forw"},
                                  {13, "Relay-reply"},
                                  {14, "Leasequery"},
                                  {15, "Leasequery-reply"},
                                  {16, "Leasequery-done"},
                                  {17, "Leasequery-data"},
                                  {18, "Reconfigure-request"},
                                  {19, "Reconfigure-reply"}};
constexpr Name kStatusNames[] = {{0, "Success"},      {1, "UnspecFail"}, {2, "NoAddrAvail"},
                                 {3, "NoBinding"},    {4, "NotOnLink"},  {5, "UseMulticast"},
                                 {6, "NoPrefixAvail"}};
constexpr Name kDuidNames[] = {{1, "link-layer address plus time"},
                               {2, "assigned by vendor based on Enterprise number"},
                               {3, "link-layer address"},
                               {4, "Universally Unique IDentifier (UUID)"}};
constexpr Name kOptionNames[] = {
    {1, "Client Identifier"},
    {2, "Server Identifier"},
    {3, "Identity Association for Non-temporary Address"},
    {4, "Identity Association for Temporary Address"},
    {5, "IA Address"},
    {6, "Option Request"},
    {7, "Preference"},
    {8, "Elapsed time"},
    {9, "Relay Message"},
    {11, "Authentication"},
    {12, "Server unicast"},
    {13, "Status code"},
    {14, "Rapid Commit"},
    {15, "User Class"},
    {16, "Vendor Class"},
    {17, "Vendor-specific Information"},
    {18, "Interface-Id"},
    {19, "Reconfigure Message"},
    {20, "Reconfigure Accept"},
    {21, "SIP Server Domain Name List"},
    {22, "SIP Servers IPv6 Address List"},
    {23, "DNS recursive name server"},
    {24, "Domain Search List"},
    {25, "Identity Association for Prefix Delegation"},
    {26, "IA Prefix"},
    {27, "Network Information Server"},
    {28, "Network Information Server V2"},
    {31, "Simple Network Time Protocol Server"},
    {32, "Lifetime"},
    {37, "Remote Identifier"},
    {38, "Subscriber Identifier"},
    {39, "Client Fully Qualified Domain Name"},
    {41, "Time Zone"},
    {42, "Time Zone Database"},
    {46, "Client Last Transaction Time"},
    {56, "NTP Server"},
    {59, "Boot File URL"},
    {60, "Boot File Parameters"},
    {61, "Client System Architecture Type"},
    {62, "Client Network Interface Identifier"},
    {64, "Dual-Stack Lite AFTR Name"},
    {79, "Client Link-Layer Address"},
    {82, "SOL_MAX_RT"},
    {83, "INF_MAX_RT"},
    {103, "Captive Portal"},
};

// Options that are one value or a row of like ones.
constexpr Option kOptions[] = {
    {6,
     "",
     Kind::kNumbers16,
     {"dhcpv6.requested_option_code", "Requested Option code", Shape::kNumber16, 0, kOptionNames}},
    {7, "", Kind::kNumber, {"dhcpv6.option_preference", "Pref-value", Shape::kNumber8}},
    {12, "", Kind::kIpv6, {"dhcpv6.unicast", "IPv6 address", Shape::kIpv6}},
    {18, "", Kind::kBytes, {"dhcpv6.interface_id", "Interface-ID", Shape::kBytes}},
    {19, "", Kind::kNumber, {"dhcpv6.reconf_msg", "Reconfigure message type", Shape::kNumber8}},
    {23, "", Kind::kIpv6, {"dhcpv6.dns_server", "DNS server address", Shape::kIpv6}},
    {27, "", Kind::kIpv6, {"dhcpv6.nis_server", "NIS server address", Shape::kIpv6}},
    {28, "", Kind::kIpv6, {"dhcpv6.nisp_server", "NISP server address", Shape::kIpv6}},
    {31, "", Kind::kIpv6, {"dhcpv6.sntp_server", "SNTP server address", Shape::kIpv6}},
    {32, "", Kind::kNumber, {"dhcpv6.lifetime", "Lifetime", Shape::kNumber32}},
    {38, "", Kind::kText, {"dhcpv6.subscriber_id", "Subscriber-ID", Shape::kText}},
    {41, "", Kind::kText, {"dhcpv6.timezone", "Time-zone", Shape::kText}},
    {42, "", Kind::kText, {"dhcpv6.tzdb", "TZ-database", Shape::kText}},
    {46, "", Kind::kNumber, {"dhcpv6.clt_time", "Clt_time", Shape::kNumber32}},
    {103, "", Kind::kText, {"dhcpv6.captive_portal", "Captive Portal", Shape::kText}},
};

constexpr Field kType{"dhcpv6.msgtype", "Message type", Shape::kNumber8, 0, kMessageNames};
constexpr Field kId{"dhcpv6.xid", "Transaction ID", Shape::kHex24};
constexpr Field kHopCount{"dhcpv6.hopcount", "Hopcount", Shape::kNumber8};
constexpr Field kLink{"dhcpv6.linkaddr", "Link address", Shape::kIpv6};
constexpr Field kPeer{"dhcpv6.peeraddr", "Peer address", Shape::kIpv6};
constexpr Field kOption{"dhcpv6.option.type_str", "Option", Shape::kText};
constexpr Field kOptionType{"dhcpv6.option.type", "Option", Shape::kNumber16, 0, kOptionNames};
constexpr Field kLength{"dhcpv6.option.length", "Length", Shape::kNumber16};
constexpr Field kValue{"dhcpv6.option.value", "Option value", Shape::kBytes};
constexpr Field kDuid{"dhcpv6.duid.bytes", "DUID", Shape::kBytes};
constexpr Field kDuidType{"dhcpv6.duid.type", "DUID Type", Shape::kNumber16, 0, kDuidNames};
constexpr Field kTimeHardware{"dhcpv6.duidllt.hwtype", "Hardware type", Shape::kNumber16};
constexpr Field kDuidTime{"dhcpv6.duidllt.time", "DUID Time", Shape::kTime};
constexpr Field kTimeAddress{"dhcpv6.duidllt.link_layer_addr", "Link-layer address",
                             Shape::kBytes};
constexpr Field kHardware{"dhcpv6.duidll.hwtype", "Hardware type", Shape::kNumber16};
constexpr Field kAddress{"dhcpv6.duidll.link_layer_addr", "Link-layer address", Shape::kBytes};
constexpr Field kEnterprise{"dhcpv6.duiden.enterprise", "Enterprise ID", Shape::kNumber32};
constexpr Field kIdentifier{"dhcpv6.duiden.identifier", "Identifier", Shape::kBytes};
constexpr Field kUuid{"dhcpv6.duiduuid.bytes", "UUID", Shape::kBytes};
constexpr Field kIaid{"dhcpv6.iaid", "IAID", Shape::kBytes};
constexpr Field kTime1{"dhcpv6.iaid.t1", "T1", Shape::kNumber32};
constexpr Field kTime2{"dhcpv6.iaid.t2", "T2", Shape::kNumber32};
constexpr Field kIata{"dhcpv6.iata", "IATA", Shape::kBytes};
constexpr Field kIaAddress{"dhcpv6.iaaddr.ip", "IPv6 address", Shape::kIpv6};
constexpr Field kPreferred{"dhcpv6.iaaddr.pref_lifetime", "Preferred lifetime", Shape::kNumber32};
constexpr Field kValid{"dhcpv6.iaaddr.valid_lifetime", "Valid lifetime", Shape::kNumber32};
constexpr Field kPrefixPreferred{"dhcpv6.iaprefix.pref_lifetime", "Preferred lifetime",
                                 Shape::kNumber32};
constexpr Field kPrefixValid{"dhcpv6.iaprefix.valid_lifetime", "Valid lifetime", Shape::kNumber32};
constexpr Field kPrefixLength{"dhcpv6.iaprefix.pref_len", "Prefix length", Shape::kNumber8};
constexpr Field kPrefix{"dhcpv6.iaprefix.pref_addr", "Prefix address", Shape::kIpv6};
constexpr Field kElapsed{"dhcpv6.elapsed_time", "Elapsed time", Shape::kNumber16};
constexpr Field kStatus{"dhcpv6.status_code", "Status Code", Shape::kNumber16, 0, kStatusNames};
constexpr Field kStatusText{"dhcpv6.status_msg", "Status Message", Shape::kText};
constexpr Field kVendor{"dhcpv6.vendorclass.enterprise", "Enterprise ID", Shape::kNumber32};
constexpr Field kVendorLength{"dhcpv6.vendorclass.length", "Length", Shape::kNumber16};
constexpr Field kVendorData{"dhcpv6.vendorclass.data", "vendor-class-data", Shape::kText};
constexpr Field kClassLength{"dhcpv6.userclass.length", "Length", Shape::kNumber16};
constexpr Field kClassData{"dhcpv6.userclass.opaque_data", "Suboption", Shape::kBytes};
constexpr Field kSearch{"dhcpv6.search_list_entry", "List entry", Shape::kText};
constexpr Field kFqdnFlags{"dhcpv6.client_fqdn_flags", "Flags", Shape::kHex8};
constexpr Field kFqdn{"dhcpv6.client_domain", "Client Domain Name", Shape::kText};
constexpr Field kRelayed{"dhcpv6.relayed", "DHCPv6", Shape::kGroup};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 546}, {Space::kUdpPort, 547}};

constexpr std::uint8_t kRelayForward = 12, kRelayReply = 13;
// Messages in relay messages and options in options, more than any ought to have (RFC 8415,
// section 7.6: 8 relays).
constexpr unsigned kMostNested = 24;

void read_message(Layer& dhcp, unsigned depth);
void read_options(Layer& dhcp, unsigned depth);

void add_info(Layer& dhcp, const std::string& text) {
  if (std::string* info = dhcp.info()) *info += text;
}

void read_rest(Layer& dhcp, const Field& field) {
  if (!dhcp.left().empty()) dhcp.remaining(field);
}

void read_duid(Layer& dhcp) {
  dhcp.look(kDuid, dhcp.left().size());
  const std::uint16_t type = dhcp.u16(kDuidType);
  if (type == 1) {
    dhcp.u16(kTimeHardware);
    // Seconds since the beginning of 2000.
    const std::uint32_t seconds = dhcp.u32(kDuidTime);
    dhcp.means((std::uint64_t{seconds} + 946'684'800) * kNanosecondsPerSecond);
    read_rest(dhcp, kTimeAddress);
  } else if (type == 2) {
    dhcp.u32(kEnterprise);
    read_rest(dhcp, kIdentifier);
  } else if (type == 3) {
    dhcp.u16(kHardware);
    read_rest(dhcp, kAddress);
  } else {
    read_rest(dhcp, kUuid);
  }
}

void read_association(Layer& dhcp, unsigned depth) {
  dhcp.bytes(kIaid, 4);
  dhcp.u32(kTime1);
  dhcp.u32(kTime2);
  read_options(dhcp, depth);
}

void read_address(Layer& dhcp, unsigned depth) {
  const Address address = dhcp.ipv6(kIaAddress);
  if (!dhcp.truncated()) add_info(dhcp, "IAA: " + to_text(address) + " ");
  dhcp.u32(kPreferred);
  dhcp.u32(kValid);
  read_options(dhcp, depth);
}

void read_prefix(Layer& dhcp, unsigned depth) {
  dhcp.u32(kPrefixPreferred);
  dhcp.u32(kPrefixValid);
  dhcp.u8(kPrefixLength);
  dhcp.ipv6(kPrefix);
  read_options(dhcp, depth);
}

void read_status(Layer& dhcp) {
  dhcp.u16(kStatus);
  if (!dhcp.left().empty()) read_padded_text(dhcp, kStatusText, dhcp.left().size());
}

// Data with its length in front, as often as it is there.
void read_classes(Layer& dhcp, const Field& length, const Field& data) {
  while (!dhcp.left().empty()) {
    const std::uint16_t size = dhcp.u16(length);
    if (size != 0) dhcp.bytes(data, size);
  }
}

// Domain names, written with a dot at their end.
void read_absolute_names(Layer& dhcp, const Field& field) {
  while (!dhcp.left().empty()) {
    const DnsName name = decode_dns_name(dhcp.left(), 0);
    dhcp.bytes(field, name.size == 0 ? dhcp.left().size() : name.size);
    if (name.size != 0) dhcp.say(name.text + ".");
  }
}

void read_value(Layer& dhcp, std::uint16_t code, unsigned depth) {
  switch (code) {
    case 1:
      add_info(dhcp, "CID: " + hex_text(dhcp.left()) + " ");
      return read_duid(dhcp);
    case 2:
      return read_duid(dhcp);
    case 3:
    case 25:
      return read_association(dhcp, depth);
    case 4:
      dhcp.bytes(kIata, 4);
      return read_options(dhcp, depth);
    case 5:
      return read_address(dhcp, depth);
    case 8:
      // On the wire in hundredths of a second; Wireshark's value is in milliseconds.
      dhcp.means(dhcp.u16(kElapsed) * 10u);
      return;
    case 9: {
      Layer::Group group(dhcp, kRelayed);
      return read_message(dhcp, depth);
    }
    case 13:
      return read_status(dhcp);
    case 15:
      return read_classes(dhcp, kClassLength, kClassData);
    case 16:
      dhcp.u32(kVendor);
      return read_classes(dhcp, kVendorLength, kVendorData);
    case 24:
      return read_absolute_names(dhcp, kSearch);
    case 26:
      return read_prefix(dhcp, depth);
    case 39:
      dhcp.u8(kFqdnFlags);
      return read_absolute_names(dhcp, kFqdn);
    default:
      return read_rest(dhcp, kValue);
  }
}

void read_option(Layer& dhcp, unsigned depth) {
  Layer::Group group(dhcp, kOption);
  const auto code = dhcp.peek16();
  const std::string_view name = name_of(kOptionNames, code);
  if (dhcp.recording())
    group.say(name.empty() ? format_text("DHCP option %u", code) : std::string(name));
  dhcp.u16(kOptionType);
  const std::uint16_t length = dhcp.u16(kLength);
  if (dhcp.truncated()) return;
  const std::size_t lacking = length - std::min<std::size_t>(length, dhcp.left().size());
  {
    Layer::Limit value(dhcp, length);
    const Option* const option = find_option(kOptions, code);
    if (option != nullptr) {
      read_option_value(dhcp, *option);
    } else {
      read_value(dhcp, code, depth);
    }
  }
  dhcp.skip(lacking);
}

void read_options(Layer& dhcp, unsigned depth) {
  if (depth >= kMostNested) return read_rest(dhcp, kValue);
  while (!dhcp.left().empty() && !dhcp.truncated()) read_option(dhcp, depth + 1);
}

void read_message(Layer& dhcp, unsigned depth) {
  const std::uint8_t type = dhcp.u8(kType);
  const std::string_view name = name_of(kMessageNames, type);
  std::string said = name.empty() ? format_text("Message Type %u", type) : std::string(name);
  if (type == kRelayForward || type == kRelayReply) {
    dhcp.u8(kHopCount);
    const Address link = dhcp.ipv6(kLink);
    dhcp.ipv6(kPeer);
    said += " L: " + to_text(link);
  } else {
    said += format_text(" XID: 0x%06x", static_cast<unsigned>(dhcp.uint(kId, 3)));
  }
  if (dhcp.truncated()) return;
  add_info(dhcp, said + " ");
  read_options(dhcp, depth);
}

Outcome dissect(Layer& dhcp) {
  if (!dhcp.recording() && dhcp.info() == nullptr) return done();
  if (std::string* info = dhcp.info()) info->clear();
  read_message(dhcp, 0);
  return dhcp.truncated() ? stop_truncated("the message is incomplete") : done();
}

constexpr FieldSpan kFields[] = {field_of(kOptions, &Option::field),
                                 kType,
                                 kId,
                                 kHopCount,
                                 kLink,
                                 kPeer,
                                 kOption,
                                 kOptionType,
                                 kLength,
                                 kValue,
                                 kDuid,
                                 kDuidType,
                                 kTimeHardware,
                                 kDuidTime,
                                 kTimeAddress,
                                 kHardware,
                                 kAddress,
                                 kEnterprise,
                                 kIdentifier,
                                 kUuid,
                                 kIaid,
                                 kTime1,
                                 kTime2,
                                 kIata,
                                 kIaAddress,
                                 kPreferred,
                                 kValid,
                                 kPrefixPreferred,
                                 kPrefixValid,
                                 kPrefixLength,
                                 kPrefix,
                                 kElapsed,
                                 kStatus,
                                 kStatusText,
                                 kVendor,
                                 kVendorLength,
                                 kVendorData,
                                 kClassLength,
                                 kClassData,
                                 kSearch,
                                 kFqdnFlags,
                                 kFqdn,
                                 kRelayed};

}  // namespace

extern const Dissector kDhcpv6{
    {"dhcpv6", "DHCPv6", Shape::kLayer}, "DHCPv6", kFoundAt, kFields, dissect};

}  // namespace packetglass
