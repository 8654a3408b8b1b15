// Transport Layer Security: RFC 5246 and 8446, the record protocol; SSL 3.0 RFC 6101.
#include "dissect/application/tls/certificate.h"
#include "dissect/application/tls/records.h"

namespace packetglass {
namespace {

using tls::kTlsFields;

constexpr std::size_t kHeaderSize = 5, kMessageHeader = 4;

// Secure variants of other protocols; elsewhere TLS is known by its first record.
constexpr Route kFoundAt[] = {
    {Space::kTcpPort, 443}, {Space::kTcpPort, 465}, {Space::kTcpPort, 636}, {Space::kTcpPort, 853},
    {Space::kTcpPort, 989}, {Space::kTcpPort, 990}, {Space::kTcpPort, 992}, {Space::kTcpPort, 993},
    {Space::kTcpPort, 994}, {Space::kTcpPort, 995}, {Space::kTcpStart}};
constexpr std::uint32_t kPort = 443;
constexpr Route kReassembledAt[] = {{Space::kNextMessage, kPort}};
constexpr Route kOverQuicAt[] = {{Space::kNextMessage, tls::kOverQuic}};

bool begins_record(Bytes bytes) {
  if (bytes.size() < kHeaderSize) return false;
  const std::size_t length = static_cast<std::size_t>(bytes[3] << 8 | bytes[4]);
  return tls::is_content(bytes[0]) && bytes[1] == 3 && bytes[2] <= 4 && length != 0 &&
         length <= tls::kMostInRecord;
}

std::size_t record_size(Bytes record) {
  return kHeaderSize + static_cast<std::size_t>(record[3] << 8 | record[4]);
}

bool is_handshake(Bytes record) {
  return begins_record(record) && record[0] == tls::kHandshake;
}

// Bytes of the last message of a handshake that the record lacks; 0: it ends there, is encrypted,
// or so much of it is not there. The record begins with `begun` bytes of a message.
std::size_t missing_behind(Bytes record, std::size_t begun) {
  const std::size_t size = std::min(record_size(record), record.size());
  std::size_t at = kHeaderSize + begun;
  while (at + kMessageHeader <= size) {
    const std::size_t length =
        static_cast<std::size_t>(record[at + 1] << 16 | record[at + 2] << 8 | record[at + 3]);
    if (!tls::is_message(record[at]) || length > tls::kMostInMessage) return 0;
    at += kMessageHeader + length;
  }
  return at > record_size(record) ? at - record_size(record) : 0;
}

// A record; one of the handshake together with those that its last message goes on in. What of
// its header is there has to be one's. The state is what that message lacks, in bytes.
MessageEnd find_record_end(const SentBytes& sent, MessageProgress& progress) {
  for (;;) {
    const Bytes all = sent.bytes;
    const bool first = progress.position == 0;
    if (progress.position >= all.size()) return MessageEnd::kMore;
    const Bytes bytes = all.subspan(static_cast<std::size_t>(progress.position));
    const bool may_be = first ? tls::is_content(bytes[0]) : bytes[0] == tls::kHandshake;
    const bool other = !may_be || (bytes.size() > 1 && bytes[1] != 3) ||
                       (bytes.size() >= kHeaderSize && !begins_record(bytes));
    if (other) return first ? MessageEnd::kNotMine : MessageEnd::kFound;
    if (bytes.size() < kHeaderSize) return MessageEnd::kMore;
    progress.position += record_size(bytes);
    if (bytes[0] != tls::kHandshake) return MessageEnd::kFound;
    progress.state = static_cast<std::uint32_t>(missing_behind(bytes, progress.state));
    if (progress.state == 0) return MessageEnd::kFound;
  }
}

// Whether the record is one of the handshake, and another one follows.
bool is_continued(Bytes record) {
  return is_handshake(record) && record_size(record) < record.size() &&
         is_handshake(record.subspan(record_size(record)));
}

// Whether that is so of one of the records.
bool may_span(Bytes records) {
  while (begins_record(records) && record_size(records) < records.size()) {
    if (is_continued(records)) return true;
    records = records.subspan(record_size(records));
  }
  return false;
}

void read_record(Layer& layer, tls::Reading& reading) {
  reading.continued = is_continued(layer.left());
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
  if (may_span(layer.left())) layer.skips_layers();
  if (!layer.recording() && layer.info() == nullptr) return done();
  tls::Reading reading{kTlsFields};
  reading.version = agreed;
  while (begins_record(layer.left())) read_record(layer, reading);
  if (layer.recording() && !reading.reassembled.empty()) {
    const Bytes messages = layer.another_source(reading.reassembled, {});
    layer.inside({messages, messages.size()}, {{Space::kNextMessage, kPort}});
  }
  if (!layer.left().empty()) layer.remaining(kTlsFields.record.segment);
  return tls::finish(layer, reading);
}

Outcome dissect_messages(Layer& layer, tls::Reading& reading) {
  tls::read_handshake(layer, reading, true);
  return reading.malformed ? stop("a message is shorter than what is in it") : done();
}

// Messages of the handshake that spanned records: the columns are those of the records.
Outcome dissect_reassembled(Layer& layer) {
  tls::Reading reading{kTlsFields};
  reading.version = layer.agreed_version();
  return dissect_messages(layer, reading);
}

// The columns are those of QUIC.
Outcome dissect_over_quic(Layer& layer) {
  tls::Reading reading{kTlsFields};
  reading.over_quic = true;
  return dissect_messages(layer, reading);
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
extern const Dissector kTlsReassembled{{"tls", "Transport Layer Security", Shape::kLayer},
                                       nullptr,
                                       kReassembledAt,
                                       kFields,
                                       dissect_reassembled};
extern const Dissector kTlsOverQuic{{"tls", "Transport Layer Security", Shape::kLayer},
                                    nullptr,
                                    kOverQuicAt,
                                    kFields,
                                    dissect_over_quic};

}  // namespace packetglass
