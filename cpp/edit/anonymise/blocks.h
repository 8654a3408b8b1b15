// What a capture says of itself: options of its blocks, and blocks that are no packets.
#pragma once

#include <optional>

#include "edit/anonymise/names.h"
#include "edit/anonymise/tally.h"
#include "record/block.h"

namespace packetglass::anonymise {

class Blocks {
 public:
  Blocks(const Policy& policy, Addresses& addresses, Names& names, Tally& tally)
      : policy_(policy), addresses_(addresses), names_(names), tally_(tally) {}

  // The options of a block of this type without what may say who captured what: numbers and times
  // stay, addresses and names of interfaces get pseudonyms, comments stay where the policy keeps
  // them; all else goes. With the end of the list, if there are any; valid until the next call.
  Bytes options(std::uint32_t type, Bytes before, ByteOrder order);

  // A name resolution block or statistics, changed; nothing: it is dropped. Valid until the next
  // call.
  std::optional<Bytes> block(const Block& block);

 private:
  bool keep_option(std::uint32_t type, std::uint16_t code, Bytes value);
  Bytes name_resolution(const Block& block);
  void put_name_record(std::uint16_t type, Bytes value);
  void put_address(std::span<std::uint8_t> address);
  Bytes with_options(Bytes fixed, const Block& block, Bytes options);

  const Policy& policy_;
  Addresses& addresses_;
  Names& names_;
  Tally& tally_;
  std::vector<std::uint8_t> options_, value_, block_;
};

}  // namespace packetglass::anonymise
