// Which address becomes which: single ones, prefixes, and all.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dissect/address.h"
#include "edit/rewrite/rules.h"

namespace packetglass {

// Of addresses of one kind. Of the rules that fit, that with the longest prefix counts, and of
// these one for a side before one for both. Looking up takes a step for each length of prefix that
// there is, times the logarithm of the rules.
class AddressRules {
 public:
  // "10.0.0.0/8", "192.0.2.1", "00:00:5e:00:53:00/24".
  struct Pattern {
    Address address;
    unsigned bits = 0;  // all of the address, or a prefix
  };

  // Addresses whose first bits are those of `before` get the first bits of `after` instead. Both
  // have as many; `*` (no bits) may become a whole address.
  void add(Side side, const Pattern& before, const Pattern& after);
  // Call it when all were added. false: two of them have the same side and OLD.
  [[nodiscard]] bool sort();

  bool empty() const { return tables_.empty(); }
  // What comes there instead of the address at `before`; false: no rule fits.
  bool apply(Address::Kind kind, Side side, const std::uint8_t* before, std::uint8_t* after) const;

 private:
  struct Entry {
    AddressWords key{}, after{}, replaced{};  // `replaced`: which bits
  };
  // Of one side and one length.
  struct Table {
    unsigned bits = 0;
    Side side = Side::kNone;
    AddressWords mask{};
    std::vector<Entry> entries;  // by key
  };

  std::vector<Table> tables_;  // in the order in which they count
};

// Reads OLD or NEW of a rule: an address with or without a prefix length. Nothing, and `wrong`
// says why, where it is none.
std::optional<AddressRules::Pattern> read_ip_pattern(std::string_view text, std::string& wrong);
std::optional<AddressRules::Pattern> read_mac_pattern(std::string_view text, std::string& wrong);

}  // namespace packetglass
