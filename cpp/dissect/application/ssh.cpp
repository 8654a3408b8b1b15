// Secure Shell, the transport: RFC 4253; elliptic curves RFC 5656.
#include "dissect/application/ssh_key_exchange.h"

#include "base/text.h"
#include "dissect/application/text_line.h"

namespace packetglass {
namespace {

constexpr Field kProtocol{"ssh.protocol", "Protocol", Shape::kText};
constexpr Field kPacket{"ssh.packet", "Packet", Shape::kGroup};
constexpr Field kLength{"ssh.packet_length", "Packet Length", Shape::kNumber32};
constexpr Field kPaddingLength{"ssh.padding_length", "Padding Length", Shape::kNumber8};
constexpr Field kMessage{"ssh.message_code", "Message Code", Shape::kNumber8};
constexpr Field kPointLength{"ssh.ecdh.q_c_length", "ECDH client's ephemeral public key length",
                             Shape::kNumber32};
constexpr Field kPoint{"ssh.ecdh.q_c", "ECDH client's ephemeral public key (Q_C)", Shape::kBytes};
constexpr Field kPayload{"ssh.payload", "Payload", Shape::kBytes};
constexpr Field kPadding{"ssh.padding_string", "Padding String", Shape::kBytes};
constexpr Field kEncrypted{"ssh.encrypted_packet", "Encrypted Packet", Shape::kBytes};
constexpr Field kDirection{"ssh.direction", "Direction (of the server)", Shape::kFlag};

constexpr Route kFoundAt[] = {{Space::kTcpPort, 22}, {Space::kTcpStart}};

constexpr std::uint8_t kKeyExchangeInit = 20, kNewKeys = 21, kCurveInit = 30;
constexpr std::size_t kHeaderSize = 6;  // up to the number of the message
// RFC 4253, 4.2: a line has no more bytes; 6.1: nor need a packet that is understood.
constexpr std::size_t kMostInLine = 255, kMostInPacket = 35'000, kLeastPadding = 4;
// Of both sides, where the sides are numbered 0 and 1.
constexpr unsigned kBoth = 2;

bool begins_connection(Bytes bytes) {
  if (bytes.empty() || bytes[0] != 'S') return false;
  const std::string_view text = text_of(bytes);
  return text.starts_with("SSH-2.0-") || text.starts_with("SSH-1.");
}

// The lengths of a packet from before the keys are there fit together. Of those that are encrypted
// nearly none do.
bool is_packet(Bytes bytes) {
  if (bytes.size() < kHeaderSize) return false;
  const std::size_t length = load<std::uint32_t>(bytes.data(), ByteOrder::kBig);
  const std::size_t padding = bytes[4];
  return length <= kMostInPacket && padding + 2 <= length;
}

// And so does its padding (RFC 4253, 6).
bool is_padded(Bytes bytes) {
  const std::size_t length = load<std::uint32_t>(bytes.data(), ByteOrder::kBig);
  return bytes[4] >= kLeastPadding && (length + 4) % 8 == 0;
}

bool has_name(std::uint8_t message) {
  return !ssh_message_name(message, SshMethod::kGroup).empty();
}

// What the packets of a conversation said before.
class Session {
 public:
  explicit Session(Layer& ssh)
      : ssh_(ssh),
        is_known_(ssh.conversation() != History::kNoConversation),
        server_(ssh.source_port() < ssh.destination_port()) {
    version_ = static_cast<unsigned>(number(Subject::kSshVersion, kBoth));
    encrypted_ = number(Subject::kSshKeys, side()) != 0;
  }

  bool is_server() const { return server_; }
  unsigned version() const { return version_; }
  bool is_encrypted() const { return encrypted_; }
  SshMethod method() const {
    return static_cast<SshMethod>(number(Subject::kSshAlgorithms, kBoth));
  }

  // A client's line says which version both have.
  void greet(std::string_view line) {
    if (server_) return;
    remember(Subject::kSshVersion, kBoth, line.starts_with("SSH-2.") ? 2 : 1);
  }
  void offer(std::string_view methods) {
    remember(Subject::kSshAlgorithms, side(), 0, methods);
    const auto other = find(Subject::kSshAlgorithms, 1 - side());
    const std::string_view others = other ? other->text : std::string_view();
    const SshMethod method = server_ ? ssh_method(others, methods) : ssh_method(methods, others);
    remember(Subject::kSshAlgorithms, kBoth, static_cast<std::uint64_t>(method));
  }
  void encrypt() {
    encrypted_ = true;
    remember(Subject::kSshKeys, side(), 1);
  }

 private:
  unsigned side() const { return server_ ? 1 : 0; }
  EarlierKey key(Subject subject, unsigned of) const {
    return EarlierKey(subject).with(ssh_.conversation()).with(of);
  }
  std::optional<EarlierValue> find(Subject subject, unsigned of) const {
    return is_known_ ? ssh_.remembered(key(subject, of)) : std::nullopt;
  }
  std::uint64_t number(Subject subject, unsigned of) const {
    const auto found = find(subject, of);
    return found ? found->number : 0;
  }
  void remember(Subject subject, unsigned of, std::uint64_t number, std::string_view text = {}) {
    if (is_known_) ssh_.remember(key(subject, of), number, text);
  }

  Layer& ssh_;
  const bool is_known_, server_;
  unsigned version_;
  bool encrypted_;
};

void read_payload(Layer& ssh, std::uint8_t message, Session& session) {
  if (message == kKeyExchangeInit) {
    const std::string_view methods = read_ssh_offer(ssh, session.is_server());
    if (!ssh.truncated()) session.offer(methods);
    return;
  }
  if (message == kNewKeys) session.encrypt();
  const Bytes left = ssh.left();
  if (message == kCurveInit && left.size() > 4 && session.method() == SshMethod::kCurve &&
      load<std::uint32_t>(left.data(), ByteOrder::kBig) == left.size() - 4) {
    ssh.u32(kPointLength);
    ssh.remaining(kPoint);
  } else if (!left.empty()) {
    ssh.remaining(kPayload);
  }
}

std::string name_of_message(std::uint8_t message, SshMethod method) {
  const std::string_view name = ssh_message_name(message, method);
  return name.empty() ? format_text("Unknown (%u)", message) : std::string(name);
}

// Whether anybody reads words.
bool has_words(Layer& ssh) {
  return ssh.recording() || ssh.info() != nullptr;
}

// Returns what Info says of it.
std::string read_packet(Layer& ssh, Session& session, bool& malformed) {
  Layer::Group packet(ssh, kPacket);
  const std::uint32_t length = ssh.u32(kLength);
  const bool whole = length <= ssh.left().size();
  Layer::Limit limit(ssh, length);
  const std::uint8_t padding = ssh.u8(kPaddingLength);
  const std::uint8_t message = ssh.u8(kMessage);
  std::string name = has_words(ssh) ? name_of_message(message, session.method()) : std::string();
  if (ssh.recording()) {
    ssh.say(format_text("%s (%u)", name.c_str(), message));
    packet.say(": " + name);
  }
  {
    Layer::Limit payload(ssh, length - padding - 2u);
    read_payload(ssh, message, session);
    malformed = whole && ssh.truncated();
  }
  if (whole) ssh.remaining(kPadding);
  return name;
}

std::string read_encrypted(Layer& ssh) {
  const std::size_t size = ssh.left_on_wire();
  ssh.remaining(kEncrypted);
  if (!has_words(ssh)) return {};
  return format_text("Encrypted packet (len=%zu)", size);
}

std::string read_greeting(Layer& ssh, Session& session) {
  const TextLine line = first_line(ssh.left());
  session.greet(line.text);
  ssh.text(kProtocol, line.text.size());
  ssh.skip(line.size - line.text.size());
  return has_words(ssh) ? "Protocol (" + shown_text(line.text) + ")" : std::string();
}

// What no packet before it explains is a packet where all of its beginning says so.
bool is_plain(Bytes left, const Session& session) {
  if (session.is_encrypted() || !is_packet(left)) return false;
  return session.version() == 2 || (is_padded(left) && has_name(left[5]));
}

std::string read_next(Layer& ssh, Session& session, bool& malformed) {
  if (!session.is_encrypted() && begins_connection(ssh.left())) return read_greeting(ssh, session);
  return is_plain(ssh.left(), session) ? read_packet(ssh, session, malformed)
                                       : read_encrypted(ssh);
}

const char* column_of(const Layer& ssh, const Session& session) {
  if (session.version() == 1) return "SSHv1";
  if (session.version() == 2) return "SSHv2";
  return is_plain(ssh.left(), session) ? "SSHv2" : "SSH";
}

// What is encrypted behind messages of the same packet is a layer of its own, of the same line.
void put_info(Layer& ssh, const Session& session, const std::string& words) {
  std::string* const info = ssh.info();
  if (info == nullptr) return;
  const std::string_view sender = session.is_server() ? "Server: " : "Client: ";
  if (info->starts_with(sender)) {
    *info += ", " + words;
  } else {
    *info = std::string(sender) + words;
  }
}

Outcome dissect(Layer& ssh) {
  Session session(ssh);
  ssh.column(column_of(ssh, session));
  std::string words;
  bool malformed = false;
  while (!ssh.left().empty() && !malformed) {
    if (!words.empty()) words += ", ";
    words += read_next(ssh, session, malformed);
  }
  put_info(ssh, session, words);
  ssh.generated(kDirection, session.is_server() ? 1 : 0);
  if (malformed) return stop("a message is longer than its packet");
  return ssh.stopped_by_snaplen() ? stop("the packet is truncated") : done();
}

MessageEnd end_of_line(Bytes bytes, MessageProgress& progress) {
  const std::string_view text = text_of(bytes.first(std::min(bytes.size(), kMostInLine)));
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) {
    return text.size() < kMostInLine ? MessageEnd::kMore : MessageEnd::kNotMine;
  }
  progress.position = end + 1;
  return MessageEnd::kFound;
}

// Up to the new keys lengths stand in front; what is encrypted has no end that is known.
MessageEnd find_end(const SentBytes& sent, MessageProgress& progress) {
  const Bytes bytes = sent.bytes;
  if (begins_connection(bytes)) return end_of_line(bytes, progress);
  if (bytes.size() < kHeaderSize) {
    const bool may_begin = bytes.size() >= 2 && bytes[0] == 0 && bytes[1] == 0;
    return may_begin ? MessageEnd::kMore : MessageEnd::kNotMine;
  }
  const bool plain = is_packet(bytes) &&
                     (bytes[5] == kKeyExchangeInit || (is_padded(bytes) && has_name(bytes[5])));
  if (!plain) return MessageEnd::kNotMine;
  progress.position = 4 + std::size_t{load<std::uint32_t>(bytes.data(), ByteOrder::kBig)};
  return MessageEnd::kFound;
}

constexpr FieldSpan kFields[] = {kProtocol, kPacket,      kLength,    kPaddingLength,
                                 kMessage,  kPointLength, kPoint,     kPayload,
                                 kPadding,  kEncrypted,   kDirection, kSshKeyExchangeFields};

}  // namespace

extern const Dissector kSsh{{"ssh", "SSH Protocol", Shape::kLayer},
                            "SSH",
                            kFoundAt,
                            kFields,
                            dissect,
                            begins_connection,
                            {'S', 'S'},
                            false,
                            find_end,
                            nullptr,
                            false,
                            true};

}  // namespace packetglass
