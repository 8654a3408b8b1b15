// Display filters, in the language of Wireshark 4.6: README.md beside this has it.
#pragma once

#include <memory>
#include <optional>

#include "filter/evaluate.h"
#include "filter/macro.h"
#include "inspect/wanted_of_packets.h"

namespace packetglass {

struct FilterOptions {
  std::span<const FilterMacro> macros = {};
  RegexEngine* regex = nullptr;  // what matches patterns; it outlives the filter
};

using FilterPacket = DissectedPacket;

// What has to be made of a packet before a filter can be asked.
struct WantedFields {
  bool tree = false;                    // the fields of its layers
  bool info = false;                    // the column Info
  std::vector<std::string_view> names;  // of all fields, each once: nodes and those of the packet
};

class Filter {
 public:
  Filter(std::unique_ptr<FilterProgram> program, RegexEngine* regex)
      : program_(std::move(program)), evaluation_(*program_, regex) {}

  // Whether the packet matches. One that takes more than is allowed does not, and is counted.
  bool matches(const FilterPacket& packet) {
    const bool matches = evaluation_.matches(packet);
    exceeded_ += evaluation_.exceeded() ? 1 : 0;
    return matches;
  }

  // The packet whose values ${field} has.
  void select(const FilterPacket& packet) { evaluation_.select(packet); }
  // Whether ${field} stands in it.
  bool needs_selection() const;

  WantedFields wanted() const;
  // The same for whoever dissects packets.
  WantedOfPackets wanted_of_packets() const;
  // For whoever answers it from less than the fields, or asks the engine for many packets at once.
  const FilterProgram& program() const { return *program_; }
  FilterEvaluation& evaluation() { return evaluation_; }

  // Packets that took more than FilterLimits or the engine of regular expressions allow.
  std::uint64_t exceeded() const { return exceeded_; }

 private:
  std::unique_ptr<FilterProgram> program_;
  FilterEvaluation evaluation_;
  std::uint64_t exceeded_ = 0;
};

struct FilterCompilation {
  std::unique_ptr<Filter> filter;      // nullptr: there is an error
  std::optional<FilterMessage> error;  // whose columns are those of the text
  std::vector<FilterMessage> warnings;
};

// An empty text is a filter that all packets match. Takes time and memory in proportion to the
// text, which is FilterLimits::kText at most.
FilterCompilation compile_filter(std::string_view text, const FilterOptions& options = {});

}  // namespace packetglass
