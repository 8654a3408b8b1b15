// Values that a filter compares.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dissect/field_type.h"
#include "filter/syntax.h"

namespace packetglass {

// Types whose values are compared with each other.
enum class ValueType : std::uint8_t {
  kNone,  // it is there or not
  kBoolean,
  kInteger,
  kReal,
  kIpv4,
  kIpv6,
  kString,
  kBytes,  // also of MAC addresses and layers
  kAbsoluteTime,
  kRelativeTime,
};

ValueType value_type(FieldType type);
// "a number", "an IPv4 address": for messages.
const char* title(ValueType type);

// Exact for all numbers of 64 bits, with sign or without, and for their sums and differences.
__extension__ using Wide = __int128;
__extension__ using UnsignedWide = unsigned __int128;

struct FilterValue {
  static constexpr std::uint8_t kWhole = 0xff;

  union {
    Wide number = 0;  // of numbers, booleans, times in nanoseconds, IPv4 addresses
    double real;
  };
  std::string_view text;         // of strings, bytes and IPv6 addresses
  std::uint8_t prefix = kWhole;  // of addresses: the bits in front that count
};

inline FilterValue of_number(Wide number) {
  FilterValue value;
  value.number = number;
  return value;
}

inline FilterValue of_real(double real) {
  FilterValue value;
  value.real = real;
  return value;
}

// Of a string, or of bytes. They outlive it.
inline FilterValue of_text(std::string_view text) {
  FilterValue value;
  value.text = text;
  return value;
}

// Whether numbers, not texts, are compared.
constexpr bool is_number(ValueType type) {
  return type == ValueType::kBoolean || type == ValueType::kInteger || type == ValueType::kIpv4 ||
         type == ValueType::kAbsoluteTime || type == ValueType::kRelativeTime;
}

constexpr bool is_time(ValueType type) {
  return type == ValueType::kAbsoluteTime || type == ValueType::kRelativeTime;
}

// Of 65 bits at most.
std::string decimal(Wide number);

// Below 0, 0 or above it, as a stands to b. Not of reals that are no number.
int compare(ValueType type, const FilterValue& a, const FilterValue& b);

// Whether a == b, a < b … as the token says.
bool holds(TokenKind comparison, ValueType type, const FilterValue& a, const FilterValue& b);

// Whether it counts as true where it stands alone: it is not zero, or not empty.
bool is_true(ValueType type, const FilterValue& value);

inline bool is_nan(const FilterValue& value) {
  return value.real != value.real;
}

// The bytes of a slice, which are part of the text; false where it has fewer.
bool slice(std::string_view text, const SyntaxRange& range, std::string_view& part);

}  // namespace packetglass
