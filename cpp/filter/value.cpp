// Values that a filter compares.
#include "filter/value.h"

#include <algorithm>
#include <cstring>

namespace packetglass {
namespace {

template <typename T>
int order(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

int compare_bytes(std::string_view a, std::string_view b) {
  const std::size_t size = std::min(a.size(), b.size());
  const int first = size == 0 ? 0 : std::memcmp(a.data(), b.data(), size);
  return first != 0 ? first : order(a.size(), b.size());
}

std::uint8_t prefix_of(const FilterValue& a, const FilterValue& b) {
  return std::min(a.prefix, b.prefix);
}

int compare_ipv4(const FilterValue& a, const FilterValue& b) {
  const unsigned bits = std::min<unsigned>(prefix_of(a, b), 32);
  return order(a.number >> (32 - bits), b.number >> (32 - bits));
}

int compare_ipv6(const FilterValue& a, const FilterValue& b) {
  const unsigned bits = std::min<unsigned>(prefix_of(a, b), 128);
  const std::size_t whole = bits / 8;
  const int first = compare_bytes(a.text.substr(0, whole), b.text.substr(0, whole));
  if (first != 0 || bits % 8 == 0 || a.text.size() <= whole || b.text.size() <= whole) {
    return first;
  }
  const auto part = [&](std::string_view text) {
    return static_cast<std::uint8_t>(text[whole]) >> (8 - bits % 8);
  };
  return order(part(a.text), part(b.text));
}

}  // namespace

ValueType value_type(FieldType type) {
  switch (type) {
    case FieldType::kNone:
      return ValueType::kNone;
    case FieldType::kBoolean:
      return ValueType::kBoolean;
    case FieldType::kUnsigned:
    case FieldType::kSigned:
    case FieldType::kFrameNumber:
      return ValueType::kInteger;
    case FieldType::kIpv4:
      return ValueType::kIpv4;
    case FieldType::kIpv6:
      return ValueType::kIpv6;
    case FieldType::kString:
      return ValueType::kString;
    case FieldType::kProtocol:
    case FieldType::kEther:
    case FieldType::kBytes:
      return ValueType::kBytes;
    case FieldType::kAbsoluteTime:
      return ValueType::kAbsoluteTime;
    case FieldType::kRelativeTime:
      return ValueType::kRelativeTime;
    case FieldType::kDouble:
      return ValueType::kReal;
  }
  return ValueType::kNone;
}

const char* title(ValueType type) {
  constexpr const char* kTitles[] = {
      "nothing",         "a boolean", "a whole number", "a number",         "an IPv4 address",
      "an IPv6 address", "a text",    "bytes",          "an absolute time", "a time in seconds"};
  return kTitles[static_cast<std::size_t>(type)];
}

std::string decimal(Wide number) {
  const bool negative = number < 0;
  std::string text = std::to_string(static_cast<std::uint64_t>(negative ? -number : number));
  if (negative) text.insert(text.begin(), '-');
  return text;
}

int compare(ValueType type, const FilterValue& a, const FilterValue& b) {
  if (type == ValueType::kIpv4) return compare_ipv4(a, b);
  if (type == ValueType::kIpv6) return compare_ipv6(a, b);
  if (type == ValueType::kReal) return order(a.real, b.real);
  return is_number(type) ? order(a.number, b.number) : compare_bytes(a.text, b.text);
}

bool holds(TokenKind comparison, ValueType type, const FilterValue& a, const FilterValue& b) {
  const bool negative = is_unequal(comparison);
  if (type == ValueType::kReal && (is_nan(a) || is_nan(b))) return negative;
  const int order = compare(type, a, b);
  switch (comparison) {
    case TokenKind::kGreater:
      return order > 0;
    case TokenKind::kGreaterOrEqual:
      return order >= 0;
    case TokenKind::kLess:
      return order < 0;
    case TokenKind::kLessOrEqual:
      return order <= 0;
    default:
      return (order == 0) != negative;
  }
}

bool is_true(ValueType type, const FilterValue& value) {
  if (type == ValueType::kReal) return value.real != 0;
  if (is_number(type)) return value.number != 0;
  if (type == ValueType::kString) return !value.text.empty();
  return std::any_of(value.text.begin(), value.text.end(), [](char c) { return c != 0; });
}

bool slice(std::string_view text, const SyntaxRange& range, std::string_view& part) {
  const auto size = static_cast<std::int64_t>(text.size());
  const std::int64_t first = range.first < 0 ? size + range.first : range.first;
  std::int64_t count = range.count;
  if (range.is_last) count = (range.last < 0 ? size + range.last : range.last) - first + 1;
  if (!range.is_last && range.count == SyntaxRange::kToTheEnd) count = size - first;
  if (first < 0 || count <= 0 || first + count > size) return false;
  part = text.substr(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
  return true;
}

}  // namespace packetglass
