// The options that all commands have which read captures.
#pragma once

#include "format/reading.h"
#include "native/command.h"
#include "native/compression/budget.h"

namespace packetglass::native {

struct SourceOptions : ReadOptions {
  std::uint64_t max_decompressed = DecompressionBudget::kUsual;  // bytes
};

// Declares --strict, --strict-snaplen, --apply-time-zone and --max-decompressed; `options`
// outlives the command line.
void declare_read_options(CLI::App& app, SourceOptions& options);

// Declares these alone.
void declare_time_zone_option(CLI::App& app, ReadOptions& options);
void declare_decompression_option(CLI::App& app, std::uint64_t& most);

}  // namespace packetglass::native
