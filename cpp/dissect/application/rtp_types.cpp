// Payload types of RTP.
#include "dissect/application/rtp_types.h"

#include "base/text.h"
#include "dissect/application/header_line.h"
#include "dissect/field.h"

namespace packetglass {
namespace {

constexpr unsigned kFirstDynamic = 96, kLastDynamic = 127;

// What is kept of a medium: more types than sessions have.
constexpr std::size_t kMostWords = 1024;

bool is_name(std::string_view word) {
  const auto is_token = [](char c) { return c > ' ' && c < 0x7f; };
  return !word.empty() && std::all_of(word.begin(), word.end(), is_token);
}

}  // namespace

// A line for each: "96 opus".
void add_rtp_type(std::string& types, std::string_view value) {
  const std::string_view number = take_word(value);
  const std::string_view name = take_word(value, '/');
  const std::uint32_t type = leading_number(number);
  const bool fits = types.size() + number.size() + name.size() + 2 <= kMostWords;
  if (type < kFirstDynamic || type > kLastDynamic || !is_name(name) || !fits) return;
  types += format_text("%u ", type);
  types.append(name) += '\n';
}

std::string_view rtp_type_name(std::string_view types, unsigned type) {
  while (!types.empty()) {
    std::string_view line = take_word(types, '\n');
    if (leading_number(take_word(line)) == type) return line;
  }
  return {};
}

}  // namespace packetglass
