// The options that all commands have which read captures.
#include "native/read_options.h"

namespace packetglass::native {

void declare_read_options(CLI::App& app, ReadOptions& options) {
  app.add_flag("--strict", options.strict, "Stop at the first damage, do not look further");
  app.add_flag("--strict-snaplen", options.strict_snaplen,
               "Cut packets to the snaplen, as libpcap does");
}

}  // namespace packetglass::native
