// Transport Layer Security: RFC 5246 and 8446, the record protocol; SSL 3.0 RFC 6101.
#include "dissect/application/tls/certificate.h"
#include "dissect/application/tls/records.h"

namespace packetglass {
namespace {

using tls::kTlsFields;

constexpr std::size_t kHeaderSize = 5;

// Secure variants of other protocols; elsewhere TLS is known by its first record.
constexpr Route kFoundAt[] = {
    {Space::kTcpPort, 443}, {Space::kTcpPort, 465}, {Space::kTcpPort, 636}, {Space::kTcpPort, 853},
    {Space::kTcpPort, 989}, {Space::kTcpPort, 990}, {Space::kTcpPort, 992}, {Space::kTcpPort, 993},
    {Space::kTcpPort, 994}, {Space::kTcpPort, 995}, {Space::kTcpStart}};

bool begins_record(Bytes bytes) {
  if (bytes.size() < kHeaderSize) return false;
  const std::size_t length = static_cast<std::size_t>(bytes[3] << 8 | bytes[4]);
  return tls::is_content(bytes[0]) && bytes[1] == 3 && bytes[2] <= 4 && length != 0 &&
         length <= tls::kMostInRecord;
}

// A record. What of its header is there has to be one's.
MessageEnd find_record_end(const SentBytes& sent, MessageProgress& progress) {
  const Bytes bytes = sent.bytes;
  if (bytes.empty() || !tls::is_content(bytes[0])) return MessageEnd::kNotMine;
  if (bytes.size() > 1 && bytes[1] != 3) return MessageEnd::kNotMine;
  return end_by_length(bytes, kHeaderSize, progress, [](Bytes all) -> std::size_t {
    return begins_record(all) ? kHeaderSize + static_cast<std::size_t>(all[3] << 8 | all[4]) : 0;
  });
}

void read_record(Layer& layer, tls::Reading& reading) {
  const tls::RecordFields& fields = kTlsFields.record;
  Layer::Group record(layer, fields.record);
  const std::size_t before = reading.words.size();
  const bool opaque = reading.version == 0x0304 && layer.peek() == tls::kApplicationData;
  const std::uint8_t type = layer.u8(opaque ? fields.opaque_type : fields.content_type);
  layer.u16(fields.version);
  const std::uint16_t length = layer.u16(fields.length);
  tls::read_content(layer, reading, type, length);
  if (layer.recording()) record.say(": " + tls::content_title(type, reading, before));
}

Outcome dissect(Layer& layer) {
  if (const std::uint16_t version = tls::version_chosen(layer.left())) layer.agree(version);
  const std::uint16_t agreed = layer.agreed_version();
  layer.column(tls::column_of(layer.left(), kHeaderSize, agreed));
  if (!layer.recording() && layer.info() == nullptr) return done();
  tls::Reading reading{kTlsFields};
  reading.version = agreed;
  while (begins_record(layer.left())) read_record(layer, reading);
  if (!layer.left().empty()) layer.remaining(kTlsFields.record.segment);
  return tls::finish(layer, reading);
}

constexpr FieldSpan kFields[] = {tls::kTlsFields, tls::kCertificateFields};

}  // namespace

extern const Dissector kTls{{"tls", "Transport Layer Security", Shape::kLayer},
                            "TLS",
                            kFoundAt,
                            kFields,
                            dissect,
                            begins_record,
                            tls::kContents,
                            true,
                            find_record_end,
                            ", "};

}  // namespace packetglass
