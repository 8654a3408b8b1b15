// What the parts of a capture are called.
#include "native/split/part_name.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "native/output/name.h"

namespace packetglass::native {
namespace {

constexpr std::size_t kMostOfKey = 120;

// Where ".pcap.gz" begins.
std::size_t suffix_of(const std::string& path) {
  const std::size_t name = path.rfind('/') + 1;  // npos + 1 is 0
  const std::size_t dot = path.rfind('.');
  if (dot == path.npos || dot <= name) return path.size();
  if (parse_output_name(path).compression == nullptr) return dot;
  const std::size_t before = dot == 0 ? path.npos : path.rfind('.', dot - 1);
  return before == path.npos || before <= name ? dot : before;
}

// "20231114T221320.123456789Z".
std::string time_text(std::optional<Nanoseconds> time) {
  if (!time) return "no-time";
  std::string text = iso8601(*time);
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == '-' || c == ':'; }),
             text.end());
  return text;
}

std::string safe(const std::string& key) {
  std::string name = key.substr(0, kMostOfKey);
  for (char& c : name) {
    const bool kept =
        std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '-' || c == '_';
    if (!kept) c = '_';
  }
  return name;
}

// One pass: what is put in is not looked at again.
std::string filled_in(const std::string& pattern, const std::string& number,
                      const std::string& time, const std::string& key) {
  const std::pair<std::string_view, const std::string&> words[] = {
      {"{n}", number}, {"{time}", time}, {"{key}", key}};
  std::string name;
  for (std::size_t at = 0; at < pattern.size();) {
    const auto* const word = std::find_if(std::begin(words), std::end(words), [&](const auto& w) {
      return pattern.compare(at, w.first.size(), w.first) == 0;
    });
    const bool found = word != std::end(words);
    name += found ? word->second : std::string(1, pattern[at]);
    at += found ? word->first.size() : 1;
  }
  return name;
}

}  // namespace

PartName::PartName(const std::string& pattern, bool has_key) : pattern_(pattern) {
  const auto has = [&pattern](const char* word) { return pattern.find(word) != pattern.npos; };
  if (has("{n}") || (has_key && has("{key}"))) return;
  pattern_.insert(suffix_of(pattern), has_key ? "-{key}" : "-{n}");
}

std::string PartName::of(std::uint64_t number, std::optional<Nanoseconds> time,
                         const std::string& key) const {
  const std::string digits = format_text("%05llu", static_cast<unsigned long long>(number));
  return filled_in(pattern_, digits, time_text(time), safe(key));
}

}  // namespace packetglass::native
