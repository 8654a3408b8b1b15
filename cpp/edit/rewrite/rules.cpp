// Rules of rewriting as people write them.
#include "edit/rewrite/rules.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/shown_text.h"

namespace packetglass {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Takes what stands before the first of these characters off the text, and that one.
std::string_view take_up_to(std::string_view& text, char end) {
  const std::size_t at = std::min(text.find(end), text.size());
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return taken;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!same_word(text.substr(0, prefix.size()), prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::string with_rule(std::string_view rule, const std::string& wrong) {
  return "has the rule " + quoted_rule(rule) + ", which " + wrong;
}

std::string read_rule(std::string_view text, const TakeRule& take) {
  Rule rule;
  std::string_view rest = text;
  if (take_prefix(rest, "src:")) {
    rule.side = Side::kSource;
  } else if (take_prefix(rest, "dst:")) {
    rule.side = Side::kDestination;
  }
  const std::size_t equals = rest.find('=');
  if (equals == rest.npos) return with_rule(text, "has no \"=\": OLD=NEW is one");
  rule.before = trimmed(rest.substr(0, equals));
  rule.after = trimmed(rest.substr(equals + 1));
  const std::string wrong = take(rule);
  return wrong.empty() ? std::string() : with_rule(text, wrong);
}

}  // namespace

std::string quoted_rule(std::string_view word) {
  constexpr std::size_t kMostShown = 200;
  std::string text = "\"";
  append_shown(text, word.substr(0, kMostShown));
  return text + "\"";
}

std::string read_rules(std::string_view text, const TakeRule& take) {
  std::size_t count = 0;
  while (!text.empty()) {
    std::string_view whole = take_up_to(text, '\n');
    std::string_view line = take_up_to(whole, '#');
    while (!line.empty()) {
      const std::string_view rule = trimmed(take_up_to(line, ','));
      if (rule.empty()) continue;
      ++count;
      std::string wrong = read_rule(rule, take);
      if (!wrong.empty()) return wrong;
    }
  }
  return count == 0 ? "has no rule: OLD=NEW is one" : std::string();
}

}  // namespace packetglass
