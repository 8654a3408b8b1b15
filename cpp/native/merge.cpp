// packetglass merge: several captures as one, by time or one behind the other.
#include <cerrno>
#include <deque>
#include <memory>

#include "edit/join/capture_start.h"
#include "edit/join/join.h"
#include "native/command.h"
#include "native/concatenation.h"
#include "native/input_window.h"
#include "native/join_options.h"
#include "native/output_file.h"
#include "native/report.h"
#include "native/stop.h"

namespace packetglass::native {
namespace {

struct Options : JoinOptions {
  std::vector<std::string> inputs;
  bool concatenate = false;
  bool no_origin = false;
};

// All windows together, and the bounds of one.
constexpr std::size_t kAllWindows = std::size_t{16} << 20;
constexpr std::size_t kLeastStep = std::size_t{4} << 10;
constexpr std::size_t kMostStep = std::size_t{256} << 10;

std::size_t step_for(std::size_t files) {
  return std::clamp(kAllWindows / files / kLeastStep * kLeastStep, kLeastStep, kMostStep);
}

std::string name_of(const std::string& path) {
  return path == "-" ? "" : path.substr(path.rfind('/') + 1);
}

// Reads all inputs at a time, and writes what they are joined to.
class Merge {
 public:
  Merge(const Options& options, OutputFile& output)
      : options_(options), output_(output), budget_(options.reading.max_decompressed) {}

  // Opens them, and reads their first bytes; false where one cannot be, as standard error says.
  bool open();
  int run();

 private:
  bool open(const std::string& path);
  JoinTarget target() const;
  void read_on(Join& join, std::size_t source);
  bool settle(std::size_t source, const Result<std::size_t>& used);
  void finish(Join& join, std::optional<std::uint64_t> begin);

  const Options& options_;
  OutputFile& output_;
  DecompressionBudget budget_;
  std::deque<InputWindow> inputs_;
  bool damaged_ = false;  // something could not be read
  bool stopped_ = false;  // nothing is to be written
};

bool Merge::open() {
  allow_open_files(options_.inputs.size());
  for (const std::string& path : options_.inputs) {
    if (!open(path)) return false;
  }
  return true;
}

bool Merge::open(const std::string& path) {
  InputWindow& input = inputs_.emplace_back(path, budget_, step_for(options_.inputs.size()));
  if (const FileFailure failure = input.file().failure()) {
    const bool too_many = failure.number == EMFILE;
    report(path, failure.message() +
                     (too_many ? "; " + std::to_string(inputs_.size() - 1) + " of " +
                                     std::to_string(options_.inputs.size()) +
                                     " inputs are open: merge them in steps, or raise ulimit -n"
                               : ""));
    return false;
  }
  if (input.file().is_also(options_.output)) {
    report(options_.output, "This is an input too; write to another file.");
    return false;
  }
  input.read_on();
  return true;
}

// The byte order is that of the first input, and the variant one that holds all times.
JoinTarget Merge::target() const {
  bool micro = true;
  for (const InputWindow& input : inputs_) micro = micro && starts_in_microseconds(input.bytes());
  JoinTarget target = join_target_of(options_, inputs_.front().bytes(), micro);
  target.origins = !options_.no_origin && inputs_.size() > 1;
  target.one_after_another = options_.concatenate;
  return target;
}

int Merge::run() {
  const auto begin = output_.position();
  Join join(target(), [this](std::size_t source, const Issue& issue) {
    if (severity(issue.kind) == Severity::kNote) return;
    report(options_.inputs[source], issue);
    damaged_ = damaged_ || severity(issue.kind) == Severity::kError;
  });
  for (const std::string& path : options_.inputs) join.add(name_of(path));
  while (!stopped_ && !join.ended()) {
    if (const auto source = join.wants()) {
      read_on(join, *source);
    } else {
      join.write(output_.pending());
      stopped_ = static_cast<bool>(output_.flush_blocks());
    }
  }
  if (join.error()) report(options_.inputs[join.error_source()], *join.error());
  stopped_ = stopped_ || join.error();
  if (!stopped_) finish(join, begin);
  if (output_.failure()) report_output(options_.output, output_.failure());
  return stopped_ || damaged_ || output_.failure() ? kFailed : kDone;
}

void Merge::read_on(Join& join, std::size_t source) {
  InputWindow& input = inputs_[source];
  if (!input.ended()) {
    const auto used = join.push(source, input.bytes());
    if (!settle(source, used)) return;
    input.consume(*used);
    if (!join.source(source).waits()) input.read_on();
    return;
  }
  const bool good = settle(source, join.finish(source, input.bytes()));
  if (!join.source(source).begun()) stopped_ = true;
  const FileFailure failure = input.failure();
  if (!failure) return;
  if (good) report(input.path(), failure.message());
  damaged_ = true;
  const bool is_damage =
      failure.damage && failure.damage->code != ErrorCode::kDecompressedTooLarge;
  stopped_ = stopped_ || !is_damage;
}

// Whether it was read. What is no capture at all is not merged with others.
bool Merge::settle(std::size_t source, const Result<std::size_t>& used) {
  if (used) return true;
  damaged_ = true;
  const Error& error = used.error();
  if (error.code == ErrorCode::kOutOfMemory) return false;  // the join says why
  // Strict reading has said it as an issue.
  if (error.code != ErrorCode::kDamaged) report(options_.inputs[source], error);
  stopped_ = true;
  return false;
}

void Merge::finish(Join& join, std::optional<std::uint64_t> begin) {
  const auto patches = join.finish();
  for (const auto& patch : patches) {
    if (begin) output_.overwrite(*begin + patch.offset, patch.bytes);
  }
  if (!begin && !patches.empty()) report_lengths_missing(options_.output);
  output_.finish();
}

int run(const Options& options) {
  watch_stop_signals();
  if (std::count(options.inputs.begin(), options.inputs.end(), "-") > 1) {
    report("-", "it can be read only once");
    return kUsage;
  }
  OutputFile output(options.output, output_options_of(options));
  if (output.failure()) {
    report_output(options.output, output.failure());
    return kFailed;
  }
  if (options.concatenate && writes_pcapng(options))
    return concatenate(options.inputs, options, output);
  Merge merge(options, output);
  return merge.open() ? merge.run() : static_cast<int>(kFailed);
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.texts("IN", options->inputs, "The captures, of any formats; - is standard input")
      .required();
  list.text("-w,--write", options->output, "The file to write; - is standard output")
      .called("OUT")
      .required();
  list.flag("-a,--concatenate", options->concatenate,
            "One behind the other, as they are given, instead of by time; sections of pcapng stay "
            "as they are");
  list.flag("--unify", options->unify, "Make one of interfaces that are equal in everything");
  list.flag("--no-origin", options->no_origin,
            "Do not add a comment to each interface that says which file it is of");
  declare_join_options(list, *options, "pcapng");
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kMerge;
const Command kMerge{"merge", "Join captures to one, in the order of time", declare};

}  // namespace packetglass::native
