// What is in a record of TLS or DTLS: RFC 5246, section 6; heartbeats RFC 6520.
#include "dissect/application/tls/records.h"

#include "base/text.h"
#include "dissect/application/tls/names.h"
#include "dissect/transport/tcp_analysis.h"

namespace packetglass::tls {
namespace {

constexpr std::uint8_t kChangeCipherSpec = 20, kAlert = 21, kHeartbeat = 24;
constexpr std::uint8_t kClientHello = 1, kServerHello = 2;
constexpr std::size_t kHeader = 5;  // of a record of TLS

std::uint16_t word(Bytes bytes, std::size_t at) {
  return at + 2 > bytes.size() ? std::uint16_t{0}
                               : load<std::uint16_t>(&bytes[at], ByteOrder::kBig);
}

// The version that a server's hello chooses: the extension's when there is one.
std::uint16_t chosen_version(Bytes hello) {
  constexpr std::size_t kSession = 2 + 32, kSuiteAndMethod = 3;
  constexpr std::uint16_t kSupportedVersions = 43;
  if (hello.size() <= kSession) return word(hello, 0);
  std::size_t at = kSession + 1 + hello[kSession] + kSuiteAndMethod + 2;
  for (; at + 6 <= hello.size(); at += 4u + word(hello, at + 2)) {
    if (word(hello, at) != kSupportedVersions) continue;
    const std::uint16_t version = word(hello, at + 4);
    if (!name_of(kShortVersionNames, version).empty()) return version;
  }
  return word(hello, 0);
}

void read_alert(Layer& layer, Reading& reading, std::size_t length) {
  const RecordFields& fields = reading.fields.record;
  Layer::Group alert(layer, fields.alert);
  if (length != 2) {
    layer.skip(layer.left().size());
    if (layer.recording()) alert.say(": Encrypted Alert");
    return reading.add("Encrypted Alert");
  }
  const std::uint8_t level = layer.u8(fields.alert_level);
  const std::uint8_t description = layer.u8(fields.alert_description);
  const std::string level_name(name_of(kAlertLevelNames, level));
  const std::string name(name_of(kAlertNames, description));
  reading.add(format_text("Alert (Level: %s, Description: %s)", level_name.c_str(), name.c_str()));
}

void read_heartbeat(Layer& layer, Reading& reading) {
  const RecordFields& fields = reading.fields.record;
  Layer::Group heartbeat(layer, fields.heartbeat);
  const std::uint8_t type = layer.peek();
  const std::size_t length = std::size_t{layer.peek16(1)};
  if (name_of(kHeartbeatNames, type).empty() || length + 3 > layer.left().size()) {
    layer.skip(layer.left().size());
    return reading.add("Encrypted Heartbeat");
  }
  layer.u8(fields.heartbeat_type);
  layer.u16(fields.heartbeat_length);
  layer.bytes(fields.heartbeat_payload, length);
  layer.remaining(fields.heartbeat_padding);
  reading.add(format_text("Heartbeat %s", std::string(name_of(kHeartbeatNames, type)).c_str()));
}

void read_change_cipher_spec(Layer& layer, Reading& reading) {
  Layer::Group message(layer, reading.fields.record.change_cipher_spec);
  layer.skip(layer.left().size());
  reading.add("Change Cipher Spec");
  reading.encrypted = true;
}

}  // namespace

std::uint16_t version_chosen(Bytes record) {
  constexpr std::size_t kMessage = 5, kHello = kMessage + 4;
  const bool hello =
      record.size() > kHello && record[0] == kHandshake && record[kMessage] == kServerHello;
  return hello ? chosen_version(record.subspan(kHello)) : std::uint16_t{0};
}

const char* column_of(Bytes record, std::size_t header_size, std::uint16_t agreed) {
  const bool datagram = header_size != 5;
  const std::size_t message_header = datagram ? 12 : 4;
  const bool handshake = record[0] == kHandshake && record.size() > header_size + message_header;
  const std::uint8_t message = handshake ? record[header_size] : std::uint8_t{0};
  std::uint16_t version = word(record, 1);
  if (message == kServerHello) {
    version = chosen_version(record.subspan(header_size + message_header));
  }
  if (agreed != 0) version = agreed;
  if (datagram && message == kClientHello) return "DTLS";
  const std::string_view name = name_of(kShortVersionNames, version);
  return name.empty() ? (datagram ? "DTLS" : "SSL") : name.data();
}

void read_content(Layer& layer, Reading& reading, std::uint8_t type, std::size_t length) {
  // What was not captured may be the record that a message goes on in.
  const bool seen = length + kHeader <= layer.left().size() || !layer.truncated_by_snaplen();
  const bool whole = length <= layer.left().size() && seen;
  Layer::Limit limit(layer, length);
  switch (type) {
    case kChangeCipherSpec:
      return read_change_cipher_spec(layer, reading);
    case kAlert:
      return read_alert(layer, reading, length);
    case kHandshake:
      return read_handshake(layer, reading, whole);
    case kHeartbeat:
      return read_heartbeat(layer, reading);
    default:
      layer.remaining(reading.fields.record.application_data);
      return reading.add("Application Data");
  }
}

std::string content_title(std::uint8_t type, const Reading& reading, std::size_t words_before) {
  std::string title = type == kHandshake ? "Handshake Protocol: " : "";
  const std::string_view words = std::string_view(reading.words).substr(words_before);
  return title.append(words.starts_with(", ") ? words.substr(2) : words);
}

Outcome finish(Layer& layer, const Reading& reading) {
  if (std::string* info = layer.info()) {
    *info = std::string(separator_behind_marks(layer)) + reading.words;
  }
  // Limits end quietly with what was captured.
  if (layer.left_on_wire() > layer.left().size()) layer.skip(layer.left_on_wire());
  if (layer.stopped_by_snaplen()) return stop("the record is truncated");
  if (reading.malformed) return stop("a message is shorter than what is in it");
  // What does not fit continues in the next segment.
  return done();
}

}  // namespace packetglass::tls
