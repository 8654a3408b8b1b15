// Endpoints that packets announce for those to come.
#include "dissect/expected_endpoints.h"

#include <string>

namespace packetglass {

void ExpectedEndpoints::add(const Address& address, Route port, Route route,
                            std::string_view words, std::uint64_t number) {
  add(key_of(address, port), {number, number, route, number_of(words), kNone});
}

void ExpectedEndpoints::add(const Address& address, Route port, Route route,
                            std::string_view words, std::uint64_t number,
                            std::uint32_t conversation) {
  add(address, port, route, words, number);
  if (last_of_.size() < kMost || last_of_.contains(conversation)) {
    last_of_[conversation] = key_of(address, port);
  }
}

void ExpectedEndpoints::add_words(std::uint32_t conversation, std::string_view words,
                                  std::uint64_t number) {
  const auto last = last_of_.find(conversation);
  if (last == last_of_.end()) return;
  const Announcement* const known = newest(endpoints_.find(last->second), number);
  if (known == nullptr || known->words == DistinctTexts::kNone) return;
  const std::string_view before = words_[known->words];
  std::string all(before.substr(0, before.find('\n')));
  all.append("\n").append(words);
  add(last->second, {known->setup, number, known->route, number_of(all), kNone});
}

void ExpectedEndpoints::add(const decltype(Endpoint::key)& key, const Announcement& announcement) {
  const Announcement* const known = newest(endpoints_.find(key), announcement.since + 1);
  // Of two that one packet announces the first holds.
  if (known != nullptr && known->since == announcement.since) return;
  const bool same =
      known != nullptr && known->route == announcement.route && known->words == announcement.words;
  if (same || put(key, announcement) || first_left_out_ != 0) return;
  first_left_out_ = announcement.since;
}

std::uint32_t ExpectedEndpoints::number_of(std::string_view words) {
  words = words.substr(0, kMostWords);
  const bool room = words_.bytes().size() + words.size() <= kMostAllWords;
  return words.empty() || !room ? DistinctTexts::kNone : words_.number_of(words);
}

bool ExpectedEndpoints::put(const decltype(Endpoint::key)& key, const Announcement& announcement) {
  if (count_ == kMost || !announcements_.reaches(count_)) return false;
  Endpoint* const endpoint = endpoints_.find_or_add(key);
  if (endpoint == nullptr || endpoint->count == kMostOfOne) return false;
  announcements_[count_] = announcement;
  announcements_[count_].before = endpoint->last;
  endpoint->last = static_cast<std::uint32_t>(count_++);
  ++endpoint->count;
  return true;
}

std::optional<Expected> ExpectedEndpoints::find(const Address& address, Route port,
                                                std::uint64_t number) const {
  if (empty()) return std::nullopt;
  const Announcement* const found = newest(endpoints_.find(key_of(address, port)), number);
  if (found == nullptr) return std::nullopt;
  Expected expected{found->route, {}, found->setup, found->since};
  if (found->words != DistinctTexts::kNone) expected.words = words_[found->words];
  return expected;
}

// The last that was announced of it before packet `number`.
const ExpectedEndpoints::Announcement* ExpectedEndpoints::newest(std::uint32_t endpoint,
                                                                 std::uint64_t number) const {
  if (endpoint == endpoints_.kNone) return nullptr;
  for (std::uint32_t at = endpoints_[endpoint].last; at != kNone;) {
    const Announcement& announcement = announcements_[at];
    if (announcement.since < number) return &announcement;
    at = announcement.before;
  }
  return nullptr;
}

decltype(ExpectedEndpoints::Endpoint::key) ExpectedEndpoints::key_of(const Address& address,
                                                                     Route port) {
  const AddressWords words = words_of(address);
  const auto kind = static_cast<std::uint64_t>(address.kind);
  return {words[0], words[1],
          (kind << 8 | static_cast<std::uint64_t>(port.space)) << 16 | port.number};
}

}  // namespace packetglass
