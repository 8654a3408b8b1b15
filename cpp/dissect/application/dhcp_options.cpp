// The options of DHCP.
#include "dissect/application/dhcp_options.h"

#include <algorithm>

#include "base/text.h"

namespace packetglass {
namespace {

using Kind = Option::Kind;

constexpr Field kOption{"dhcp.option.type", "Option", Shape::kNumber8};
constexpr Field kLength{"dhcp.option.length", "Length", Shape::kNumber8};
constexpr Field kValue{"dhcp.option.value", "Value", Shape::kBytes};
constexpr Field kPadding{"dhcp.option.padding", "Padding", Shape::kBytes};
constexpr Field kEnd{"dhcp.option.end", "Option End", Shape::kNumber8};
constexpr Field kHardwareType{"dhcp.hw.type", "Hardware type", Shape::kHex8};
constexpr Field kHardwareMac{"dhcp.hw.mac_addr", "Client MAC address", Shape::kMac};
constexpr Field kClientId{"dhcp.client_identifier_undef", "Client Identifier", Shape::kBytes};
constexpr Field kVendorValue{"dhcp.option.vendor.value", "Value", Shape::kBytes};
constexpr Field kRouteTo{"dhcp.option.static_route.ip", "Destination IP Address", Shape::kIpv4};
constexpr Field kRouteBy{"dhcp.option.static_route.router", "Destination Router", Shape::kIpv4};
constexpr Field kUserClass{"dhcp.option.user_class.text", "User Class Data (Text)", Shape::kText};
constexpr Field kFqdnFlags{"dhcp.fqdn.flags", "Flags", Shape::kHex8};
constexpr Field kFqdnReserved{"dhcp.fqdn.mbz", "Reserved flags", Shape::kHex8, 0xf0};
constexpr Field kFqdnN{"dhcp.fqdn.n", "Server DDNS", Shape::kFlag, 0x08};
constexpr Field kFqdnE{"dhcp.fqdn.e", "Encoding", Shape::kFlag, 0x04};
constexpr Field kFqdnO{"dhcp.fqdn.o", "Server overrides", Shape::kFlag, 0x02};
constexpr Field kFqdnS{"dhcp.fqdn.s", "Server", Shape::kFlag, 0x01};
constexpr Field kFqdnAnswer1{"dhcp.fqdn.rcode1", "A-RR result", Shape::kNumber8};
constexpr Field kFqdnAnswer2{"dhcp.fqdn.rcode2", "PTR-RR result", Shape::kNumber8};
constexpr Field kFqdnName{"dhcp.fqdn.name", "Client name", Shape::kText};
constexpr Name kAgentNames[] = {{1, "Agent Circuit ID"},
                                {2, "Agent Remote ID"},
                                {5, "Link selection"},
                                {6, "Subscriber ID"},
                                {9, "Vendor-Specific Information"},
                                {11, "Server ID Override"},
                                {151, "VSS"}};
constexpr Field kAgentOption{"dhcp.option.agent_information_option.suboption",
                             "Option 82 Suboption", Shape::kNumber8, 0, kAgentNames};
constexpr Field kAgentLength{"dhcp.option.suboption_length", "Length", Shape::kNumber8};
constexpr Field kCircuit{"dhcp.option.agent_information_option.agent_circuit_id",
                         "Agent Circuit ID", Shape::kBytes};
constexpr Field kRemote{"dhcp.option.agent_information_option.agent_remote_id", "Agent Remote ID",
                        Shape::kBytes};
constexpr Field kAgentValue{"dhcp.option.agent_information_option.value", "Value", Shape::kBytes};
constexpr Field kMajor{"dhcp.client_network_id_major", "Major Version", Shape::kNumber8};
constexpr Field kMinor{"dhcp.client_network_id_minor", "Minor Version", Shape::kNumber8};

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
    read_names(dhcp, kFqdnName);
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
  const Option* const option = find_option(dhcp_option_table(), code);
  const std::string_view name = option != nullptr ? option->name
                                : code >= 224     ? "Private"
                                                  : "Unknown";
  return format_text("(%u) ", code).append(name);
}

void name_requested(Layer& dhcp) {
  while (!dhcp.left().empty()) {
    const std::uint8_t code = dhcp.peek();
    dhcp.u8(find_option(dhcp_option_table(), 55)->field);
    if (dhcp.recording()) dhcp.say(code_text(code));
  }
}

// Returns what is said of the value in the option's heading.
std::string read_value(Layer& dhcp, std::uint8_t code) {
  const Option* const option = find_option(dhcp_option_table(), code);
  if (code == 55) {
    name_requested(dhcp);
  } else if (option != nullptr && option->kind != Kind::kGroup) {
    const std::string value = read_option_value(dhcp, *option);
    return option->kind == Kind::kIpv4 && !dhcp.truncated() ? std::string(" (") + value + ")"
                                                            : std::string();
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
  if (kind != 0) said = std::string(" (") + std::string(name_of(dhcp_message_names(), kind)) + ")";
  if (dhcp.recording()) group.say(code_text(code) + said);
  return kind;
}

constexpr FieldSpan kFields[] = {kOption,
                                 kLength,
                                 kValue,
                                 kPadding,
                                 kEnd,
                                 kHardwareType,
                                 kHardwareMac,
                                 kClientId,
                                 kVendorValue,
                                 kRouteTo,
                                 kRouteBy,
                                 kUserClass,
                                 kFqdnFlags,
                                 kFqdnReserved,
                                 kFqdnN,
                                 kFqdnE,
                                 kFqdnO,
                                 kFqdnS,
                                 kFqdnAnswer1,
                                 kFqdnAnswer2,
                                 kFqdnName,
                                 kAgentOption,
                                 kAgentLength,
                                 kCircuit,
                                 kRemote,
                                 kAgentValue,
                                 kMajor,
                                 kMinor,
                                 kDhcpOptionTableFields};

}  // namespace

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

extern constexpr FieldList kDhcpOptionFields = kFields;

}  // namespace packetglass
