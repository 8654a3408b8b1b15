// THE TABLE of functions. To add one: its line, its id, and what it makes of a value in apply().
#include "filter/functions.h"

#include <algorithm>
#include <string>

#include "base/text.h"
#include "dissect/address.h"
#include "filter/special_addresses.h"
#include "filter/text_arena.h"
#include "record/timestamp.h"

namespace packetglass {
namespace {

using Id = FunctionId;
using Rule = ArgumentRule;
using Result = ResultRule;

constexpr FunctionRow kFunctions[] = {
    {"len", Id::kLen, Rule::kSized, Result::kInteger, false, "Length in bytes"},
    {"count", Id::kCount, Rule::kField, Result::kInteger, false, "How often the field occurs"},
    {"upper", Id::kUpper, Rule::kText, Result::kText, false, "The text in upper case"},
    {"lower", Id::kLower, Rule::kText, Result::kText, false, "The text in lower case"},
    {"string", Id::kString, Rule::kPrinted, Result::kText, false, "The value as a text"},
    {"max", Id::kMax, Rule::kSame, Result::kSame, true, "The largest of all values"},
    {"min", Id::kMin, Rule::kSame, Result::kSame, true, "The smallest of all values"},
    {"abs", Id::kAbs, Rule::kNumeric, Result::kSame, false, "The value without its sign"},
    {"vals", Id::kVals, Rule::kNamed, Result::kText, false, "What the number means"},
    {"dec", Id::kDec, Rule::kWhole, Result::kText, false, "The number as decimal text"},
    {"hex", Id::kHex, Rule::kWhole, Result::kText, false, "The number as hexadecimal text"},
    {"float", Id::kFloat, Rule::kNumeric, Result::kReal, false, "As a number of 32 bits"},
    {"double", Id::kDouble, Rule::kNumeric, Result::kReal, false, "As a number of 64 bits"},
    {"ip_special_name", Id::kIpSpecialName, Rule::kAddress, Result::kText, false,
     "The special purpose of the address"},
    {"ip_special_mask", Id::kIpSpecialMask, Rule::kAddress, Result::kInteger, false,
     "The special purpose as flags"},
    {"ip_linklocal", Id::kIpLinkLocal, Rule::kAddress, Result::kBoolean, false,
     "Whether the address is link-local"},
    {"ip_multicast", Id::kIpMulticast, Rule::kAddress, Result::kBoolean, false,
     "Whether the address is a multicast group"},
    {"ip_rfc1918", Id::kIpRfc1918, Rule::kIpv4, Result::kBoolean, false,
     "Whether the address is private"},
    {"ip_ula", Id::kIpUla, Rule::kIpv6, Result::kBoolean, false,
     "Whether the address is unique local"},
};

std::string in_case(std::string_view text, bool upper) {
  std::string result(text);
  const char first = upper ? 'a' : 'A', last = upper ? 'z' : 'Z';
  for (char& c : result) {
    if (c >= first && c <= last) c = static_cast<char>(c ^ 0x20);
  }
  return result;
}

std::string text_of_value(ValueType type, const FilterValue& value) {
  const Bytes bytes = bytes_of(value.text);
  if (type == ValueType::kIpv4) {
    std::uint8_t address[4];
    store(address, static_cast<std::uint32_t>(value.number), ByteOrder::kBig);
    return ipv4_text(address);
  }
  if (type == ValueType::kIpv6) return bytes.size() < 16 ? "" : ipv6_text(bytes.data());
  if (type == ValueType::kBytes) return bytes.size() < 6 ? "" : mac_text(bytes.data());
  return decimal(value.number);
}

// As wide as the field, whose bytes these are.
std::string hex_number(const FilterValue& value, unsigned bytes) {
  return format_text("0x%0*llx", static_cast<int>(2 * bytes),
                     static_cast<unsigned long long>(value.number));
}

double real_of(ValueType type, const FilterValue& value) {
  if (type == ValueType::kReal) return value.real;
  const auto number = static_cast<double>(value.number);
  if (type != ValueType::kRelativeTime) return number;
  return number / static_cast<double>(kNanosecondsPerSecond);
}

std::size_t size_of(ValueType type, const FilterValue& value) {
  return type == ValueType::kIpv4 ? 4 : value.text.size();
}

FilterValue absolute(ValueType type, FilterValue value) {
  if (type == ValueType::kReal) return of_real(value.real < 0 ? -value.real : value.real);
  return of_number(value.number < 0 ? -value.number : value.number);
}

}  // namespace

std::span<const FunctionRow> functions() {
  return kFunctions;
}

const FunctionRow* find_function(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                         [&](const FunctionRow& row) { return row.name == name; });
  return found == std::end(kFunctions) ? nullptr : found;
}

bool apply(Id function, ValueType type, unsigned bytes, const FilterValue& value,
           FilterValue& result, TextArena& texts) {
  const auto say = [&](const std::string& text) { result.text = texts.keep(text); };
  switch (function) {
    case Id::kLen:
      result = of_number(static_cast<Wide>(size_of(type, value)));
      return true;
    case Id::kUpper:
    case Id::kLower:
      say(in_case(value.text, function == Id::kUpper));
      return true;
    case Id::kString:
    case Id::kDec:
      say(text_of_value(type, value));
      return true;
    case Id::kHex:
      say(hex_number(value, bytes));
      return true;
    case Id::kAbs:
      result = absolute(type, value);
      return true;
    case Id::kFloat:
      result = of_real(static_cast<double>(static_cast<float>(real_of(type, value))));
      return true;
    case Id::kDouble:
      result = of_real(real_of(type, value));
      return true;
    case Id::kIpLinkLocal:
      result = of_number(is_link_local(type, value));
      return true;
    case Id::kIpMulticast:
      result = of_number(is_multicast(type, value));
      return true;
    case Id::kIpRfc1918:
      result = of_number(is_private(type, value));
      return true;
    case Id::kIpUla:
      result = of_number(is_unique_local(type, value));
      return true;
    case Id::kIpSpecialName:
    case Id::kIpSpecialMask:
      break;
    default:
      return false;
  }
  const SpecialBlock* const block = special_block(type, value);
  if (block == nullptr) return false;
  if (function == Id::kIpSpecialMask)
    result = of_number(block->mask);
  else
    say(block->name);
  return true;
}

}  // namespace packetglass
