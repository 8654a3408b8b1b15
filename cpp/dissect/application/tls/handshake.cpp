// The messages of a handshake.
#include "dissect/application/tls/handshake.h"

#include "base/text.h"
#include "dissect/application/tls/certificate.h"
#include "dissect/application/tls/hello.h"
#include "dissect/application/tls/ja3.h"
#include "dissect/application/tls/ja4.h"
#include "dissect/application/tls/names.h"

namespace packetglass::tls {
namespace {

constexpr std::uint8_t kClientHello = 1, kServerHello = 2, kVerifyRequest = 3, kTicket = 4,
                       kCertificate = 11, kServerKeyExchange = 12, kCertificateRequest = 13,
                       kCertificateVerify = 15, kClientKeyExchange = 16, kFinished = 20,
                       kCertificateStatus = 22, kKeyUpdate = 24;

constexpr std::size_t kHeaderSize = 4;

std::size_t length_at(const Layer& tls, std::size_t ahead) {
  return static_cast<std::size_t>(tls.peek(ahead) << 16 | tls.peek(ahead + 1) << 8 |
                                  tls.peek(ahead + 2));
}

std::size_t word_at(const Layer& tls, std::size_t ahead) {
  return std::size_t{tls.peek16(ahead)};
}

// Nothing in the record says so: what cannot be a message, and what ciphers put in front, is
// encrypted. Less than 16 bytes never are.
bool looks_encrypted(const Layer& tls) {
  if (tls.left().size() < 16) return false;
  if (length_at(tls, 0) == 0 && word_at(tls, 3) == 0) return true;
  return !is_message(tls.peek()) || length_at(tls, 1) > kMostInMessage;
}

void read_certificates(Layer& tls, const MessageFields& fields) {
  const auto length = static_cast<std::size_t>(tls.uint(fields.certificates_length, 3));
  Layer::Group certificates(tls, fields.certificates);
  if (tls.recording()) certificates.say(format_text(" (%zu bytes)", length));
  Layer::Limit limit(tls, length);
  while (!tls.left().empty()) {
    const auto size = static_cast<std::size_t>(tls.uint(fields.certificate_length, 3));
    Layer::Group certificate(tls, fields.certificate);
    const bool whole = size <= tls.left().size();
    Layer::Limit inside(tls, size);
    read_certificate(tls);
    if (whole && tls.truncated()) tls.malformed("this is not a certificate in DER");
  }
}

// Versions before TLS 1.2 do not say the algorithm: the length of the signature fits then.
void read_signature(Layer& tls, const Fields& fields, const Field& length_field,
                    const Field& field) {
  if (word_at(tls, 0) + 2 != tls.left().size()) read_algorithm(tls, fields.extension);
  const std::uint16_t length = tls.u16(length_field);
  tls.bytes(field, length);
}

// The cipher suite of the server's hello says what is in it; without it, only a named curve
// can be recognised by its form.
void read_server_keys(Layer& tls, const Fields& fields) {
  const std::size_t point = tls.peek(3);
  if (tls.peek() != 3 || point == 0 || point + 4 > tls.left().size()) return;
  tls.u8(fields.message.curve_type);
  tls.u16(fields.message.named_curve);
  tls.u8(fields.message.server_point_length);
  tls.bytes(fields.message.server_point, point);
  if (tls.left().empty()) return;
  read_signature(tls, fields, fields.message.signature_length, fields.message.signature);
}

void read_client_keys(Layer& tls, const MessageFields& fields) {
  if (tls.peek() + 1u != tls.left().size()) return;
  const std::uint8_t length = tls.u8(fields.client_point_length);
  tls.bytes(fields.client_point, length);
}

void read_names(Layer& tls, const MessageFields& fields) {
  const std::uint16_t length = tls.u16(fields.names_length);
  Layer::Limit limit(tls, length);
  while (!tls.left().empty()) {
    const std::uint16_t size = tls.u16(fields.name_length);
    Layer::Group name(tls, fields.name);
    Layer::Limit inside(tls, size);
    const std::string said = read_distinguished_name(tls);
    if (tls.recording()) name.say(": " + said);
  }
}

void read_request(Layer& tls, const Fields& fields) {
  const std::uint8_t count = tls.u8(fields.message.certificate_type_count);
  {
    Layer::Limit types(tls, count);
    while (!tls.left().empty()) tls.u8(fields.message.certificate_type);
  }
  if (word_at(tls, 0) + 2 != tls.left().size()) read_algorithms(tls, fields.extension);
  read_names(tls, fields.message);
}

void read_status(Layer& tls, const MessageFields& fields) {
  tls.u8(fields.status_type);
  const auto length = static_cast<std::size_t>(tls.uint(fields.ocsp_length, 3));
  tls.bytes(fields.ocsp, length);
}

void read_ticket(Layer& tls, const MessageFields& fields) {
  tls.u32(fields.ticket_lifetime);
  const std::uint16_t length = tls.u16(fields.ticket_length);
  tls.bytes(fields.ticket, length);
}

void read_verify_request(Layer& tls, const HelloFields& fields) {
  tls.u16(fields.version);
  const std::uint8_t length = tls.u8(fields.cookie_length);
  tls.bytes(fields.cookie, length);
}

void read_finished(Layer& tls, const MessageFields& fields) {
  Layer::Group verify(tls, fields.verify_data);
  tls.skip(tls.left().size());
}

void report_fingerprints(Layer& tls, const HelloFields& fields, const Hello& hello) {
  const bool client = hello.from_client;
  const Field& full_field = client ? fields.ja3_full : fields.ja3s_full;
  const Field& field = client ? fields.ja3 : fields.ja3s;
  if (tls.records(full_field) || tls.records(field)) {
    const std::string full = ja3_full(hello);
    tls.generated(full_field, full);
    tls.generated(field, ja3(full));
  }
  if (client) tls.generated(fields.ja4, ja4(hello));
}

void read_hello(Layer& tls, Reading& reading, std::uint8_t type, bool whole) {
  const Fields& fields = reading.fields;
  Hello hello = type == kServerHello ? read_server_hello(tls, fields, reading.datagram)
                                     : read_client_hello(tls, fields, reading.datagram);
  if (type == kServerHello) reading.version = hello.version;
  hello.over_quic = reading.over_quic;
  if (whole && !tls.truncated() && tls.recording()) report_fingerprints(tls, fields.hello, hello);
}

void read_body(Layer& tls, Reading& reading, std::uint8_t type, bool whole) {
  const Fields& fields = reading.fields;
  const MessageFields& names = fields.message;
  switch (type) {
    case kClientHello:
    case kServerHello:
      return read_hello(tls, reading, type, whole);
    case kVerifyRequest:
      return read_verify_request(tls, fields.hello);
    case kTicket:
      return read_ticket(tls, names);
    case kCertificate:
      return read_certificates(tls, names);
    case kServerKeyExchange:
      return read_server_keys(tls, fields);
    case kCertificateRequest:
      return read_request(tls, fields);
    case kCertificateVerify:
      return read_signature(tls, fields, names.verify_length, names.verify_signature);
    case kClientKeyExchange:
      return read_client_keys(tls, names);
    case kFinished:
      return read_finished(tls, names);
    case kCertificateStatus:
      return read_status(tls, names);
    case kKeyUpdate:
      tls.u8(names.update);
      return;
    default:
      return;
  }
}

// A hello retry request is a server hello with a certain random.
std::string_view message_name(const Layer& tls, std::uint8_t type, std::size_t header) {
  constexpr std::size_t kRandom = 2, kRandomSize = 32;
  const Bytes left = tls.left();
  if (type == kServerHello && left.size() >= header + kRandom + kRandomSize &&
      is_retry(left.subspan(header + kRandom, kRandomSize))) {
    return "Hello Retry Request";
  }
  return name_of(kMessageNames, type);
}

// Of a message in several fragments only the first says what it is; they are not reassembled.
bool is_fragment(Layer& tls, const MessageFields& fields, std::size_t& length) {
  tls.u16(fields.sequence);
  const auto offset = static_cast<std::size_t>(tls.uint(fields.fragment_offset, 3));
  const auto size = static_cast<std::size_t>(tls.uint(fields.fragment_length, 3));
  const bool fragment = offset != 0 || size != length;
  length = size;
  return fragment;
}

void read_message(Layer& tls, Reading& reading, bool record_whole) {
  const MessageFields& fields = reading.fields.message;
  Layer::Group group(tls, fields.message);
  const std::uint8_t first = tls.peek();
  std::string name(message_name(tls, first, reading.datagram ? 12 : 4));
  const std::uint8_t type = tls.u8(fields.type);
  auto length = static_cast<std::size_t>(tls.uint(fields.length, 3));
  const bool fragment = reading.datagram && is_fragment(tls, fields, length);
  if (name.empty()) name = "Unknown";
  if (fragment) name += " (Fragment)";
  reading.add(name);
  if (tls.recording()) group.say(": " + name);
  const bool whole = !tls.truncated() && length <= tls.left().size();
  Layer::Limit limit(tls, length);
  if (fragment) {
    tls.remaining(fields.fragment);
    return;
  }
  read_body(tls, reading, type, whole);
  if (tls.truncated() && (whole || record_whole)) reading.malformed = true;
}

void read_encrypted(Layer& tls, Reading& reading) {
  Layer::Group group(tls, reading.fields.message.message);
  group.say(": Encrypted Handshake Message");
  reading.add("Encrypted Handshake Message");
  tls.skip(tls.left().size());
}

std::size_t size_of(Bytes message) {
  return kHeaderSize + static_cast<std::size_t>(message[1] << 16 | message[2] << 8 | message[3]);
}

bool is_whole(Bytes message) {
  return message.size() >= kHeaderSize && message.size() >= size_of(message);
}

// A part of a message that spans records; its heading stands in the one that completes it.
void read_part(Layer& tls, Reading& reading, std::size_t size, const char* which) {
  const Bytes part = tls.left().first(size);
  Layer::Group group(tls, reading.fields.message.message);
  reading.begun.insert(reading.begun.end(), part.begin(), part.end());
  if (tls.recording()) {
    group.say(": " + std::string(name_of(kMessageNames, reading.begun[0])) + which);
  }
  tls.skip(size);
}

// The rest of a message that began in a record before this one, or more of it.
void read_on(Layer& tls, Reading& reading) {
  std::vector<std::uint8_t>& begun = reading.begun;
  while (begun.size() < kHeaderSize && !tls.left().empty()) {
    read_part(tls, reading, 1, " (fragment)");
  }
  if (begun.size() < kHeaderSize) return;
  const std::size_t missing = size_of(begun) - std::min(size_of(begun), begun.size());
  const bool last = missing <= tls.left().size();
  const std::size_t size = std::min(missing, tls.left().size());
  if (size != 0) read_part(tls, reading, size, last ? " (last fragment)" : " (fragment)");
  if (!last) return;
  const std::string name(name_of(kMessageNames, begun[0]));
  reading.add(name.empty() ? "Unknown" : name);
  reading.reassembled.insert(reading.reassembled.end(), begun.begin(), begun.end());
  begun.clear();
}

// The first part of a message that goes on in the next record; Info names it where it is all of
// this one.
void begin(Layer& tls, Reading& reading, bool alone) {
  const std::string name(name_of(kMessageNames, tls.peek()));
  if (alone) reading.add("[" + (name.empty() ? "Unknown" : name) + " Fragment]");
  read_part(tls, reading, tls.left().size(), " (fragment)");
}

}  // namespace

bool is_message(std::uint8_t type) {
  return !name_of(kMessageNames, type).empty();
}

void Reading::add(std::string_view word) {
  if (!words.empty()) words += ", ";
  words += word;
}

void read_handshake(Layer& tls, Reading& reading, bool whole) {
  const std::size_t before = reading.words.size();
  if (!reading.begun.empty()) {
    read_on(tls, reading);
  } else if (reading.encrypted || looks_encrypted(tls)) {
    return read_encrypted(tls, reading);
  }
  while (!tls.left().empty()) {
    if (reading.continued && !is_whole(tls.left())) {
      return begin(tls, reading, reading.words.size() == before);
    }
    read_message(tls, reading, whole);
  }
}

}  // namespace packetglass::tls
