// The options that all commands have which read captures.
#include "native/read_options.h"

#include <CLI/CLI.hpp>

namespace packetglass::native {

void declare_read_options(CLI::App& app, ReadOptions& options) {
  app.add_flag("--strict", options.strict, "Stop at the first damage, do not look further");
  app.add_flag("--strict-snaplen", options.strict_snaplen,
               "Cut packets to the snaplen, as libpcap does");
  declare_time_zone_option(app, options);
}

void declare_time_zone_option(CLI::App& app, ReadOptions& options) {
  app.add_flag("--apply-time-zone", options.apply_time_zone,
               "Add the time zone of classic headers to their timestamps");
}

}  // namespace packetglass::native
