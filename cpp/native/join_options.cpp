// The options of commands that write one capture of what they read.
#include "native/join_options.h"

#include "edit/join/capture_start.h"
#include "native/output/name.h"

namespace packetglass::native {

void declare_join_options(OptionList& list, JoinOptions& options, const std::string& otherwise) {
  declare_target_options(list, options, otherwise, "that of the first input");
  list.flag("--strict", options.reading.strict, "Stop at the first error in an input");
  declare_time_zone_option(list, options.reading);
  declare_decompression_option(list, options.reading.max_decompressed);
}

bool writes_pcapng(const JoinOptions& options) {
  if (!options.to.empty()) return options.to == "pcapng";
  return parse_output_name(options.output).format != "pcap";
}

JoinTarget join_target_of(const JoinOptions& options, Bytes start, bool in_microseconds) {
  JoinTarget target;
  if (!writes_pcapng(options)) {
    target.variant = in_microseconds ? &pcap::kMicrosecondVariant : &pcap::kNanosecondVariant;
    if (!options.to.empty()) target.variant = pcap::find_variant(options.to);
  }
  target.order = order_of(options).value_or(order_of_start(start).value_or(kHostOrder));
  target.no_copy = no_copy_of(options);
  target.reading = options.reading;
  target.unify = options.unify;
  return target;
}

}  // namespace packetglass::native
