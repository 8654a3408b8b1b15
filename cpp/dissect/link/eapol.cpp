// Port-based access control: IEEE 802.1X; the keys of WPA IEEE 802.11, section 12.7.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kVersionNames[] = {{1, "802.1X-2001"}, {2, "802.1X-2004"}, {3, "802.1X-2010"}};
constexpr Name kTypeNames[] = {
    {0, "EAP Packet"}, {1, "Start"}, {2, "Logoff"}, {3, "Key"}, {4, "Encapsulated ASF Alert"},
    {5, "MKA"}};
constexpr Name kDescriptorNames[] = {
    {1, "RC4 Descriptor"}, {2, "EAPOL RSN Key"}, {254, "EAPOL WPA Key"}};

constexpr Field kVersion{"eapol.version", "Version", Shape::kNumber8, 0, kVersionNames};
constexpr Field kType{"eapol.type", "Type", Shape::kNumber8, 0, kTypeNames};
constexpr Field kLength{"eapol.len", "Length", Shape::kNumber16};
constexpr Field kDescriptor{"eapol.keydes.type", "Key Descriptor Type", Shape::kNumber8, 0,
                            kDescriptorNames};
constexpr Field kMessage{"wlan_rsna_eapol.keydes.msgnr", "Message number", Shape::kNumber8};
constexpr Field kKeyFlags{"wlan_rsna_eapol.keydes.key_info", "Key Information", Shape::kHex16};
constexpr Field kKeyBits[] = {
    {"wlan_rsna_eapol.keydes.key_info.keydes_version", "Key Descriptor Version", Shape::kNumber16,
     0x0007},
    {"wlan_rsna_eapol.keydes.key_info.key_type", "Key Type: Pairwise", Shape::kFlag, 0x0008},
    {"wlan_rsna_eapol.keydes.key_info.key_index", "Key Index", Shape::kNumber16, 0x0030},
    {"wlan_rsna_eapol.keydes.key_info.install", "Install", Shape::kFlag, 0x0040},
    {"wlan_rsna_eapol.keydes.key_info.key_ack", "Key ACK", Shape::kFlag, 0x0080},
    {"wlan_rsna_eapol.keydes.key_info.key_mic", "Key MIC", Shape::kFlag, 0x0100},
    {"wlan_rsna_eapol.keydes.key_info.secure", "Secure", Shape::kFlag, 0x0200},
    {"wlan_rsna_eapol.keydes.key_info.error", "Error", Shape::kFlag, 0x0400},
    {"wlan_rsna_eapol.keydes.key_info.request", "Request", Shape::kFlag, 0x0800},
    {"wlan_rsna_eapol.keydes.key_info.encrypted_key_data", "Encrypted Key Data", Shape::kFlag,
     0x1000},
    {"wlan_rsna_eapol.keydes.key_info.smk_message", "SMK Message", Shape::kFlag, 0x2000}};
constexpr Field kKeyLength{"eapol.keydes.key_len", "Key Length", Shape::kNumber16};
constexpr Field kReplay{"eapol.keydes.replay_counter", "Replay Counter", Shape::kNumber64};
constexpr Field kNonce{"wlan_rsna_eapol.keydes.nonce", "WPA Key Nonce", Shape::kBytes};
constexpr Field kIv{"eapol.keydes.key_iv", "Key IV", Shape::kBytes};
constexpr Field kCounter{"wlan_rsna_eapol.keydes.rsc", "WPA Key RSC", Shape::kBytes};
constexpr Field kKeyId{"wlan_rsna_eapol.keydes.id", "WPA Key ID", Shape::kBytes};
constexpr Field kMic{"wlan_rsna_eapol.keydes.mic", "WPA Key MIC", Shape::kBytes};
constexpr Field kDataLength{"wlan_rsna_eapol.keydes.data_len", "WPA Key Data Length",
                            Shape::kNumber16};
constexpr Field kData{"wlan_rsna_eapol.keydes.data", "WPA Key Data", Shape::kBytes};
constexpr Field kOther{"eapol.keydes.key", "Key", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kEtherType, 0x888e}};

constexpr std::uint16_t kPairwise = 0x0008, kAck = 0x0080, kMicBit = 0x0100, kSecure = 0x0200;
constexpr std::uint8_t kEapPacket = 0, kKey = 3, kRsnKey = 2, kWpaKey = 254;
// Where the flags and the length of a key's data are, from the descriptor on.
constexpr std::size_t kFlagsAt = 1, kDataLengthAt = 93;

// Which message of the handshake it is: 1 to 4, or of the group's, 1 or 2. The fourth is the
// second without data.
unsigned message_of(unsigned flags, unsigned data_length) {
  const bool first = (flags & kMicBit) == 0, asks = (flags & kAck) != 0;
  if ((flags & kPairwise) == 0) return asks ? 1 : 2;
  if (asks) return first ? 1 : 3;
  return (flags & kSecure) != 0 || data_length == 0 ? 4 : 2;
}

void put_info(Layer& eapol, unsigned flags, unsigned data_length) {
  const unsigned message = message_of(flags, data_length);
  eapol.generated(kMessage, message);
  const bool pairwise = (flags & kPairwise) != 0;
  if (std::string* info = eapol.info()) {
    *info += format_text(pairwise ? " (Message %u of 4)" : " (Group Message %u of 2)", message);
  }
}

unsigned word_at(const Layer& eapol, std::size_t at) {
  return static_cast<unsigned>(eapol.peek(at)) << 8 | eapol.peek(at + 1);
}

Outcome dissect_key(Layer& eapol) {
  const unsigned flags = word_at(eapol, kFlagsAt), data_length = word_at(eapol, kDataLengthAt);
  const std::uint8_t descriptor = eapol.u8(kDescriptor);
  if (descriptor != kRsnKey && descriptor != kWpaKey) {
    if (!eapol.left().empty()) eapol.remaining(kOther);
    return done();
  }
  put_info(eapol, flags, data_length);
  eapol.u16(kKeyFlags);
  for (const Field& bit : kKeyBits) eapol.parts(flags, {&bit});
  eapol.u16(kKeyLength);
  eapol.u64(kReplay);
  eapol.bytes(kNonce, 32);
  eapol.bytes(kIv, 16);
  eapol.bytes(kCounter, 8);
  eapol.bytes(kKeyId, 8);
  eapol.bytes(kMic, 16);
  const std::uint16_t length = eapol.u16(kDataLength);
  if (length != 0) eapol.bytes(kData, length);
  return eapol.truncated() ? stop("the key is incomplete") : done();
}

Outcome dissect(Layer& eapol) {
  eapol.u8(kVersion);
  const std::uint8_t type = eapol.u8(kType);
  const std::uint16_t length = eapol.u16(kLength);
  if (eapol.truncated()) return stop("the header is incomplete");
  if (std::string* info = eapol.info()) {
    const std::string_view name = name_of(kTypeNames, type);
    *info = name.empty() ? format_text("Unknown Type (0x%02x)", type) : std::string(name);
  }
  const Payload body = eapol.rest(length);
  eapol.trailing(body);
  if (type == kEapPacket) return done(body, {{Space::kPppProtocol, 0xc227}});
  if (type != kKey) return done(body, {});
  Layer::Limit key(eapol, length);
  return dissect_key(eapol);
}

constexpr FieldSpan kFields[] = {
    kVersion, kType, kLength,  kDescriptor, kMessage, kKeyFlags,   kKeyBits, kKeyLength, kReplay,
    kNonce,   kIv,   kCounter, kKeyId,      kMic,     kDataLength, kData,    kOther};

}  // namespace

extern const Dissector kEapol{
    {"eapol", "802.1X Authentication", Shape::kLayer}, "EAPOL", kFoundAt, kFields, dissect};

}  // namespace packetglass
