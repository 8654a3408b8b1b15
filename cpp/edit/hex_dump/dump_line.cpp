// One line of a hex dump: an offset, bytes, and their characters behind them.
#include "edit/hex_dump/dump_line.h"

#include <algorithm>

#include "base/ascii.h"

namespace packetglass {
namespace {

constexpr std::size_t kLeastDigits = 3;
constexpr std::size_t kMostDigits = 15;  // what is longer is no offset, and does not overflow

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

std::string_view without_blanks_behind(std::string_view text) {
  while (!text.empty() && (is_blank(text.back()) || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

// How many blanks the text begins with; takes them.
std::size_t take_blanks(std::string_view& text) {
  std::size_t count = 0;
  while (count < text.size() && is_blank(text[count])) ++count;
  text.remove_prefix(count);
  return count;
}

std::string_view take_word(std::string_view& text) {
  const auto end = std::find_if(text.begin(), text.end(), is_blank);
  const std::string_view word = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(word.size());
  return word;
}

bool is_hex(std::string_view word) {
  return !word.empty() &&
         std::all_of(word.begin(), word.end(), [](char c) { return hex_digit(c) >= 0; });
}

void skip_quoting(std::string_view& text) {
  while (!text.empty() && (is_blank(text[0]) || text[0] == '>' || text[0] == '|')) {
    text.remove_prefix(1);
  }
}

std::optional<std::uint64_t> number_of(std::string_view digits, unsigned base) {
  if (digits.size() < kLeastDigits || digits.size() > kMostDigits) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : digits) {
    const int digit = hex_digit(c);
    if (digit < 0 || static_cast<unsigned>(digit) >= base) return std::nullopt;
    number = number * base + static_cast<unsigned>(digit);
  }
  return number;
}

struct Offset {
  std::uint64_t number;
  bool colon;  // behind it
};

std::optional<Offset> take_offset(std::string_view& text, DumpOffsets offsets) {
  std::string_view word = take_word(text);
  // "0000:41" is an offset and a byte.
  const std::size_t colon = word.find(':');
  if (colon != word.npos) {
    text = std::string_view(word.data() + colon + 1, word.size() - colon - 1 + text.size());
    word = word.substr(0, colon);
  }
  unsigned base = offsets == DumpOffsets::kDecimal ? 10 : offsets == DumpOffsets::kOctal ? 8 : 16;
  if (word.starts_with("0x") || word.starts_with("0X")) {
    word.remove_prefix(2);
    base = 16;
  }
  const auto number = number_of(word, base);
  if (!number) return std::nullopt;
  return Offset{*number, colon != word.npos};
}

void append_bytes(std::string_view digits, std::vector<std::uint8_t>& bytes) {
  for (; digits.size() >= 2; digits.remove_prefix(2)) {
    bytes.push_back(static_cast<std::uint8_t>(hex_digit(digits[0]) * 16 + hex_digit(digits[1])));
  }
}

// Whether a text shows a byte as `c`: itself, or a dot and the like for what cannot be shown.
bool shows(std::uint8_t byte, char c) {
  const bool printable = byte >= 0x20 && byte < 0x7f;
  if (printable) return static_cast<char>(byte) == c;
  return c == '.' || c == ' ' || c == '?' || c == '_' || c == '*' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Whether the text is the characters of these bytes, from a bar to another where the writer has
// bars. Blanks at its end may have been lost.
bool shows(Bytes bytes, std::string_view text) {
  const bool barred = text.size() >= 2 && (text[0] == '|' || text[0] == '>') &&
                      (text.back() == '|' || text.back() == '<');
  if (barred && text.size() == bytes.size() + 2) text = text.substr(1, bytes.size());
  if (text.empty() || text.size() > bytes.size()) return false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (!shows(bytes[i], i < text.size() ? text[i] : ' ')) return false;
  }
  return true;
}

// Reads groups of bytes up to what is none, or to the characters of those before.
class Groups {
 public:
  Groups(std::string_view rest, bool wide, DumpLine& line)
      : rest_(rest), wide_(wide), line_(line) {}

  void read() {
    while (!rest_.empty()) {
      const std::size_t blanks = take_blanks(rest_);
      if (rest_.empty()) return;
      // Characters have a gap before them, so that no byte is taken for them.
      if (blanks >= 2 && shows(line_.bytes, rest_)) return;
      std::string_view rest = rest_;
      const std::string_view word = take_word(rest);
      if (!is_group(word)) {
        line_.certain = false;
        return;
      }
      append_bytes(word, line_.bytes);
      rest_ = rest;
    }
  }

 private:
  bool is_group(std::string_view word) {
    if (!is_hex(word) || word.size() % 2 != 0) return false;
    if (width_ == 0) width_ = wide_ ? word.size() : 2;
    return word.size() <= width_;
  }

  std::string_view rest_;
  bool wide_;              // groups may have more bytes than one
  std::size_t width_ = 0;  // digits of the first group
  DumpLine& line_;
};

}  // namespace

std::optional<DumpLine> parse_dump_line(std::string_view text, DumpOffsets offsets) {
  text = without_blanks_behind(text);
  skip_quoting(text);
  DumpLine line;
  bool wide = true;
  if (offsets != DumpOffsets::kNone) {
    const auto offset = take_offset(text, offsets);
    if (!offset) return std::nullopt;
    line.offset = offset->number;
    wide = offset->colon;
  }
  const bool bare = text.empty();
  Groups(text, wide, line).read();
  // An offset alone ends a packet, as od has it; one before words is none.
  if (line.bytes.empty() && !(bare && offsets != DumpOffsets::kNone)) return std::nullopt;
  return line;
}

}  // namespace packetglass
