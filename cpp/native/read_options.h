// The options that all commands have which read captures.
#pragma once

#include "format/reading.h"
#include "native/command.h"

namespace packetglass::native {

// Declares --strict, --strict-snaplen and --apply-time-zone; `options` outlives the command line.
void declare_read_options(CLI::App& app, ReadOptions& options);

// Declares --apply-time-zone alone.
void declare_time_zone_option(CLI::App& app, ReadOptions& options);

}  // namespace packetglass::native
