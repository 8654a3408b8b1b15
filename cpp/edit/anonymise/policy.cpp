// What anonymising keeps, gives pseudonyms to and takes out.
#include "edit/anonymise/policy.h"

#include <algorithm>
#include <vector>

#include "base/nearest.h"
#include "dissect/field_list.h"

namespace packetglass::anonymise {
namespace {

using Words = std::string_view;

constexpr Words kPayloads[] = {"zero", "cut", "keep"};
constexpr Words kComments[] = {"drop", "keep"};
constexpr Words kTreatments[] = {"keep", "prefix", "pseudonym", "zero"};
constexpr Words kNames[] = {"pseudonym", "zero", "keep"};
constexpr Words kNumbers[] = {"keep", "pseudonym", "zero"};
constexpr Words kMacs[] = {"pseudonym", "vendor", "keep"};
constexpr Words kAddresses[] = {"keep", "prefix", "pseudonym"};
constexpr Words kFields[] = {"keep", "pseudonym", "zero"};
constexpr std::string_view kOneField = "fields.";

std::size_t index_of(std::span<const Words> words, std::string_view word) {
  return static_cast<std::size_t>(std::find(std::begin(words), std::end(words), word) -
                                  words.begin());
}

Treatment treatment(std::string_view word) {
  return static_cast<Treatment>(index_of(kTreatments, word));
}

std::size_t word_of(std::span<const Words> words, Treatment treatment) {
  return index_of(words, kTreatments[static_cast<std::size_t>(treatment)]);
}

template <Range kRange>
constexpr Setting range(std::string_view name, std::string_view description) {
  return {name, description, kAddresses,
          [](Policy& policy, std::size_t word) {
            policy.ranges[static_cast<std::size_t>(kRange)] = treatment(kAddresses[word]);
          },
          [](const Policy& policy) {
            return word_of(kAddresses, policy.ranges[static_cast<std::size_t>(kRange)]);
          }};
}

template <Treatment Policy::*kMember, const auto& kWords>
constexpr Setting number(std::string_view name, std::string_view description) {
  return {name, description, kWords,
          [](Policy& policy, std::size_t word) { policy.*kMember = treatment(kWords[word]); },
          [](const Policy& policy) { return word_of(kWords, policy.*kMember); }};
}

constexpr Setting kSettings[] = {
    {"payload", "bytes that no field covers", kPayloads,
     [](Policy& policy, std::size_t word) { policy.payload = static_cast<Payload>(word); },
     [](const Policy& policy) { return static_cast<std::size_t>(policy.payload); }},
    {"comments", "comments of a capture and its packets", kComments,
     [](Policy& policy, std::size_t word) { policy.keep_comments = word == 1; },
     [](const Policy& policy) { return std::size_t{policy.keep_comments}; }},
    number<&Policy::names, kNames>("names", "names of hosts, users and files, URIs, cookies"),
    number<&Policy::ports, kNumbers>("ports", "ports of TCP, UDP and SCTP"),
    number<&Policy::vlans, kNumbers>("vlans", "numbers of VLANs"),
    {"macs", "MAC addresses; vendor keeps the first three bytes", kMacs,
     [](Policy& policy, std::size_t word) { policy.macs = static_cast<MacTreatment>(word); },
     [](const Policy& policy) { return static_cast<std::size_t>(policy.macs); }},
    range<Range::kOther>("addresses.other", "all other addresses"),
    range<Range::kPrivate>("addresses.private", "10.0.0.0/8, 192.168.0.0/16, fc00::/7 and such"),
    range<Range::kLinkLocal>("addresses.link-local", "169.254.0.0/16, fe80::/64"),
    range<Range::kLoopback>("addresses.loopback", "127.0.0.0/8, ::1"),
    range<Range::kMulticast>("addresses.multicast", "224.0.0.0/4, ff00::/8"),
    range<Range::kBroadcast>("addresses.broadcast", "255.255.255.255"),
    range<Range::kUnspecified>("addresses.unspecified", "0.0.0.0, ::"),
    range<Range::kDocumentation>("addresses.documentation",
                                 "192.0.2.0/24, 2001:db8::/32 and such"),
};

std::string meant(std::string_view word, const std::vector<std::string_view>& words) {
  const std::string_view near = nearest(word, words);
  return near.empty() ? std::string() : "; \"" + std::string(near) + "\" is near";
}

std::string quoted(std::string_view word) {
  return "\"" + std::string(word) + "\"";
}

std::string wrong_word(std::string_view name, std::string_view word,
                       std::span<const std::string_view> words) {
  std::string text = quoted(word) + " is no word of " + quoted(name) + ", which is ";
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text + meant(word, {words.begin(), words.end()});
}

std::string set_field(Policy& policy, std::string_view field, std::string_view word) {
  const bool known =
      field.ends_with('.') ? !fields_with_prefix(field).empty() : find_field(field) != nullptr;
  if (!known) {
    std::vector<std::string_view> names;
    for (const ListedField& listed : all_fields()) names.push_back(listed.field->name);
    return "there is no field " + quoted(field) + meant(field, names);
  }
  if (std::find(std::begin(kFields), std::end(kFields), word) == std::end(kFields)) {
    return wrong_word(std::string(kOneField) + std::string(field), word, kFields);
  }
  policy.fields[std::string(field)] = treatment(word);
  return {};
}

int digit_of(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  const char lower = static_cast<char>(digit | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

std::span<const Setting> settings() {
  return kSettings;
}

std::string set(Policy& policy, std::string_view name, std::string_view word) {
  if (name.starts_with(kOneField)) return set_field(policy, name.substr(kOneField.size()), word);
  std::vector<std::string_view> names;
  for (const Setting& setting : kSettings) {
    names.push_back(setting.name);
    if (setting.name != name) continue;
    const std::size_t at = index_of(setting.words, word);
    if (at == setting.words.size()) return wrong_word(name, word, setting.words);
    setting.set(policy, at);
    return {};
  }
  return "a policy has no " + quoted(name) + meant(name, names);
}

bool parse_key(std::string_view text, Key& key) {
  if (text.size() != 2 * key.size()) return false;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const int high = digit_of(text[2 * i]), low = digit_of(text[2 * i + 1]);
    if (high < 0 || low < 0) return false;
    key[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return true;
}

}  // namespace packetglass::anonymise
