// The options of commands that write one capture of what they read.
#include "native/join_options.h"

#include "edit/join/capture_start.h"
#include "native/output/name.h"

namespace packetglass::native {
namespace {

std::vector<std::string> target_names() {
  std::vector<std::string> names{"pcapng"};
  for (const auto& variant : pcap::kVariants) {
    names.emplace_back(variant.name);
    if (!variant.alias.empty()) names.emplace_back(variant.alias);
  }
  return names;
}

}  // namespace

void declare_join_options(OptionList& list, JoinOptions& options, const std::string& otherwise) {
  list.choice("--to", options.to, target_names(),
              "The format to write; without it as the suffix of OUT says (.pcapng, .pcap), else " +
                  otherwise);
  list.choice("--endian", options.order, {"little", "big"},
              "The byte order to write; without it that of the first input");
  declare_compress_option(list, options.compression);
  list.choice("--custom", options.custom, {"auto", "keep", "drop"},
              "Custom blocks and options marked as not to be copied: auto drops them from "
              "sections that are changed, keep and drop do so everywhere")
      .with_default();
  list.flag("--force", options.replace, "Overwrite the file when it exists");
  list.flag("--strict", options.reading.strict, "Stop at the first error in an input");
  declare_time_zone_option(list, options.reading);
  declare_decompression_option(list, options.reading.max_decompressed);
}

OutputOptions output_options_of(const JoinOptions& options) {
  return {.existing = options.replace ? Existing::kReplace : Existing::kRefuse,
          .naming = Naming::kWhenWhole,
          .compression = compression_of(options.compression, options.output)};
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
  target.order = order_of_start(start).value_or(kHostOrder);
  if (options.order == "little") target.order = ByteOrder::kLittle;
  if (options.order == "big") target.order = ByteOrder::kBig;
  if (options.custom == "keep") target.no_copy = NoCopy::kKeep;
  if (options.custom == "drop") target.no_copy = NoCopy::kDrop;
  target.reading = options.reading;
  target.unify = options.unify;
  return target;
}

}  // namespace packetglass::native
