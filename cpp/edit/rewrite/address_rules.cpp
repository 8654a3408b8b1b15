// Which address becomes which.
#include "edit/rewrite/address_rules.h"

#include <algorithm>
#include <tuple>

#include "dissect/read_address.h"
#include "edit/step_value.h"

namespace packetglass {
namespace {

// The first `bits` of 128.
AddressWords mask_of(unsigned bits) {
  const auto word = [](unsigned count) {
    return count == 0 ? 0 : ~std::uint64_t{0} << (64 - std::min(count, 64u));
  };
  return {word(std::min(bits, 64u)), word(bits > 64 ? bits - 64 : 0)};
}

AddressWords masked(const AddressWords& words, const AddressWords& mask) {
  return {words[0] & mask[0], words[1] & mask[1]};
}

unsigned bits_of(const Address& address) {
  return static_cast<unsigned>(8 * address.size());
}

using ReadAddress = std::optional<Address> (*)(std::string_view);

std::optional<AddressRules::Pattern> read_pattern(std::string_view text, const char* what,
                                                  ReadAddress read, std::string& wrong) {
  const std::size_t slash = text.find('/');
  const auto address = read(text.substr(0, slash));
  if (!address) {
    wrong = "has " + quoted_rule(text) + ", which is no " + what;
    return std::nullopt;
  }
  AddressRules::Pattern pattern{*address, bits_of(*address)};
  if (slash == text.npos) return pattern;
  const auto bits = parse_whole(text.substr(slash + 1));
  if (!bits || *bits > pattern.bits) {
    wrong = "has " + quoted_rule(text) + ", whose prefix length is not from 0 to " +
            std::to_string(pattern.bits);
    return std::nullopt;
  }
  pattern.bits = static_cast<unsigned>(*bits);
  const AddressWords words = words_of(*address);
  if (masked(words, mask_of(pattern.bits)) != words) {
    wrong = "has " + quoted_rule(text) + ", which has bits behind its prefix";
    return std::nullopt;
  }
  return pattern;
}

}  // namespace

void AddressRules::add(Side side, const Pattern& before, const Pattern& after) {
  const auto found = std::find_if(tables_.begin(), tables_.end(), [&](const Table& table) {
    return table.bits == before.bits && table.side == side;
  });
  Table& table = found != tables_.end() ? *found : tables_.emplace_back();
  table.bits = before.bits;
  table.side = side;
  table.mask = mask_of(before.bits);
  table.entries.push_back(
      {words_of(before.address), words_of(after.address), mask_of(after.bits)});
}

bool AddressRules::sort() {
  std::sort(tables_.begin(), tables_.end(), [](const Table& a, const Table& b) {
    return std::make_tuple(b.bits, a.side == Side::kNone) <
           std::make_tuple(a.bits, b.side == Side::kNone);
  });
  const auto less = [](const Entry& a, const Entry& b) { return a.key < b.key; };
  const auto same = [](const Entry& a, const Entry& b) { return a.key == b.key; };
  bool unique = true;
  for (Table& table : tables_) {
    std::sort(table.entries.begin(), table.entries.end(), less);
    const auto twice = std::adjacent_find(table.entries.begin(), table.entries.end(), same);
    unique = unique && twice == table.entries.end();
  }
  return unique;
}

bool AddressRules::apply(Address::Kind kind, Side side, const std::uint8_t* before,
                         std::uint8_t* after) const {
  if (tables_.empty()) return false;
  const AddressWords words = words_of(Address::load(kind, before));
  for (const Table& table : tables_) {
    if (table.side != Side::kNone && table.side != side) continue;
    const AddressWords key = masked(words, table.mask);
    const auto found = std::lower_bound(
        table.entries.begin(), table.entries.end(), key,
        [](const Entry& entry, const AddressWords& sought) { return entry.key < sought; });
    if (found == table.entries.end() || found->key != key) continue;
    const AddressWords& replaced = found->replaced;
    const AddressWords result{(words[0] & ~replaced[0]) | (found->after[0] & replaced[0]),
                              (words[1] & ~replaced[1]) | (found->after[1] & replaced[1])};
    const Address address = address_of(kind, result);
    std::copy_n(address.bytes.begin(), address.size(), after);
    return true;
  }
  return false;
}

std::optional<AddressRules::Pattern> read_ip_pattern(std::string_view text, std::string& wrong) {
  return read_pattern(text, "address of IPv4 or IPv6", read_ip_address, wrong);
}

std::optional<AddressRules::Pattern> read_mac_pattern(std::string_view text, std::string& wrong) {
  return read_pattern(text, "MAC address", read_mac_address, wrong);
}

}  // namespace packetglass
