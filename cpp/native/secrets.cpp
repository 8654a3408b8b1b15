// packetglass secrets: the decryption secrets of a pcapng capture, listed or written.
#include <cstdio>

#include "format/capture_reader.h"
#include "format/pcapng/block_types.h"
#include "format/pcapng/decryption_secrets.h"
#include "native/command.h"
#include "native/input_file.h"
#include "native/output_file.h"
#include "native/report.h"

namespace packetglass::native {
namespace {

struct Options {
  std::string file, output;
  bool replace = false;
};

// Lists secrets, or writes them one behind the other.
class Secrets final : public RecordSink {
 public:
  Secrets(const Options& options, OutputFile* output) : options_(options), output_(output) {}

  void section(const Section&, Bytes) override {}
  void interface(const Interface&, Bytes) override {}
  bool packets(const PacketBatch&) override { return true; }
  bool block(const Block& block) override {
    const auto* const type = pcapng::find_block_type(pcapng::kDecryptionSecrets);
    if (block.type != type->code || block.bytes.size() < type->least_size) return true;
    const auto found = pcapng::read_decryption_secrets(block.bytes, block.order);
    if (output_ == nullptr) {
      list(block.offset, found);
      return true;
    }
    write(found.secrets);
    return !output_->flush_blocks();
  }
  void issue(const Issue& issue) override {
    if (severity(issue.kind) != Severity::kError) return;
    report(options_.file, issue);
    damaged_ = true;
  }

  bool damaged() const { return damaged_; }

 private:
  static void list(std::uint64_t offset, const pcapng::DecryptionSecrets& found) {
    const std::string_view name = pcapng::secrets_name(found.type);
    std::printf("byte %llu: %.*s, %u bytes\n", static_cast<unsigned long long>(offset),
                static_cast<int>(name.size()), name.data(), found.length);
  }

  // Key logs are lines: the next one begins on a line of its own.
  void write(Bytes secrets) {
    auto& pending = output_->pending();
    if (wrote_ && !ends_line_) pending.push_back('\n');
    pending.insert(pending.end(), secrets.begin(), secrets.end());
    wrote_ = wrote_ || !secrets.empty();
    if (!secrets.empty()) ends_line_ = secrets.back() == '\n';
  }

  const Options& options_;
  OutputFile* const output_;
  bool damaged_ = false, wrote_ = false, ends_line_ = true;
};

int run(const Options& options) {
  InputFile input(options.file);
  if (input.failure()) {
    report(options.file, input.failure().message());
    return kFailed;
  }
  std::optional<OutputFile> output;
  if (!options.output.empty()) {
    output.emplace(options.output, OutputOptions{.existing = options.replace ? Existing::kReplace
                                                                             : Existing::kRefuse,
                                                 .naming = Naming::kWhenWhole});
  }
  Secrets secrets(options, output ? &*output : nullptr);
  CaptureReader reader;
  std::optional<Error> error;
  const auto settle = [&](const Result<std::size_t>& used) {
    if (!used) error = used.error();
    return used ? std::optional(*used) : std::nullopt;
  };
  const FileFailure failure =
      input.read_all([&](Bytes window) { return settle(reader.push(window, secrets)); },
                     [&](Bytes rest) { settle(reader.finish(rest, secrets)); });
  if (failure) report(options.file, failure.message());
  if (error && !(output && output->failure())) report(options.file, *error);
  if (failure.number != 0 || error) return kFailed;
  if (output && !output->failure()) output->finish();
  if (output && output->failure()) report_output(options.output, output->failure());
  const bool good = !failure && !secrets.damaged() && !(output && output->failure());
  return good ? kDone : kFailed;
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.text("FILE", options->file, "The capture; - is standard input").required();
  list.text("--extract", options->output,
            "Write the secrets, one block's behind the other's, to this file instead; - is "
            "standard output")
      .called("OUT");
  list.flag("--force", options->replace, "Overwrite the file when it exists");
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kSecretsCommand;
const Command kSecretsCommand{"secrets", "List or extract the decryption secrets of a capture",
                              declare};

}  // namespace packetglass::native
