// Session Initiation Protocol: RFC 3261.
#include <algorithm>

#include "base/text.h"
#include "dissect/application/header_line.h"
#include "dissect/application/http_end.h"

namespace packetglass {
namespace {

constexpr Field kRequestLine{"sip.Request-Line", "Request-Line", Shape::kText};
constexpr Field kMethod{"sip.Method", "Method", Shape::kText};
constexpr Field kUri{"sip.r-uri", "Request-URI", Shape::kText};
constexpr Field kUriUser{"sip.r-uri.user", "Request-URI User Part", Shape::kText};
constexpr Field kUriHost{"sip.r-uri.host", "Request-URI Host Part", Shape::kText};
constexpr Field kUriPort{"sip.r-uri.port", "Request-URI Host Port", Shape::kText};
constexpr Field kStatusLine{"sip.Status-Line", "Status-Line", Shape::kText};
constexpr Field kStatusCode{"sip.Status-Code", "Status-Code", Shape::kNumber32};
constexpr Field kHeaders{"sip.msg_hdr", "Message Header", Shape::kGroup};
constexpr Field kBody{"sip.msg_body", "Message Body", Shape::kGroup};
constexpr Field kUnknown{"sip.unknown_header", "Unknown header", Shape::kText};
constexpr Field kSequence{"sip.CSeq.seq", "Sequence Number", Shape::kNumber32};
constexpr Field kSequenceMethod{"sip.CSeq.method", "Method", Shape::kText};
constexpr Field kViaTransport{"sip.Via.transport", "Transport", Shape::kText};
constexpr Field kViaAddress{"sip.Via.sent-by.address", "Sent-by Address", Shape::kText};
constexpr Field kViaPort{"sip.Via.sent-by.port", "Sent-by port", Shape::kPort};
constexpr Field kViaBranch{"sip.Via.branch", "Branch", Shape::kText};
constexpr Field kFromAddress{"sip.from.addr", "SIP from address", Shape::kText};
constexpr Field kFromUser{"sip.from.user", "SIP from address User Part", Shape::kText};
constexpr Field kFromHost{"sip.from.host", "SIP from address Host Part", Shape::kText};
constexpr Field kFromPort{"sip.from.port", "SIP from address Host Port", Shape::kText};
constexpr Field kFromTag{"sip.from.tag", "SIP from tag", Shape::kText};
constexpr Field kToAddress{"sip.to.addr", "SIP to address", Shape::kText};
constexpr Field kToUser{"sip.to.user", "SIP to address User Part", Shape::kText};
constexpr Field kToHost{"sip.to.host", "SIP to address Host Part", Shape::kText};
constexpr Field kToPort{"sip.to.port", "SIP to address Host Port", Shape::kText};
constexpr Field kToTag{"sip.to.tag", "SIP to tag", Shape::kText};
constexpr Field kContactUri{"sip.contact.uri", "Contact URI", Shape::kText};
constexpr Field kContactUser{"sip.contact.user", "Contact URI User Part", Shape::kText};
constexpr Field kContactHost{"sip.contact.host", "Contact URI Host Part", Shape::kText};
constexpr Field kContactPort{"sip.contact.port", "Contact URI Host Port", Shape::kText};

enum class Form : std::uint8_t { kPlain, kCall, kCommand, kVia, kFrom, kTo, kContact, kType };

// Headers; the short form of a name is a letter.
struct Line {
  std::string_view name;
  char letter;
  Field field;
  Form form = Form::kPlain;
};
constexpr Line kKnown[] = {
    {"Via", 'v', {"sip.Via", "Via", Shape::kText}, Form::kVia},
    {"Max-Forwards", 0, {"sip.Max-Forwards", "Max-Forwards", Shape::kNumber32}},
    {"To", 't', {"sip.To", "To", Shape::kText}, Form::kTo},
    {"From", 'f', {"sip.From", "From", Shape::kText}, Form::kFrom},
    {"Call-ID", 'i', {"sip.Call-ID", "Call-ID", Shape::kText}, Form::kCall},
    {"CSeq", 0, {"sip.CSeq", "CSeq", Shape::kText}, Form::kCommand},
    {"Contact", 'm', {"sip.Contact", "Contact", Shape::kText}, Form::kContact},
    {"Content-Type", 'c', {"sip.Content-Type", "Content-Type", Shape::kText}, Form::kType},
    {"Content-Length", 'l', {"sip.Content-Length", "Content-Length", Shape::kNumber32}},
    {"Expires", 0, {"sip.Expires", "Expires", Shape::kNumber32}},
    {"User-Agent", 0, {"sip.User-Agent", "User-Agent", Shape::kText}},
    {"Server", 0, {"sip.Server", "Server", Shape::kText}},
    {"Allow", 0, {"sip.Allow", "Allow", Shape::kText}},
    {"Accept", 0, {"sip.Accept", "Accept", Shape::kText}},
    {"Supported", 'k', {"sip.Supported", "Supported", Shape::kText}},
    {"Require", 0, {"sip.Require", "Require", Shape::kText}},
    {"Route", 0, {"sip.Route", "Route", Shape::kText}},
    {"Record-Route", 0, {"sip.Record-Route", "Record-Route", Shape::kText}},
    {"Subject", 's', {"sip.Subject", "Subject", Shape::kText}},
    {"Event", 'o', {"sip.Event", "Event", Shape::kText}},
    {"Date", 0, {"sip.Date", "Date", Shape::kText}},
    {"Organization", 0, {"sip.Organization", "Organization", Shape::kText}},
    {"Authorization", 0, {"sip.Authorization", "Authorization", Shape::kText}},
    {"WWW-Authenticate", 0, {"sip.WWW-Authenticate", "WWW-Authenticate", Shape::kText}},
    {"Proxy-Authenticate", 0, {"sip.Proxy-Authenticate", "Proxy-Authenticate", Shape::kText}},
    {"Proxy-Authorization", 0, {"sip.Proxy-Authorization", "Proxy-Authorization", Shape::kText}}};

constexpr Field kResponseRequest{"sip.response-request", "Request Frame", Shape::kFrameNumber};
constexpr Field kResponseTime{"sip.response-time", "Response Time (ms)", Shape::kNumber32};
constexpr Field kResend{"sip.resend", "Resent Packet", Shape::kFlag};
constexpr Field kResendOriginal{"sip.resend-original", "Suspected resend of frame",
                                Shape::kFrameNumber};

// Elsewhere it is known by its first line.
constexpr Route kFoundAt[] = {
    {Space::kUdpPort, 5060}, {Space::kTcpPort, 5060}, {Space::kUdpStart}, {Space::kTcpStart}};
constexpr std::string_view kVersion = "SIP/2.0";

// What the headers say that Info and the body need.
struct Message {
  std::string_view call;      // Call-ID
  std::string_view sequence;  // of CSeq
  std::string method;         // of CSeq
  unsigned contacts = 0;
  bool session = false;  // the body is a session's description
  bool dialog = false;   // the request is one within a dialog: To has a tag
};

struct UriFields {
  const Field &uri, &user, &host, &port;
};

// "sip:user@host:port;parameters".
void look_uri(Layer& sip, std::string_view uri, const UriFields& fields) {
  look_text(sip, fields.uri, uri);
  std::string_view rest = uri.substr(std::min(uri.size(), uri.find(':') + 1));
  if (rest.find('@') != rest.npos) look_text(sip, fields.user, take_word(rest, '@'));
  rest = rest.substr(0, rest.find(';'));
  const std::string_view host = take_word(rest, ':');
  if (!host.empty()) look_text(sip, fields.host, host);
  if (!rest.empty()) look_text(sip, fields.port, rest);
}

// The URI in "Alice <sip:alice@example.org>;tag=1928", or before the parameters.
std::string_view uri_in(std::string_view value) {
  const std::size_t open = value.find('<');
  if (open == value.npos) return value.substr(0, value.find(';'));
  const std::size_t close = value.find('>', open);
  return value.substr(open + 1, close == value.npos ? value.npos : close - open - 1);
}

// A parameter behind the address: ";tag=1928".
std::string_view parameter(std::string_view value, std::string_view name) {
  const std::size_t close = value.find('>');
  std::string_view rest = close == value.npos ? value : value.substr(close);
  take_word(rest, ';');
  while (!rest.empty()) {
    std::string_view word = take_word(rest, ';');
    if (same_word(take_word(word, '='), name)) return word;
  }
  return {};
}

void look_party(Layer& sip, std::string_view value, const UriFields& fields, const Field& tag) {
  look_uri(sip, uri_in(value), fields);
  const std::string_view found = parameter(value, "tag");
  if (!found.empty()) look_text(sip, tag, found);
}

void look_via(Layer& sip, std::string_view value) {
  const std::string_view whole = value;
  take_word(value, '/');
  take_word(value, '/');
  look_text(sip, kViaTransport, take_word(value));
  value = value.substr(0, value.find(';'));
  look_text(sip, kViaAddress, take_word(value, ':'));
  if (!value.empty()) {
    look_text(sip, kViaPort, value);
    sip.means(leading_number(value));
  }
  const std::string_view branch = parameter(whole, "branch");
  if (!branch.empty()) look_text(sip, kViaBranch, branch);
}

void look_sequence(Layer& sip, std::string_view value, Message& message) {
  const std::string_view number = take_word(value);
  message.sequence = number;
  look_text(sip, kSequence, number);
  sip.means(leading_number(number));
  look_text(sip, kSequenceMethod, value);
  message.method = shown(value);
}

void look_inside(Layer& sip, Form form, std::string_view value, Message& message) {
  switch (form) {
    case Form::kCall:
      message.call = value;
      return;
    case Form::kCommand:
      return look_sequence(sip, value, message);
    case Form::kVia:
      return look_via(sip, value);
    case Form::kFrom:
      return look_party(sip, value, {kFromAddress, kFromUser, kFromHost, kFromPort}, kFromTag);
    case Form::kTo:
      message.dialog = !parameter(value, "tag").empty();
      return look_party(sip, value, {kToAddress, kToUser, kToHost, kToPort}, kToTag);
    case Form::kContact:
      ++message.contacts;
      return look_uri(sip, uri_in(value), {kContactUri, kContactUser, kContactHost, kContactPort});
    case Form::kType:
      message.session = same_word(value.substr(0, value.find(';')), "application/sdp");
      return;
    default:
      return;
  }
}

void read_header(Layer& sip, const TextLine& line, Message& message) {
  const HeaderLine header = split_header(line.text);
  for (const auto& known : kKnown) {
    const bool letter =
        known.letter != 0 && header.name.size() == 1 && same_word(header.name, {&known.letter, 1});
    if (!letter && !same_word(header.name, known.name)) continue;
    Layer::Group group(sip, known.field);
    group.say(shown(header.value));
    group.means(leading_number(header.value));
    look_inside(sip, known.form, header.value, message);
    return sip.skip(line.size);
  }
  read_as(sip, kUnknown, line.size, line.text);
}

void read_headers(Layer& sip, Message& message) {
  Layer::Group group(sip, kHeaders);
  for (TextLine line = whole_line(sip.left()); line.size != 0; line = whole_line(sip.left())) {
    if (line.text.empty()) return sip.skip(line.size);
    read_header(sip, line, message);
  }
}

// Returns what Info begins with.
std::string read_request(Layer& sip, const TextLine& line) {
  Layer::Group group(sip, kRequestLine);
  group.say(shown(line.text));
  std::string_view words = line.text;
  const std::string_view method = take_word(words), uri = take_word(words);
  look_text(sip, kMethod, method);
  look_uri(sip, uri, {kUri, kUriUser, kUriHost, kUriPort});
  sip.skip(line.size);
  if (sip.recording()) sip.title(std::string(" (") + shown(method) + ")");
  return std::string("Request: ").append(shown(method)).append(" ").append(shown(uri));
}

std::string read_status(Layer& sip, const TextLine& line) {
  Layer::Group group(sip, kStatusLine);
  group.say(shown(line.text));
  std::string_view words = line.text;
  take_word(words);
  std::string said = "Status: " + shown(words);
  const std::string_view code = take_word(words);
  look_text(sip, kStatusCode, code);
  sip.means(leading_number(code));
  sip.skip(line.size);
  if (sip.recording()) sip.title(std::string(" (") + shown(code) + ")");
  return said;
}

std::string bindings_text(const Message& message, bool request) {
  if (message.method != "REGISTER") return {};
  if (message.contacts == 0) return request ? "  (fetch bindings)" : "  (0 bindings)";
  return format_text("  (%u binding%s)", message.contacts, message.contacts == 1 ? "" : "s");
}

void put_info(Layer& sip, std::string words, const Message& message, bool request) {
  const bool ok = words.starts_with("Status: 200");
  if (ok) words += std::string(" (") + message.method + ")";
  if (request && message.dialog) words += ", in-dialog";
  if (ok || request) words += bindings_text(message, request);
  if (std::string* info = sip.info()) *info = words + " | ";
}

// Of a transaction: its call, number and method (RFC 3261, section 17.1.3). ACK ends that of
// INVITE.
void put_exchange(Layer& sip, const Message& message, bool response) {
  if (message.call.empty() || message.sequence.empty()) return;
  const bool ends = message.method == "ACK";
  const std::uint64_t call = text_id(message.sequence, text_id(message.call));
  const std::uint64_t id = text_id(ends ? "INVITE" : message.method, call);
  const auto facts = sip.exchange({ExchangeProtocol::kSip, response || ends, id});
  sip.generated(kResend, facts && facts->original != 0 ? 1 : 0);
  if (!facts) return;
  if (facts->request != 0) {
    sip.generated(kResponseRequest, facts->request);
    sip.generated(kResponseTime, static_cast<std::uint64_t>(facts->time / 1'000'000));
  }
  if (facts->original != 0) sip.generated(kResendOriginal, facts->original);
}

Outcome dissect(Layer& sip) {
  const TextLine line = whole_line(sip.left());
  const bool response = line.text.starts_with(kVersion);
  if (!response && !line.text.ends_with(kVersion)) return not_mine();
  Message message;
  const std::string words = response ? read_status(sip, line) : read_request(sip, line);
  read_headers(sip, message);
  put_info(sip, words, message, !response);
  put_exchange(sip, message, response);
  if (sip.left().empty()) return done();
  Layer::Group group(sip, kBody);
  if (message.session) return done(sip.rest(), {{Space::kMediaType, kSessionDescription}});
  return done(sip.rest(), {{Space::kBytes}});
}

constexpr FieldSpan kFields[] = {
    kResponseRequest, kResponseTime, kResend,      kResendOriginal,
    kRequestLine,     kMethod,       kUri,         kUriUser,
    kUriHost,         kUriPort,      kStatusLine,  kStatusCode,
    kHeaders,         kBody,         kUnknown,     kSequence,
    kSequenceMethod,  kViaTransport, kViaAddress,  kViaPort,
    kViaBranch,       kFromAddress,  kFromUser,    kFromHost,
    kFromPort,        kFromTag,      kToAddress,   kToUser,
    kToHost,          kToPort,       kToTag,       kContactUri,
    kContactUser,     kContactHost,  kContactPort, field_of(kKnown, &Line::field)};

}  // namespace

extern const Dissector kSip{{"sip", "Session Initiation Protocol", Shape::kLayer},
                            "SIP",
                            kFoundAt,
                            kFields,
                            dissect,
                            begins_sip_message,
                            {'A', 'Z'},
                            false,
                            find_sip_end,
                            "",
                            true};

}  // namespace packetglass
