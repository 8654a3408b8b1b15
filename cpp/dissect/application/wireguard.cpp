// WireGuard: Donenfeld, "WireGuard: Next Generation Kernel Network Tunnel", section 5.4.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kTypes[] = {{1, "Handshake Initiation"},
                           {2, "Handshake Response"},
                           {3, "Cookie Reply"},
                           {4, "Transport Data"}};
constexpr Field kType{"wg.type", "Type", Shape::kNumber8, 0, kTypes};
constexpr Field kReserved{"wg.reserved", "Reserved", Shape::kBytes};
constexpr Field kSender{"wg.sender", "Sender", Shape::kHex32};
constexpr Field kReceiver{"wg.receiver", "Receiver", Shape::kHex32};
constexpr Field kEphemeral{"wg.ephemeral", "Ephemeral", Shape::kText};
// What is encrypted has no value, only an offset.
constexpr Field kStatic{"wg.encrypted_static", "Encrypted Static", Shape::kGroup};
constexpr Field kTime{"wg.encrypted_timestamp", "Encrypted Timestamp", Shape::kGroup};
constexpr Field kEmpty{"wg.encrypted_empty", "Encrypted Empty", Shape::kGroup};
constexpr Field kPacket{"wg.encrypted_packet", "Encrypted Packet", Shape::kGroup};
constexpr Field kMac1{"wg.mac1", "mac1", Shape::kBytes};
constexpr Field kMac2{"wg.mac2", "mac2", Shape::kBytes};
constexpr Field kNonce{"wg.nonce", "Nonce", Shape::kBytes};
constexpr Field kCookie{"wg.encrypted_cookie", "Encrypted Cookie", Shape::kBytes};
constexpr Field kCounter{"wg.counter", "Counter", Shape::kNumber64};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 51820}, {Space::kUdpStart}};

constexpr std::size_t kProofSize = 16;

void read_key(Layer& wireguard) {
  const Bytes key = wireguard.bytes(kEphemeral, 32);
  std::string text;
  append_base64(text, key);
  if (!key.empty()) wireguard.say(text);
}

void read_macs(Layer& wireguard) {
  wireguard.bytes(kMac1, 16);
  wireguard.bytes(kMac2, 16);
}

std::string read_initiation(Layer& wireguard) {
  const std::uint32_t sender = wireguard.u32le(kSender);
  read_key(wireguard);
  wireguard.bytes(kStatic, 48);
  wireguard.bytes(kTime, 28);
  read_macs(wireguard);
  return format_text("Handshake Initiation, sender=0x%08X", sender);
}

std::string read_response(Layer& wireguard) {
  const std::uint32_t sender = wireguard.u32le(kSender);
  const std::uint32_t receiver = wireguard.u32le(kReceiver);
  read_key(wireguard);
  wireguard.bytes(kEmpty, 16);
  read_macs(wireguard);
  return format_text("Handshake Response, sender=0x%08X, receiver=0x%08X", sender, receiver);
}

constexpr Expert kKeepalive{{"wg.keepalive", "This is a Keepalive message", Shape::kExpert},
                            ExpertSeverity::kChat,
                            ExpertGroup::kSequence};

std::string read_cookie(Layer& wireguard) {
  const std::uint32_t receiver = wireguard.u32le(kReceiver);
  wireguard.bytes(kNonce, 24);
  wireguard.bytes(kCookie, 32);
  return format_text("Cookie Reply, receiver=0x%08X", receiver);
}

std::string read_data(Layer& wireguard) {
  const std::uint32_t receiver = wireguard.u32le(kReceiver);
  const auto counter = static_cast<unsigned long long>(wireguard.u64le(kCounter));
  const std::size_t size = wireguard.left_on_wire();
  if (size != 0) wireguard.remaining(kPacket);
  if (size == kProofSize) wireguard.expert_info(kKeepalive);
  std::string info = size <= kProofSize ? "Keepalive" : "Transport Data";
  info += format_text(", receiver=0x%08X, counter=%llu", receiver, counter);
  return size <= kProofSize ? info : info + format_text(", datalen=%zu", size - kProofSize);
}

// Type, three zeros, and the length that messages of the type have.
bool recognises(Bytes bytes) {
  if (bytes.size() < 32 || bytes[1] != 0 || bytes[2] != 0 || bytes[3] != 0) return false;
  static constexpr std::size_t kSizes[] = {0, 148, 92, 64};
  if (bytes[0] >= 1 && bytes[0] <= 3) return bytes.size() == kSizes[bytes[0]];
  return bytes[0] == 4 && bytes.size() % 16 == 0;
}

Outcome dissect(Layer& wireguard) {
  if (wireguard.peek() < 1 || wireguard.peek() > 4) return not_mine();
  if (!wireguard.recording() && wireguard.info() == nullptr) return done();
  const std::uint8_t type = wireguard.u8(kType);
  wireguard.bytes(kReserved, 3);
  const std::string words = type == 1   ? read_initiation(wireguard)
                            : type == 2 ? read_response(wireguard)
                            : type == 3 ? read_cookie(wireguard)
                                        : read_data(wireguard);
  if (std::string* info = wireguard.info()) *info = words;
  return wireguard.truncated() ? stop_truncated("the message is incomplete") : done();
}

constexpr FieldSpan kFields[] = {kType,   kReserved, kSender, kReceiver, kEphemeral,
                                 kStatic, kTime,     kEmpty,  kPacket,   kMac1,
                                 kMac2,   kNonce,    kCookie, kCounter,  kKeepalive.field};

}  // namespace

extern const Dissector kWireguard{{"wg", "WireGuard Protocol", Shape::kLayer},
                                  "WireGuard",
                                  kFoundAt,
                                  kFields,
                                  dissect,
                                  recognises,
                                  {1, 4}};

}  // namespace packetglass
