// What the user chose to take ports and types.
#include "dissect/decode_as.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/ascii.h"
#include "dissect/choice_words.h"
#include "dissect/dissectors.h"

namespace packetglass {
namespace {

// THE TABLE of what can be chosen for, with Wireshark's names but for the last one, which there is
// a table of preferences.
struct Table {
  std::string_view name;
  Space space;
  std::uint32_t least, most;
  Space start = Space::kBytes;      // also dissectors that recognise their bytes …
  Space announced = Space::kBytes;  // … or that other packets announce
};
constexpr Table kTables[] = {
    {"tcp.port", Space::kTcpPort, 0, 0xffff, Space::kTcpStart},
    {"udp.port", Space::kUdpPort, 0, 0xffff, Space::kUdpStart, Space::kAnnounced},
    {"sctp.port", Space::kSctpPort, 0, 0xffff},
    {"sctp.ppi", Space::kSctpPayload, 0, 0xffffffff},
    {"ethertype", Space::kEtherType, 0, 0xffff},
    {"ip.proto", Space::kIpProtocol, 0, 0xff},
    {"llc.dsap", Space::kLlc, 0, 0xff},
    {"ppp.protocol", Space::kPppProtocol, 0, 0xffff},
    {"user_dlt", Space::kLinkType, 147, 162},
};

bool is_at(const Dissector& dissector, Space space) {
  return std::any_of(dissector.routes.begin(), dissector.routes.end(),
                     [space](const Route& route) { return route.space == space; });
}

// Whether the dissector reads what such numbers lead to. A link type of the user's may be
// anything.
bool fits(const Dissector& dissector, const Table& table) {
  if (&dissector == &kBytesLeft) return false;
  if (table.space == Space::kLinkType || is_at(dissector, table.space)) return true;
  return (table.start != Space::kBytes && is_at(dissector, table.start)) ||
         (table.announced != Space::kBytes && is_at(dissector, table.announced));
}

const Table* find_table(std::string_view name) {
  const auto found = std::find_if(std::begin(kTables), std::end(kTables),
                                  [&](const Table& table) { return same_word(table.name, name); });
  return found == std::end(kTables) ? nullptr : found;
}

std::string no_table(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Table& table : kTables) names.push_back(table.name);
  const std::string text = "there is no table " + quoted(name) + " to decode by";
  if (std::string meant = did_you_mean(name, names); !meant.empty()) return text + meant;
  return text + ": there are " + listed(names);
}

// The dissector that stands in the table, else the first that reads what it leads to.
const Dissector* find_protocol(std::string_view name, const Table& table) {
  const Dissector* found = nullptr;
  for (const Dissector* dissector : dissectors()) {
    if (!same_word(dissector->layer.name, name) || !fits(*dissector, table)) continue;
    if (is_at(*dissector, table.space)) return dissector;
    if (found == nullptr) found = dissector;
  }
  return found;
}

std::string no_protocol(std::string_view name, const Table& table) {
  std::vector<std::string_view> names;
  for (const Dissector* dissector : dissectors()) {
    if (fits(*dissector, table)) names.push_back(dissector->layer.name);
  }
  return std::string(table.name) + " leads to no protocol " + quoted(name) + " that is dissected" +
         did_you_mean(name, names);
}

// Decimal, or hexadecimal behind 0x.
std::optional<std::uint32_t> number_of(std::string_view text) {
  const bool hexadecimal = text.size() > 2 && text[0] == '0' && lower(text[1]) == 'x';
  if (hexadecimal) text.remove_prefix(2);
  std::uint32_t number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, hexadecimal ? 16 : 10);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole ? std::optional(number) : std::nullopt;
}

struct Range {
  std::uint32_t first, last;
};

std::optional<Range> range_of(std::string_view text, const Table& table) {
  const std::size_t at = text.find_first_of("-:");
  const auto first = number_of(trimmed(text.substr(0, at)));
  if (!first || *first < table.least) return std::nullopt;
  std::uint64_t last = *first;
  if (at != text.npos) {
    const auto other = number_of(trimmed(text.substr(at + 1)));
    if (!other || (text[at] == ':' && *other == 0)) return std::nullopt;
    last = text[at] == '-' ? std::uint64_t{*other} : std::uint64_t{*first} + *other - 1;
  }
  if (last < *first || last > table.most) return std::nullopt;
  return Range{*first, static_cast<std::uint32_t>(last)};
}

std::string no_numbers(std::string_view text, const Table& table) {
  return quoted(text) + " is no number from " + std::to_string(table.least) + " to " +
         std::to_string(table.most) + " or range of them, as " + std::string(table.name) + " has";
}

}  // namespace

std::string DecodeAs::add(std::string_view choice) {
  const std::size_t equal = choice.find("==");
  const std::size_t comma = choice.find(',', equal == choice.npos ? 0 : equal);
  if (equal == choice.npos || comma == choice.npos) {
    return quoted(choice) + " is not TABLE==NUMBER,PROTOCOL, as tcp.port==8888,http";
  }
  const std::string_view name = trimmed(choice.substr(0, equal));
  const std::string_view numbers = trimmed(choice.substr(equal + 2, comma - equal - 2));
  const std::string_view protocol = trimmed(choice.substr(comma + 1));
  const Table* const table = find_table(name);
  if (table == nullptr) return no_table(name);
  const std::optional<Range> range = range_of(numbers, *table);
  if (!range) return no_numbers(numbers, *table);
  const Dissector* const dissector = find_protocol(protocol, *table);
  if (dissector == nullptr) return no_protocol(protocol, *table);
  if (choices_.size() == kMost) return "more than " + std::to_string(kMost) + " are not taken";
  const bool by_start = !is_at(*dissector, table->space) && is_at(*dissector, table->start);
  choices_.push_back({table->space, range->first, range->last, dissector, by_start});
  return {};
}

const DecodeAs::Choice* DecodeAs::find(const Route& route) const {
  const auto found = std::find_if(choices_.rbegin(), choices_.rend(), [&](const Choice& choice) {
    return choice.space == route.space && route.number >= choice.first &&
           route.number <= choice.last;
  });
  return found == choices_.rend() ? nullptr : &*found;
}

}  // namespace packetglass
