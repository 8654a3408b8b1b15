// The options that all commands have which read captures.
#pragma once

#include "decompress/budget.h"
#include "dissect/choices.h"
#include "format/reading.h"
#include "native/command.h"
#include "record/link_type.h"

namespace packetglass::native {

struct SourceOptions : ReadOptions {
  std::uint64_t max_decompressed = DecompressionBudget::kUsual;  // bytes
  Choices choices;
};

// Declares --strict, --strict-snaplen, --apply-time-zone, --max-decompressed, --decode-as,
// --user-dlt and --preference; `options` outlives the command line.
void declare_read_options(OptionList& list, SourceOptions& options);

// Takes a link type by its name or number; returns what is wrong with the word.
std::string take_link_type(const std::string& word, LinkType& link_type);

// Declares these alone.
void declare_time_zone_option(OptionList& list, ReadOptions& options);
void declare_decompression_option(OptionList& list, std::uint64_t& most);

}  // namespace packetglass::native
