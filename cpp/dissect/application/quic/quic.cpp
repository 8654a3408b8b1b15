// QUIC: RFC 8999, RFC 9000 (version 1), RFC 9369 (version 2). What is protected is opened where
// its keys come of the capture alone: Initial packets.
#include "base/text.h"
#include "dissect/application/quic/connection.h"
#include "dissect/application/quic/frames.h"
#include "dissect/application/tls/records.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

using quic::begins_packet, quic::has_long_header, quic::is_second, quic::PacketType, quic::type_of,
    quic::version_of;

constexpr Name kFormNames[] = {{0, "Short Header"}, {1, "Long Header"}};
constexpr Name kTypeNames[] = {{0, "Initial"}, {1, "0-RTT"}, {2, "Handshake"}, {3, "Retry"}};
constexpr Name kType2Names[] = {{1, "Initial"}, {2, "0-RTT"}, {3, "Handshake"}, {0, "Retry"}};
constexpr Name kVersionNames[] = {
    {0, "Version Negotiation"}, {1, "1"}, {0x6b3343cf, "2"}, {0x709a50c4, "2 (draft)"}};

constexpr Name kNumberLengthNames[] = {
    {0, "1 bytes"}, {1, "2 bytes"}, {2, "3 bytes"}, {3, "4 bytes"}};

constexpr Field kForm{"quic.header_form", "Header Form", Shape::kNumber8, 0x80, kFormNames};
constexpr Field kFixedBit{"quic.fixed_bit", "Fixed Bit", Shape::kFlag, 0x40};
constexpr Field kSpinBit{"quic.spin_bit", "Spin Bit", Shape::kFlag, 0x20};
constexpr Field kType{"quic.long.packet_type", "Packet Type", Shape::kNumber8, 0x30, kTypeNames};
constexpr Field kType2{"quic.long.packet_type_v2", "Packet Type", Shape::kNumber8, 0x30,
                       kType2Names};
constexpr Field kReserved{"quic.long.reserved", "Reserved", Shape::kNumber8, 0x0c};
constexpr Field kNumberLength{"quic.packet_number_length", "Packet Number Length", Shape::kNumber8,
                              0x03, kNumberLengthNames};
constexpr Field kNumber{"quic.packet_number", "Packet Number", Shape::kNumber64};
constexpr Field kPayload{"quic.payload", "Payload", Shape::kBytes};
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

constexpr std::uint8_t kFixed = 0x40;
constexpr std::size_t kTagSize = 16;
// The shortest packet with a short header that a peer may send (RFC 9000, 10.3).
constexpr std::size_t kLeastShort = 21;

// The identifier that an endpoint of a conversation chose, for packets to it.
EarlierKey id_of(const Layer& layer, const Address& address, std::uint16_t port) {
  return EarlierKey(Subject::kQuicConnection)
      .with(layer.conversation())
      .with(bytes_of(address))
      .with(port);
}

// Those that stand in long headers, each once. Returns whether one is of an Initial packet.
bool remember_ids(Layer& layer) {
  const bool known = layer.conversation() != History::kNoConversation;
  const EarlierKey key = id_of(layer, layer.source(), layer.source_port());
  bool initial = false;
  quic::each_packet(layer.left(), [&](const quic::LongHeader& header) {
    initial = initial || header.type == PacketType::kInitial;
    const std::string_view id = text_of(header.source);
    const auto before = known ? layer.remembered(key) : std::nullopt;
    if (known && (!before || before->text != id)) layer.remember(key, id.size(), id);
  });
  return initial;
}

// The identifier that a packet with a short header begins with, as far as its receiver was heard
// to choose it: those that replace it are encrypted.
Bytes known_id(const Layer& layer) {
  const auto chosen =
      layer.remembered(id_of(layer, layer.destination(), layer.destination_port()));
  if (!chosen || !text_of(layer.left()).starts_with(chosen->text)) return {};
  return layer.left().first(chosen->text.size());
}

// "DCID=…, SCID=…" behind the packet's type.
void read_ids(Layer& layer, const std::string& type) {
  const std::uint8_t destination_size = layer.u8(kDestinationLength);
  const Bytes destination =
      destination_size ? layer.bytes(kDestination, destination_size) : Bytes{};
  const std::uint8_t source_size = layer.u8(kSourceLength);
  const Bytes source = source_size ? layer.bytes(kSource, source_size) : Bytes{};
  std::string* const info = layer.info();
  if (info == nullptr) return;
  *info = type;
  if (!destination.empty()) *info += ", DCID=" + hex_text(destination);
  if (!source.empty()) *info += ", SCID=" + hex_text(source);
}

void read_retry(Layer& layer) {
  const std::size_t left = layer.left().size();
  layer.bytes(kRetryToken, left - std::min(left, kTagSize));
  layer.bytes(kRetryTag, kTagSize);
}

// The messages of the handshake that end behind the first `before` bytes of what a side said.
Bytes messages_behind(Bytes said, std::size_t before) {
  constexpr std::size_t kHeader = 4;
  std::size_t begin = 0, end = 0;
  while (end + kHeader <= said.size()) {
    const Bytes at = said.subspan(end);
    const std::size_t next =
        end + kHeader + static_cast<std::size_t>(at[1] << 16 | at[2] << 8 | at[3]);
    if (!tls::is_message(at[0]) || next > said.size()) break;
    end = next;
    if (end <= before) begin = end;
  }
  return said.subspan(begin, end - begin);
}

// The packet number, which the first byte says more of, and the frames.
void read_opened(Layer& layer, const quic::Opened& opened, quic::CryptoStream& stream) {
  layer.uint(kNumber, opened.number_size);
  layer.means(opened.number);
  layer.remaining(kPayload);
  std::string words;
  {
    const Layer::Elsewhere frames(layer, layer.another_source(opened.payload, {}));
    quic::read_frames(layer, words);
    if (layer.truncated()) layer.malformed("a frame is longer than what is there");
  }
  if (std::string* const info = layer.info()) {
    *info += format_text(", PKN: %llu", static_cast<unsigned long long>(opened.number)) + words;
  }
  const std::size_t before = stream.contiguous().size();
  stream.add_frames(opened.payload);
  const Bytes messages = messages_behind(stream.contiguous(), before);
  if (messages.empty() || !layer.recording()) return;
  const Bytes kept = layer.another_source({messages.begin(), messages.end()}, {});
  layer.inside({kept, kept.size()}, {{Space::kNextMessage, tls::kOverQuic}});
}

// What a long header has behind the connection ids.
void read_long_rest(Layer& layer, PacketType type, const quic::Opened* opened,
                    quic::Connection& connection) {
  const bool initial = type == PacketType::kInitial;
  if (initial) {
    const std::uint64_t token = layer.varint(kTokenLength);
    if (token != 0) layer.bytes(kToken, static_cast<std::size_t>(token));
  }
  const std::uint64_t length = layer.varint(kLength);
  Layer::Limit limit(layer, static_cast<std::size_t>(length));
  if (opened != nullptr) return read_opened(layer, *opened, connection.stream());
  layer.remaining(initial ? kProtected : kRemaining);
}

// One packet of those in the datagram.
void read_long(Layer& layer, quic::Connection& connection) {
  const bool second = is_second(version_of(layer.left()));
  const PacketType type = type_of(layer.left());
  std::optional<quic::Opened> opened;
  if (const auto header = quic::read_long_header(layer.left());
      header && type == PacketType::kInitial) {
    opened = connection.open(*header);
  }
  const Field& type_field = second ? kType2 : kType;
  if (type == PacketType::kRetry) {
    layer.u8({&kForm, &type_field});
  } else {
    layer.u8({&kForm, &kFixedBit, &type_field});
  }
  if (opened) layer.parts(opened->first, {&kReserved, &kNumberLength});
  layer.u32(kVersion);
  read_ids(layer, std::string(name_of(kTypeNames, static_cast<std::uint64_t>(type))));
  if (type == PacketType::kRetry) return read_retry(layer);
  read_long_rest(layer, type, opened ? &*opened : nullptr, connection);
}

void read_versions(Layer& layer) {
  layer.u8({&kForm, &kUnused});
  layer.u32(kVersion);
  read_ids(layer, "Version Negotiation");
  while (layer.left().size() >= 4) layer.u32(kSupported);
}

// How long its identifier is only the connection knows.
void read_short(Layer& layer) {
  layer.u8({&kForm, &kFixedBit, &kSpinBit});
  const Bytes id = known_id(layer);
  if (!id.empty()) layer.bytes(kDestination, id.size());
  if (!layer.left().empty()) layer.remaining(kRemaining);
  std::string* const info = layer.info();
  if (info == nullptr) return;
  *info = "Protected Payload (KP0)";
  if (!id.empty()) *info += ", DCID=" + hex_text(id);
}

Outcome dissect(Layer& layer) {
  const Bytes all = layer.left();
  const bool versions = has_long_header(all) && version_of(all) == 0;
  const bool brief = all.size() >= kLeastShort && (all[0] & 0xc0) == kFixed;
  if (!begins_packet(all) && !versions && !brief) return not_mine();
  if (remember_ids(layer)) {
    layer.keep_initials();
    layer.skips_layers();  // of the handshake
  }
  if (!layer.recording() && layer.info() == nullptr) return done();
  if (versions) read_versions(layer);
  if (brief) read_short(layer);
  quic::Connection connection(begins_packet(all) ? layer.initials_before() : std::vector<Bytes>());
  while (begins_packet(layer.left())) read_long(layer, connection);
  if (layer.truncated()) return stop("the header is incomplete");
  if (!layer.left().empty()) layer.remaining(kRemaining);
  return done();
}

constexpr FieldSpan kFields[] = {kForm,        kFixedBit,     kSpinBit,
                                 kType,        kType2,        kUnused,
                                 kVersion,     kSupported,    kDestinationLength,
                                 kDestination, kSourceLength, kSource,
                                 kTokenLength, kToken,        kLength,
                                 kProtected,   kRemaining,    kRetryToken,
                                 kRetryTag,    kReserved,     kNumberLength,
                                 kNumber,      kPayload,      quic::kFrameFields};

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
