// The options that all commands have which read captures.
#include "native/read_options.h"

#include <CLI/CLI.hpp>

#include "native/arguments.h"

namespace packetglass::native {

void declare_read_options(CLI::App& app, SourceOptions& options) {
  app.add_flag("--strict", options.strict, "Stop at the first damage, do not look further");
  app.add_flag("--strict-snaplen", options.strict_snaplen,
               "Cut packets to the snaplen, as libpcap does");
  declare_time_zone_option(app, options);
  declare_decompression_option(app, options.max_decompressed);
}

void declare_time_zone_option(CLI::App& app, ReadOptions& options) {
  app.add_flag("--apply-time-zone", options.apply_time_zone,
               "Add the time zone of classic headers to their timestamps");
}

void declare_decompression_option(CLI::App& app, std::uint64_t& most) {
  constexpr const char* kName = "--max-decompressed";
  const auto parse = [&most](const std::string& word) {
    const auto number = parse_number<std::uint64_t>(word);
    if (!number && !is_same_word(word, "none")) {
      throw CLI::ValidationError(kName, word + " is neither a number of bytes nor none");
    }
    most = number.value_or(DecompressionBudget::kUnlimited);
  };
  app.add_option_function<std::string>(
         kName, parse,
         "Refuse what decompresses to more bytes than this and more than 100 times its size; "
         "none: no limit")
      ->type_name("BYTES")
      ->default_str(std::to_string(most));
}

}  // namespace packetglass::native
