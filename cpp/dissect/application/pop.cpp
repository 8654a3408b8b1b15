// Post Office Protocol, version 3: RFC 1939; extensions RFC 2449 and 5034.
#include "dissect/application/http_end.h"
#include "dissect/application/text_line.h"

namespace packetglass {
namespace {

constexpr Field kRequest{"pop.request", "Request", Shape::kGroup};
constexpr Field kCommand{"pop.request.command", "Request command", Shape::kText};
constexpr Field kParameter{"pop.request.parameter", "Request parameter", Shape::kText};
constexpr Field kResponse{"pop.response", "Response", Shape::kGroup};
constexpr Field kIndicator{"pop.response.indicator", "Response indicator", Shape::kText};
constexpr Field kDescription{"pop.response.description", "Response description", Shape::kText};
constexpr Field kLine{"pop.response.data", "Data", Shape::kGroup};

constexpr Route kFoundAt[] = {{Space::kTcpPort, 110}};

constexpr std::string_view kCommands[] = {"USER", "PASS", "APOP", "STAT", "LIST", "RETR",
                                          "DELE", "NOOP", "RSET", "QUIT", "TOP",  "UIDL",
                                          "CAPA", "STLS", "AUTH", "UTF8", "LANG"};

bool is_command(std::string_view line) {
  return one_of(first_word(line), kCommands);
}

bool is_response(std::string_view line) {
  return line.starts_with("+OK") || line.starts_with("-ERR") || line.starts_with("+ ");
}

void read_line(Layer& pop, const TextLine& line, bool response) {
  Layer::Limit limit(pop, line.size);
  Layer::Group whole(pop, response ? kResponse : kRequest);
  if (pop.recording()) whole.say(": " + shown_text(line.text));
  const std::string_view rest = read_word(pop, response ? kIndicator : kCommand, line.text);
  if (!rest.empty()) pop.text(response ? kDescription : kParameter, rest.size());
  pop.skip(pop.left().size());
}

// What a response has to show: lists, messages.
void read_shown(Layer& pop) {
  while (!pop.left().empty()) {
    const TextLine line = first_line(pop.left());
    Layer::Group shown(pop, kLine);
    if (pop.recording()) shown.say(": " + shown_text(line.text));
    pop.skip(line.size);
  }
}

Outcome dissect(Layer& pop) {
  const std::string_view start = start_of_line(pop.left());
  const bool response = sent_by_server(pop);
  if (response ? !is_response(start) : !is_command(start)) return not_mine();
  if (!pop.recording() && pop.info() == nullptr) return done();
  const TextLine line = first_line(pop.left());
  if (std::string* info = pop.info()) *info = (response ? "S: " : "C: ") + shown_text(line.text);
  read_line(pop, line, response);
  if (response) read_shown(pop);
  return done(pop.rest(), {{Space::kBytes}});
}

constexpr FieldSpan kFields[] = {kRequest,   kCommand,     kParameter, kResponse,
                                 kIndicator, kDescription, kLine};

}  // namespace

extern const Dissector kPop{{"pop", "Post Office Protocol", Shape::kLayer},
                            "POP",
                            kFoundAt,
                            kFields,
                            dissect,
                            nullptr,
                            {},
                            false,
                            find_line_end};

}  // namespace packetglass
