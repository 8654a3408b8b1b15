// packetglass anonymise: a capture that can be shown to others.
#include "edit/anonymise/anonymise.h"

#include <cstdlib>
#include <memory>
#include <optional>

#include "native/anonymise_policy.h"
#include "native/command.h"
#include "native/conversion.h"
#include "native/json_text.h"
#include "native/output_file.h"
#include "native/report.h"
#include "native/standard_output.h"
#include "native/whole_file.h"

namespace packetglass::native {
namespace {

constexpr std::size_t kMostOfPolicy = std::size_t{1} << 20;

struct Options {
  ConversionOptions conversion;
  anonymise::Policy policy;
  std::optional<anonymise::Key> key;
  std::string save_key;
  std::string report;
  bool json = false;
  bool quiet = false;
};

std::string take_policy(Options& options, const std::string& path) {
  std::string content;
  const FileFailure failure = read_whole_file(path, kMostOfPolicy, content);
  if (failure) return path + ": " + failure.message();
  const std::string error = read_policy(content, options.policy);
  return error.empty() ? error : path + ": " + error;
}

std::string take_setting(Options& options, const std::string& word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos) return "\"" + word + "\" is not NAME=WORD";
  return set(options.policy, word.substr(0, equals), word.substr(equals + 1));
}

std::string take_key(Options& options, const std::string& word) {
  anonymise::Key key{};
  const std::string error = read_key(word, key);
  if (error.empty()) options.key = key;
  return error;
}

std::string json_report(const Edit& step) {
  nlohmann::ordered_json object;
  for (const EditCount& count : step.counts()) object[std::string(count.what)] = count.count;
  return json_text(object);
}

std::string text_report(const Edit& step) {
  std::string text;
  for (const EditCount& count : step.counts()) {
    if (count.count == 0) continue;
    if (!text.empty()) text += "\n";
    text += std::to_string(count.count) + " " + std::string(count.what);
  }
  return text;
}

bool write_report(const Options& options, const Edit& step) {
  if (!options.quiet) report_lines(options.json ? json_report(step) : text_report(step));
  if (options.report.empty()) return true;
  OutputFile file(options.report,
                  {.existing = options.conversion.replace ? Existing::kReplace : Existing::kRefuse,
                   .naming = Naming::kWhenWhole});
  const std::string text = json_report(step) + "\n";
  file.pending().assign(text.begin(), text.end());
  file.finish();
  if (file.failure()) report_output(options.report, file.failure());
  return !file.failure();
}

int run(Options& options) {
  // A key that nobody is told is forgotten: then nothing can be undone.
  const anonymise::Key key = options.key ? *options.key : draw_key();
  if (!options.save_key.empty()) {
    const std::string error = save_key(options.save_key, key);
    if (!error.empty()) {
      report("anonymise", error);
      return kFailed;
    }
  }
  EditSteps steps;
  steps.push_back(make_anonymiser(key, options.policy));
  bool reported = true;
  const int code = convert(options.conversion, std::move(steps),
                           [&](const auto& done) { reported = write_report(options, *done[0]); });
  return code == kDone && !reported ? static_cast<int>(kFailed) : code;
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  declare_conversion_options(list, options->conversion);
  const auto taking = [&](auto take) {
    return
        [options = options.get(), take](const std::string& word) { return take(*options, word); };
  };
  list.word("--policy", taking(take_policy),
            "What is kept, gets pseudonyms and is taken out: a file of JSON, as --print-policy "
            "prints it")
      .called("FILE")
      .in_order();
  list.word("--set", taking(take_setting),
            "One setting of the policy: payload=cut, addresses.private=keep, "
            "fields.dns.txt=zero; may be given several times")
      .called("NAME=WORD")
      .in_order();
  // Without a capture: so it ends here, as --help does.
  list.flag_in_order(
      "--print-policy",
      [options = options.get()] {
        print_out(policy_text(options->policy));
        std::exit(finish_out() ? kDone : kFailed);
      },
      "Print the policy and do nothing else");
  list.word("--key", taking(take_key),
            "The key that pseudonyms are made with, for the same in several captures: 64 "
            "hexadecimal digits, or a file of them; without it one of chance")
      .called("FILE|HEX");
  list.text("--save-key", options->save_key,
            "Write the key to this new file; who has it can undo pseudonyms of addresses")
      .called("FILE");
  list.text("--report", options->report, "Write what was done to this file, as JSON")
      .called("FILE");
  list.flag("--json", options->json, "Say as JSON what was done");
  list.flag("-q,--quiet", options->quiet, "Do not say what was done");
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kAnonymise;
const Command kAnonymise{"anonymise", "Take out of a capture who it is about", declare};

}  // namespace packetglass::native
