// What may stand next in a filter that is being written.
#include "filter/completion.h"

#include <algorithm>

#include "dissect/field_list.h"
#include "dissect/field_type.h"
#include "filter/functions.h"
#include "filter/lexer.h"
#include "filter/names.h"

namespace packetglass {
namespace {

using Kind = TokenKind;
using Item = FilterCompletion;

// What the words before the cursor lead to.
enum class Next : std::uint8_t {
  kOperand,   // a field or a function
  kOperator,  // a comparison of the operand, or logic
  kValue,     // what the operand is compared with
  kLogic,     // and, or
  kNothing,   // they are wrong, or the cursor is in a quoted text
};

struct Position {
  Next next = Next::kOperand;
  const ListedField* field = nullptr;  // that is compared
  bool in_set = false;
};

bool is_arithmetic(Kind kind) {
  return kind >= Kind::kBitAnd && kind <= Kind::kModulo;
}
bool is_value(Kind kind) {
  return kind >= Kind::kWord && kind <= Kind::kCharacter;
}

// Goes on by one word.
void step(Position& at, const Token& token) {
  const bool behind_value = at.next == Next::kValue;
  if (is_value(token.kind)) {
    const ListedField* const field =
        token.kind == Kind::kWord ? find_filter_field(token.text).listed : nullptr;
    if (at.next == Next::kOperand) at.field = field;
    at.next = behind_value && !at.in_set ? Next::kLogic : Next::kOperator;
  } else if (is_comparison(token.kind) || token.kind == Kind::kIn) {
    at.next = Next::kValue;
    at.in_set = token.kind == Kind::kIn;
  } else if (token.kind == Kind::kLeftBrace || token.kind == Kind::kComma ||
             token.kind == Kind::kRange) {
    at.next = at.in_set ? Next::kValue : Next::kOperand;
  } else if (token.kind == Kind::kRightBrace || token.kind == Kind::kRightParenthesis) {
    at.next = at.in_set ? Next::kLogic : Next::kOperator;
    at.in_set = false;
  } else if (token.kind == Kind::kNot && at.next == Next::kOperator) {
    at.next = Next::kOperator;  // "not in"
  } else if (token.kind == Kind::kWrong) {
    at.next = Next::kNothing;
  } else if (!is_arithmetic(token.kind) || !behind_value) {
    at.next = Next::kOperand;
    if (token.kind >= Kind::kOr && token.kind <= Kind::kNot) at.in_set = false;
  }
}

class Collector {
 public:
  Collector(FilterCompletions& found, std::size_t most) : found_(found), most_(most) {}

  void add(Item item) {
    if (found_.items.size() == most_)
      found_.more = true;
    else
      found_.items.push_back(std::move(item));
  }
  bool full() const { return found_.more; }

 private:
  FilterCompletions& found_;
  std::size_t most_;
};

Item of_field(const ListedField& listed) {
  const Field& field = *listed.field;
  return {Item::Kind::kField, std::string(field.name), std::string(field.title),
          std::string(type_name(field.shape))};
}

// Those that begin with the word, else those that have it inside; without a word the layers.
void add_fields(std::string_view word, Collector& to) {
  const auto begin = fields_with_prefix(word);
  for (const ListedField& listed : begin) {
    const bool layer = listed.field->shape == Shape::kLayer;
    if ((!word.empty() || layer) && !to.full()) to.add(of_field(listed));
  }
  if (!begin.empty()) return;
  for (const ListedField& listed : all_fields()) {
    const std::string_view name = listed.field->name;
    if (name.find(word) != name.npos && !to.full()) to.add(of_field(listed));
  }
}

void add_functions(std::string_view word, Collector& to) {
  for (const FunctionRow& row : functions()) {
    if (row.name.starts_with(word)) {
      to.add({Item::Kind::kFunction, std::string(row.name) + "(", row.title, ""});
    }
  }
}

void add_operators(std::string_view word, bool comparisons, Collector& to) {
  for (const OperatorSpelling& each : operator_spellings()) {
    const bool logic = each.kind >= Kind::kOr && each.kind <= Kind::kAnd;
    const bool comparison = is_comparison(each.kind) || each.kind == Kind::kIn;
    const bool fits = logic || (comparisons && (comparison || each.kind == Kind::kBitAnd));
    if (fits && !each.old && each.text.starts_with(word)) {
      to.add({Item::Kind::kOperator, std::string(each.text), "", ""});
    }
  }
}

std::string escaped(std::string_view value) {
  std::string text;
  for (const char c : value) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return in_quotes(text);
}

// A value without quotes is one word.
std::string as_written(std::string_view value) {
  Lexer lexer(value);
  const Token first = lexer.next();
  const bool word = first.kind == Kind::kWord && first.text.size() == value.size();
  if (word && find_filter_field(value).listed == nullptr && !is_foreign(value)) {
    return std::string(value);
  }
  return escaped(value);
}

void add_values(const Field& field, std::string_view word, Collector& to) {
  const std::string_view bare = word.starts_with('"') ? word.substr(1) : word;
  const bool quoted = bare.size() != word.size();
  const auto add = [&](std::string_view value, const std::string& title) {
    if (value.substr(0, bare.size()) == bare) {
      to.add({Item::Kind::kValue, quoted ? escaped(value) : as_written(value), title, ""});
    }
  };
  for (const Name& name : field.names) add(name.text, std::to_string(name.number));
  if (field.shape != Shape::kFlag || !field.names.empty()) return;
  add("True", "Set");
  add("False", "Not set");
}

bool is_of_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

// What stands before the word; a quoted text that is not closed begins at `quote`.
Position position_at(std::string_view before, std::size_t& quote) {
  Position at;
  Lexer lexer(before);
  for (Token token = lexer.next(); token.kind != Kind::kEnd; token = lexer.next()) {
    if (token.kind == Kind::kWrong && token.text.starts_with('"')) {
      quote = token.column;
      if (at.next != Next::kValue) at.next = Next::kNothing;
      return at;
    }
    step(at, token);
  }
  return at;
}

}  // namespace

FilterCompletions complete_filter(std::string_view text, std::size_t cursor, std::size_t most) {
  cursor = std::min(cursor, text.size());
  FilterCompletions found;
  found.begin = found.end = cursor;
  while (found.begin > 0 && is_of_word(text[found.begin - 1])) --found.begin;
  while (found.end < text.size() && is_of_word(text[found.end])) ++found.end;
  const Position at = position_at(text.substr(0, found.begin), found.begin);
  const bool quoted = text.substr(found.begin, 1) == "\"";
  if (quoted && found.end < text.size() && text[found.end] == '"') ++found.end;
  const std::string_view word = text.substr(found.begin, cursor - found.begin);
  Collector to(found, most);
  if (at.next == Next::kOperand) {
    // The few functions are found however many fields there are; fields are the likelier.
    add_functions(word, to);
    add_fields(word, to);
    std::stable_partition(found.items.begin(), found.items.end(),
                          [](const Item& item) { return item.kind == Item::Kind::kField; });
  } else if (at.next == Next::kValue) {
    if (at.field != nullptr) add_values(*at.field->field, word, to);
    if (!word.empty() && !word.starts_with('"') && !at.in_set) add_fields(word, to);
  } else if (at.next != Next::kNothing) {
    add_operators(word, at.next == Next::kOperator, to);
  }
  return found;
}

}  // namespace packetglass
