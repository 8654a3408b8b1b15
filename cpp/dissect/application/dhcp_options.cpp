// The options of DHCP.
#include "dissect/application/dhcp_options.h"

#include <algorithm>

#include "base/text.h"

namespace packetglass {
namespace {

using Kind = Option::Kind;

constexpr Name kMessageNames[] = {
    {1, "Discover"},        {2, "Offer"},           {3, "Request"},    {4, "Decline"},
    {5, "ACK"},             {6, "NAK"},             {7, "Release"},    {8, "Inform"},
    {9, "Force Renew"},     {10, "Lease query"},    {11, "Lease Unassigned"},
    {12, "Lease Unknown"},  {13, "Lease Active"},   {14, "Bulk Lease Query"},
    {15, "Lease Query Done"}};
constexpr Name kNodeNames[] = {{1, "B-node"}, {2, "P-node"}, {4, "M-node"}, {8, "H-node"}};
constexpr Name kArchitectureNames[] = {{0, "IA x86 PC"}, {6, "EFI IA32"},    {7, "EFI x64"},
                                       {9, "EFI BC"},    {10, "EFI ARM 32"}, {11, "EFI ARM 64"}};

constexpr Option kOptions[] = {
    {1, "Subnet Mask", Kind::kIpv4, {"dhcp.option.subnet_mask", "Subnet Mask", Shape::kIpv4}},
    {2, "Time Offset", Kind::kNumber, {"dhcp.option.time_offset", "Time Offset", Shape::kSigned}},
    {3, "Router", Kind::kIpv4, {"dhcp.option.router", "Router", Shape::kIpv4}},
    {4, "Time Server", Kind::kIpv4, {"dhcp.option.time_server", "Time Server", Shape::kIpv4}},
    {5, "Name Server", Kind::kIpv4, {"dhcp.option.name_server", "Name Server", Shape::kIpv4}},
    {6, "Domain Name Server", Kind::kIpv4, {"dhcp.option.domain_name_server", "Domain Name Server", Shape::kIpv4}},
    {7, "Log Server", Kind::kIpv4, {"dhcp.option.log_server", "Log Server", Shape::kIpv4}},
    {9, "LPR Server", Kind::kIpv4, {"dhcp.option.lpr_server", "LPR Server", Shape::kIpv4}},
    {12, "Host Name", Kind::kText, {"dhcp.option.hostname", "Host Name", Shape::kText}},
    {13, "Boot File Size", Kind::kNumber, {"dhcp.option.boot_file_size", "Boot File Size", Shape::kNumber}},
    {15, "Domain Name", Kind::kText, {"dhcp.option.domain_name", "Domain Name", Shape::kText}},
    {16, "Swap Server", Kind::kIpv4, {"dhcp.option.swap_server", "Swap Server", Shape::kIpv4}},
    {17, "Root Path", Kind::kText, {"dhcp.option.root_path", "Root Path", Shape::kText}},
    {18, "Extensions Path", Kind::kText, {"dhcp.option.extension_path", "Extensions Path", Shape::kText}},
    {19, "IP Forwarding", Kind::kNumber, {"dhcp.option.ip_forwarding", "IP Forwarding", Shape::kFlag}},
    {22, "Maximum Datagram Reassembly Size", Kind::kNumber, {"dhcp.option.max_datagram_reassembly_size", "Maximum Datagram Reassembly Size", Shape::kNumber}},
    {23, "Default IP Time-to-Live", Kind::kNumber, {"dhcp.option.default_ip_ttl", "Default IP Time-to-Live", Shape::kNumber}},
    {26, "Interface MTU", Kind::kNumber, {"dhcp.option.interface_mtu", "Interface MTU", Shape::kNumber}},
    {27, "All Subnets are Local", Kind::kNumber, {"dhcp.option.all_subnets_are_local", "All Subnets are Local", Shape::kFlag}},
    {28, "Broadcast Address", Kind::kIpv4, {"dhcp.option.broadcast_address", "Broadcast Address", Shape::kIpv4}},
    {31, "Perform Router Discover", Kind::kNumber, {"dhcp.option.perform_router_discover", "Perform Router Discover", Shape::kFlag}},
    {32, "Router Solicitation Address", Kind::kIpv4, {"dhcp.option.router_solicitation_address", "Router Solicitation Address", Shape::kIpv4}},
    {35, "ARP Cache Timeout", Kind::kNumber, {"dhcp.option.arp_cache_timeout", "ARP Cache Timeout", Shape::kNumber}},
    {37, "TCP Default TTL", Kind::kNumber, {"dhcp.option.tcp_default_ttl", "TCP Default TTL", Shape::kNumber}},
    {38, "TCP Keepalive Interval", Kind::kNumber, {"dhcp.option.tcp_keepalive_interval", "TCP Keepalive Interval", Shape::kNumber}},
    {40, "Network Information Service Domain", Kind::kText, {"dhcp.option.nis_domain", "Network Information Service Domain", Shape::kText}},
    {41, "Network Information Service Servers", Kind::kIpv4, {"dhcp.option.nis_server", "Network Information Service Servers", Shape::kIpv4}},
    {42, "Network Time Protocol Servers", Kind::kIpv4, {"dhcp.option.ntp_server", "Network Time Protocol Server", Shape::kIpv4}},
    {44, "NetBIOS over TCP/IP Name Server", Kind::kIpv4, {"dhcp.option.netbios_over_tcpip_name_server", "NetBIOS over TCP/IP Name Server", Shape::kIpv4}},
    {45, "NetBIOS over TCP/IP Datagram Distribution Name Server", Kind::kIpv4, {"dhcp.option.netbios_over_tcpip_dd_name_server", "NetBIOS over TCP/IP Datagram Distribution Name Server", Shape::kIpv4}},
    {46, "NetBIOS over TCP/IP Node Type", Kind::kNumber, {"dhcp.option.netbios_over_tcpip_node_type", "NetBIOS over TCP/IP Node Type", Shape::kNumber, 0, kNodeNames}},
    {47, "NetBIOS over TCP/IP Scope", Kind::kText, {"dhcp.option.netbios_over_tcpip_scope", "NetBIOS over TCP/IP Scope", Shape::kText}},
    {50, "Requested IP Address", Kind::kIpv4, {"dhcp.option.requested_ip_address", "Requested IP Address", Shape::kIpv4}},
    {51, "IP Address Lease Time", Kind::kNumber, {"dhcp.option.ip_address_lease_time", "IP Address Lease Time", Shape::kNumber}},
    {52, "Option Overload", Kind::kNumber, {"dhcp.option.option_overload", "Option Overload", Shape::kNumber}},
    {53, "DHCP Message Type", Kind::kNumber, {"dhcp.option.dhcp", "DHCP", Shape::kNumber, 0, kMessageNames}},
    {54, "DHCP Server Identifier", Kind::kIpv4, {"dhcp.option.dhcp_server_id", "DHCP Server Identifier", Shape::kIpv4}},
    {55, "Parameter Request List", Kind::kNumbers8, {"dhcp.option.request_list_item", "Parameter Request List Item", Shape::kNumber}},
    {56, "Message", Kind::kText, {"dhcp.option.message", "Message", Shape::kText}},
    {57, "Maximum DHCP Message Size", Kind::kNumber, {"dhcp.option.dhcp_max_message_size", "Maximum DHCP Message Size", Shape::kNumber}},
    {58, "Renewal Time Value", Kind::kNumber, {"dhcp.option.renewal_time_value", "Renewal Time Value", Shape::kNumber}},
    {59, "Rebinding Time Value", Kind::kNumber, {"dhcp.option.rebinding_time_value", "Rebinding Time Value", Shape::kNumber}},
    {60, "Vendor class identifier", Kind::kText, {"dhcp.option.vendor_class_id", "Vendor class identifier", Shape::kText}},
    {64, "Network Information Service+ Domain", Kind::kText, {"dhcp.option.nis_plus_domain", "Network Information Service+ Domain", Shape::kText}},
    {66, "TFTP Server Name", Kind::kText, {"dhcp.option.tftp_server_name", "TFTP Server Name", Shape::kText}},
    {67, "Bootfile name", Kind::kText, {"dhcp.option.bootfile_name", "Bootfile name", Shape::kText}},
    {69, "SMTP Server", Kind::kIpv4, {"dhcp.option.smtp_server", "SMTP Server", Shape::kIpv4}},
    {70, "POP3 Server", Kind::kIpv4, {"dhcp.option.pop3_server", "POP3 Server", Shape::kIpv4}},
    {71, "NNTP Server", Kind::kIpv4, {"dhcp.option.nntp_server", "NNTP Server", Shape::kIpv4}},
    {72, "Default WWW Server", Kind::kIpv4, {"dhcp.option.default_www_server", "Default WWW Server", Shape::kIpv4}},
    {91, "Client last transaction time", Kind::kNumber, {"dhcp.option.client_last_transaction_time", "Client last transaction time", Shape::kNumber}},
    {92, "Associated IP option", Kind::kIpv4, {"dhcp.option.associated_ip_option", "Associated IP option", Shape::kIpv4}},
    {93, "Client System Architecture", Kind::kNumbers16, {"dhcp.option.client_system_architecture", "Client System Architecture", Shape::kNumber, 0, kArchitectureNames}},
    {100, "PCode", Kind::kText, {"dhcp.option.tz_pcode", "TZ PCode", Shape::kText}},
    {101, "TCode", Kind::kText, {"dhcp.option.tz_tcode", "TZ TCode", Shape::kText}},
    {116, "DHCP Auto-Configuration", Kind::kNumber, {"dhcp.option.dhcp_auto_configuration", "DHCP Auto-Configuration", Shape::kNumber}},
    {118, "Subnet Selection Option", Kind::kIpv4, {"dhcp.option.subnet_selection_option", "Subnet Selection Option", Shape::kIpv4}},
    {119, "Domain Search", Kind::kName, {"dhcp.option.dhcp_dns_domain_search_list_fqdn", "FQDN", Shape::kText}},
    {121, "Classless Static Route", Kind::kBytes, {"dhcp.option.classless_static_route", "Subnet/MaskWidth-Router", Shape::kBytes}},
    {150, "TFTP Server Address", Kind::kIpv4, {"dhcp.option.tftp_server_address", "TFTP Server Address", Shape::kIpv4}},
    {249, "Private/Classless Static Route (Microsoft)", Kind::kBytes, {"dhcp.option.classless_static_route", "Subnet/MaskWidth-Router", Shape::kBytes}},
    {252, "Private/Proxy autodiscovery", Kind::kText, {"dhcp.option.private_proxy_autodiscovery", "Private/Proxy autodiscovery", Shape::kText}},
    {0, "Padding"},
    {33, "Static Route"},
    {43, "Vendor-Specific Information"},
    {61, "Client identifier"},
    {77, "User Class Information"},
    {80, "Rapid commit"},
    {81, "Client Fully Qualified Domain Name"},
    {82, "Agent Information Option"},
    {90, "Authentication"},
    {94, "Client Network Device Interface"},
    {95, "Lightweight Directory Access Protocol"},
    {97, "UUID/GUID-based Client Identifier"},
    {108, "IPv6-Only Preferred"},
    {114, "DHCP Captive-Portal"},
    {117, "Name Service Search"},
    {120, "SIP Servers"},
    {124, "V-I Vendor Class"},
    {125, "V-I Vendor-specific Information"},
    {255, "End"},
};

constexpr Field kOption{"dhcp.option.type", "Option"};
constexpr Field kLength{"dhcp.option.length", "Length"};
constexpr Field kValue{"dhcp.option.value", "Value", Shape::kBytes};
constexpr Field kPadding{"dhcp.option.padding", "Padding", Shape::kBytes};
constexpr Field kEnd{"dhcp.option.end", "Option End"};
constexpr Field kHardwareType{"dhcp.hw.type", "Hardware type", Shape::kHex};
constexpr Field kHardwareMac{"dhcp.hw.mac_addr", "Client MAC address", Shape::kMac};
constexpr Field kClientId{"dhcp.client_identifier_undef", "Client Identifier", Shape::kBytes};
constexpr Field kVendorValue{"dhcp.option.vendor.value", "Value", Shape::kBytes};
constexpr Field kRouteTo{"dhcp.option.static_route.ip", "Destination IP Address", Shape::kIpv4};
constexpr Field kRouteBy{"dhcp.option.static_route.router", "Destination Router", Shape::kIpv4};
constexpr Field kUserClass{"dhcp.option.user_class.text", "User Class Data (Text)", Shape::kText};
constexpr Field kFqdnFlags{"dhcp.fqdn.flags", "Flags", Shape::kHex};
constexpr Field kFqdnReserved{"dhcp.fqdn.mbz", "Reserved flags", Shape::kHex, 0xf0};
constexpr Field kFqdnN{"dhcp.fqdn.n", "Server DDNS", Shape::kFlag, 0x08};
constexpr Field kFqdnE{"dhcp.fqdn.e", "Encoding", Shape::kFlag, 0x04};
constexpr Field kFqdnO{"dhcp.fqdn.o", "Server overrides", Shape::kFlag, 0x02};
constexpr Field kFqdnS{"dhcp.fqdn.s", "Server", Shape::kFlag, 0x01};
constexpr Field kFqdnAnswer1{"dhcp.fqdn.rcode1", "A-RR result"};
constexpr Field kFqdnAnswer2{"dhcp.fqdn.rcode2", "PTR-RR result"};
constexpr Field kFqdnName{"dhcp.fqdn.name", "Client name", Shape::kText};
constexpr Name kAgentNames[] = {{1, "Agent Circuit ID"},    {2, "Agent Remote ID"},
                                {5, "Link selection"},      {6, "Subscriber ID"},
                                {9, "Vendor-Specific Information"},
                                {11, "Server ID Override"}, {151, "VSS"}};
constexpr Field kAgentOption{"dhcp.option.agent_information_option.suboption",
                             "Option 82 Suboption", Shape::kNumber, 0, kAgentNames};
constexpr Field kAgentLength{"dhcp.option.suboption_length", "Length"};
constexpr Field kCircuit{"dhcp.option.agent_information_option.agent_circuit_id",
                         "Agent Circuit ID", Shape::kBytes};
constexpr Field kRemote{"dhcp.option.agent_information_option.agent_remote_id", "Agent Remote ID",
                        Shape::kBytes};
constexpr Field kAgentValue{"dhcp.option.agent_information_option.value", "Value", Shape::kBytes};
constexpr Field kMajor{"dhcp.client_network_id_major", "Major Version"};
constexpr Field kMinor{"dhcp.client_network_id_minor", "Minor Version"};

constexpr std::uint8_t kPad = 0, kMessageType = 53, kEndOfOptions = 255;

void read_client_id(Layer& dhcp) {
  if (dhcp.peek() == 1 && dhcp.left().size() == 7) {
    dhcp.u8(kHardwareType);
    dhcp.mac(kHardwareMac);
  } else if (!dhcp.left().empty()) {
    dhcp.remaining(kClientId);
  }
}

void read_domain_name(Layer& dhcp) {
  const std::uint8_t flags = dhcp.u8(kFqdnFlags);
  dhcp.parts(flags, {&kFqdnReserved, &kFqdnN, &kFqdnE, &kFqdnO, &kFqdnS});
  dhcp.u8(kFqdnAnswer1);
  dhcp.u8(kFqdnAnswer2);
  if ((flags & 4) == 0) read_padded_text(dhcp, kFqdnName, dhcp.left().size());
  if (!dhcp.left().empty()) {
    read_option_value(dhcp, {0, {}, Kind::kName, kFqdnName});
  }
}

void read_agent_option(Layer& dhcp) {
  Layer::Group group(dhcp, kAgentOption);
  const std::uint8_t code = dhcp.peek();
  dhcp.means(code);
  dhcp.skip(1);
  const std::uint8_t length = dhcp.u8(kAgentLength);
  const Field& field = code == 1 ? kCircuit : code == 2 ? kRemote : kAgentValue;
  if (length != 0) dhcp.bytes(field, length);
}

void read_routes(Layer& dhcp) {
  while (!dhcp.left().empty()) {
    dhcp.ipv4(kRouteTo);
    dhcp.ipv4(kRouteBy);
  }
}

void read_interface(Layer& dhcp) {
  dhcp.skip(1);
  dhcp.u8(kMajor);
  dhcp.u8(kMinor);
}

// Values that are no row of the table.
void read_other(Layer& dhcp, std::uint8_t code) {
  switch (code) {
    case 33:
      return read_routes(dhcp);
    case 43:
      dhcp.remaining(kVendorValue);
      return;
    case 61:
      return read_client_id(dhcp);
    case 77:
      read_padded_text(dhcp, kUserClass, dhcp.left().size());
      return;
    case 81:
      return read_domain_name(dhcp);
    case 82:
      while (!dhcp.left().empty()) read_agent_option(dhcp);
      return;
    case 94:
      return read_interface(dhcp);
    default:
      dhcp.remaining(kValue);
  }
}

std::string code_text(std::uint8_t code) {
  const Option* const option = find_option(kOptions, code);
  const std::string_view name = option != nullptr ? option->name : code >= 224 ? "Private" : "Unknown";
  return format_text("(%u) ", code).append(name);
}

void name_requested(Layer& dhcp) {
  while (!dhcp.left().empty()) {
    const std::uint8_t code = dhcp.peek();
    dhcp.u8(find_option(kOptions, 55)->field);
    if (dhcp.recording()) dhcp.say(code_text(code));
  }
}

// Returns what is said of the value in the option's heading.
std::string read_value(Layer& dhcp, std::uint8_t code) {
  const Option* const option = find_option(kOptions, code);
  if (code == 55) {
    name_requested(dhcp);
  } else if (option != nullptr && option->kind != Kind::kGroup) {
    const std::string value = read_option_value(dhcp, *option);
    return option->kind == Kind::kIpv4 && !dhcp.truncated() ? " (" + value + ")" : std::string();
  } else if (!dhcp.left().empty()) {
    read_other(dhcp, code);
  }
  return {};
}

// Returns the kind of message when this option says it.
std::uint8_t read_option(Layer& dhcp) {
  Layer::Group group(dhcp, kOption);
  const std::uint8_t code = dhcp.peek();
  // Wireshark's value for the end is 0.
  dhcp.means(code == kEndOfOptions ? 0 : code);
  if (code == kPad) dhcp.bytes(kPadding, 1);
  if (code == kEndOfOptions) dhcp.u8(kEnd);
  std::uint8_t kind = 0;
  std::string said;
  if (code != kPad && code != kEndOfOptions) {
    dhcp.skip(1);
    const std::uint8_t length = dhcp.u8(kLength);
    const std::size_t lacking = length - std::min<std::size_t>(length, dhcp.left().size());
    {
      Layer::Limit value(dhcp, length);
      if (code == kMessageType) kind = dhcp.peek();
      said = read_value(dhcp, code);
    }
    dhcp.skip(lacking);
  }
  if (kind != 0) said = " (" + std::string(name_of(kMessageNames, kind)) + ")";
  if (dhcp.recording()) group.say(code_text(code) + said);
  return kind;
}

}  // namespace

std::span<const Name> dhcp_message_names() {
  return kMessageNames;
}

std::uint8_t read_dhcp_options(Layer& dhcp) {
  std::uint8_t kind = 0;
  bool ended = false;
  while (!ended && !dhcp.left().empty()) {
    ended = dhcp.peek() == kEndOfOptions;
    const std::uint8_t said = read_option(dhcp);
    if (said != 0) kind = said;
  }
  if (!ended && !dhcp.truncated()) dhcp.skip(1);
  return kind;
}

}  // namespace packetglass
