// Simple Mail Transfer Protocol: RFC 5321.
#include "base/text.h"
#include "dissect/application/http_end.h"
#include "dissect/application/text_line.h"

namespace packetglass {
namespace {

constexpr Field kRequest{"smtp.req", "Request", Shape::kFlag};
constexpr Field kResponse{"smtp.rsp", "Response", Shape::kFlag};
constexpr Field kCommandLine{"smtp.command_line", "Command Line", Shape::kText};
constexpr Field kCommand{"smtp.req.command", "Command", Shape::kText};
constexpr Field kParameter{"smtp.req.parameter", "Request parameter", Shape::kText};
constexpr Field kResponseLine{"smtp.response", "Response", Shape::kText};
constexpr Field kCode{"smtp.response.code", "Response code", Shape::kNumber32};
constexpr Field kText{"smtp.rsp.parameter", "Response parameter", Shape::kText};

constexpr Route kFoundAt[] = {{Space::kTcpPort, 25}, {Space::kTcpPort, 587}};

constexpr std::string_view kCommands[] = {
    "HELO", "EHLO", "LHLO", "MAIL", "RCPT", "DATA", "BDAT", "RSET", "VRFY",     "EXPN",
    "HELP", "NOOP", "QUIT", "AUTH", "TURN", "ETRN", "SEND", "SOML", "STARTTLS", "XCLIENT"};

bool is_command(std::string_view line) {
  return one_of(first_word(line), kCommands);
}

bool is_response(std::string_view line) {
  const auto digit = [&](std::size_t i) { return line[i] >= '0' && line[i] <= '9'; };
  if (line.size() < 3 || !digit(0) || !digit(1) || !digit(2)) return false;
  return line.size() == 3 || line[3] == ' ' || line[3] == '-';
}

void add_to_info(Layer& smtp, std::string_view text, bool first, const char* side) {
  std::string* const info = smtp.info();
  if (info == nullptr) return;
  *info = first ? side : *info + " | ";
  *info += shown_text(text);
}

// Lines of one response after the first only have their text.
void read_response(Layer& smtp, const TextLine& line, bool continued) {
  Layer::Limit limit(smtp, line.size);
  const bool more = line.text.size() > 4;
  if (continued) {
    smtp.skip(more ? 4 : line.text.size());
    if (more) smtp.text(kText, line.text.size() - 4);
    return;
  }
  Layer::Group whole(smtp, kResponseLine);
  smtp.decimal(kCode, 3);
  if (more) smtp.skip(1);
  if (more) smtp.text(kText, line.text.size() - 4);
  smtp.skip(smtp.left().size());
}

Outcome read_responses(Layer& smtp) {
  smtp.generated(kResponse, 1);
  bool continued = false;
  for (bool first = true; !smtp.left().empty(); first = false) {
    const TextLine line = first_line(smtp.left());
    if (!is_response(line.text)) break;
    const std::size_t start = continued ? std::min<std::size_t>(4, line.text.size()) : 0;
    add_to_info(smtp, line.text.substr(start), first, "S: ");
    read_response(smtp, line, continued);
    continued = line.text.size() > 3 && line.text[3] == '-';
  }
  return done(smtp.rest(), {{Space::kBytes}});
}

void read_request(Layer& smtp, const TextLine& line) {
  smtp.generated(kRequest, 1);
  Layer::Limit limit(smtp, line.size);
  Layer::Group whole(smtp, kCommandLine);
  const std::string_view parameter = read_word(smtp, kCommand, line.text);
  if (!parameter.empty()) smtp.text(kParameter, parameter.size());
  smtp.skip(smtp.left().size());
}

// Commands may come together; behind them may be the message that they announce.
Outcome read_requests(Layer& smtp) {
  for (bool first = true; !smtp.left().empty(); first = false) {
    const TextLine line = first_line(smtp.left());
    if (!is_command(line.text)) break;
    add_to_info(smtp, line.text, first, "C: ");
    read_request(smtp, line);
  }
  return done(smtp.rest(), {{Space::kBytes}});
}

// What a client sends that is no command is a part of a message, or answers what it was asked.
Outcome read_message(Layer& smtp) {
  if (std::string* info = smtp.info()) {
    *info = format_text("C: DATA fragment, %zu bytes", smtp.left_on_wire());
  }
  return done(smtp.rest(), {{Space::kBytes}});
}

bool begins_text(Bytes bytes) {
  return !bytes.empty() && bytes[0] >= 0x20 && bytes[0] <= 0x7e;
}

Outcome dissect(Layer& smtp) {
  const std::string_view line = start_of_line(smtp.left());
  const bool response = sent_by_server(smtp);
  if (!response && !is_command(line)) return read_message(smtp);
  if (response && !is_response(line)) return not_mine();
  if (!smtp.recording() && smtp.info() == nullptr) return done();
  return response ? read_responses(smtp) : read_requests(smtp);
}

constexpr FieldSpan kFields[] = {kRequest,   kResponse,     kCommandLine, kCommand,
                                 kParameter, kResponseLine, kCode,        kText};

}  // namespace

extern const Dissector kSmtp{{"smtp", "Simple Mail Transfer Protocol", Shape::kLayer},
                             "SMTP",
                             kFoundAt,
                             kFields,
                             dissect,
                             begins_text,
                             {0x20, 0x7e},
                             true,
                             find_line_end};

}  // namespace packetglass
