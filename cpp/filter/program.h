// A filter that was checked: what is asked of a packet, with types, in arrays.
//
// `logic` says yes or no of `tests`; a test compares what its `steps` give; steps begin with
// fields and constants. Whoever wants to know whether less than the fields suffices looks at these
// arrays: which fields, which comparisons, which constants.
#pragma once

#include <string>
#include <vector>

#include "dissect/field_list.h"
#include "filter/functions.h"
#include "filter/text_arena.h"
#include "filter/value.h"

namespace packetglass {

// A field that the filter asks for, each once.
struct FilterField {
  const ListedField* listed;
  ValueType type;                   // of its values here: of @field bytes
  bool raw = false;                 // its bytes, not its value
  bool elsewhere = false;           // its values in the packet that was selected
  std::vector<SyntaxRange> layers;  // empty: all

  std::string_view name() const { return listed->field->name; }
};

// Operands, as a machine with a stack of lists of values.
struct FilterStep {
  enum class Kind : std::uint8_t {
    kField,       // puts the values of fields[index] on the stack
    kConstant,    // puts constants[index] there
    kSlice,       // takes a list: of each value the bytes of ranges[index] and so on, `count`
    kFunction,    // takes `count` lists, puts the function's there
    kNegative,    // takes a list: of each value the negative one
    kArithmetic,  // takes two lists: of each two values what the operator makes of them
    kNames,       // takes a list of numbers: what they mean in fields[index]
  };
  Kind kind;
  ValueType type;                          // of the values that it puts there
  TokenKind operation = TokenKind::kEnd;   // of kArithmetic
  FunctionId function = FunctionId::kLen;  // of kFunction
  ValueType from = ValueType::kNone;       // the type of what it takes, of the first list …
  ValueType with = ValueType::kNone;       // … and of the second
  std::uint32_t index = 0, count = 0;
};

// Elements of a set that are constants, in rising order, none touching the next.
struct FilterSet {
  struct Numbers {
    Wide low, high;
  };
  struct Texts {
    std::string_view low, high;
  };
  std::vector<Numbers> numbers;
  std::vector<Texts> texts;
  std::vector<std::pair<double, double>> reals;  // in any order
  // Elements that are not: the lists that stand on the stack behind the first; a range has two.
  std::vector<bool> dynamic_ranges;
};

struct FilterTest {
  enum class Kind : std::uint8_t {
    kExists,    // there is a value
    kIsTrue,    // one is neither zero nor empty
    kCompare,   // `comparison` holds
    kContains,  // the first has the second inside
    kMatches,   // the first matches the engine's pattern `index`
    kIn,        // the first is in sets[index]
  };
  Kind kind;
  TokenKind comparison = TokenKind::kEnd;
  bool all = false;  // of all values (of both lists), not of any
  ValueType type;    // of the values that are looked at
  std::uint32_t first_step = 0, end_step = 0;
  std::uint32_t index = 0;
  std::uint32_t pattern = 0;  // of kMatches: its text is patterns[pattern]
};

// Logic, as a machine with a stack of yes, no and not known.
struct LogicStep {
  enum class Kind : std::uint8_t {
    kTest,  // puts the answer of tests[index] there
    kNot,
    kOr,  // of the two on top
    kXor,
    kAnd,
    kSkipIfTrue,  // goes on at logic[index] when yes is on top
    kSkipIfFalse,
  };
  Kind kind;
  std::uint32_t index = 0;
};

struct FilterProgram {
  std::vector<FilterField> fields;
  std::vector<FilterValue> constants;  // whose texts are in `texts`
  std::vector<SyntaxRange> ranges;
  std::vector<FilterStep> steps;
  std::vector<FilterTest> tests;
  std::vector<FilterSet> sets;
  std::vector<std::string> patterns;  // regular expressions, as they were written
  std::vector<LogicStep> logic;       // empty: all packets match
  TextArena texts;
};

}  // namespace packetglass
