// Asks a checked filter of packets: its logic, and its steps.
#include "filter/evaluate.h"

#include "base/text.h"

namespace packetglass {

void OpenMatches::clear() {
  tests.clear();
  questions.clear();
  answers.clear();
  subjects.clear();
}

FilterEvaluation::FilterEvaluation(const FilterProgram& program, RegexEngine* regex)
    : program_(program), regex_(regex), fields_(program) {}

bool FilterEvaluation::matches(const DissectedPacket& packet) {
  exceeded_ = false;
  left_ = FilterLimits::kSteps;
  fields_.load(packet);
  return run(nullptr) == Truth::kYes && !exceeded_;
}

Truth FilterEvaluation::matches(const DissectedPacket& packet, OpenMatches& open) {
  exceeded_ = false;
  left_ = FilterLimits::kSteps;
  fields_.load(packet);
  open.clear();
  open.answers.assign(program_.tests.size(), Truth::kUnknown);
  const Truth matches = run(&open);
  return exceeded_ ? Truth::kNo : matches;
}

// The logic again, over the answers of the first time and those of the engine.
bool FilterEvaluation::resolve(OpenMatches& open, std::span<const RegexEngine::Answer> answers) {
  using Answer = RegexEngine::Answer;
  exceeded_ = false;
  for (const OpenMatches::Test& test : open.tests) {
    const bool all = program_.tests[test.test].all;
    bool holds = all;
    for (std::uint32_t i = 0; i < test.count; ++i) {
      const Answer answer = answers[test.first + i];
      exceeded_ |= answer == Answer::kLimit;
      holds = all ? holds && answer == Answer::kYes : holds || answer == Answer::kYes;
    }
    open.answers[test.test] = truth(holds);
  }
  open.tests.clear();
  return run(&open) == Truth::kYes && !exceeded_;
}

void FilterEvaluation::select(const DissectedPacket& packet) {
  selected_values_.assign(program_.fields.size(), {});
  selected_texts_.clear();
  PacketFields fields(program_);
  fields.load(packet);
  for (std::uint32_t i = 0; i < program_.fields.size(); ++i) {
    if (!program_.fields[i].elsewhere) continue;
    for (FilterValue value : fields.values(i)) {
      value.text = selected_texts_.keep(value.text);
      selected_values_[i].push_back(value);
    }
  }
}

bool FilterEvaluation::take(std::uint64_t steps) {
  if (steps <= left_) {
    left_ -= steps;
    return true;
  }
  left_ = 0;
  exceeded_ = true;
  return false;
}

Truth FilterEvaluation::test(std::uint32_t index) {
  exceeded_ = false;
  left_ = FilterLimits::kSteps;
  return run_test(index, nullptr);
}

Truth FilterEvaluation::run(OpenMatches* open) {
  logic_.clear();
  return run_logic(program_.logic, logic_, [&](std::uint32_t test) {
    return exceeded_ ? Truth::kNo : run_test(test, open);
  });
}

Truth FilterEvaluation::run_test(std::uint32_t index, OpenMatches* open) {
  if (open != nullptr && open->answers[index] != Truth::kUnknown) return open->answers[index];
  const FilterTest& test = program_.tests[index];
  if (!take(1)) return Truth::kNo;
  run_steps(test);
  bool holds = false;
  switch (test.kind) {
    case FilterTest::Kind::kExists:
      holds = !stack_[0].empty();
      break;
    case FilterTest::Kind::kIsTrue:
      for (const FilterValue& value : stack_[0]) holds = holds || is_true(test.type, value);
      break;
    case FilterTest::Kind::kCompare:
      holds = compare_lists(test, stack_[0], stack_[1]);
      break;
    case FilterTest::Kind::kContains:
      holds = contains(test, stack_[0], stack_[1]);
      break;
    case FilterTest::Kind::kIn:
      holds = is_in(test, program_.sets[test.index]);
      break;
    case FilterTest::Kind::kMatches: {
      const Truth answer = match(test, stack_[0], index, open);
      if (open != nullptr) open->answers[index] = answer;
      return answer;
    }
  }
  const Truth answer = truth(holds);
  if (open != nullptr) open->answers[index] = answer;
  return answer;
}

std::vector<FilterValue>& FilterEvaluation::scratch() {
  if (used_ == scratch_.size()) scratch_.emplace_back();
  std::vector<FilterValue>& list = scratch_[used_++];
  list.clear();
  return list;
}

void FilterEvaluation::run_steps(const FilterTest& test) {
  stack_.clear();
  used_ = 0;
  texts_.clear();
  for (std::uint32_t i = test.first_step; i < test.end_step; ++i) run_step(program_.steps[i]);
}

void FilterEvaluation::run_step(const FilterStep& step) {
  using Kind = FilterStep::Kind;
  if (step.kind == Kind::kField) {
    const bool elsewhere = program_.fields[step.index].elsewhere;
    if (!elsewhere)
      stack_.push_back(fields_.values(step.index));
    else if (selected_values_.empty())
      stack_.emplace_back();
    else
      stack_.push_back(selected_values_[step.index]);
    take(stack_.back().size());
    return;
  }
  if (step.kind == Kind::kConstant) {
    stack_.push_back({&program_.constants[step.index], 1});
    return;
  }
  if (step.kind == Kind::kFunction) return call(step);
  std::vector<FilterValue>& made = scratch();
  const List top = stack_.back();
  stack_.pop_back();
  switch (step.kind) {
    case Kind::kSlice:
      slice_list(step, top, made);
      break;
    case Kind::kNegative:
      for (FilterValue value : top) {
        if (step.type == ValueType::kReal)
          value.real = -value.real;
        else
          value.number = -value.number;
        made.push_back(value);
      }
      break;
    case Kind::kNames:
      names(step, top, made);
      break;
    default:
      combine(step, stack_.back(), top, made);
      stack_.pop_back();
  }
  stack_.push_back(made);
}

// All ranges behind each other; nothing of a value that does not have them all.
void FilterEvaluation::slice_list(const FilterStep& step, List from,
                                  std::vector<FilterValue>& to) {
  for (const FilterValue& value : from) {
    std::string_view whole = value.text;
    if (step.from == ValueType::kIpv4) {
      std::uint8_t address[4];
      store(address, static_cast<std::uint32_t>(value.number), ByteOrder::kBig);
      whole = texts_.keep(text_of(address));
    }
    std::string parts;
    bool has_all = true;
    FilterValue result;
    for (std::uint32_t i = 0; i < step.count && has_all; ++i) {
      std::string_view part;
      has_all = slice(whole, program_.ranges[step.index + i], part) &&
                take(1 + (step.count == 1 ? 0 : part.size() / 64));
      if (step.count == 1)
        result.text = part;
      else
        parts += part;
    }
    if (!has_all) continue;
    if (step.count != 1) result.text = texts_.keep(parts);
    to.push_back(result);
  }
}

void FilterEvaluation::names(const FilterStep& step, List from, std::vector<FilterValue>& to) {
  const Field& field = *program_.fields[step.index].listed->field;
  for (const FilterValue& value : from) {
    if (!take(1 + field.names.size())) return;
    const std::string_view name = name_of(field.names, static_cast<std::uint64_t>(value.number));
    if (name.empty()) continue;
    to.push_back(of_text(name));
  }
}

void FilterEvaluation::combine(const FilterStep& step, List a, List b,
                               std::vector<FilterValue>& to) {
  for (const FilterValue& left : a) {
    for (const FilterValue& right : b) {
      if (!take(1 + left.text.size() / 64)) return;
      FilterValue result;
      if (calculate(step, left, right, result, texts_)) to.push_back(result);
    }
  }
}

void FilterEvaluation::call(const FilterStep& step) {
  std::vector<FilterValue>& made = scratch();
  const std::size_t first = stack_.size() - step.count;
  const FunctionId id = step.function;
  if (id == FunctionId::kCount) {
    made.push_back(of_number(static_cast<Wide>(stack_[first].size())));
  } else if (id == FunctionId::kMax || id == FunctionId::kMin) {
    for (std::size_t i = first; i < stack_.size(); ++i) {
      for (const FilterValue& value : stack_[i]) {
        if (!take(1 + value.text.size() / 64)) break;
        if (made.empty()) {
          made.push_back(value);
          continue;
        }
        const int order = compare(step.type, value, made[0]);
        if (id == FunctionId::kMax ? order > 0 : order < 0) made[0] = value;
      }
    }
  } else {
    for (const FilterValue& value : stack_[first]) {
      FilterValue result;
      if (!take(1 + value.text.size() / 64)) break;
      if (apply(id, step.from, step.index, value, result, texts_)) made.push_back(result);
    }
  }
  stack_.resize(first);
  stack_.push_back(made);
}

}  // namespace packetglass
