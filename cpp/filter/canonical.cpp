// A checked filter as text again: its logic.
#include "filter/canonical.h"

#include "filter/canonical_operands.h"
#include "filter/lexer.h"

namespace packetglass {
namespace {

// The weakest first.
enum class Binds : std::uint8_t { kOr, kXor, kAnd, kNot, kTest };

struct Part {
  std::string text;
  Binds binds = Binds::kTest;
};

void parenthesise(Part& part, Binds around) {
  if (part.binds < around) part.text = "(" + part.text + ")";
}

struct Joint {
  const char* word;
  Binds binds;
};

Joint joint_of(LogicStep::Kind kind) {
  if (kind == LogicStep::Kind::kOr) return {" or ", Binds::kOr};
  if (kind == LogicStep::Kind::kXor) return {" xor ", Binds::kXor};
  return {" and ", Binds::kAnd};
}

void join(std::vector<Part>& parts, LogicStep::Kind kind) {
  const Joint joint = joint_of(kind);
  Part right = std::move(parts.back());
  parts.pop_back();
  Part& left = parts.back();
  parenthesise(left, joint.binds);
  parenthesise(right, joint.binds);
  left.text.append(joint.word).append(right.text);
  left.binds = joint.binds;
}

bool is_of_all(TokenKind comparison) {
  return comparison == TokenKind::kAllEqual || comparison == TokenKind::kAllNotEqual;
}

// "any" or "all", where the comparison does not say it.
const char* quantifier_of(const FilterTest& test) {
  if (test.all == is_of_all(test.comparison)) return "";
  return test.all ? "all " : "any ";
}

}  // namespace

std::string canonical_text(const FilterProgram& program, const FilterTest& test) {
  CanonicalOperands operands(program, test);
  std::string text = quantifier_of(test) + operands[0];
  switch (test.kind) {
    case FilterTest::Kind::kExists:
    case FilterTest::Kind::kIsTrue:
      return text;
    case FilterTest::Kind::kMatches:
      return text + " matches " + quoted_text(program.patterns[test.pattern]);
    case FilterTest::Kind::kIn:
      return text + " in {" + operands.elements(program.sets[test.index]) + "}";
    case FilterTest::Kind::kCompare:
    case FilterTest::Kind::kContains:
      break;
  }
  return text.append(" ").append(spelling_of(test.comparison)).append(" ") + operands[1];
}

std::string_view spelling_of(TokenKind kind) {
  for (const OperatorSpelling& each : operator_spellings()) {
    if (each.kind == kind) return each.text;
  }
  return {};
}

// What is skipped while a filter is asked stands in the text.
std::string canonical_text(const FilterProgram& program) {
  std::vector<Part> parts;
  for (const LogicStep& step : program.logic) {
    switch (step.kind) {
      case LogicStep::Kind::kTest:
        parts.push_back({canonical_text(program, program.tests[step.index])});
        break;
      case LogicStep::Kind::kNot:
        parenthesise(parts.back(), Binds::kNot);
        parts.back() = {"not " + parts.back().text, Binds::kNot};
        break;
      case LogicStep::Kind::kSkipIfTrue:
      case LogicStep::Kind::kSkipIfFalse:
        break;
      default:
        join(parts, step.kind);
    }
  }
  return parts.empty() ? std::string() : std::move(parts.back().text);
}

}  // namespace packetglass
