// QUIC, what is not protected of it: RFC 8999, RFC 9000 (version 1), RFC 9369 (version 2).
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Name kFormNames[] = {{0, "Short Header"}, {1, "Long Header"}};
constexpr Name kTypeNames[] = {{0, "Initial"}, {1, "0-RTT"}, {2, "Handshake"}, {3, "Retry"}};
constexpr Name kType2Names[] = {{1, "Initial"}, {2, "0-RTT"}, {3, "Handshake"}, {0, "Retry"}};
constexpr Name kVersionNames[] = {
    {0, "Version Negotiation"}, {1, "1"}, {0x6b3343cf, "2"}, {0x709a50c4, "2 (draft)"}};

constexpr Field kForm{"quic.header_form", "Header Form", Shape::kNumber8, 0x80, kFormNames};
constexpr Field kFixedBit{"quic.fixed_bit", "Fixed Bit", Shape::kFlag, 0x40};
constexpr Field kSpinBit{"quic.spin_bit", "Spin Bit", Shape::kFlag, 0x20};
constexpr Field kType{"quic.long.packet_type", "Packet Type", Shape::kNumber8, 0x30, kTypeNames};
constexpr Field kType2{"quic.long.packet_type_v2", "Packet Type", Shape::kNumber8, 0x30,
                       kType2Names};
constexpr Field kUnused{"quic.vn.unused", "Unused", Shape::kHex8, 0x7f};
constexpr Field kVersion{"quic.version", "Version", Shape::kHex32, 0, kVersionNames};
constexpr Field kSupported{"quic.supported_version", "Supported Version", Shape::kHex32, 0,
                           kVersionNames};
constexpr Field kDestinationLength{"quic.dcil", "Destination Connection ID Length",
                                   Shape::kNumber8};
constexpr Field kDestination{"quic.dcid", "Destination Connection ID", Shape::kBytes};
constexpr Field kSourceLength{"quic.scil", "Source Connection ID Length", Shape::kNumber8};
constexpr Field kSource{"quic.scid", "Source Connection ID", Shape::kBytes};
constexpr Field kTokenLength{"quic.token_length", "Token Length", Shape::kNumber64};
constexpr Field kToken{"quic.token", "Token", Shape::kBytes};
constexpr Field kLength{"quic.length", "Length", Shape::kNumber64};
constexpr Field kProtected{"quic.protected_payload", "Protected Payload", Shape::kBytes};
constexpr Field kRemaining{"quic.remaining_payload", "Remaining Payload", Shape::kBytes};
constexpr Field kRetryToken{"quic.retry_token", "Retry Token", Shape::kBytes};
constexpr Field kRetryTag{"quic.retry_integrity_tag", "Retry Integrity Tag", Shape::kBytes};

// A conversation is known by its first packet, which has a long header: on no port is it guessed.
constexpr Route kFoundAt[] = {{Space::kUdpStart}};

constexpr std::uint8_t kLongForm = 0x80, kFixed = 0x40;
constexpr std::size_t kMostInId = 20, kTagSize = 16;
// The shortest packet with a short header that a peer may send (RFC 9000, 10.3).
constexpr std::size_t kLeastShort = 21;
constexpr unsigned kInitial = 0, kRetry = 3;

// Versions whose headers are laid out as those of version 1: it, its last drafts, and 2.
bool is_second(std::uint32_t version) {
  return version == 0x6b3343cf || version == 0x709a50c4;
}
bool is_known(std::uint32_t version) {
  return version == 1 || (version >= 0xff000017 && version <= 0xff000022) || is_second(version);
}

std::uint32_t version_of(Bytes bytes) {
  return load<std::uint32_t>(&bytes[1], ByteOrder::kBig);
}

// Both identifiers are where the invariants of all versions have them.
bool has_long_header(Bytes bytes) {
  if (bytes.size() < 7 || (bytes[0] & kLongForm) == 0 || bytes[5] > kMostInId) return false;
  const std::size_t source = 6u + bytes[5];
  return source < bytes.size() && bytes[source] <= kMostInId &&
         source + 1 + bytes[source] <= bytes.size();
}

bool begins_packet(Bytes bytes) {
  return has_long_header(bytes) && (bytes[0] & kFixed) != 0 && is_known(version_of(bytes));
}

// The type as version 1 numbers it.
unsigned type_of(Bytes bytes) {
  const unsigned bits = bytes[0] >> 4 & 3;
  return is_second(version_of(bytes)) ? (bits + 3) % 4 : bits;
}

Bytes bytes_of(const Address& address) {
  return Bytes(address.bytes).first(address.size());
}

// The identifier that an endpoint of a conversation chose, for packets to it.
EarlierKey id_of(const Layer& quic, const Address& address, std::uint16_t port) {
  return EarlierKey(Subject::kQuicConnection)
      .with(quic.conversation())
      .with(bytes_of(address))
      .with(port);
}

void remember_id(Layer& quic, Bytes id) {
  if (quic.conversation() == History::kNoConversation) return;
  quic.remember(id_of(quic, quic.source(), quic.source_port()), id.size(), text_of(id));
}

// The identifier that a packet with a short header begins with, as far as its receiver was heard
// to choose it: those that replace it are encrypted.
Bytes known_id(const Layer& quic) {
  const auto chosen = quic.remembered(id_of(quic, quic.destination(), quic.destination_port()));
  if (!chosen || !text_of(quic.left()).starts_with(chosen->text)) return {};
  return quic.left().first(chosen->text.size());
}

// "DCID=…, SCID=…" behind the packet's type.
void read_ids(Layer& quic, const std::string& type) {
  const std::uint8_t destination_size = quic.u8(kDestinationLength);
  const Bytes destination =
      destination_size ? quic.bytes(kDestination, destination_size) : Bytes{};
  const std::uint8_t source_size = quic.u8(kSourceLength);
  const Bytes source = source_size ? quic.bytes(kSource, source_size) : Bytes{};
  if (!quic.truncated()) remember_id(quic, source);
  std::string* const info = quic.info();
  if (info == nullptr) return;
  *info = type;
  if (!destination.empty()) *info += ", DCID=" + hex_text(destination);
  if (!source.empty()) *info += ", SCID=" + hex_text(source);
}

void read_retry(Layer& quic) {
  const std::size_t left = quic.left().size();
  quic.bytes(kRetryToken, left - std::min(left, kTagSize));
  quic.bytes(kRetryTag, kTagSize);
}

void read_protected(Layer& quic, unsigned type) {
  if (type == kInitial) {
    const std::uint64_t token = quic.varint(kTokenLength);
    if (token != 0) quic.bytes(kToken, static_cast<std::size_t>(token));
  }
  const std::uint64_t length = quic.varint(kLength);
  const Field& payload = type == kInitial ? kProtected : kRemaining;
  if (length <= quic.left().size()) {
    quic.bytes(payload, static_cast<std::size_t>(length));
  } else {
    quic.remaining(payload);
  }
}

// One packet of those in the datagram.
void read_long(Layer& quic) {
  const bool second = is_second(version_of(quic.left()));
  const unsigned type = type_of(quic.left());
  if (type == kRetry) {
    quic.u8({&kForm, second ? &kType2 : &kType});
  } else {
    quic.u8({&kForm, &kFixedBit, second ? &kType2 : &kType});
  }
  quic.u32(kVersion);
  read_ids(quic, std::string(name_of(kTypeNames, type)));
  if (type == kRetry) {
    read_retry(quic);
  } else {
    read_protected(quic, type);
  }
}

void read_versions(Layer& quic) {
  quic.u8({&kForm, &kUnused});
  quic.u32(kVersion);
  read_ids(quic, "Version Negotiation");
  while (quic.left().size() >= 4) quic.u32(kSupported);
}

// How long its identifier is only the connection knows.
void read_short(Layer& quic) {
  quic.u8({&kForm, &kFixedBit, &kSpinBit});
  const Bytes id = known_id(quic);
  if (!id.empty()) quic.bytes(kDestination, id.size());
  if (!quic.left().empty()) quic.remaining(kRemaining);
  std::string* const info = quic.info();
  if (info == nullptr) return;
  *info = "Protected Payload (KP0)";
  if (!id.empty()) *info += ", DCID=" + hex_text(id);
}

Outcome dissect(Layer& quic) {
  const Bytes all = quic.left();
  const bool versions = has_long_header(all) && version_of(all) == 0;
  const bool brief = all.size() >= kLeastShort && (all[0] & 0xc0) == kFixed;
  if (!begins_packet(all) && !versions && !brief) return not_mine();
  if (versions) read_versions(quic);
  if (brief) read_short(quic);
  while (begins_packet(quic.left())) read_long(quic);
  if (quic.truncated()) return stop("the header is incomplete");
  if (!quic.left().empty()) quic.remaining(kRemaining);
  return done();
}

constexpr FieldSpan kFields[] = {
    kForm,      kFixedBit,          kSpinBit,     kType,         kType2,   kUnused,      kVersion,
    kSupported, kDestinationLength, kDestination, kSourceLength, kSource,  kTokenLength, kToken,
    kLength,    kProtected,         kRemaining,   kRetryToken,   kRetryTag};

}  // namespace

extern const Dissector kQuic{{"quic", "QUIC IETF", Shape::kLayer},
                             "QUIC",
                             kFoundAt,
                             kFields,
                             dissect,
                             begins_packet,
                             {0xc0, 0xff},
                             false,
                             nullptr,
                             nullptr,
                             false,
                             true};

}  // namespace packetglass
