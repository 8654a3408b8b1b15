// File Transfer Protocol, its commands: RFC 959; extended ports RFC 2428.
#include "base/ascii.h"
#include "base/text.h"
#include "dissect/application/ftp_endpoint.h"
#include "dissect/application/ftp_transfer.h"
#include "dissect/application/text_line.h"

namespace packetglass {
namespace {

constexpr Field kRequest{"ftp.request", "Request", Shape::kFlag};
constexpr Field kResponse{"ftp.response", "Response", Shape::kFlag};
constexpr Field kCommand{"ftp.request.command", "Request command", Shape::kText};
constexpr Field kArgument{"ftp.request.arg", "Request arg", Shape::kText};
constexpr Field kCode{"ftp.response.code", "Response code", Shape::kNumber32};
constexpr Field kText{"ftp.response.arg", "Response arg", Shape::kText};
constexpr Field kFurther{"ftp.response.line", "Response line", Shape::kText};
constexpr Field kPassiveIp{"ftp.passive.ip", "Passive IP address", Shape::kIpv4};
constexpr Field kPassivePort{"ftp.passive.port", "Passive port", Shape::kNumber16};
constexpr Field kActiveIp{"ftp.active.cip", "Active IP address", Shape::kIpv4};
constexpr Field kActivePort{"ftp.active.port", "Active port", Shape::kNumber16};
constexpr Field kExtendedPort{"ftp.epsv.port", "Extended passive port", Shape::kNumber16};

constexpr Route kFoundAt[] = {{Space::kTcpPort, 21}};

// "192,0,2,1,200,10": an address and a port.
void report_endpoint(Layer& ftp, std::string_view text, const Field& ip, const Field& port) {
  const FtpEndpoint endpoint = ftp_endpoint(text);
  ftp.generated(ip, endpoint.address);
  ftp.generated(port, endpoint.port);
}

void read_response(Layer& ftp, std::string_view line) {
  ftp.generated(kRequest, 0);
  ftp.generated(kResponse, 1);
  const bool coded =
      line.size() >= 3 && is_digit(line[0]) && is_digit(line[1]) && is_digit(line[2]);
  if (!coded) {
    ftp.text(kText, line.size());
    return;
  }
  const std::uint64_t code = ftp.decimal(kCode, 3);
  if (line.size() <= 4) return;
  ftp.skip(1);
  ftp.text(kText, line.size() - 4);
  const std::string_view endpoint = line.substr(std::min(line.find('(', 4), line.size()));
  if (!ftp.recording() || endpoint.empty()) return;
  if (code == 227) report_endpoint(ftp, endpoint, kPassiveIp, kPassivePort);
  if (code == 229) ftp.generated(kExtendedPort, extended_ftp_endpoint(endpoint.substr(1)).port);
}

void read_request(Layer& ftp, std::string_view line) {
  ftp.generated(kRequest, 1);
  ftp.generated(kResponse, 0);
  const std::string_view argument = read_word(ftp, kCommand, line);
  if (argument.empty()) return;
  ftp.text(kArgument, argument.size());
  if (!ftp.recording() || !same_word(first_word(line), "PORT")) return;
  report_endpoint(ftp, argument, kActiveIp, kActivePort);
}

Outcome dissect(Layer& ftp) {
  const bool response = sent_by_server(ftp);
  const char first = static_cast<char>(ftp.peek());
  // Lines in the middle of a response are any text; what is encrypted is none.
  if (response ? first < 0x20 || first == 0x7f : !is_letter(first)) return not_mine();
  const TextLine line = first_line(ftp.left());
  announce_ftp_transfer(ftp, response, line.text);
  if (!ftp.recording() && ftp.info() == nullptr) return done();
  if (std::string* info = ftp.info()) {
    *info = (response ? "Response: " : "Request: ") + shown_text(line.text);
  }
  const std::size_t start = ftp.position();
  if (response) {
    read_response(ftp, line.text);
  } else {
    read_request(ftp, line.text);
  }
  ftp.skip(start + line.size - ftp.position());
  // Further lines of a response say the rest of its text.
  while (response && !ftp.left().empty()) {
    const TextLine more = first_line(ftp.left());
    ftp.text(kFurther, more.size);
  }
  return done();
}

constexpr FieldSpan kFields[] = {kRequest,     kResponse, kCommand,    kArgument,
                                 kCode,        kText,     kFurther,    kPassiveIp,
                                 kPassivePort, kActiveIp, kActivePort, kExtendedPort};

}  // namespace

extern const Dissector kFtp{
    {"ftp", "File Transfer Protocol (FTP)", Shape::kLayer}, "FTP", kFoundAt, kFields, dissect};

}  // namespace packetglass
