// packetglass reorder: the packets of a capture in the order of time.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

#include "edit/join/join.h"
#include "edit/order/time_order.h"
#include "export/losses.h"
#include "export/verbatim.h"
#include "format/pcapng/reorder.h"
#include "native/command.h"
#include "native/input_window.h"
#include "native/join_options.h"
#include "native/order/entry_sort.h"
#include "native/output/name.h"
#include "native/report.h"
#include "native/sizes.h"
#include "native/standard_output.h"
#include "native/stop.h"

namespace packetglass::native {
namespace {

struct Options : JoinOptions {
  std::string input;
  std::uint64_t memory = std::uint64_t{64} << 20;  // bytes of the index
  bool not_in_order = false;
};

// Least memory for the index: below, there would be thousands of runs.
constexpr std::uint64_t kLeastMemory = std::uint64_t{1} << 20;

class Reorder {
 public:
  Reorder(const Options& options, OutputFile& output) : options_(options), output_(output) {}

  int run();

 private:
  // Each says on standard error why not, if so.
  bool fetch(InputWindow& input);
  bool spool(InputWindow& input);
  bool index(const ReadOptions& reading);
  bool join_sections();
  bool write_as_it_is();
  bool write_sorted();

  bool read(const ReadOptions& reading, RecordSink& sink);
  bool converts() const;
  JoinTarget target() const;
  void append(Bytes record, bool is_header, bool drops);
  bool fail(const std::string& message) { return report(options_.input, message), false; }
  void say(const Issue& issue);
  int finish(bool good);
  void summarise() const;

  const Options& options_;
  OutputFile& output_;
  std::unique_ptr<ScratchFile> raw_, joined_;
  int descriptor_ = -1;  // of what is indexed
  std::unique_ptr<EntrySort> entries_;
  std::unique_ptr<TimeOrder> order_;
  Losses losses_;
  bool damaged_ = false;
  bool silent_ = false;  // what is read was read before
};

int Reorder::run() {
  DecompressionBudget budget(options_.reading.max_decompressed);
  InputWindow input(options_.input, budget, BlockWindow::kBlockSize);
  if (input.file().failure()) return fail(input.file().failure().message()), kFailed;
  if (input.file().is_also(options_.output)) {
    report(options_.output, "This is the input too; write to another file.");
    return kFailed;
  }
  if (!fetch(input) || !index(options_.reading)) return finish(false);
  summarise();
  const bool in_order = order_->out_of_order() == 0;
  if (in_order && options_.not_in_order) return damaged_ ? kFailed : kDone;
  if (in_order && !converts()) return finish(write_as_it_is());
  const bool joins = converts() || !order_->can_be_moved();
  if (joins && !(join_sections() && index(ReadOptions{}))) return finish(false);
  return finish(write_sorted());
}

// What cannot be read anywhere is written to a file that can.
bool Reorder::fetch(InputWindow& input) {
  input.read_on();
  descriptor_ = input.file().seekable();
  if (descriptor_ < 0 && !spool(input)) return false;
  const FileFailure failure = input.failure();
  if (!failure) return true;
  fail(failure.message());
  damaged_ = true;
  return failure.damage && failure.damage->code != ErrorCode::kDecompressedTooLarge;
}

bool Reorder::spool(InputWindow& input) {
  raw_ = std::make_unique<ScratchFile>(options_.output);
  while (!raw_->failure() && !input.bytes().empty()) {
    raw_->append(input.bytes());
    input.consume(input.bytes().size());
    if (!input.ended()) input.read_on();
  }
  descriptor_ = raw_->descriptor();
  if (raw_->failure()) report_output(options_.output, raw_->failure());
  return !raw_->failure();
}

bool Reorder::read(const ReadOptions& reading, RecordSink& sink) {
  CaptureReader reader(reading);
  SeekableSource source(descriptor_);
  std::optional<Error> error;
  const auto settle = [&](const Result<std::size_t>& used) {
    if (!used) error = used.error();
    return used ? std::optional(*used) : std::nullopt;
  };
  const FileFailure failure =
      source.read_all([&](Bytes window) { return settle(reader.push(window, sink)); },
                      [&](Bytes rest) { settle(reader.finish(rest, sink)); });
  if (failure) return fail(failure.message());
  // Of a sink that is full, whoever filled it says why. Strict reading has said it as an issue.
  const bool is_said =
      error && (error->code == ErrorCode::kOutOfMemory || error->code == ErrorCode::kDamaged);
  if (error && !is_said) report(options_.input, *error);
  return !error;
}

bool Reorder::index(const ReadOptions& reading) {
  entries_ =
      std::make_unique<EntrySort>(static_cast<std::size_t>(options_.memory), options_.output);
  order_ =
      std::make_unique<TimeOrder>([this](const OrderEntry& entry) { return entries_->add(entry); },
                                  [this](const Issue& issue) { say(issue); });
  const bool good = read(reading, *order_);
  if (entries_->failure()) report_output(options_.output, entries_->failure());
  return good && !entries_->failure();
}

void Reorder::say(const Issue& issue) {
  if (silent_ || severity(issue.kind) == Severity::kNote) return;
  report(options_.input, issue);
  damaged_ = damaged_ || severity(issue.kind) == Severity::kError;
}

// Whether anything else than the order is to be changed.
bool Reorder::converts() const {
  const Section& first = order_->first_section();
  const JoinTarget to = target();
  const bool same_format =
      to.pcapng() ? first.format != "pcap" : to.variant->name == first.variant;
  return !same_format || to.order != first.order || options_.reading.apply_time_zone;
}

// The format of the input, unless --to or the suffix says another.
JoinTarget Reorder::target() const {
  const Section& first = order_->first_section();
  const auto* const variant = pcap::find_variant(first.variant);
  JoinTarget target = join_target_of(options_, {}, variant == &pcap::kMicrosecondVariant);
  const std::string_view suffix = parse_output_name(options_.output).format;
  if (options_.to.empty() && (suffix.empty() || suffix == first.format)) target.variant = variant;
  if (options_.order.empty()) target.order = first.order;
  target.origins = false;
  return target;
}

// Sections become one, so that packets can move from one to another.
bool Reorder::join_sections() {
  joined_ = std::make_unique<ScratchFile>(options_.output);
  silent_ = true;
  Join join(target(), [this](std::size_t, const Issue& issue) { say(issue); });
  join.add("");
  std::vector<std::uint8_t> out;
  std::optional<Error> error;
  const auto write = [&] {
    while (!join.ended() && !join.wants()) {
      join.write(out);
      joined_->append(out);
      out.clear();
    }
    return !joined_->failure() && !join.error();
  };
  SeekableSource source(descriptor_);
  const FileFailure failure = source.read_all(
      [&](Bytes window) {
        const auto used = join.push(0, window);
        return write() && used ? std::optional(*used) : std::nullopt;
      },
      [&](Bytes rest) {
        static_cast<void>(join.finish(0, rest));
        write();
      });
  silent_ = false;
  for (const auto& patch : join.finish()) {
    joined_->overwrite(patch.offset, patch.bytes);
  }
  silent_ = true;
  descriptor_ = joined_->descriptor();
  if (failure) return fail(failure.message());
  if (join.error()) report(options_.input, *join.error());
  if (joined_->failure()) report_output(options_.output, joined_->failure());
  return !join.error() && !joined_->failure();
}

bool Reorder::write_as_it_is() {
  class Copy final : public RecordSink {
   public:
    explicit Copy(OutputFile& output) : output_(output), writer_(output.pending()) {}
    void section(const Section& section, Bytes raw) override { writer_.section(section, raw); }
    void interface(const Interface& one, Bytes raw) override { writer_.interface(one, raw); }
    bool packets(const PacketBatch& batch) override {
      return writer_.packets(batch) && !output_.flush_blocks();
    }
    bool block(const Block& block) override {
      return writer_.block(block) && !output_.flush_blocks();
    }
    void issue(const Issue&) override {}

   private:
    OutputFile& output_;
    VerbatimWriter writer_;
  };
  Copy copy(output_);
  return read(options_.reading, copy);
}

bool Reorder::write_sorted() {
  const bool drops = order_->first_section().format != "pcap" && options_.custom != "keep";
  SeekableSource source(descriptor_);
  bool is_header = true;
  entries_->sort();
  for (const OrderEntry* entry = entries_->next(); entry != nullptr; entry = entries_->next()) {
    const Bytes record = source.read(entry->offset, entry->size);
    if (source.failure()) return fail(source.failure().message());
    append(record, is_header, drops);
    is_header = false;
    if (output_.flush_blocks()) return false;
  }
  silent_ = false;
  class Said final : public RecordSink {
   public:
    explicit Said(Reorder& to) : to_(to) {}
    void section(const Section&, Bytes) override {}
    void interface(const Interface&, Bytes) override {}
    bool packets(const PacketBatch&) override { return true; }
    bool block(const Block&) override { return true; }
    void issue(const Issue& issue) override { to_.say(issue); }

   private:
    Reorder& to_;
  } said(*this);
  losses_.report(said);
  if (entries_->failure()) report_output(options_.output, entries_->failure());
  return !entries_->failure();
}

void Reorder::append(Bytes record, bool is_header, bool drops) {
  auto& out = output_.pending();
  const std::size_t begin = out.size();
  const ByteOrder order = order_->first_section().order;
  if (drops) {
    const auto copied = pcapng::append_copied(record, {order, order, true}, out);
    if (copied.dropped != 0) losses_.add(IssueKind::kNoCopyDropped, 0, copied.dropped);
  } else {
    out.insert(out.end(), record.begin(), record.end());
  }
  // What is left out makes the section shorter than its header may say.
  if (is_header && drops) std::fill_n(out.data() + begin + 16, 8, std::uint8_t{0xff});
}

int Reorder::finish(bool good) {
  if (good) output_.finish();
  if (output_.failure()) report_output(options_.output, output_.failure());
  return good && !damaged_ && !output_.failure() ? kDone : kFailed;
}

// On standard error where the capture itself goes to standard output.
void Reorder::summarise() const {
  const std::string text = std::to_string(order_->packets_seen()) + " packets, " +
                           std::to_string(order_->out_of_order()) + " out of order";
  const bool to_output = options_.output != "-" && options_.output != "/dev/stdout";
  to_output ? print_out(text + "\n") : report_lines(text);
}

int run(const Options& options) {
  watch_stop_signals();
  OutputFile output(options.output, output_options_of(options));
  if (output.failure()) {
    report_output(options.output, output.failure());
    return kFailed;
  }
  return Reorder(options, output).run();
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.text("IN", options->input, "The capture; - is standard input").required();
  list.text("OUT", options->output, "The file to write; - is standard output").required();
  list.flag("-n", options->not_in_order, "Write nothing when the packets are in order");
  const auto take = [options](const std::string& word) {
    const auto size = parse_size(word);
    if (!size || *size < kLeastMemory) return word + " is not a size from 1M";
    options->memory = *size;
    return std::string();
  };
  list.word("--memory", take,
            "Memory for the index, 24 bytes a packet: what is more is written to a file in the "
            "folder of OUT")
      .called("SIZE")
      .with_default("64M");
  declare_join_options(list, *options, "the format of the input");
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kReorder;
const Command kReorder{"reorder", "Put the packets of a capture in the order of time", declare};

}  // namespace packetglass::native
