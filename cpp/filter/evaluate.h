// Asks a checked filter of packets.
#pragma once

#include <deque>

#include "filter/message.h"
#include "filter/packet_fields.h"
#include "filter/regex_engine.h"
#include "filter/truth.h"

namespace packetglass {

// What an operator of arithmetic makes of two values, whose types are step.from and step.with;
// false where that is nothing: division by zero, more than 64 bits. Bytes are put into the arena.
bool calculate(const FilterStep& step, const FilterValue& a, const FilterValue& b,
               FilterValue& result, TextArena& texts);

// Questions to the engine of regular expressions that stand open in a packet.
struct OpenMatches {
  struct Test {
    std::uint32_t test;   // of the program
    std::uint32_t first;  // of its questions
    std::uint32_t count;  // one for each value
  };
  std::vector<Test> tests;
  std::vector<RegexEngine::Question> questions;  // whose subjects are in `subjects`
  std::vector<Truth> answers;                    // of all tests that were asked
  TextArena subjects;

  void clear();
};

class FilterEvaluation {
 public:
  // Both outlive it.
  FilterEvaluation(const FilterProgram& program, RegexEngine* regex);

  // Whether the packet matches. Takes FilterLimits::kSteps at most: then exceeded() is true, and
  // it does not match.
  bool matches(const DissectedPacket& packet);
  // The same without asking the engine: where its answer matters, what it is to be asked goes to
  // `open`. Whoever has several packets asks once, and then resolve().
  Truth matches(const DissectedPacket& packet, OpenMatches& open);
  // The answer, where those of the engine to open.questions are known.
  bool resolve(OpenMatches& open, std::span<const RegexEngine::Answer> answers);

  // Values of ${field}: those of this packet, until another is selected.
  void select(const DissectedPacket& packet);

  // For whoever has the values of a test's fields from elsewhere: sets them, and asks this test.
  PacketFields& fields() { return fields_; }
  Truth test(std::uint32_t index);

  // Whether the last packet took more than is allowed, of steps or of the engine.
  bool exceeded() const { return exceeded_; }

 private:
  using List = std::span<const FilterValue>;

  Truth run(OpenMatches* open);
  Truth run_test(std::uint32_t index, OpenMatches* open);
  void run_steps(const FilterTest& test);
  void run_step(const FilterStep& step);
  bool compare_lists(const FilterTest& test, List a, List b);
  bool compare_many(const FilterTest& test, List a, List b);
  bool contains(const FilterTest& test, List a, List b);
  Truth match(const FilterTest& test, List subjects, std::uint32_t index, OpenMatches* open);
  bool is_in(const FilterTest& test, const FilterSet& set);
  bool has(const FilterSet& set, ValueType type, const FilterValue& value, std::size_t dynamic);
  void slice_list(const FilterStep& step, List from, std::vector<FilterValue>& to);
  void call(const FilterStep& step);
  void names(const FilterStep& step, List from, std::vector<FilterValue>& to);
  void combine(const FilterStep& step, List a, List b, std::vector<FilterValue>& to);
  std::vector<FilterValue>& scratch();
  bool take(std::uint64_t steps);

  const FilterProgram& program_;
  RegexEngine* regex_;
  PacketFields fields_;
  std::vector<std::vector<FilterValue>> selected_values_;  // of the fields that are elsewhere
  TextArena selected_texts_;
  std::vector<List> stack_;
  std::vector<Truth> logic_;
  std::deque<std::vector<FilterValue>> scratch_;  // lists that steps made
  std::size_t used_ = 0;                          // of them
  TextArena texts_;                               // of the values in them
  std::uint64_t left_ = 0;                        // steps
  bool exceeded_ = false;
};

}  // namespace packetglass
