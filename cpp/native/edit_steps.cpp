// The steps of an edit as options of the command line.
#include "native/edit_steps.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "edit/edits.h"
#include "native/json_text.h"
#include "native/shown.h"
#include "native/whole_file.h"

namespace packetglass::native {
namespace {

// What a file may have that a step is given: key logs, rules, policies.
constexpr std::size_t kMostOfFile = std::size_t{256} << 20;

std::string take(StepOptions& options, const EditKind& kind, const std::string& word) {
  const bool at_file = kind.value == EditValue::kTextOrFile && word.starts_with('@');
  const bool is_file = kind.value == EditValue::kFile || at_file;
  std::string content;
  if (is_file) {
    const std::string name = word.substr(at_file ? 1 : 0);
    const FileFailure failure = read_whole_file(name, kMostOfFile, content);
    if (failure) return name + ": " + failure.message();
  }
  MadeEdit made = kind.make(is_file ? content : word);
  if (made.edit == nullptr) return "\"" + word + "\" " + made.error;
  options.steps.push_back(std::move(made.edit));
  options.names.emplace_back(kind.name);
  return {};
}

void declare_step(OptionList& list, StepOptions& options, const EditKind& kind) {
  const std::string name = "--" + std::string(kind.name);
  const std::string description(kind.description);
  const auto step = [&options, &kind](const std::string& word) {
    return take(options, kind, word);
  };
  if (kind.value == EditValue::kNone) {
    list.flag_in_order(
        name, [step] { step({}); }, description);
  } else {
    list.word(name, step, description).called(std::string(kind.placeholder)).in_order();
  }
}

void print_counts(const StepOptions& options, std::span<const std::unique_ptr<Edit>> steps) {
  std::string text;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    nlohmann::ordered_json object{{"step", options.names[i]}};
    for (const EditCount& count : steps[i]->counts()) {
      object[std::string(count.what)] = count.count;
      if (!options.json) {
        text += options.names[i] + ": " + std::to_string(count.count) + " " +
                std::string(count.what) + "\n";
      }
    }
    if (options.json) text += json_text(object) + "\n";
  }
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

void declare_step_options(OptionList& list, StepOptions& options) {
  for (const EditKind* kind : edits()) declare_step(list, options, *kind);
  list.flag("--json", options.json, "Say as JSON what each step did, a line each");
  list.flag("-q,--quiet", options.quiet, "Do not say what each step did");
}

int convert_with_steps(const ConversionOptions& conversion, StepOptions& options) {
  const auto report = [&](std::span<const std::unique_ptr<Edit>> steps) {
    if (!options.quiet) print_counts(options, steps);
  };
  return convert(conversion, std::move(options.steps), report);
}

}  // namespace packetglass::native
