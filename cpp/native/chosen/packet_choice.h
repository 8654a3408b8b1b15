// The options that choose packets of a capture, the same of every command that reads packets.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "native/chosen/packet_ranges.h"
#include "native/filter/display_filter.h"
#include "record/timestamp.h"

namespace packetglass::native {

// How deep a display filter looks: each depth has those before it too.
enum class FilterDepth : std::uint8_t {
  kColumns,     // columns alone
  kHeaders,     // and headers of plain packets
  kDissection,  // whatever is not answered so is dissected: this is what is done unless asked
};

struct PacketChoice {
  FilterWords filter;                   // a display filter
  std::string bpf;                      // a capture filter; empty: none
  PacketRanges numbers;                 // of packets
  std::optional<Nanoseconds> from, to;  // at `from` or later, before `to`
  std::vector<std::string> interfaces;  // names or numbers; none: all interfaces
  FilterDepth depth = FilterDepth::kDissection;
  bool only_dissection = false;  // columns and headers are not asked

  // Whether all packets are chosen.
  bool all() const {
    return filter.text.empty() && bpf.empty() && numbers.empty() && !from && !to &&
           interfaces.empty();
  }
};

// Declares -Y, --filter, --macro, --bpf, --packets, --from, --before and --interface; `choice`
// outlives the command line. --to is another name of --before, but of a command that has a --to of
// its own.
void declare_choice_options(OptionList& list, PacketChoice& choice, bool has_own_to = false);

// Declares --depth, for tests: what a depth says alone.
void declare_depth_option(OptionList& list, PacketChoice& choice);

}  // namespace packetglass::native
