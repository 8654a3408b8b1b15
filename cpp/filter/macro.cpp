// Macros: text that stands for text.
#include "filter/macro.h"

#include <algorithm>

namespace packetglass {
namespace {

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string_view name_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_name(text[end])) ++end;
  return text.substr(at, end - at);
}

// Where what is quoted at `at` ends; `at` itself when nothing is.
std::size_t quoted_end(std::string_view text, std::size_t at) {
  const char quote = text[at];
  if (quote != '"' && quote != '\'') return at;
  for (std::size_t end = at + 1; end < text.size(); ++end) {
    if (text[end] == quote) return end + 1;
    if (text[end] == '\\') ++end;
  }
  return text.size();
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

bool ExpandedText::fail(std::string text, FilterMessage::Code code) {
  if (error_.text.empty()) {
    error_.text = std::move(text);
    error_.code = code;
  }
  return false;
}

bool ExpandedText::grow(std::size_t size) {
  produced_ += size;
  return produced_ <= FilterLimits::kText ||
         fail("the filter is longer than is taken", FilterMessage::Code::kLimit);
}

bool ExpandedText::expand(std::string_view source, std::span<const FilterMacro> macros) {
  macros_ = macros;
  if (!grow(source.size())) return false;
  std::size_t verbatim = 0;  // from here on it is taken as it stands
  const auto take = [&](std::size_t end) {
    pieces_.push_back({text_.size(), verbatim, end - verbatim, true});
    text_.append(source.substr(verbatim, end - verbatim));
  };
  for (std::size_t at = 0; at < source.size();) {
    if (const std::size_t end = quoted_end(source, at); end != at) {
      at = end;
      continue;
    }
    std::size_t end = at;
    std::string replaced;
    if (source[at] == '$' && !append_macro(source, end, 0, replaced)) {
      error_.column = static_cast<std::uint32_t>(at);
      error_.length = static_cast<std::uint32_t>(std::max(end, at + 1) - at);
      return false;
    }
    if (end == at) {
      ++at;
      continue;
    }
    take(at);
    pieces_.push_back({text_.size(), at, end - at, false});
    text_ += replaced;
    at = verbatim = end;
  }
  take(source.size());
  return true;
}

// Appends a text with its macros replaced.
bool ExpandedText::append(std::string_view source, unsigned depth, std::string& out) {
  if (depth > FilterLimits::kMacroDepth) {
    return fail("macros are nested too deeply", FilterMessage::Code::kLimit);
  }
  for (std::size_t at = 0; at < source.size();) {
    std::size_t end = quoted_end(source, at);
    if (end == at && source[at] == '$' && !append_macro(source, end, depth, out)) return false;
    const bool is_macro = end != at && source[at] == '$';
    if (end == at) ++end;
    if (!is_macro) {
      if (!grow(end - at)) return false;
      out.append(source.substr(at, end - at));
    }
    at = end;
  }
  return true;
}

// The macro at `at`, which is then behind it; it stays where it is when none stands there.
bool ExpandedText::append_macro(std::string_view source, std::size_t& at, unsigned depth,
                                std::string& out) {
  const bool braces = source.substr(at, 2) == "${";
  const std::string_view name = name_at(source, at + (braces ? 2 : 1));
  const std::size_t behind = at + (braces ? 2 : 1) + name.size();
  const char next = behind < source.size() ? source[behind] : '\0';
  const auto macro = std::find_if(macros_.begin(), macros_.end(),
                                  [&](const FilterMacro& each) { return each.name == name; });
  const bool called = braces ? next == ':' || next == ';' : next == '(';
  if (macro == macros_.end()) {
    if (!called || name.empty()) return true;  // a field in another packet
    at = behind;
    return fail("no macro is called " + std::string(name), FilterMessage::Code::kUnknownField);
  }
  std::vector<std::string> found;
  at = behind;
  if (called && !arguments(source, at, depth, found)) return false;
  if (!called && braces) {
    if (next != '}') return fail("the closing brace of a macro is missing");
    ++at;
  }
  std::string replaced;
  return substitute(*macro, found, replaced) && append(replaced, depth + 1, out);
}

// From the parenthesis or the colon on, each with its macros replaced.
bool ExpandedText::arguments(std::string_view source, std::size_t& at, unsigned depth,
                             std::vector<std::string>& found) {
  const bool parentheses = source[at] == '(';
  const char separator = parentheses ? ',' : ';';
  std::size_t begin = at + 1;
  unsigned inside = 0;
  const auto take = [&](std::size_t end) {
    std::string argument;
    if (!append(trimmed(source.substr(begin, end - begin)), depth + 1, argument)) return false;
    found.push_back(std::move(argument));
    begin = end + 1;
    return true;
  };
  for (std::size_t i = begin; i < source.size(); ++i) {
    const char c = source[i];
    if (const std::size_t end = quoted_end(source, i); end != i) {
      i = end - 1;
    } else if (inside == 0 && (c == (parentheses ? ')' : '}'))) {
      at = i + 1;
      const bool none = found.empty() && trimmed(source.substr(begin, i - begin)).empty();
      return none || take(i);
    } else if (inside == 0 && c == separator) {
      if (!take(i)) return false;
    } else if (c == '(' || c == '{') {
      ++inside;
    } else if (c == ')' || c == '}') {
      if (inside != 0) --inside;
    }
  }
  at = source.size();
  return fail("the end of a macro's arguments is missing");
}

bool ExpandedText::substitute(const FilterMacro& macro, const std::vector<std::string>& arguments,
                              std::string& out) {
  const std::string_view text = macro.text;
  for (std::size_t at = 0; at < text.size();) {
    const bool is_argument =
        text[at] == '$' && at + 1 < text.size() && text[at + 1] >= '1' && text[at + 1] <= '9';
    if (!is_argument) {
      if (!grow(1)) return false;
      out += text[at++];
      continue;
    }
    std::size_t number = 0;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
      number = std::min<std::size_t>(number * 10 + static_cast<std::size_t>(text[at] - '0'), 1000);
    }
    if (number > arguments.size()) {
      return fail("the macro " + macro.name + " needs " + std::to_string(number) +
                  " arguments or more");
    }
    if (!grow(arguments[number - 1].size())) return false;
    out += arguments[number - 1];
  }
  return true;
}

const ExpandedText::Piece& ExpandedText::piece_at(std::size_t column) const {
  const auto behind =
      std::upper_bound(pieces_.begin(), pieces_.end(), column,
                       [](std::size_t at, const Piece& piece) { return at < piece.begin; });
  return *(behind - 1);
}

void ExpandedText::locate(FilterMessage& message) const {
  if (pieces_.empty()) return;
  const Piece& first = piece_at(message.column);
  const std::size_t begin =
      first.source + (first.verbatim ? message.column - first.begin : std::size_t{0});
  std::size_t end = first.verbatim ? begin : first.source + first.size;
  // A message may run over macros.
  if (message.length != 0) {
    const std::size_t last_column = message.column + std::size_t{message.length} - 1;
    const Piece& last = piece_at(last_column);
    end = last.source + (last.verbatim ? last_column - last.begin + 1 : last.size);
  }
  message.column = static_cast<std::uint32_t>(begin);
  message.length = static_cast<std::uint32_t>(end - begin);
}

}  // namespace packetglass
