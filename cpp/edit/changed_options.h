// Lists of options of pcapng with some left out or added, and blocks that have such a list.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "format/pcapng/option.h"
#include "record/block.h"

namespace packetglass {

// Whether an option stays.
using KeepsOption = std::function<bool(const pcapng::Option&)>;

// The list without the options that do not stay; nothing where all do. What stands behind an
// option that does not fit is kept as it stands. A list of which none is left is empty.
std::optional<std::vector<std::uint8_t>> options_kept(Bytes options, ByteOrder order,
                                                      const KeepsOption& keeps);

// The list with one option more, behind the others and with the end of the list. `value` has at
// most kMostOfOption bytes.
inline constexpr std::size_t kMostOfOption = 65535;
std::vector<std::uint8_t> options_with(Bytes options, ByteOrder order, std::uint16_t code,
                                       Bytes value);

// The list in which this option has this value: once, behind the others.
std::vector<std::uint8_t> options_replaced(Bytes options, ByteOrder order, std::uint16_t code,
                                           Bytes value);

// The options of a block that is neither a section's, an interface's nor a packet's; empty where
// its type has none, or none that can be known. They end where its second length begins.
Bytes options_in(const Block& block);

// A whole block of which `fixed` stays: all of it in front of its options.
std::vector<std::uint8_t> block_with_options(Bytes fixed, Bytes options, ByteOrder order);

}  // namespace packetglass
