// The options of commands that write a capture.
#include "native/target_options.h"

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

void declare_target_options(OptionList& list, TargetOptions& options, const std::string& otherwise,
                            const std::string& order) {
  list.choice("--to", options.to, target_names(),
              "The format to write; without it as the suffix of OUT says (.pcapng, .pcap), else " +
                  otherwise);
  list.choice("--endian", options.order, {"little", "big"},
              "The byte order to write; without it " + order);
  declare_compress_option(list, options.compression);
  list.choice("--custom", options.custom, {"auto", "keep", "drop"},
              "Custom blocks and options marked as not to be copied: auto drops them from "
              "sections that are changed, keep and drop do so everywhere")
      .with_default();
  list.flag("--force", options.replace, "Overwrite the file when it exists");
}

OutputOptions output_options_of(const TargetOptions& options) {
  return {.existing = options.replace ? Existing::kReplace : Existing::kRefuse,
          .naming = Naming::kWhenWhole,
          .compression = compression_of(options.compression, options.output)};
}

std::optional<ByteOrder> order_of(const TargetOptions& options) {
  if (options.order.empty()) return std::nullopt;
  return options.order == "big" ? ByteOrder::kBig : ByteOrder::kLittle;
}

NoCopy no_copy_of(const TargetOptions& options) {
  if (options.custom == "keep") return NoCopy::kKeep;
  return options.custom == "drop" ? NoCopy::kDrop : NoCopy::kUnlessChanged;
}

}  // namespace packetglass::native
