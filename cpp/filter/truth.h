// What is known of whether a packet matches: Kleene's logic.
#pragma once

#include "filter/program.h"

namespace packetglass {

enum class Truth : std::uint8_t { kNo, kYes, kUnknown };

constexpr Truth truth(bool is_true) {
  return is_true ? Truth::kYes : Truth::kNo;
}

constexpr Truth inverted(Truth a) {
  return a == Truth::kUnknown ? a : truth(a == Truth::kNo);
}

// Of two by kOr, kXor or kAnd: what is not known matters only where the other does not decide.
constexpr Truth joined(LogicStep::Kind kind, Truth a, Truth b) {
  const bool is_known = a != Truth::kUnknown && b != Truth::kUnknown;
  if (kind == LogicStep::Kind::kXor) return is_known ? truth(a != b) : Truth::kUnknown;
  const Truth decides = truth(kind == LogicStep::Kind::kOr);
  if (a == decides || b == decides) return decides;
  return is_known ? inverted(decides) : Truth::kUnknown;
}

// Runs the logic of a filter. `stack` is a container of Truth with push_back(), back() and
// pop_back(); ask(test) answers a test.
template <typename Stack, typename Ask>
Truth run_logic(const std::vector<LogicStep>& logic, Stack& stack, const Ask& ask) {
  using Kind = LogicStep::Kind;
  if (logic.empty()) return Truth::kYes;
  for (std::size_t at = 0; at < logic.size(); ++at) {
    const LogicStep& step = logic[at];
    switch (step.kind) {
      case Kind::kTest:
        stack.push_back(ask(step.index));
        break;
      case Kind::kNot:
        stack.back() = inverted(stack.back());
        break;
      case Kind::kSkipIfTrue:
      case Kind::kSkipIfFalse:
        if (stack.back() == truth(step.kind == Kind::kSkipIfTrue)) at = step.index - 1;
        break;
      default: {
        const Truth b = stack.back();
        stack.pop_back();
        stack.back() = joined(step.kind, stack.back(), b);
      }
    }
  }
  return stack.back();
}

}  // namespace packetglass
