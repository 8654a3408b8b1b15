// Turns the syntax of a filter into a program: finds fields, checks types, reads constants.
#pragma once

#include <map>
#include <optional>

#include "filter/message.h"
#include "filter/program.h"
#include "filter/regex_engine.h"
#include "filter/syntax.h"

namespace packetglass {

class FilterChecker {
 public:
  // A filter that is wrong everywhere says the same again and again.
  static constexpr std::size_t kMostWarnings = 20;

  // All outlive it; `regex` may be nullptr: then nothing matches a pattern.
  FilterChecker(const SyntaxTree& tree, RegexEngine* regex, FilterProgram& program)
      : tree_(tree), regex_(regex), program_(program) {}

  // False: error() says why.
  bool check();

  const FilterMessage& error() const { return error_; }
  const std::vector<FilterMessage>& warnings() const { return warnings_; }

 private:
  // What is known of an operand before its constants are read.
  struct OperandType {
    bool known = false;     // else it is a constant, whose type the other side says
    bool constant = false;  // it says nothing of the packet
    ValueType type = ValueType::kNone;
    const ListedField* listed = nullptr;  // of a field by itself
    unsigned bytes = 8;                   // of its numbers …
    bool is_signed = true;
    bool limited = false;   // … which constants may not exceed
    bool contains = false;  // what is looked for inside it: words may be texts

    FieldType field_type() const {
      return listed == nullptr ? FieldType::kNone : type_of(listed->field->shape);
    }
    // Whether its numbers have names.
    bool has_names() const { return listed != nullptr && !listed->field->names.empty(); }
  };
  using Type = std::optional<OperandType>;  // nothing: there is an error
  using NodeId = std::uint32_t;

  // Logic: check.cpp
  bool logic(NodeId node);
  bool chain(NodeId node, LogicStep::Kind joint);
  bool relation(NodeId node);
  bool comparison(NodeId left, NodeId right, Quantifier quantifier);
  bool compare_with_names(NodeId left, NodeId right, Quantifier quantifier, bool& done);
  bool is_no_number(NodeId node) const;
  bool presence(NodeId node);
  bool contains(NodeId left, NodeId right, bool all);
  bool matches(NodeId left, NodeId right, bool all);
  bool texts_of(NodeId node, OperandType& type);
  void test(FilterTest test, std::size_t first_step);
  void negate_present(std::size_t first_step);
  void put(LogicStep::Kind kind, std::size_t index = 0);
  std::size_t put_skip(LogicStep::Kind kind);
  void land(std::size_t skip);

  // Sets: check_sets.cpp
  bool membership(NodeId node);
  bool element(NodeId node, const OperandType& wanted, FilterSet& set);
  bool add_to_set(NodeId low, NodeId high, const OperandType& wanted, FilterSet& set);
  void finish(FilterSet& set);

  // Operands: check_operands.cpp, check_steps.cpp, check_functions.cpp
  Type operand_type(NodeId node);
  Type find_type(NodeId node);
  Type word_type(NodeId node);
  Type arithmetic_type(NodeId node);
  Type slice_type(NodeId node);
  Type function_type(NodeId node);
  bool argument_fits(NodeId node, const FunctionRow& row, const OperandType& type);
  bool emit(NodeId node, const OperandType& wanted);
  bool emit_word(NodeId node, const OperandType& wanted);
  bool emit_arithmetic(NodeId node, const OperandType& wanted);
  bool emit_function(NodeId node, const OperandType& wanted);
  std::optional<ValueType> result_of(TokenKind operation, ValueType left, ValueType right) const;
  static ValueType constant_beside(TokenKind operation, ValueType type);
  std::uint32_t field_index(NodeId node, bool elsewhere);
  void step(FilterStep::Kind kind, ValueType type, std::size_t index = 0, std::size_t count = 0);

  // Constants: check_constants.cpp, check_texts.cpp
  bool constant(NodeId node, const OperandType& wanted, FilterValue& value);
  bool is_misspelt(NodeId node) const;
  bool whole(NodeId node, const OperandType& wanted, FilterValue& value);
  bool boolean(NodeId node, const OperandType& wanted, FilterValue& value);
  bool address(NodeId node, const OperandType& wanted, FilterValue& value);
  bool text(NodeId node, FilterValue& value);
  bool byte_string(NodeId node, const OperandType& wanted, FilterValue& value);
  bool time(NodeId node, const OperandType& wanted, FilterValue& value);
  bool in_range(NodeId node, const OperandType& wanted, Wide number);
  // The numbers whose meaning in the field is this constant.
  std::vector<std::uint32_t> numbers_of(NodeId node, const OperandType& wanted);
  bool content(NodeId node, std::string& out);  // of a quoted text

  const ListedField* field_of(NodeId node);
  bool is_constant_word(NodeId node);
  bool fail(NodeId node, std::string text, FilterMessage::Code code = FilterMessage::Code::kType,
            std::string suggestion = {});
  bool fail_unknown(NodeId node);
  void warn(NodeId node, std::string text, std::string suggestion = {});
  std::string shown(NodeId node) const { return std::string(tree_[node].text); }

  const SyntaxTree& tree_;
  RegexEngine* regex_;
  FilterProgram& program_;
  std::map<NodeId, OperandType> types_;                   // of operands that have others inside
  std::map<std::string, std::uint32_t> fields_;           // of the program
  std::map<std::string_view, const ListedField*> names_;  // that were found
  std::map<std::string, std::uint32_t> patterns_;         // of the engine
  FilterMessage error_;
  bool failed_ = false;
  std::vector<FilterMessage> warnings_;
};

}  // namespace packetglass
