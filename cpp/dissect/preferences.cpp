// What the user prefers of the dissection.
#include "dissect/preferences.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>

#include "base/ascii.h"
#include "dissect/choice_words.h"

namespace packetglass {
namespace {

// A value, as Wireshark shows it and as it is written in files of preferences.
struct Word {
  std::string_view shown, written;
};
constexpr Word kTruth[] = {{"FALSE", "FALSE"}, {"TRUE", "TRUE"}};
constexpr Word kSctpChecksums[] = {{"None", "none"},
                                   {"Adler 32", "adler-32"},
                                   {"CRC 32c", "crc-32c"},
                                   {"Automatic", "automatic"}};

template <bool Preferences::*kMember>
void set_truth(Preferences& preferences, std::size_t word) {
  preferences.*kMember = word != 0;
}
void set_sctp_checksum(Preferences& preferences, std::size_t word) {
  preferences.sctp_checksum = static_cast<SctpChecksum>(word);
}

// THE TABLE of preferences.
struct Row {
  std::string_view name;
  std::span<const Word> words;
  void (*set)(Preferences& preferences, std::size_t word);
};
constexpr Row kTable[] = {
    {"ip.check_checksum", kTruth, set_truth<&Preferences::checks_ip>},
    {"tcp.check_checksum", kTruth, set_truth<&Preferences::checks_tcp>},
    {"udp.check_checksum", kTruth, set_truth<&Preferences::checks_udp>},
    {"sctp.checksum", kSctpChecksums, set_sctp_checksum},
};

const Row* find_row(std::string_view name) {
  const auto found = std::find_if(std::begin(kTable), std::end(kTable),
                                  [&](const Row& row) { return same_word(row.name, name); });
  return found == std::end(kTable) ? nullptr : found;
}

std::optional<std::size_t> word_of(const Row& row, std::string_view value) {
  for (std::size_t i = 0; i < row.words.size(); ++i) {
    if (same_word(row.words[i].shown, value) || same_word(row.words[i].written, value)) return i;
  }
  return std::nullopt;
}

std::string no_preference(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Row& row : kTable) names.push_back(row.name);
  const std::string text = "there is no preference " + quoted(name);
  const std::string meant = did_you_mean(name, names);
  return text + (meant.empty() ? ": there are " + listed(names) : meant);
}

std::string no_value(std::string_view value, const Row& row) {
  std::vector<std::string_view> words;
  for (const Word& word : row.words) words.push_back(word.shown);
  return std::string(row.name) + " has no value " + quoted(value) + ": there are " + listed(words);
}

}  // namespace

std::string Preferences::set(std::string_view choice) {
  const std::size_t colon = choice.find(':');
  if (colon == choice.npos) {
    return quoted(choice) + " is not NAME:VALUE, as tcp.check_checksum:TRUE";
  }
  const std::string_view name = trimmed(choice.substr(0, colon));
  const std::string_view value = trimmed(choice.substr(colon + 1));
  const Row* const row = find_row(name);
  if (row == nullptr) return no_preference(name);
  const std::optional<std::size_t> word = word_of(*row, value);
  if (!word) return no_value(value, *row);
  row->set(*this, *word);
  return {};
}

}  // namespace packetglass
