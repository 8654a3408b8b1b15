// The option --filter: a display filter on the command line.
#include "native/filter/display_filter.h"

#include "filter/regex/pcre2_engine.h"
#include "native/report.h"
#include "native/shown.h"

namespace packetglass::native {
namespace {

// Of long filters only what stands around the word is shown.
constexpr std::size_t kAround = 60;

// The text with the word marked below it.
std::string marked(const std::string& text, const FilterMessage& message) {
  const std::size_t column = std::min<std::size_t>(message.column, text.size());
  const std::size_t from = column > kAround ? column - kAround : 0;
  const std::string before = shown(text.substr(from, column - from));
  const std::size_t length = std::min<std::size_t>(message.length, text.size() - column);
  const std::string word = shown(text.substr(column, std::min(length, kAround)));
  const std::size_t behind = column + std::min(length, kAround);
  const std::string after = shown(text.substr(behind, kAround));
  std::string line = "  " + before + word + after + "\n  ";
  line.append(width_of(before), ' ');
  return line.append(std::max<std::size_t>(width_of(word), 1), '^');
}

void say(const std::string& text, const FilterMessage& message, bool error) {
  std::string line = (error ? "" : "warning: ") + message.text;
  if (!message.suggestion.empty()) line += "; did you mean " + message.suggestion + "?";
  report("filter", line);
  report_lines(marked(text, message));
}

std::string take_macro(const std::string& word, std::vector<FilterMacro>& macros) {
  const std::size_t at = word.find('=');
  if (at == word.npos || at == 0) return word + " is not NAME=TEXT";
  macros.push_back({word.substr(0, at), word.substr(at + 1)});
  return {};
}

}  // namespace

void declare_filter_options(OptionList& list, FilterWords& words) {
  list.text("-Y,--filter", words.text,
            "Only packets that match this display filter: ip.addr == 10.0.0.0/8 and not tcp")
      .called("FILTER");
  const auto take = [&words](const std::string& word) { return take_macro(word, words.macros); };
  list.word("--macro", take, "A macro of the filter: $NAME(a,b) is TEXT with a for $1, b for $2")
      .called("NAME=TEXT");
}

std::unique_ptr<Filter> compile_words(const FilterWords& words) {
  static Pcre2Engine engine;
  FilterCompilation compilation = compile_filter(words.text, {words.macros, &engine});
  for (const FilterMessage& warning : compilation.warnings) say(words.text, warning, false);
  if (compilation.error) say(words.text, *compilation.error, true);
  return std::move(compilation.filter);
}

void report_exceeded(const Filter& filter) {
  if (filter.exceeded() == 0) return;
  report("filter", std::to_string(filter.exceeded()) +
                       " packets took more steps than are allowed: they do not match");
}

}  // namespace packetglass::native
