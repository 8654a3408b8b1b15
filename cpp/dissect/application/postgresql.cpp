// PostgreSQL's protocol, version 3: chapter 55 of its documentation.
#include "dissect/application/text_line.h"

namespace packetglass {
namespace {

constexpr Name kServerNames[] = {{'1', "Parse completion"},
                                 {'2', "Bind completion"},
                                 {'3', "Close completion"},
                                 {'A', "Notification"},
                                 {'C', "Command completion"},
                                 {'D', "Data row"},
                                 {'E', "Error"},
                                 {'G', "Copy in response"},
                                 {'H', "Copy out response"},
                                 {'I', "Empty query"},
                                 {'K', "Backend key data"},
                                 {'N', "Notice"},
                                 {'R', "Authentication request"},
                                 {'S', "Parameter status"},
                                 {'T', "Row description"},
                                 {'V', "Function call response"},
                                 {'W', "Copy both response"},
                                 {'Z', "Ready for query"},
                                 {'c', "Copy completion"},
                                 {'d', "Copy data"},
                                 {'n', "No data"},
                                 {'s', "Portal suspended"},
                                 {'t', "Parameter description"},
                                 {'v', "Negotiate protocol version"}};
constexpr Name kClientNames[] = {
    {'B', "Bind"},         {'C', "Close"},           {'D', "Describe"},
    {'E', "Execute"},      {'F', "Function call"},   {'H', "Flush"},
    {'P', "Parse"},        {'Q', "Simple query"},    {'S', "Sync"},
    {'X', "Termination"},  {'c', "Copy completion"}, {'d', "Copy data"},
    {'f', "Copy failure"}, {'p', "Password message"}};
constexpr Name kAuthenticationNames[] = {
    {0, "Success"},       {2, "Kerberos V5"}, {3, "Plaintext password"},
    {5, "MD5 password"},  {7, "GSSAPI"},      {8, "GSSAPI continue"},
    {9, "SSPI"},          {10, "SASL"},       {11, "SASL continue"},
    {12, "SASL complete"}};
constexpr Name kStatusNames[] = {
    {'I', "Idle"}, {'T', "In a transaction"}, {'E', "In a failed one"}};

constexpr Field kType{"pgsql.type", "Type", Shape::kText};
constexpr Field kLength{"pgsql.length", "Length", Shape::kNumber32};
constexpr Field kMajor{"pgsql.version_major", "Protocol major version", Shape::kNumber16};
constexpr Field kMinor{"pgsql.version_minor", "Protocol minor version", Shape::kNumber16};
constexpr Field kParameter{"pgsql.parameter_name", "Parameter name", Shape::kText};
constexpr Field kValue{"pgsql.parameter_value", "Parameter value", Shape::kText};
constexpr Field kAuthentication{"pgsql.authtype", "Authentication type", Shape::kNumber32, 0,
                                kAuthenticationNames};
constexpr Field kSalt{"pgsql.salt", "Salt value", Shape::kBytes};
constexpr Field kPassword{"pgsql.password", "Password", Shape::kText};
constexpr Field kPid{"pgsql.pid", "PID", Shape::kNumber32};
constexpr Field kKey{"pgsql.key", "Key", Shape::kNumber32};
constexpr Field kStatus{"pgsql.status", "Status", Shape::kNumber8, 0, kStatusNames};
constexpr Field kStatement{"pgsql.statement", "Statement", Shape::kText};
constexpr Field kQuery{"pgsql.query", "Query", Shape::kText};
constexpr Field kTag{"pgsql.tag", "Tag", Shape::kText};
constexpr Field kSeverity{"pgsql.severity", "Severity", Shape::kText};
constexpr Field kCode{"pgsql.code", "Code", Shape::kText};
constexpr Field kMessage{"pgsql.message", "Message", Shape::kText};
constexpr Field kOther{"pgsql.other", "Other field", Shape::kText};
constexpr Field kCount{"pgsql.field.count", "Field count", Shape::kNumber16};

constexpr Route kFoundAt[] = {{Space::kTcpPort, 5432}};

constexpr std::uint32_t kVersion3 = 0x30000, kCancel = 80877102, kTls = 80877103;
// Longer messages are none, but bytes from the middle of one.
constexpr std::size_t kMostInMessage = 1u << 30;

// Of an error or a notice: each field has a letter before it.
void read_error(Layer& pgsql) {
  while (pgsql.left().size() > 1) {
    const char letter = static_cast<char>(pgsql.peek());
    pgsql.skip(1);
    const bool severity = letter == 'S', code = letter == 'C', message = letter == 'M';
    read_terminated(pgsql, severity ? kSeverity : code ? kCode : message ? kMessage : kOther);
  }
}

void read_authentication(Layer& pgsql) {
  constexpr std::uint32_t kMd5 = 5;
  if (pgsql.u32(kAuthentication) == kMd5) pgsql.bytes(kSalt, 4);
}

void read_parameter(Layer& pgsql) {
  read_terminated(pgsql, kParameter);
  read_terminated(pgsql, kValue);
}

void read_server(Layer& pgsql, char type) {
  if (type == 'R') read_authentication(pgsql);
  if (type == 'S') read_parameter(pgsql);
  if (type == 'Z') pgsql.u8(kStatus);
  if (type == 'C') read_terminated(pgsql, kTag);
  if (type == 'E' || type == 'N') read_error(pgsql);
  if (type == 'T' || type == 'D') pgsql.u16(kCount);
  if (type != 'K') return;
  pgsql.u32(kPid);
  pgsql.u32(kKey);
}

void read_client(Layer& pgsql, char type) {
  if (type == 'Q') read_terminated(pgsql, kQuery);
  if (type == 'p') read_terminated(pgsql, kPassword);
  if (type != 'P') return;
  read_terminated(pgsql, kStatement);
  read_terminated(pgsql, kQuery);
}

std::string_view name_at(const Layer& pgsql, bool server) {
  return server ? name_of(kServerNames, pgsql.peek()) : name_of(kClientNames, pgsql.peek());
}

std::size_t word_at(const Layer& pgsql, std::size_t at) {
  std::size_t word = 0;
  for (std::size_t i = 0; i < 4; ++i) word = word << 8 | pgsql.peek(at + i);
  return word;
}

bool begins_message(const Layer& pgsql, bool server) {
  const std::size_t length = word_at(pgsql, 1);
  return pgsql.left().size() >= 5 && length >= 4 && length <= kMostInMessage &&
         !name_at(pgsql, server).empty();
}

void read_message(Layer& pgsql, bool server) {
  const char type = static_cast<char>(pgsql.peek());
  pgsql.text(kType, 1);
  pgsql.say(server ? name_of(kServerNames, static_cast<std::uint8_t>(type))
                   : name_of(kClientNames, static_cast<std::uint8_t>(type)));
  const std::uint32_t length = pgsql.u32(kLength);
  Layer::Limit limit(pgsql, length - std::size_t{4});
  if (server) {
    read_server(pgsql, type);
  } else {
    read_client(pgsql, type);
  }
}

// What a connection begins with has no type in front of its length.
bool is_startup_code(std::size_t code) {
  return code == kVersion3 || code == kCancel || code == kTls;
}

bool is_startup(const Layer& pgsql) {
  return pgsql.left().size() >= 8 && word_at(pgsql, 0) <= pgsql.left_on_wire() &&
         is_startup_code(word_at(pgsql, 4));
}

Outcome read_startup(Layer& pgsql) {
  const std::size_t code = word_at(pgsql, 4);
  pgsql.generated(kType, code == kCancel ? "Cancel request"
                         : code == kTls  ? "SSL request"
                                         : "Startup message");
  pgsql.u32(kLength);
  if (code != kVersion3) pgsql.skip(4);
  if (code == kCancel) pgsql.u32(kPid);
  if (code == kCancel) pgsql.u32(kKey);
  if (code == kVersion3) {
    pgsql.u16(kMajor);
    pgsql.u16(kMinor);
    while (pgsql.left().size() > 1) read_parameter(pgsql);
  }
  return pgsql.stopped_by_snaplen() ? stop("the message is truncated") : done();
}

// The answer to a request for TLS is a byte without a length.
MessageEnd find_end(const SentBytes& sent, MessageProgress& progress) {
  constexpr std::uint16_t kPort = 5432;
  const bool server = sent.source_port == kPort;
  const Bytes bytes = sent.bytes;
  if (bytes.empty() || (server && bytes.size() == 1)) return MessageEnd::kNotMine;
  if (!server && bytes[0] == 0) {
    return end_by_length(bytes, 8, progress, [](Bytes all) -> std::size_t {
      const auto length = load<std::uint32_t>(all.data(), ByteOrder::kBig);
      const auto code = load<std::uint32_t>(all.data() + 4, ByteOrder::kBig);
      return length >= 8 && length < 65536 && is_startup_code(code) ? length : 0;
    });
  }
  const bool known =
      !(server ? name_of(kServerNames, bytes[0]) : name_of(kClientNames, bytes[0])).empty();
  if (!known) return MessageEnd::kNotMine;
  return end_by_length(bytes, 5, progress, [](Bytes all) -> std::size_t {
    const std::size_t length = load<std::uint32_t>(all.data() + 1, ByteOrder::kBig);
    return length >= 4 && length <= kMostInMessage ? length + 1 : 0;
  });
}

Outcome dissect(Layer& pgsql) {
  const bool server = sent_by_server(pgsql);
  const bool startup = !server && is_startup(pgsql);
  if (!startup && !begins_message(pgsql, server)) return not_mine();
  if (!pgsql.recording() && pgsql.info() == nullptr) return done();
  std::string* const info = pgsql.info();
  if (info) info->assign(1, server ? '<' : '>');
  if (startup) return read_startup(pgsql);
  for (bool first = true; begins_message(pgsql, server); first = false) {
    if (info && !first) *info += "/";
    if (info) *info += static_cast<char>(pgsql.peek());
    read_message(pgsql, server);
  }
  return pgsql.stopped_by_snaplen() ? stop("the message is truncated")
                                    : done(pgsql.rest(), {{Space::kBytes}});
}

constexpr FieldSpan kFields[] = {kType,     kLength,         kMajor,     kMinor,    kParameter,
                                 kValue,    kAuthentication, kSalt,      kPassword, kPid,
                                 kKey,      kStatus,         kStatement, kQuery,    kTag,
                                 kSeverity, kCode,           kMessage,   kOther,    kCount};

}  // namespace

extern const Dissector kPostgresql{{"pgsql", "PostgreSQL", Shape::kLayer},
                                   "PGSQL",
                                   kFoundAt,
                                   kFields,
                                   dissect,
                                   nullptr,
                                   {},
                                   false,
                                   find_end};

}  // namespace packetglass
