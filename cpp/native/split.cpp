// packetglass split: a capture as several.
#include "format/capture_reader.h"
#include "native/command.h"
#include "native/input_file.h"
#include "native/output/name.h"
#include "native/sizes.h"
#include "native/split/splitter.h"
#include "native/standard_output.h"
#include "native/stop.h"

namespace packetglass::native {
namespace {

// Reads the input; false when it could not be read to its end, as standard error says.
bool read(InputFile& input, const SplitOptions& options, Splitter& splitter) {
  CaptureReader reader(options.reading);
  std::optional<Error> error;
  const auto settle = [&](const Result<std::size_t>& used) {
    if (!used) error = used.error();
    return used ? std::optional(*used) : std::nullopt;
  };
  const FileFailure failure =
      input.read_all([&](Bytes window) { return settle(reader.push(window, splitter)); },
                     [&](Bytes rest) { settle(reader.finish(rest, splitter)); });
  if (failure)
    report(options.input, failure.message());
  else if (splitter.error())
    report(options.input, *splitter.error());
  else if (error && error->code != ErrorCode::kDamaged && !splitter.failed()) {
    report(options.input, *error);
  }
  const bool is_damage =
      failure.damage && failure.damage->code != ErrorCode::kDecompressedTooLarge;
  return !error && !splitter.error() && splitter.begun() && (!failure || is_damage);
}

int split(const SplitOptions& options, InputFile& input, Splitter& splitter) {
  const bool whole = read(input, options, splitter) && splitter.keep();
  splitter.report_losses();
  if (!whole) return kFailed;
  print_out(std::to_string(splitter.count()) + (splitter.count() == 1 ? " part\n" : " parts\n"));
  return splitter.damaged() || input.damage() ? kFailed : kDone;
}

int run(const SplitOptions& options) {
  watch_stop_signals();
  if (!options.by || options.twice) {
    report("split",
           "say by what, once: --packets, --bytes, --seconds, --conversation, --host, "
           "--vlan or --interface");
    return kUsage;
  }
  if (options.by_key() && compression_of(options.compression, options.pattern) != nullptr) {
    report(options.pattern, "parts that are written at a time cannot be compressed");
    return kUsage;
  }
  DecompressionBudget budget(options.reading.max_decompressed);
  InputFile input(options.input, &budget);
  if (input.failure()) {
    report(options.input, input.failure().message());
    return kFailed;
  }
  const auto splitter = options.by_key() ? parts_by_key(options) : parts_in_turn(options);
  return split(options, input, *splitter);
}

void declare_ways(OptionList& list, const std::shared_ptr<SplitOptions>& options) {
  const auto choose = [options](SplitBy by, std::uint64_t most) {
    options->twice = options->twice || options->by.has_value();
    options->by = by;
    options->most = most;
  };
  const auto take_size = [choose](SplitBy by) {
    return [choose, by](const std::string& word) {
      const auto size = parse_size(word);
      if (!size || *size == 0) return word + " is no number from 1";
      choose(by, *size);
      return std::string();
    };
  };
  const auto take_time = [choose](const std::string& word) {
    const auto time = parse_epoch_seconds(word);
    if (!time || *time <= 0) return word + " is no number of seconds above 0";
    choose(SplitBy::kTime, static_cast<std::uint64_t>(*time));
    return std::string();
  };
  list.word("--packets", take_size(SplitBy::kPackets), "So many packets a part").called("N");
  list.word("--bytes", take_size(SplitBy::kBytes), "At most so many bytes a part: 64M")
      .called("SIZE");
  list.word("--seconds,--duration", take_time, "So many seconds a part, from the first packet on")
      .called("T");
  list.alternatives(
      "By what packets have in common",
      {{"--conversation", "A part for each conversation",
        [choose] { choose(SplitBy::kConversation, 0); }},
       {"--host", "A part for each address: packets are in the parts of both of theirs",
        [choose] { choose(SplitBy::kHost, 0); }},
       {"--vlan", "A part for each VLAN", [choose] { choose(SplitBy::kVlan, 0); }},
       {"--interface", "A part for each interface",
        [choose] { choose(SplitBy::kInterface, 0); }}});
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<SplitOptions>();
  list.text("IN", options->input, "The capture; - is standard input").required();
  list.text("PATTERN", options->pattern,
            "What parts are called: {n} is the number, {time} the time of the first packet, {key} "
            "what packets have in common; without any it is added before the suffix")
      .required();
  declare_ways(list, options);
  declare_compress_option(list, options->compression);
  list.choice("--custom", options->custom, {"auto", "keep", "drop"},
              "Custom blocks and options marked as not to be copied: only keep copies them")
      .with_default();
  list.flag("--force", options->replace, "Overwrite files that exist");
  list.flag("--strict", options->reading.strict, "Stop at the first error in the input");
  declare_decompression_option(list, options->reading.max_decompressed);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kSplit;
const Command kSplit{"split", "Write a capture as several", declare};

}  // namespace packetglass::native
