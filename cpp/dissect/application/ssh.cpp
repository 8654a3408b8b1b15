// Secure Shell, the transport: RFC 4253; elliptic curves RFC 5656.
#include "base/text.h"
#include "dissect/application/text_line.h"

namespace packetglass {
namespace {

constexpr Name kMessageNames[] = {{1, "Disconnect"},
                                  {2, "Ignore"},
                                  {3, "Unimplemented"},
                                  {4, "Debug"},
                                  {5, "Service Request"},
                                  {6, "Service Accept"},
                                  {20, "Key Exchange Init"},
                                  {21, "New Keys"},
                                  {30, "Elliptic Curve Diffie-Hellman Key Exchange Init"},
                                  {31, "Elliptic Curve Diffie-Hellman Key Exchange Reply"},
                                  {32, "Diffie-Hellman Group Exchange Init"},
                                  {33, "Diffie-Hellman Group Exchange Reply"},
                                  {34, "Diffie-Hellman Group Exchange Request"}};

constexpr Field kProtocol{"ssh.protocol", "Protocol", Shape::kText};
constexpr Field kPacket{"ssh.packet", "Packet", Shape::kGroup};
constexpr Field kLength{"ssh.packet_length", "Packet Length", Shape::kNumber32};
constexpr Field kPaddingLength{"ssh.padding_length", "Padding Length", Shape::kNumber8};
constexpr Field kMessage{"ssh.message_code", "Message Code", Shape::kNumber8, 0, kMessageNames};
constexpr Field kCookie{"ssh.cookie", "Cookie", Shape::kBytes};
constexpr Field kFollows{"ssh.first_kex_packet_follows", "First KEX Packet Follows",
                         Shape::kNumber8};
constexpr Field kReserved{"ssh.kex.reserved", "Reserved", Shape::kBytes};
constexpr Field kPointLength{"ssh.ecdh.q_c_length", "ECDH client's ephemeral public key length",
                             Shape::kNumber32};
constexpr Field kPoint{"ssh.ecdh.q_c", "ECDH client's ephemeral public key (Q_C)", Shape::kBytes};
constexpr Field kPayload{"ssh.payload", "Payload", Shape::kBytes};
constexpr Field kPadding{"ssh.padding_string", "Padding String", Shape::kBytes};
constexpr Field kEncrypted{"ssh.encrypted_packet", "Encrypted Packet", Shape::kBytes};
constexpr Field kDirection{"ssh.direction", "Direction (of the server)", Shape::kFlag};

struct NameList {
  Field length, names;
};

constexpr NameList kNameLists[] = {
    {{"ssh.kex_algorithms_length", "kex_algorithms length", Shape::kNumber32},
     {"ssh.kex_algorithms", "kex_algorithms", Shape::kText}},
    {{"ssh.server_host_key_algorithms_length", "server_host_key_algorithms length",
      Shape::kNumber32},
     {"ssh.server_host_key_algorithms", "server_host_key_algorithms", Shape::kText}},
    {{"ssh.encryption_algorithms_client_to_server_length",
      "encryption_algorithms_client_to_server length", Shape::kNumber32},
     {"ssh.encryption_algorithms_client_to_server", "encryption_algorithms_client_to_server",
      Shape::kText}},
    {{"ssh.encryption_algorithms_server_to_client_length",
      "encryption_algorithms_server_to_client length", Shape::kNumber32},
     {"ssh.encryption_algorithms_server_to_client", "encryption_algorithms_server_to_client",
      Shape::kText}},
    {{"ssh.mac_algorithms_client_to_server_length", "mac_algorithms_client_to_server length",
      Shape::kNumber32},
     {"ssh.mac_algorithms_client_to_server", "mac_algorithms_client_to_server", Shape::kText}},
    {{"ssh.mac_algorithms_server_to_client_length", "mac_algorithms_server_to_client length",
      Shape::kNumber32},
     {"ssh.mac_algorithms_server_to_client", "mac_algorithms_server_to_client", Shape::kText}},
    {{"ssh.compression_algorithms_client_to_server_length",
      "compression_algorithms_client_to_server length", Shape::kNumber32},
     {"ssh.compression_algorithms_client_to_server", "compression_algorithms_client_to_server",
      Shape::kText}},
    {{"ssh.compression_algorithms_server_to_client_length",
      "compression_algorithms_server_to_client length", Shape::kNumber32},
     {"ssh.compression_algorithms_server_to_client", "compression_algorithms_server_to_client",
      Shape::kText}},
    {{"ssh.languages_client_to_server_length", "languages_client_to_server length",
      Shape::kNumber32},
     {"ssh.languages_client_to_server", "languages_client_to_server", Shape::kText}},
    {{"ssh.languages_server_to_client_length", "languages_server_to_client length",
      Shape::kNumber32},
     {"ssh.languages_server_to_client", "languages_server_to_client", Shape::kText}},
};

constexpr Route kFoundAt[] = {{Space::kTcpPort, 22}, {Space::kTcpStart}};

constexpr std::uint8_t kKeyExchangeInit = 20, kCurveInit = 30;
// RFC 4253, 6.1: more than this need not be understood.
constexpr std::size_t kMostInPacket = 35'000, kLeastPadding = 4;

bool begins_connection(Bytes bytes) {
  if (bytes.empty() || bytes[0] != 'S') return false;
  const std::string_view text = text_of(bytes);
  return text.starts_with("SSH-2.0-") || text.starts_with("SSH-1.");
}

// A packet from before the keys are there: its lengths and its message fit together.
bool is_plain(const Layer& ssh) {
  const Bytes left = ssh.left();
  if (left.size() < 6) return false;
  const std::size_t length = load<std::uint32_t>(left.data(), ByteOrder::kBig);
  const std::size_t padding = left[4];
  return length <= kMostInPacket && padding >= kLeastPadding && padding + 2 <= length &&
         (length + 4) % 8 == 0 && !name_of(kMessageNames, left[5]).empty();
}

void read_key_exchange(Layer& ssh) {
  ssh.bytes(kCookie, 16);
  for (const NameList& list : kNameLists) {
    const std::uint32_t length = ssh.u32(list.length);
    ssh.text(list.names, length);
  }
  ssh.u8(kFollows);
  ssh.bytes(kReserved, 4);
}

void read_payload(Layer& ssh, std::uint8_t message) {
  if (message == kKeyExchangeInit) return read_key_exchange(ssh);
  // Which key exchange it is only the lists before say; the form of a curve's point is plain.
  const Bytes left = ssh.left();
  if (message == kCurveInit && left.size() > 4 &&
      load<std::uint32_t>(left.data(), ByteOrder::kBig) == left.size() - 4) {
    ssh.u32(kPointLength);
    ssh.remaining(kPoint);
  } else if (!left.empty()) {
    ssh.remaining(kPayload);
  }
}

std::string read_packet(Layer& ssh) {
  Layer::Group packet(ssh, kPacket);
  const std::uint32_t length = ssh.u32(kLength);
  const bool whole = length <= ssh.left().size();
  Layer::Limit limit(ssh, length);
  const std::uint8_t padding = ssh.u8(kPaddingLength);
  const std::uint8_t message = ssh.u8(kMessage);
  std::string name(name_of(kMessageNames, message));
  if (ssh.recording()) packet.say(": " + name);
  {
    Layer::Limit payload(ssh, length - padding - 2u);
    read_payload(ssh, message);
    if (whole && ssh.truncated()) ssh.malformed("the message is longer than its packet");
  }
  if (whole) ssh.remaining(kPadding);
  return name;
}

std::string read_encrypted(Layer& ssh) {
  const std::size_t size = ssh.left_on_wire();
  ssh.remaining(kEncrypted);
  return format_text("Encrypted packet (len=%zu)", size);
}

std::string read_greeting(Layer& ssh) {
  const TextLine line = first_line(ssh.left());
  ssh.text(kProtocol, line.text.size());
  ssh.skip(line.size - line.text.size());
  return "Protocol (" + shown_text(line.text) + ")";
}

std::string read_next(Layer& ssh) {
  if (begins_connection(ssh.left())) return read_greeting(ssh);
  return is_plain(ssh) ? read_packet(ssh) : read_encrypted(ssh);
}

Outcome dissect(Layer& ssh) {
  const bool server = ssh.source_port() < ssh.destination_port();
  if (!begins_connection(ssh.left()) && is_plain(ssh)) ssh.column("SSHv2");
  if (!ssh.recording() && ssh.info() == nullptr) return done();
  std::string words;
  while (!ssh.left().empty()) {
    if (!words.empty()) words += ", ";
    words += read_next(ssh);
  }
  if (std::string* info = ssh.info()) *info = (server ? "Server: " : "Client: ") + words;
  ssh.generated(kDirection, server ? 1 : 0);
  return ssh.stopped_by_snaplen() ? stop("the packet is truncated") : done();
}

constexpr FieldSpan kFields[] = {kProtocol, kPacket,  kLength,    kPaddingLength, kMessage,
                                 kCookie,   kFollows, kReserved,  kPointLength,   kPoint,
                                 kPayload,  kPadding, kEncrypted, kDirection,     kNameLists};

}  // namespace

extern const Dissector kSsh{{"ssh", "SSH Protocol", Shape::kLayer},
                            "SSH",
                            kFoundAt,
                            kFields,
                            dissect,
                            begins_connection,
                            {'S', 'S'},
                            false,
                            nullptr,
                            nullptr,
                            false,
                            true};

}  // namespace packetglass
