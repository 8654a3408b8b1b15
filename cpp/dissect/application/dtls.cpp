// Datagram Transport Layer Security: RFC 6347 (1.2), RFC 4347 (1.0).
#include "dissect/application/tls/records.h"

namespace packetglass {
namespace {

using tls::kDtlsFields;

constexpr std::size_t kHeaderSize = 13;

// Elsewhere it is known by its first record.
constexpr Route kFoundAt[] = {{Space::kUdpPort, 684},
                              {Space::kUdpPort, 853},
                              {Space::kUdpPort, 4433},
                              {Space::kUdpPort, 5684},
                              {Space::kUdpStart}};

bool begins_record(Bytes bytes) {
  if (bytes.size() < kHeaderSize) return false;
  const bool version = bytes[1] == 0xfe && (bytes[2] == 0xff || bytes[2] == 0xfd);
  const std::size_t length = static_cast<std::size_t>(bytes[11] << 8 | bytes[12]);
  return tls::is_content(bytes[0]) && version && length != 0 && length <= tls::kMostInRecord;
}

void read_record(Layer& layer, tls::Reading& reading) {
  const tls::RecordFields& fields = kDtlsFields.record;
  Layer::Group record(layer, fields.record);
  const std::size_t before = reading.words.size();
  const std::uint8_t type = layer.u8(fields.content_type);
  layer.u16(fields.version);
  // What follows the first epoch is encrypted.
  reading.encrypted = layer.u16(fields.epoch) != 0;
  layer.uint(fields.sequence, 6);
  const std::uint16_t length = layer.u16(fields.length);
  tls::read_content(layer, reading, type, length);
  if (layer.recording()) record.say(": " + tls::content_title(type, reading, before));
}

// Records do not go on in another datagram.
bool fits(const Layer& layer) {
  const std::size_t length = std::size_t{layer.peek16(11)};
  return begins_record(layer.left()) && kHeaderSize + length <= layer.left_on_wire();
}

Outcome dissect(Layer& layer) {
  if (!fits(layer)) return not_mine();
  layer.column(tls::column_of(layer.left(), kHeaderSize));
  if (!layer.recording() && layer.info() == nullptr) return done();
  tls::Reading reading{kDtlsFields};
  reading.datagram = true;
  while (fits(layer)) read_record(layer, reading);
  if (!layer.left().empty()) layer.remaining(kDtlsFields.record.segment);
  return tls::finish(layer, reading);
}

constexpr FieldSpan kFields[] = {tls::kDtlsFields};

}  // namespace

extern const Dissector kDtls{{"dtls", "Datagram Transport Layer Security", Shape::kLayer},
                             "DTLS",
                             kFoundAt,
                             kFields,
                             dissect,
                             begins_record,
                             tls::kContents};

}  // namespace packetglass
