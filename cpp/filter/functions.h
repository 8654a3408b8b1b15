// THE TABLE of functions.
#pragma once

#include <span>
#include <string_view>

#include "filter/value.h"

namespace packetglass {

class TextArena;

enum class FunctionId : std::uint8_t {
  kLen,
  kCount,
  kUpper,
  kLower,
  kString,
  kMax,
  kMin,
  kAbs,
  kVals,
  kDec,
  kHex,
  kFloat,
  kDouble,
  kIpSpecialName,
  kIpSpecialMask,
  kIpLinkLocal,
  kIpMulticast,
  kIpRfc1918,
  kIpUla,
};

// What an argument may be.
enum class ArgumentRule : std::uint8_t {
  kSized,    // a text, bytes or an address
  kField,    // any field
  kText,     // a text
  kPrinted,  // a field that is a number or an address
  kSame,     // one that has an order, all of the first one's type
  kNumeric,  // a number or a time in seconds
  kNamed,    // a field whose numbers have names
  kWhole,    // a field that is a whole number
  kAddress,  // an IP address
  kIpv4,
  kIpv6,
};

// What comes out.
enum class ResultRule : std::uint8_t { kInteger, kBoolean, kReal, kText, kSame };

struct FunctionRow {
  std::string_view name;
  FunctionId id;
  ArgumentRule argument;
  ResultRule result;
  bool many;          // one argument or more; else exactly one
  const char* title;  // what it gives, for completion
};

std::span<const FunctionRow> functions();
// nullptr when none is called so.
const FunctionRow* find_function(std::string_view name);

// What the function makes of a value; false when it is nothing. Not of those that look at whole
// lists: kCount, kMax, kMin. `bytes` are those of the field of kHex. Texts are put into the arena.
bool apply(FunctionId function, ValueType type, unsigned bytes, const FilterValue& value,
           FilterValue& result, TextArena& texts);

}  // namespace packetglass
