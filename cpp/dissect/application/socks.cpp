// SOCKS 5, RFC 1928, with user names, RFC 1929; SOCKS 4 and 4a. Nothing is kept between segments:
// what a message is follows from its side and its size. What is said through the proxy afterwards
// is another protocol's.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kCommands[] = {
    {1, "Connect"}, {2, "Bind"}, {3, "UdpAssociate"}, {128, "Ping"}, {129, "Traceroute"}};
constexpr Name kMethods[] = {{0, "No authentication"},
                             {1, "GSSAPI"},
                             {2, "Username/Password"},
                             {3, "Chap"},
                             {255, "no acceptable method"}};
constexpr Name kAddressTypes[] = {{1, "IPv4"}, {3, "Domain Name"}, {4, "IPv6"}};
constexpr Name kResults[] = {{0, "Succeeded"},
                             {1, "General SOCKS server failure"},
                             {2, "Connection not allowed by ruleset"},
                             {3, "Network unreachable"},
                             {4, "Host unreachable"},
                             {5, "Connection refused"},
                             {6, "TTL expired"},
                             {7, "Command not supported"},
                             {8, "Address type not supported"},
                             {90, "Granted"},
                             {91, "Rejected or Failed"},
                             {92,
                              "Rejected because SOCKS server cannot connect to identd on the "
                              "client"},
                             {93,
                              "Rejected because the client program and identd report different "
                              "user-ids"}};

constexpr Field kVersion{"socks.version", "Version", Shape::kNumber8};
constexpr Field kSubversion{"socks.subnegotiation_version", "Subnegotiation Version",
                            Shape::kNumber8};
constexpr Field kCount{"socks.auth_method_count", "Authentication Method Count", Shape::kNumber8};
constexpr Field kMethod{"socks.auth_method", "Method", Shape::kNumber8, 0, kMethods};
constexpr Field kAccepted{"socks.auth_accepted_method", "Accepted Auth Method", Shape::kNumber8, 0,
                          kMethods};
constexpr Field kUser{"socks.username", "User name", Shape::kText};
constexpr Field kPassword{"socks.password", "Password", Shape::kText};
constexpr Field kStatus{"socks.auth_status", "Status", Shape::kNumber8};
constexpr Field kCommand{"socks.command", "Command", Shape::kNumber8, 0, kCommands};
constexpr Field kResult{"socks.results", "Results", Shape::kNumber8, 0, kResults};
constexpr Field kReserved{"socks.reserved", "Reserved", Shape::kNumber8};
constexpr Field kAddressType{"socks.address_type", "Address Type", Shape::kNumber8, 0,
                             kAddressTypes};
constexpr Field kAddress{"socks.dst", "Remote Address", Shape::kIpv4};
constexpr Field kAddress6{"socks.dstV6", "Remote Address(ipv6)", Shape::kIpv6};
constexpr Field kName{"socks.remote_name", "Remote name", Shape::kText};
constexpr Field kPort{"socks.port", "Port", Shape::kPort};
constexpr Field kPort4{"socks.dstport", "Remote Port", Shape::kPort};
constexpr Field kName4{"socks.v4a_dns_name", "SOCKS v4a Remote Domain Name", Shape::kText};

constexpr std::uint16_t kServerPort = 1080;
constexpr Route kFoundAt[] = {{Space::kTcpPort, kServerPort}};

constexpr std::size_t kHead4 = 8;  // of a request of version 4, and a whole reply

void put_info(Layer& socks, unsigned version, std::string_view words) {
  if (std::string* info = socks.info()) {
    *info = format_text("Version: %u ", version);
    info->append(words);
  }
}

std::string with_command(const char* words, unsigned command) {
  const std::string_view name = name_of(kCommands, command);
  return std::string(words) + (name.empty() ? "Unknown" : std::string(name));
}

// How many bytes a request or reply with this kind of address is; 0: no such kind.
std::size_t size_with_address(const Layer& socks) {
  switch (socks.peek(3)) {
    case 1:
      return 4 + 4 + 2;
    case 3:
      return 4 + 1 + std::size_t{socks.peek(4)} + 2;
    case 4:
      return 4 + 16 + 2;
    default:
      return 0;
  }
}

void read_address(Layer& socks) {
  const std::uint8_t type = socks.u8(kAddressType);
  if (type == 1) socks.ipv4(kAddress);
  if (type == 4) socks.ipv6(kAddress6);
  if (type == 3) {
    const std::uint8_t size = socks.peek();
    socks.skip(1);
    socks.text(kName, size);
  }
  socks.u16(kPort);
}

Outcome read_methods(Layer& socks) {
  socks.u8(kVersion);
  for (unsigned count = socks.u8(kCount); count > 0; --count) socks.u8(kMethod);
  put_info(socks, 5, "Connect to server request");
  return done();
}

Outcome read_user(Layer& socks) {
  socks.u8(kSubversion);
  const std::uint8_t user = socks.peek();
  socks.skip(1);
  socks.text(kUser, user);
  const std::uint8_t password = socks.peek();
  socks.skip(1);
  socks.text(kPassword, password);
  put_info(socks, 5, "User authentication request");
  return done();
}

Outcome read_command(Layer& socks) {
  socks.u8(kVersion);
  const std::uint8_t command = socks.u8(kCommand);
  socks.u8(kReserved);
  read_address(socks);
  put_info(socks, 5, with_command("Command Request - ", command));
  return done();
}

// Up to a zero, which was seen there.
std::size_t text_size(const Layer& socks) {
  const Bytes left = socks.left();
  return static_cast<std::size_t>(std::find(left.begin(), left.end(), std::uint8_t{0}) -
                                  left.begin());
}

Outcome read_request4(Layer& socks) {
  socks.u8(kVersion);
  socks.u8(kCommand);
  socks.u16(kPort4);
  // An address 0.0.0.x means that a name follows.
  const bool named = socks.peek16() == 0 && socks.peek(2) == 0 && socks.peek(3) != 0;
  socks.ipv4(kAddress);
  socks.text(kUser, text_size(socks));
  socks.skip(1);
  if (named && !socks.left().empty()) socks.text(kName4, text_size(socks));
  if (!socks.left().empty()) socks.skip(1);
  put_info(socks, 4, "Connect to server request");
  return done();
}

Outcome dissect_request(Layer& socks) {
  const std::size_t size = socks.left_on_wire();
  const std::uint8_t first = socks.peek(), second = socks.peek(1);
  if (first == 5 && size == 2u + second && second != 0) return read_methods(socks);
  if (first == 5 && socks.peek(2) == 0 && size == size_with_address(socks)) {
    return read_command(socks);
  }
  if (first == 1 && size == 3u + second + socks.peek(2u + second)) return read_user(socks);
  const bool request4 = first == 4 && (second == 1 || second == 2) && size > kHead4;
  return request4 && socks.left().back() == 0 ? read_request4(socks) : not_mine();
}

Outcome read_short_reply(Layer& socks) {
  const bool method = socks.peek() == 5;
  socks.u8(method ? kVersion : kSubversion);
  socks.u8(method ? kAccepted : kStatus);
  put_info(socks, 5, method ? "Connect to server response" : "User authentication reply");
  return done();
}

Outcome read_reply(Layer& socks) {
  socks.u8(kVersion);
  socks.u8(kResult);
  socks.u8(kReserved);
  read_address(socks);
  put_info(socks, 5, "Command Response");
  return done();
}

Outcome read_reply4(Layer& socks) {
  socks.u8(kVersion);
  socks.u8(kResult);
  socks.u16(kPort4);
  socks.ipv4(kAddress);
  put_info(socks, 4, "Connect Response");
  return done();
}

Outcome dissect_answer(Layer& socks) {
  const std::size_t size = socks.left_on_wire();
  const std::uint8_t first = socks.peek(), second = socks.peek(1);
  if (size == 2 && (first == 5 || first == 1)) return read_short_reply(socks);
  if (first == 5 && second <= 8 && socks.peek(2) == 0 && size == size_with_address(socks)) {
    return read_reply(socks);
  }
  const bool reply4 = size == kHead4 && first == 0 && second >= 90 && second <= 93;
  return reply4 ? read_reply4(socks) : not_mine();
}

// Only whole messages can be told from what is said through the proxy.
Outcome dissect(Layer& socks) {
  if (socks.truncated_by_snaplen()) return not_mine();
  return socks.destination_port() == kServerPort ? dissect_request(socks) : dissect_answer(socks);
}

constexpr FieldSpan kFields[] = {
    kVersion, kSubversion, kCount,       kMethod,  kAccepted, kUser, kPassword, kStatus, kCommand,
    kResult,  kReserved,   kAddressType, kAddress, kAddress6, kName, kPort,     kPort4,  kName4};

}  // namespace

extern const Dissector kSocks{
    {"socks", "Socks Protocol", Shape::kLayer}, "Socks", kFoundAt, kFields, dissect};

}  // namespace packetglass
