// Internet Relay Chat: RFC 2812, section 2.3.
#include "dissect/application/text_line.h"

namespace packetglass {
namespace {

struct Side {
  Field line, prefix, command, parameter, trailer;
  const char* name;
};

constexpr Side kRequest{
    {"irc.request", "Request", Shape::kText},
    {"irc.request.prefix", "Prefix", Shape::kText},
    {"irc.request.command", "Command", Shape::kText},
    {"irc.request.command_parameter", "Parameter", Shape::kText},
    {"irc.request.trailer", "Trailer", Shape::kText},
    "Request",
};
constexpr Side kResponse{
    {"irc.response", "Response", Shape::kText},
    {"irc.response.prefix", "Prefix", Shape::kText},
    {"irc.response.command", "Command", Shape::kText},
    {"irc.response.command_parameter", "Parameter", Shape::kText},
    {"irc.response.trailer", "Trailer", Shape::kText},
    "Response",
};
constexpr Field kNumericCommand{"irc.response.num_command", "Command", Shape::kNumber16};

constexpr Route kFoundAt[] = {{Space::kTcpPort, 6667}};

bool is_numeric(std::string_view command) {
  return command.size() == 3 && command.find_first_not_of("0123456789") == std::string_view::npos;
}

// A line begins with a prefix or a command, both of which are printable.
bool begins_line(std::string_view line) {
  const std::string_view word = first_word(line);
  if (word.empty()) return false;
  for (const char c : word) {
    if (c < 0x21 || c > 0x7e) return false;
  }
  return true;
}

void put_info(Layer& irc, std::string_view command, bool first, const Side& side) {
  std::string* const info = irc.info();
  if (info == nullptr) return;
  if (first) *info = side.name;
  *info += " (" + shown_text(command) + ")";
}

void read_parameters(Layer& irc, std::string_view rest, const Side& side) {
  while (!rest.empty()) {
    if (rest.front() == ':') {
      irc.skip(1);
      irc.text(side.trailer, rest.size() - 1);
      return;
    }
    rest = read_word(irc, side.parameter, rest);
  }
}

void read_line(Layer& irc, std::string_view line, bool first, const Side& side) {
  Layer::Limit limit(irc, line.size());
  Layer::Group whole(irc, side.line);
  std::string_view rest = line;
  if (rest.starts_with(':')) {
    irc.skip(1);
    rest = read_word(irc, side.prefix, rest.substr(1));
  }
  const std::string_view command = first_word(rest);
  put_info(irc, command, first, side);
  rest = read_word(irc, side.command, rest);
  if (&side == &kResponse && is_numeric(command)) {
    unsigned number = 0;
    for (const char c : command) number = number * 10 + static_cast<unsigned>(c - '0');
    irc.generated(kNumericCommand, number);
  }
  read_parameters(irc, rest, side);
}

Outcome dissect(Layer& irc) {
  if (!begins_line(first_line(irc.left()).text)) return not_mine();
  if (!irc.recording() && irc.info() == nullptr) return done();
  const Side& side = sent_by_server(irc) ? kResponse : kRequest;
  for (bool first = true; !irc.left().empty(); first = false) {
    const TextLine line = first_line(irc.left());
    const std::size_t end = line.size - line.text.size();
    if (line.text.empty()) {
      irc.skip(end);
      continue;
    }
    read_line(irc, line.text, first, side);
    irc.skip(end);
  }
  return done();
}

constexpr FieldSpan kFields[] = {
    {&kRequest, 5, kFieldSize}, {&kResponse, 5, kFieldSize}, kNumericCommand};

}  // namespace

extern const Dissector kIrc{
    {"irc", "Internet Relay Chat", Shape::kLayer}, "IRC", kFoundAt, kFields, dissect};

}  // namespace packetglass
