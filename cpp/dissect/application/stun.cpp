// Session Traversal Utilities for NAT: RFC 8489; relays RFC 8656, ICE RFC 8445.
#include <algorithm>

#include "base/text.h"
#include "dissect/application/option.h"

namespace packetglass {
namespace {

using Kind = Option::Kind;

constexpr Name kMethods[] = {{1, "Binding"},          {2, "SharedSecret"}, {3, "Allocate"},
                             {4, "Refresh"},          {6, "Send"},         {7, "Data"},
                             {8, "CreatePermission"}, {9, "Channel-Bind"}};
constexpr Name kClasses[] = {{0x0000, "Request"},
                             {0x0010, "Indication"},
                             {0x0100, "Success Response"},
                             {0x0110, "Error Response"}};

constexpr Field kType{"stun.type", "Message Type", Shape::kHex16};
constexpr Field kLength{"stun.length", "Message Length", Shape::kNumber16};
constexpr Field kCookie{"stun.cookie", "Message Cookie", Shape::kBytes};
constexpr Field kId{"stun.id", "Message Transaction ID", Shape::kBytes};
constexpr Field kAttributes{"stun.attributes", "Attributes", Shape::kGroup};
constexpr Field kAttribute{"stun.attribute", "Attribute", Shape::kHex16};
constexpr Field kAttributeType{"stun.att.type", "Attribute Type", Shape::kHex16};
constexpr Field kAttributeLength{"stun.att.length", "Attribute Length", Shape::kNumber16};
constexpr Field kReserved{"stun.att.reserved", "Reserved", Shape::kBytes};
constexpr Name kFamilies[] = {{1, "IPv4"}, {2, "IPv6"}};
constexpr Field kFamily{"stun.att.family", "Protocol Family", Shape::kHex8, 0, kFamilies};
constexpr Field kPort{"stun.att.port", "Port", Shape::kPort};
constexpr Field kIpv4{"stun.att.ipv4", "IP", Shape::kIpv4};
constexpr Field kIpv6{"stun.att.ipv6", "IP", Shape::kIpv6};
constexpr Field kHiddenPort{"stun.att.port-xord", "Port (XOR-d)", Shape::kBytes};
constexpr Field kHiddenIpv4{"stun.att.ipv4-xord", "IP (XOR-d)", Shape::kBytes};
constexpr Field kHiddenIpv6{"stun.att.ipv6-xord", "IP (XOR-d)", Shape::kBytes};
constexpr Field kErrorClass{"stun.att.error.class", "Error Class", Shape::kNumber8, 0x07};
constexpr Field kErrorCode{"stun.att.error", "Error Code", Shape::kNumber8};
constexpr Field kReason{"stun.att.error.reason", "Error Reason Phrase", Shape::kText};
constexpr Name kTransports[] = {{6, "TCP"}, {17, "UDP"}};
constexpr Field kTransport{"stun.att.transp", "Transport", Shape::kHex8, 0, kTransports};
constexpr Field kPadding{"stun.att.padding", "Padding", Shape::kNumber16};
constexpr Field kChannel{"stun.channel", "Channel Number", Shape::kHex16};
constexpr Field kChannelNumber{"stun.att.channelnum", "Channel-Number", Shape::kHex16};
constexpr Field kValue{"stun.value", "Value", Shape::kBytes};

constexpr Option kKnown[] = {
    {0x0001, "MAPPED-ADDRESS"},
    {0x0006, "USERNAME", Kind::kText, {"stun.att.username", "Username", Shape::kText}},
    {0x0008, "MESSAGE-INTEGRITY", Kind::kBytes, {"stun.att.hmac", "HMAC-SHA1", Shape::kBytes}},
    {0x0009, "ERROR-CODE"},
    {0x000a, "UNKNOWN-ATTRIBUTES"},
    {0x000c, "CHANNEL-NUMBER"},
    {0x000d, "LIFETIME", Kind::kNumber, {"stun.att.lifetime", "Lifetime", Shape::kNumber32}},
    {0x0012, "XOR-PEER-ADDRESS"},
    {0x0013, "DATA"},
    {0x0014, "REALM", Kind::kText, {"stun.att.realm", "Realm", Shape::kText}},
    {0x0015, "NONCE", Kind::kText, {"stun.att.nonce", "Nonce", Shape::kText}},
    {0x0016, "XOR-RELAYED-ADDRESS"},
    {0x0019, "REQUESTED-TRANSPORT"},
    {0x001a, "DONT-FRAGMENT"},
    {0x0020, "XOR-MAPPED-ADDRESS"},
    {0x0024, "PRIORITY", Kind::kNumber, {"stun.att.priority", "Priority", Shape::kNumber32}},
    {0x0025, "USE-CANDIDATE"},
    {0x8022, "SOFTWARE", Kind::kText, {"stun.att.software", "Software", Shape::kText}},
    {0x8023, "ALTERNATE-SERVER"},
    {0x8028, "FINGERPRINT", Kind::kNumber, {"stun.att.crc32", "CRC-32", Shape::kHex32}},
    {0x8029,
     "ICE-CONTROLLED",
     Kind::kBytes,
     {"stun.att.tie-breaker", "Tie breaker", Shape::kBytes}},
    {0x802a,
     "ICE-CONTROLLING",
     Kind::kBytes,
     {"stun.att.tie-breaker", "Tie breaker", Shape::kBytes}},
    {0x802b, "RESPONSE-ORIGIN"},
    {0x802c, "OTHER-ADDRESS"}};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 3478}, {Space::kUdpStart}};
constexpr Route kTcpAt[] = {{Space::kTcpPort, 3478}, {Space::kTcpStart}};

constexpr std::uint32_t kMagic = 0x2112a442;
constexpr std::size_t kHeaderSize = 20, kCookieAt = 4, kChannelHeaderSize = 4;

bool is_address(std::uint16_t type) {
  return type == 0x0001 || type == 0x8023 || type == 0x802b || type == 0x802c;
}

bool is_hidden_address(std::uint16_t type) {
  return type == 0x0012 || type == 0x0016 || type == 0x0020;
}

std::string with_port(const Address& address, unsigned port) {
  return std::string(": ") + to_text(address) + format_text(":%u", port);
}

std::string read_address(Layer& stun) {
  stun.bytes(kReserved, 1);
  const std::uint8_t family = stun.u8(kFamily);
  const std::uint16_t port = stun.u16(kPort);
  const Address address = family == 2 ? stun.ipv6(kIpv6) : stun.ipv4(kIpv4);
  return stun.truncated() ? std::string() : with_port(address, port);
}

// An address that no box on the way takes for one: combined with the cookie and the id.
std::string read_hidden_address(Layer& stun) {
  const Bytes key = stun.whole().subspan(kCookieAt, 16);
  stun.bytes(kReserved, 1);
  const std::uint8_t family = stun.u8(kFamily);
  const Bytes hidden_port = stun.bytes(kHiddenPort, 2);
  if (stun.truncated()) return {};
  const unsigned port = load<std::uint16_t>(hidden_port.data(), ByteOrder::kBig) ^ kMagic >> 16;
  stun.generated(kPort, port);
  const auto kind = family == 2 ? Address::Kind::kIpv6 : Address::Kind::kIpv4;
  Address address = Address::load(kind, key.data());
  const Bytes hidden = stun.bytes(family == 2 ? kHiddenIpv6 : kHiddenIpv4, address.size());
  if (stun.truncated()) return {};
  for (std::size_t i = 0; i < hidden.size(); ++i) address.bytes[i] ^= hidden[i];
  stun.generated(family == 2 ? kIpv6 : kIpv4, address);
  return with_port(address, port);
}

std::string read_error(Layer& stun) {
  stun.bytes(kReserved, 2);
  const unsigned number = stun.peek() * 100u + stun.peek(1);
  stun.u8({&kErrorClass});
  stun.u8(kErrorCode);
  const std::string reason = read_padded_text(stun, kReason, stun.left().size());
  return format_text(" %u ", number) + reason;
}

std::string read_channel(Layer& stun) {
  const std::uint16_t channel = stun.u16(kChannelNumber);
  stun.bytes(kReserved, 2);
  return format_text("=0x%x", channel);
}

std::string read_transport(Layer& stun) {
  const std::string_view name = name_of(kTransports, stun.u8(kTransport));
  stun.bytes(kReserved, 3);
  return std::string(": ") + std::string(name);
}

// Returns what is said of it in its heading.
std::string read_value(Layer& stun, std::uint16_t type) {
  if (is_address(type)) return read_address(stun);
  if (is_hidden_address(type)) return read_hidden_address(stun);
  if (type == 0x0009) return read_error(stun);
  if (type == 0x000c) return read_channel(stun);
  if (type == 0x0019) return read_transport(stun);
  const Option* const known = find_option(kKnown, type);
  if (known != nullptr && known->kind != Kind::kGroup) {
    const std::string value = read_option_value(stun, *known);
    return known->kind == Kind::kText ? std::string(": ") + value
           : type == 0x000d           ? " " + value
                                      : std::string();
  }
  if (!stun.left().empty()) stun.remaining(kValue);
  return {};
}

// What Info says of an attribute; most are not shown.
std::string info_of(std::uint16_t type, const std::string& name, const std::string& said) {
  if (is_address(type) || is_hidden_address(type)) return " " + name + said;
  switch (type) {
    case 0x0006:
      return " user" + said;
    case 0x0009:
      return " error-code:" + said;
    case 0x000c:
      return " ChannelNumber" + said;
    case 0x000d:
      return " lifetime:" + said;
    case 0x0014:
      return " realm" + said;
    case 0x0015:
      return " with nonce";
    case 0x0019:
      return said.substr(1);
    default:
      return {};
  }
}

void read_attribute(Layer& stun) {
  Layer::Group group(stun, kAttribute);
  const std::uint16_t type = stun.peek16();
  stun.means(type);
  stun.u16(kAttributeType);
  const std::uint16_t length = stun.u16(kAttributeLength);
  if (stun.truncated()) return;
  const Option* const known = find_option(kKnown, type);
  const std::string name =
      known == nullptr ? format_text("0x%04x", type) : std::string(known->name);
  const std::size_t lacking = length - std::min<std::size_t>(length, stun.left().size());
  std::string said;
  {
    Layer::Limit value(stun, length);
    said = read_value(stun, type);
  }
  stun.skip(lacking);
  const std::size_t padding = std::min<std::size_t>((4 - length % 4) % 4, stun.left().size());
  if (padding != 0) {
    stun.look(kPadding, padding);
    stun.means(padding);
    stun.skip(padding);
  }
  group.say(name + said);
  if (std::string* info = stun.info()) *info += info_of(type, name, said);
}

// The method's bits stand around those of the class.
std::string type_text(std::uint16_t type) {
  const unsigned method = (type & 0x000f) | (type & 0x00e0) >> 1 | (type & 0x3e00) >> 2;
  std::string_view name = name_of(kMethods, method);
  return std::string(name.empty() ? "Unknown" : name)
      .append(" ")
      .append(name_of(kClasses, type & 0x0110));
}

std::uint16_t length_in(Bytes bytes) {
  return load<std::uint16_t>(&bytes[2], ByteOrder::kBig);
}

bool begins_message(Bytes bytes) {
  return bytes.size() >= kHeaderSize && (bytes[0] & 0xc0) == 0 &&
         load<std::uint32_t>(&bytes[kCookieAt], ByteOrder::kBig) == kMagic;
}

// Over TCP only the types that there are methods for.
bool begins_stream(Bytes bytes) {
  return begins_message(bytes) && bytes[0] <= 1;
}

bool recognises(Bytes bytes) {
  return begins_message(bytes) && length_in(bytes) + kHeaderSize == bytes.size();
}

// What a relay forwards begins with the number of its channel (RFC 8656, section 12.4; RFC 5766
// has numbers up to 0x7fff).
bool begins_channel(Bytes bytes) {
  return bytes.size() >= kChannelHeaderSize && (bytes[0] & 0xc0) == 0x40;
}

// Over TCP messages of channels are padded to four bytes.
MessageEnd find_end(const SentBytes& sent, MessageProgress& progress) {
  const Bytes bytes = sent.bytes;
  const bool channel = !bytes.empty() && (bytes[0] & 0xc0) == 0x40;
  return end_by_length(bytes, channel ? kChannelHeaderSize : kHeaderSize, progress,
                       [channel](Bytes all) -> std::size_t {
                         if (channel) return (kChannelHeaderSize + length_in(all) + 3) / 4 * 4;
                         return begins_message(all) ? kHeaderSize + length_in(all) : 0;
                       });
}

// What stands behind it is padding, of less than four bytes.
bool fits(const Layer& stun) {
  const std::size_t size = kChannelHeaderSize + std::size_t{stun.peek16(2)};
  return begins_channel(stun.left()) && size <= stun.left_on_wire() &&
         stun.left_on_wire() - size < 4;
}

Outcome read_channel_data(Layer& stun) {
  if (stun.recording()) stun.title(", TURN ChannelData Message");
  if (std::string* info = stun.info()) *info = "ChannelData TURN Message";
  stun.u16(kChannel);
  return done(stun.rest(stun.u16(kLength)), {{Space::kBytes}});
}

Outcome dissect(Layer& stun) {
  if (fits(stun)) return read_channel_data(stun);
  if (!begins_message(stun.left())) return not_mine();
  if (!stun.recording() && stun.info() == nullptr) return done();
  const std::uint16_t type = stun.u16(kType);
  if (stun.recording()) stun.say(format_text("0x%04x (", type) + type_text(type) + ")");
  const std::uint16_t length = stun.u16(kLength);
  stun.bytes(kCookie, 4);
  stun.bytes(kId, 12);
  if (std::string* info = stun.info()) *info = type_text(type);
  if (length == 0) return done();
  Layer::Group group(stun, kAttributes);
  while (!stun.left().empty() && !stun.truncated()) read_attribute(stun);
  return stun.truncated() ? stop("the attributes are incomplete") : done();
}

constexpr FieldSpan kFields[] = {kType,
                                 kLength,
                                 kCookie,
                                 kId,
                                 kAttributes,
                                 kAttribute,
                                 kAttributeType,
                                 kAttributeLength,
                                 kReserved,
                                 kFamily,
                                 kPort,
                                 kIpv4,
                                 kIpv6,
                                 kHiddenPort,
                                 kHiddenIpv4,
                                 kHiddenIpv6,
                                 kErrorClass,
                                 kErrorCode,
                                 kReason,
                                 kTransport,
                                 kPadding,
                                 kChannel,
                                 kChannelNumber,
                                 kValue,
                                 field_of(kKnown, &Option::field)};

}  // namespace

extern const Dissector kStun{{"stun", "Session Traversal Utilities for NAT", Shape::kLayer},
                             "STUN",
                             kFoundAt,
                             kFields,
                             dissect,
                             recognises,
                             {0x00, 0x3f},
                             false,
                             nullptr,
                             nullptr,
                             false,
                             true};
extern const Dissector kStunOverTcp{{"stun", "Session Traversal Utilities for NAT", Shape::kLayer},
                                    "STUN",
                                    kTcpAt,
                                    kFields,
                                    dissect,
                                    begins_stream,
                                    {0x00, 0x01},
                                    false,
                                    find_end,
                                    nullptr,
                                    true,
                                    true};

}  // namespace packetglass
