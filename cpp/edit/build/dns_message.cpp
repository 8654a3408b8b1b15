// Messages of the Domain Name System, RFC 1035, section 4.
#include "edit/build/dns_message.h"

#include "base/appender.h"
#include "base/ascii.h"
#include "base/shown_text.h"

namespace packetglass::build {
namespace {

constexpr std::size_t kMostOfLabel = 63;
constexpr std::size_t kMostOfName = 255;
constexpr std::size_t kMost16 = 65'535;

Error refusal(std::string message) {
  return {ErrorCode::kUnsupported, 0, std::move(message)};
}

Error bad_name(std::string_view text, const char* why) {
  std::string shown;
  append_shown(shown, text.substr(0, kMostOfName));
  return refusal("The name \"" + shown + "\" " + why + ".");
}

// The byte that an escape stands for, behind its backslash: "." or three digits. -1 of what is
// none.
int take_escaped(std::string_view& rest) {
  if (rest.empty()) return -1;
  if (!is_digit(rest[0])) {
    const auto byte = static_cast<unsigned char>(rest[0]);
    rest.remove_prefix(1);
    return byte;
  }
  if (rest.size() < 3 || !is_digit(rest[1]) || !is_digit(rest[2])) return -1;
  const int byte = (rest[0] - '0') * 100 + (rest[1] - '0') * 10 + (rest[2] - '0');
  rest.remove_prefix(3);
  return byte <= 255 ? byte : -1;
}

// The bytes of the label that the text begins with; what is left begins behind its dot. False
// where an escape is none.
bool take_label(std::string_view& rest, Octets& label) {
  while (!rest.empty()) {
    const char c = rest[0];
    rest.remove_prefix(1);
    if (c == '.') return true;
    const int byte = c == '\\' ? take_escaped(rest) : static_cast<unsigned char>(c);
    if (byte < 0) return false;
    label.push_back(static_cast<std::uint8_t>(byte));
  }
  return true;
}

// Appends the parts of a message; keeps the first thing that is wrong.
class Message {
 public:
  explicit Message(const Dns& dns) : out_(octets_, ByteOrder::kBig) {
    if (dns.length_prefixed) out_.u16(0);
    out_.u16(dns.id);
    out_.u16(dns.flags);
    count(dns.questions.size());
    count(dns.answers.size());
    count(dns.authorities.size());
    count(dns.additionals.size());
    for (const DnsQuestion& question : dns.questions) add(question);
    for (const auto* records : {&dns.answers, &dns.authorities, &dns.additionals}) {
      for (const DnsRecord& record : *records) add(record);
    }
    if (dns.length_prefixed) set_length();
  }

  Result<Octets> finish() {
    if (wrong_) return *wrong_;
    return std::move(octets_);
  }

 private:
  void fail(Error error) {
    if (!wrong_) wrong_ = std::move(error);
  }

  void count(std::size_t records) {
    if (records > kMost16) fail(refusal("A message of DNS has at most 65535 records of a kind."));
    out_.u16(static_cast<std::uint16_t>(records));
  }

  void name(const std::string& text) {
    const Result<Octets> octets = dns_name(text);
    if (!octets) return fail(octets.error());
    out_.bytes(*octets);
  }

  void add(const DnsQuestion& question) {
    name(question.name);
    out_.u16(question.type);
    out_.u16(question.klass);
  }

  void add(const DnsRecord& record) {
    add(DnsQuestion{record.name, record.type, record.klass});
    out_.u32(record.time_to_live);
    if (record.data.size() > kMost16) {
      return fail(refusal("The data of a record of DNS is at most 65535 bytes."));
    }
    out_.u16(static_cast<std::uint16_t>(record.data.size()));
    out_.bytes(record.data);
  }

  void set_length() {
    const std::size_t length = octets_.size() - 2;
    if (length > kMost16) fail(refusal("A message of DNS over TCP is at most 65535 bytes."));
    store(octets_.data(), static_cast<std::uint16_t>(length), ByteOrder::kBig);
  }

  Octets octets_;
  Appender out_;
  std::optional<Error> wrong_;
};

}  // namespace

Result<Octets> dns_name(std::string_view text) {
  Octets name;
  std::string_view rest = text == "." ? std::string_view{} : text;
  while (!rest.empty()) {
    Octets label;
    if (!take_label(rest, label)) return bad_name(text, "has a backslash that escapes nothing");
    if (label.empty()) return bad_name(text, "has an empty label");
    if (label.size() > kMostOfLabel) return bad_name(text, "has a label above 63 bytes");
    name.push_back(static_cast<std::uint8_t>(label.size()));
    name.insert(name.end(), label.begin(), label.end());
    if (name.size() >= kMostOfName) return bad_name(text, "is above 255 bytes");
  }
  name.push_back(0);
  return name;
}

Result<Octets> dns_message(const Dns& dns) {
  return Message(dns).finish();
}

}  // namespace packetglass::build
