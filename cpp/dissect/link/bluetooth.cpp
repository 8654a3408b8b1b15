// Bluetooth between a host and its controller: HCI over UART, Bluetooth Core Specification, volume
// 4, part A; LINKTYPE_BLUETOOTH_HCI_H4 and _WITH_PHDR of tcpdump.org. Commands and events are
// named.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/link/bluetooth_names.h"

namespace packetglass {
namespace {

constexpr Name kDirections[] = {{0, "Sent"}, {1, "Rcvd"}, {0xff, "Unspecified"}};
constexpr Name kTypes[] = {
    {1, "HCI Command"}, {2, "ACL Data"}, {3, "SCO Data"}, {4, "HCI Event"}, {5, "ISO Data"}};

constexpr Field kDirection{"hci_h4.direction", "Direction", Shape::kHex8, 0, kDirections};
constexpr Field kType{"hci_h4.type", "HCI Packet Type", Shape::kHex8, 0, kTypes};
constexpr Field kOpcode{"bthci_cmd.opcode", "Command Opcode", Shape::kHex16, 0, kHciCommandNames};
constexpr Field kLength{"bthci_cmd.param_length", "Parameter Total Length", Shape::kNumber8};
constexpr Field kParameter{"bthci_cmd.parameter", "Command Parameter", Shape::kBytes};
constexpr Field kCode{"bthci_evt.code", "Event Code", Shape::kHex8, 0, kHciEventNames};
constexpr Field kEventLength{"bthci_evt.param_length", "Parameter Total Length", Shape::kNumber8};
constexpr Field kOfCommand{"bthci_evt.opcode", "Command Opcode", Shape::kHex16, 0,
                           kHciCommandNames};
constexpr Field kStatus{"bthci_evt.status", "Status", Shape::kHex8};
constexpr Field kAllowed{"bthci_evt.num_command_packets", "Number of Allowed Command Packets",
                         Shape::kNumber8};
constexpr Field kEventParameter{"bthci_evt.parameter", "Event Parameter", Shape::kBytes};

// Numbers, which are no link types, by which what is in one another is found.
constexpr std::uint32_t kH4 = 0x30000, kH4WithDirection = 0x30001, kPacket = 0x30010;
constexpr std::uint8_t kCommand = 1, kAcl = 2, kSco = 3, kEvent = 4, kIso = 5;

constexpr Route kBluetoothAt[] = {{Space::kLinkType, 187}};
constexpr Route kBluetoothWithDirectionAt[] = {{Space::kLinkType, 201}};
constexpr Route kH4At[] = {{Space::kLinkType, kH4}};
constexpr Route kH4WithDirectionAt[] = {{Space::kLinkType, kH4WithDirection}};
constexpr Route kCommandAt[] = {{Space::kLinkType, kPacket + kCommand}};
constexpr Route kAclAt[] = {{Space::kLinkType, kPacket + kAcl}};
constexpr Route kScoAt[] = {{Space::kLinkType, kPacket + kSco}};
constexpr Route kEventAt[] = {{Space::kLinkType, kPacket + kEvent}};
constexpr Route kIsoAt[] = {{Space::kLinkType, kPacket + kIso}};

template <std::uint32_t kInside>
Outcome dissect_bluetooth(Layer& bluetooth) {
  return done(bluetooth.rest(), {{Space::kLinkType, kInside}});
}

Outcome dissect_h4(Layer& hci, std::string_view direction) {
  const std::uint8_t type = hci.u8(kType);
  if (hci.truncated()) return stop("the header is incomplete");
  const bool known = type >= kCommand && type <= kIso;
  if (std::string* info = hci.info()) {
    *info = direction;
    if (!known) *info += format_text("Unknown HCI packet type 0x%02x", type);
  }
  if (!known) return done(hci.rest(), {});
  return done(hci.rest(), {{Space::kLinkType, kPacket + type}});
}

Outcome dissect_without_direction(Layer& hci) {
  return dissect_h4(hci, "UnknownDirection ");
}

Outcome dissect_with_direction(Layer& hci) {
  const std::uint8_t direction = hci.peek(3);
  hci.skip(4);
  if (hci.truncated()) return stop("the direction is incomplete");
  hci.generated(kDirection, direction);
  return dissect_h4(hci, direction == 0 ? "Sent " : direction == 1 ? "Rcvd " : "Unspecified ");
}

void say_name(Layer& hci, std::span<const Name> names, unsigned number, const char* unknown) {
  std::string name(name_of(names, number));
  if (name.empty()) name = format_text(unknown, number);
  if (hci.recording_text()) hci.title(" - " + name);
  if (std::string* info = hci.info()) *info += name;
}

Outcome dissect_command(Layer& command) {
  const std::uint16_t opcode = command.u16le(kOpcode);
  const std::uint8_t length = command.u8(kLength);
  if (command.truncated()) return stop("the header is incomplete");
  say_name(command, kHciCommandNames, opcode, "Unknown 0x%04x");
  if (length != 0) command.bytes(kParameter, length);
  return command.truncated() ? stop("the parameters are incomplete") : done();
}

// Of the two events that answer a command: which.
void read_answer(Layer& event, std::uint8_t code) {
  constexpr std::uint8_t kComplete = 0x0e, kCommandStatus = 0x0f;
  if (code != kComplete && code != kCommandStatus) return;
  if (code == kCommandStatus) event.u8(kStatus);
  event.u8(kAllowed);
  const std::uint16_t opcode = event.u16le(kOfCommand);
  if (event.truncated()) return;
  if (std::string* info = event.info()) {
    info->append(" (").append(name_of(kHciCommandNames, opcode)).append(")");
  }
}

Outcome dissect_event(Layer& event) {
  const std::uint8_t code = event.u8(kCode);
  const std::uint8_t length = event.u8(kEventLength);
  if (event.truncated()) return stop("the header is incomplete");
  say_name(event, kHciEventNames, code, "Unknown 0x%02x");
  if (length > event.left().size()) {
    event.skip(length);
    return stop("the parameters are incomplete");
  }
  Layer::Limit parameters(event, length);
  read_answer(event, code);
  if (event.truncated()) return stop("the parameters are incomplete");
  if (!event.left().empty()) event.remaining(kEventParameter);
  return done();
}

Outcome dissect_data(Layer& data) {
  return done(data.rest(), {});
}

constexpr FieldSpan kH4Fields[] = {kDirection, kType};
constexpr FieldSpan kCommandFields[] = {kOpcode, kLength, kParameter};
constexpr FieldSpan kEventFields[] = {kCode,   kEventLength, kOfCommand,
                                      kStatus, kAllowed,     kEventParameter};

}  // namespace

extern const Dissector kBluetooth{{"bluetooth", "Bluetooth", Shape::kLayer},
                                  "Bluetooth",
                                  kBluetoothAt,
                                  {},
                                  dissect_bluetooth<kH4>};
extern const Dissector kBluetoothWithDirection{{"bluetooth", "Bluetooth", Shape::kLayer},
                                               "Bluetooth",
                                               kBluetoothWithDirectionAt,
                                               {},
                                               dissect_bluetooth<kH4WithDirection>};
extern const Dissector kHciH4{{"hci_h4", "Bluetooth HCI H4", Shape::kLayer},
                              "HCI H4",
                              kH4At,
                              kH4Fields,
                              dissect_without_direction};
extern const Dissector kHciH4WithDirection{{"hci_h4", "Bluetooth HCI H4", Shape::kLayer},
                                           "HCI H4",
                                           kH4WithDirectionAt,
                                           kH4Fields,
                                           dissect_with_direction};
extern const Dissector kHciCommand{{"bthci_cmd", "Bluetooth HCI Command", Shape::kLayer},
                                   "HCI_CMD",
                                   kCommandAt,
                                   kCommandFields,
                                   dissect_command};
extern const Dissector kHciEvent{{"bthci_evt", "Bluetooth HCI Event", Shape::kLayer},
                                 "HCI_EVT",
                                 kEventAt,
                                 kEventFields,
                                 dissect_event};
extern const Dissector kHciAcl{
    {"bthci_acl", "Bluetooth HCI ACL Packet", Shape::kLayer}, "HCI_ACL", kAclAt, {}, dissect_data};
extern const Dissector kHciSco{
    {"bthci_sco", "Bluetooth HCI SCO Packet", Shape::kLayer}, "HCI_SCO", kScoAt, {}, dissect_data};
extern const Dissector kHciIso{
    {"bthci_iso", "Bluetooth HCI ISO Packet", Shape::kLayer}, "HCI_ISO", kIsoAt, {}, dissect_data};

}  // namespace packetglass
