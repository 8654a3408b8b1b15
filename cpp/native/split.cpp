// packetglass split: a capture as several.
#include <cerrno>
#include <memory>

#include "base/keyed_rows.h"
#include "edit/split/packet_key.h"
#include "edit/split/section_parts.h"
#include "format/capture_reader.h"
#include "format/pcap/header.h"
#include "native/command.h"
#include "native/input_file.h"
#include "native/output/name.h"
#include "native/output_file.h"
#include "native/read_options.h"
#include "native/report.h"
#include "native/sizes.h"
#include "native/split/part_name.h"
#include "native/split/parts.h"
#include "native/standard_output.h"
#include "native/stop.h"

namespace packetglass::native {
namespace {

struct Options {
  std::string input;
  std::string pattern;
  std::string compression;
  std::string custom = "auto";
  std::optional<SplitBy> by;
  std::uint64_t most = 0;  // packets, bytes or nanoseconds
  bool twice = false;      // more than one way was asked for
  bool replace = false;
  SourceOptions reading;

  Existing existing() const { return replace ? Existing::kReplace : Existing::kRefuse; }
  bool by_key() const { return *by >= SplitBy::kConversation; }
};

// Where the packets of a capture go.
class Splitter : public RecordSink {
 public:
  explicit Splitter(const Options& options)
      : options_(options),
        sections_(options.custom == "keep" ? NoCopy::kKeep : NoCopy::kDrop),
        name_(options.pattern, options.by_key()) {}

  void section(const Section& section, Bytes raw) override {
    end_section();
    begun_ = true;
    sections_.section(section, raw);
  }
  void interface(const Interface& interface, Bytes raw) override {
    sections_.interface(interface, raw);
  }
  bool packets(const PacketBatch& batch) override {
    for (std::size_t i = 0; i < batch.count; ++i) {
      if (sections_.error() || !packet(batch, i)) return false;
    }
    return true;
  }
  bool block(const Block& block) override { return sections_.keep(block) || add(block); }
  void issue(const Issue& issue) override {
    if (severity(issue.kind) == Severity::kNote) return;
    report(options_.input, issue);
    damaged_ = damaged_ || severity(issue.kind) == Severity::kError;
  }

  // Names and secrets behind the last packets of a section are of its parts too.
  virtual void end_section() = 0;
  // All was read: the parts that are not named yet get their names. false: they cannot.
  virtual bool keep() = 0;
  // The number of parts, and whether one could not be written, as standard error says.
  virtual std::uint64_t count() const = 0;
  virtual bool failed() const = 0;

  bool begun() const { return begun_; }
  bool damaged() const { return damaged_; }
  const std::optional<Error>& error() const { return sections_.error(); }
  void report_losses() { sections_.losses().report(*this); }

 protected:
  virtual bool packet(const PacketBatch& batch, std::size_t i) = 0;
  virtual bool add(const Block& block) = 0;

  const Options& options_;
  SectionParts sections_;
  PartName name_;
  bool damaged_ = false;

 private:
  bool begun_ = false;
};

std::optional<Nanoseconds> time_of(const Packet& packet) {
  return packet.has_timestamp() ? std::optional(packet.timestamp) : std::nullopt;
}

// Parts one behind the other: one file is open at a time, and has its name when it is whole.
class InTurn final : public Splitter {
 public:
  using Splitter::Splitter;

  void end_section() override {
    if (output_) sections_.catch_up(part_, output_->pending());
  }
  bool keep() override {
    end_section();
    return close();
  }
  std::uint64_t count() const override { return count_; }
  bool failed() const override { return failed_; }

 private:
  bool packet(const PacketBatch& batch, std::size_t i) override {
    const Packet packet = batch.packet(i);
    if (output_ && is_full(batch, i) && !close()) return false;
    if (!output_ && !open(packet)) return false;
    const std::size_t before = output_->pending().size();
    sections_.write(batch, i, part_, output_->pending());
    ++packets_;
    return grew(before);
  }

  // Blocks before the first packet are of the first part.
  bool add(const Block& block) override {
    if (!output_ && !open({})) return false;
    const std::size_t before = output_->pending().size();
    sections_.write(block, part_, output_->pending());
    return grew(before);
  }

  bool grew(std::size_t before) {
    bytes_ += output_->pending().size() - before;
    if (!output_->flush_blocks()) return true;
    return fail();
  }

  bool is_full(const PacketBatch& batch, std::size_t i) {
    if (packets_ == 0) return false;
    if (options_.by == SplitBy::kPackets) return packets_ == options_.most;
    if (options_.by == SplitBy::kBytes) {
      return bytes_ + batch.record(i).size() > options_.most;
    }
    const auto time = time_of(batch.packet(i));
    if (!time || !ends_) return false;
    return *time > *ends_;
  }

  // Where the part ends that has this time: whole durations behind the first packet of all.
  void set_end(Nanoseconds time) {
    const auto length = static_cast<__int128>(options_.most);
    const __int128 since = !ends_ ? 0 : static_cast<__int128>(time) - *ends_;
    const __int128 from = ends_ ? static_cast<__int128>(*ends_) : static_cast<__int128>(time);
    const __int128 steps = ends_ ? (since + length - 1) / length : 1;
    const __int128 end = from + (steps < 1 ? 1 : steps) * length;
    constexpr __int128 kLast = std::numeric_limits<Nanoseconds>::max();
    ends_ = static_cast<Nanoseconds>(std::min(end, kLast));
  }

  bool open(const Packet& first) {
    const auto time = first.offset == 0 ? std::nullopt : time_of(first);
    if (options_.by == SplitBy::kTime && time) set_end(*time);
    path_ = name_.of(++count_, time, "");
    output_.emplace(path_, OutputOptions{options_.existing(), Naming::kWhenWhole,
                                         compression_of(options_.compression, path_)});
    begin_ = output_->position();
    part_ = {};
    packets_ = bytes_ = 0;
    return !output_->failure() || fail();
  }

  bool close() {
    if (!output_) return true;
    fill_in_length();
    output_->finish();
    if (output_->failure()) return fail();
    output_.reset();
    return true;
  }

  // IXIA's header says how long all records are.
  void fill_in_length() {
    if (!sections_.says_length()) return;
    std::uint8_t field[4];
    store(field, static_cast<std::uint32_t>(bytes_ - kIxiaHeaderSize), sections_.order());
    if (begin_)
      output_->overwrite(*begin_ + pcap::kFileHeaderSize, field);
    else
      report_lengths_missing(path_);
  }

  bool fail() {
    if (!failed_) report_output(path_, output_->failure());
    failed_ = true;
    return false;
  }

  static constexpr std::uint64_t kIxiaHeaderSize = 28;

  std::optional<OutputFile> output_;
  std::optional<std::uint64_t> begin_;
  std::string path_;
  PartSection part_;
  std::uint64_t packets_ = 0, bytes_ = 0;  // of the part
  std::optional<Nanoseconds> ends_;
  std::uint64_t count_ = 0;
  bool failed_ = false;
};

// Parts by what packets have in common: all are written at a time.
class ByKey final : public Splitter {
 public:
  explicit ByKey(const Options& options)
      : Splitter(options), reader_(*options.by), parts_(options.existing()) {}

  // Only parts that have packets of the section: however many sections there are, work is linear.
  void end_section() override {
    for (const std::size_t i : of_section_) {
      const std::size_t before = parts_[i].waiting.size();
      sections_.catch_up(parts_[i].section, parts_[i].waiting);
      parts_.grew(parts_[i].waiting.size() - before);
    }
    of_section_.clear();
  }
  bool keep() override {
    end_section();
    if (sections_.says_length()) report_lengths_missing(options_.pattern);
    return parts_.keep() || fail();
  }
  std::uint64_t count() const override { return parts_.size(); }
  bool failed() const override { return failed_; }

 private:
  struct Row {
    PacketKey key{};
    std::size_t part = 0;  // one more than its number; 0: none yet
  };

  bool packet(const PacketBatch& batch, std::size_t i) override {
    const Packet packet = batch.packet(i);
    const PacketKeys keys = keys_of(batch, i);
    for (unsigned k = 0; k < keys.count; ++k) {
      if (!write(batch, i, part_of(keys.keys[k], packet))) return false;
    }
    return true;
  }

  PacketKeys keys_of(const PacketBatch& batch, std::size_t i) {
    const std::uint32_t interface = batch.interface[i];
    if (options_.by == SplitBy::kInterface) return {{{interface + std::uint64_t{1}}}, 1};
    return reader_.keys_of(batch.bytes(i), batch.original_length[i],
                           sections_.link_type(interface));
  }

  std::size_t part_of(const PacketKey& key, const Packet& packet) {
    if (parts_.full() && rows_.find(key) == rows_.kNone) return rest(packet);
    Row* const row = rows_.find_or_add(key);
    if (row == nullptr) return rest(packet);
    if (row->part == 0) row->part = add_part(text_of(key, packet), packet) + 1;
    return row->part - 1;
  }

  std::size_t add_part(const std::string& key, const Packet& packet) {
    return parts_.add(name_.of(parts_.size() + 1, time_of(packet), key));
  }

  // What there is no room for is in one part more.
  std::size_t rest(const Packet& packet) {
    if (!rest_) {
      report(options_.input, "There are more than " + std::to_string(Parts::kMost) +
                                 " parts: further packets are in the one that is called rest.");
      damaged_ = true;
      rest_ = add_part("rest", packet);
    }
    return *rest_;
  }

  std::string text_of(const PacketKey& key, const Packet& packet) const {
    if (options_.by != SplitBy::kInterface) return reader_.text_of(key);
    const std::string section =
        sections_.sections() < 2 ? "" : std::to_string(sections_.sections()) + "-";
    return "interface-" + section + sections_.interface_text(packet.interface);
  }

  bool write(const PacketBatch& batch, std::size_t i, std::size_t number) {
    Parts::Part& part = parts_[number];
    const std::size_t before = part.waiting.size();
    if (part.section.section != sections_.sections()) of_section_.push_back(number);
    sections_.write(batch, i, part.section, part.waiting);
    last_ = number;
    return parts_.grew(part.waiting.size() - before) || fail();
  }

  // Other blocks stay behind the packet that they stand behind.
  bool add(const Block& block) override {
    if (parts_.size() == 0) add_part("other", {});
    Parts::Part& part = parts_[last_];
    const std::size_t before = part.waiting.size();
    sections_.write(block, part.section, part.waiting);
    return parts_.grew(part.waiting.size() - before) || fail();
  }

  bool fail() {
    if (!failed_) report_output(parts_.failed()->file->path(), parts_.failed()->file->failure());
    failed_ = true;
    return false;
  }

  PacketKeyReader reader_;
  Parts parts_;
  KeyedRows<Row> rows_;
  std::optional<std::size_t> rest_;
  std::vector<std::size_t> of_section_;  // parts that have packets of the section
  std::size_t last_ = 0;
  bool failed_ = false;
};

// Reads the input; false when it could not be read to its end, as standard error says.
bool read(InputFile& input, const Options& options, Splitter& splitter) {
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

int split(const Options& options, InputFile& input, Splitter& splitter) {
  const bool whole = read(input, options, splitter) && splitter.keep();
  splitter.report_losses();
  if (!whole) return kFailed;
  print_out(std::to_string(splitter.count()) + (splitter.count() == 1 ? " part\n" : " parts\n"));
  return splitter.damaged() || input.damage() ? kFailed : kDone;
}

int run(const Options& options) {
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
  if (options.by_key()) {
    ByKey splitter(options);
    return split(options, input, splitter);
  }
  InTurn splitter(options);
  return split(options, input, splitter);
}

void declare_ways(OptionList& list, const std::shared_ptr<Options>& options) {
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
  const auto options = std::make_shared<Options>();
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
