// What a test of a checked filter compares, as text.
#include "filter/canonical_operands.h"

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "dissect/address.h"
#include "filter/canonical.h"
#include "record/timestamp.h"

namespace packetglass {
namespace {

std::string real_text(double real) {
  if (real != real) return "nan";
  if (real > std::numeric_limits<double>::max()) return "inf";
  if (real < std::numeric_limits<double>::lowest()) return "-inf";
  std::string text = format_text("%.17g", real);
  // Without a point it would be a whole number.
  if (text.find_first_of(".e") == text.npos) text += ".0";
  return text;
}

std::string ipv4_text(const FilterValue& value) {
  const auto number = static_cast<std::uint32_t>(value.number);
  std::string text = format_text("%u.%u.%u.%u", number >> 24, number >> 16 & 0xff,
                                 number >> 8 & 0xff, number & 0xff);
  if (value.prefix < 32) text += "/" + std::to_string(value.prefix);
  return text;
}

std::string ipv6_text(const FilterValue& value) {
  Address address;
  address.kind = Address::Kind::kIpv6;
  std::copy_n(value.text.begin(), std::min(value.text.size(), address.bytes.size()),
              address.bytes.begin());
  std::string text = to_text(address);
  if (value.prefix < 128) text += "/" + std::to_string(value.prefix);
  return text;
}

// "47:45:54", and of one byte "47:", which is no number.
std::string bytes_text(std::string_view bytes) {
  if (bytes.empty()) return "\"\"";
  std::string text;
  for (const char byte : bytes) {
    if (!text.empty()) text += ':';
    text += format_text("%02x", static_cast<unsigned char>(byte));
  }
  return bytes.size() == 1 ? text + ":" : text;
}

std::string_view name_of(FunctionId function) {
  for (const FunctionRow& row : functions()) {
    if (row.id == function) return row.name;
  }
  return {};
}

std::string range_text(const SyntaxRange& range) {
  const std::string first = std::to_string(range.first);
  if (range.is_last) return first + "-" + std::to_string(range.last);
  if (range.count == SyntaxRange::kToTheEnd) return first + ":";
  return range.count == 1 ? first : first + ":" + std::to_string(range.count);
}

}  // namespace

std::string quoted_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      quoted.append("\\").push_back(c);
    else if (byte < 0x20 || byte == 0x7f)
      quoted += format_text("\\x%02x", byte);
    else
      quoted += c;
  }
  return quoted + "\"";
}

std::string constant_text(ValueType type, const FilterValue& value) {
  switch (type) {
    case ValueType::kBoolean:
      return value.number != 0 ? "True" : "False";
    case ValueType::kReal:
      return real_text(value.real);
    case ValueType::kIpv4:
      return ipv4_text(value);
    case ValueType::kIpv6:
      return ipv6_text(value);
    case ValueType::kString:
      return quoted_text(value.text);
    case ValueType::kBytes:
      return bytes_text(value.text);
    case ValueType::kAbsoluteTime:
      return quoted_text(iso8601(static_cast<Nanoseconds>(value.number)));
    case ValueType::kRelativeTime:
      return epoch_seconds(static_cast<Nanoseconds>(value.number));
    case ValueType::kNone:
    case ValueType::kInteger:
      break;
  }
  return decimal(value.number);
}

CanonicalOperands::CanonicalOperands(const FilterProgram& program, const FilterTest& test)
    : program_(program), type_(test.type) {
  for (std::uint32_t i = test.first_step; i < test.end_step; ++i) run(program.steps[i]);
}

std::string CanonicalOperands::take() {
  std::string text = std::move(stack_.back());
  stack_.pop_back();
  return text;
}

std::string CanonicalOperands::take_arguments(std::uint32_t count) {
  std::string text;
  for (std::size_t at = stack_.size() - count; at < stack_.size(); ++at) {
    text.append(text.empty() ? "" : ", ").append(stack_[at]);
  }
  stack_.resize(stack_.size() - count);
  return text;
}

void CanonicalOperands::run(const FilterStep& step) {
  using Kind = FilterStep::Kind;
  switch (step.kind) {
    case Kind::kField:
      return stack_.push_back(field(program_.fields[step.index]));
    case Kind::kConstant:
      return stack_.push_back(constant_text(step.type, program_.constants[step.index]));
    case Kind::kSlice:
      return stack_.push_back(take() + "[" + ranges(step.index, step.count) + "]");
    case Kind::kFunction: {
      const std::string arguments = take_arguments(step.count);
      return stack_.push_back(std::string(name_of(step.function)) + "(" + arguments + ")");
    }
    case Kind::kNegative:
      return stack_.push_back("-" + take());
    case Kind::kArithmetic: {
      const std::string right = take(), left = take();
      return stack_.push_back("{" + left + " " + std::string(spelling_of(step.operation)) + " " +
                              right + "}");
    }
    case Kind::kNames:
      return stack_.push_back("vals(" + take() + ")");
  }
}

std::string CanonicalOperands::field(const FilterField& field) const {
  std::string text = field.raw ? "@" : "";
  text += field.name();
  if (!field.layers.empty()) {
    text += "#[";
    for (const SyntaxRange& range : field.layers) {
      if (&range != &field.layers.front()) text += ",";
      text += range_text(range);
    }
    text += "]";
  }
  return field.elsewhere ? "${" + text + "}" : text;
}

std::string CanonicalOperands::ranges(std::uint32_t first, std::uint32_t count) const {
  std::string text;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (i != 0) text += ",";
    text += range_text(program_.ranges[first + i]);
  }
  return text;
}

namespace {

// A range of the type that has nothing in it: what a set is written with that is empty.
std::string nothing_of(ValueType type) {
  const bool address = type == ValueType::kIpv6;
  const std::string low(address ? 16 : 1, '\0'), high(address ? 16 : 1, '\1');
  const auto value = [&](bool one) {
    if (type == ValueType::kReal) return constant_text(type, of_real(one ? 1 : 0));
    return constant_text(type,
                         is_number(type) ? of_number(one ? 1 : 0) : of_text(one ? high : low));
  };
  return value(true) + " .. " + value(false);
}

}  // namespace

std::string CanonicalOperands::elements(const FilterSet& set) const {
  std::string text;
  const auto add = [&text](const std::string& low, const std::string& high) {
    text.append(text.empty() ? "" : ", ").append(low);
    if (high != low) text.append(" .. ").append(high);
  };
  for (const auto& [low, high] : set.numbers) {
    add(constant_text(type_, of_number(low)), constant_text(type_, of_number(high)));
  }
  for (const auto& [low, high] : set.texts) {
    add(constant_text(type_, of_text(low)), constant_text(type_, of_text(high)));
  }
  for (const auto& [low, high] : set.reals) {
    add(constant_text(type_, of_real(low)), constant_text(type_, of_real(high)));
  }
  std::size_t at = 1;
  for (const bool range : set.dynamic_ranges) {
    add(stack_[at], stack_[at + (range ? 1 : 0)]);
    at += range ? 2 : 1;
  }
  return text.empty() ? nothing_of(type_) : text;
}

}  // namespace packetglass
