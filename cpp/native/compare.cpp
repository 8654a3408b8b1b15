// packetglass compare: in which packets two captures differ.
#include <memory>

#include "base/text.h"
#include "edit/compare/comparison.h"
#include "format/capture_reader.h"
#include "inspect/dissected_packet.h"
#include "native/command.h"
#include "native/field_names.h"
#include "native/input_window.h"
#include "native/read_options.h"
#include "native/report.h"
#include "native/standard_output.h"
#include "native/stop.h"
#include "record/limits.h"

namespace packetglass::native {
namespace {

// As those of diff: 0 where there is no difference.
constexpr int kDiffer = 1, kTrouble = 2;

struct Options {
  std::string files[2];
  std::string by = "content";
  IgnoredInPackets ignored;
  std::uint64_t most = 0;  // differences that are printed; 0: all
  bool json = false, quiet = false;
  SourceOptions reading;
};

PairBy pair_by(const Options& options) {
  if (options.by == "time") return PairBy::kTime;
  return options.by == "number" ? PairBy::kNumber : PairBy::kContent;
}

std::string aspects_text(unsigned aspects, const char* quote) {
  std::string text;
  for (unsigned i = 0; i < kAspects; ++i) {
    if ((aspects & aspect(i)) == 0) continue;
    text += (text.empty() ? "" : ", ") + (quote + std::string(name_of(aspect(i)))) + quote;
  }
  return text;
}

std::string line_of(const PacketDigest& packet) {
  return format_text("%llu (%s, %u bytes)", static_cast<unsigned long long>(packet.number),
                     epoch_seconds(packet.time).c_str(), packet.captured_length);
}

// "changed: packet 5 (1700000000.000000000, 60 bytes), in B 6: time, bytes; moved"
std::string text_of(const FoundDifference& found) {
  const bool both = found.a && found.b;
  std::string text =
      std::string(name_of(found.kind)) + ": packet " + line_of(found.a ? *found.a : *found.b);
  if (both) text += ", in B " + std::to_string(found.b->number);
  if (found.aspects != 0) text += ": " + aspects_text(found.aspects, "");
  if (found.moved && found.kind == Difference::kChanged) text += "; moved";
  return text + "\n";
}

std::string json_of(const char* name, const std::optional<PacketDigest>& packet) {
  if (!packet) return "";
  return format_text(R"(,"%s":{"number":%llu,"time":"%s","captured":%u})", name,
                     static_cast<unsigned long long>(packet->number),
                     epoch_seconds(packet->time).c_str(), packet->captured_length);
}

std::string json_of(const FoundDifference& found) {
  return R"({"difference":")" + std::string(name_of(found.kind)) + '"' + json_of("a", found.a) +
         json_of("b", found.b) + R"(,"aspects":[)" + aspects_text(found.aspects, "\"") +
         R"(],"moved":)" + (found.moved ? "true" : "false") + "}\n";
}

// One of the two captures: hands the digests of its packets to the comparison.
class Side final : public RecordSink {
 public:
  Side(const Options& options, unsigned side, DecompressionBudget& budget, Comparison& comparison)
      : path_(options.files[side]),
        side_(side),
        comparison_(comparison),
        input_(path_, budget, kStep),
        reader_(options.reading),
        digester_(options.ignored) {
    if (input_.file().failure()) fail(input_.file().failure().message());
  }

  // Reads on; false behind the end, and where it failed.
  bool read_on();
  bool ended() const { return ended_; }
  bool failed() const { return failed_; }
  std::uint64_t packets_read() const { return packets_; }

  void section(const Section& section, Bytes) override {
    order_ = section.order;
    first_ += interfaces_.size();
    interfaces_.clear();
  }
  void interface(const Interface& interface, Bytes) override {
    interfaces_.push_back(interface);
    interfaces_.back().options = {};
  }
  bool packets(const PacketBatch& batch) override {
    for (std::size_t i = 0; i < batch.count; ++i) {
      const Interface& interface = interfaces_[batch.interface[i] - first_];
      comparison_.add(side_, digester_.digest(batch, i, ++packets_, interface, order_));
    }
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue& issue) override {
    if (severity(issue.kind) != Severity::kError) return;
    report(path_, issue);
    failed_ = true;
  }

 private:
  // Few packets: those that are ahead of the other capture's wait for it.
  static constexpr std::size_t kStep = std::size_t{64} << 10;

  void fail(const std::string& message) {
    report(path_, message);
    failed_ = ended_ = true;
  }
  void settle(const Result<std::size_t>& used);

  const std::string& path_;
  unsigned side_;
  Comparison& comparison_;
  InputWindow input_;
  CaptureReader reader_;
  PacketDigester digester_;
  ByteOrder order_ = kHostOrder;
  std::size_t first_ = 0;
  std::vector<Interface> interfaces_;  // of the section, without their options
  std::uint64_t packets_ = 0;
  bool ended_ = false, failed_ = false;
};

bool Side::read_on() {
  if (ended_) return false;
  input_.read_on();
  settle(input_.ended() ? reader_.finish(input_.bytes(), *this)
                        : reader_.push(input_.bytes(), *this));
  if (input_.failure() && !failed_) fail(input_.failure().message());
  ended_ = ended_ || input_.ended();
  return !ended_;
}

void Side::settle(const Result<std::size_t>& used) {
  if (used) return input_.consume(*used);
  ended_ = failed_ = true;
  if (used.error().code != ErrorCode::kDamaged) report(path_, used.error());
}

void print_counts(const Options& options, const ComparisonCounts& counts) {
  const auto count = [&](Difference kind) {
    return static_cast<unsigned long long>(counts.by[static_cast<std::size_t>(kind)]);
  };
  const char* const form = options.json
                               ? R"({"same":%llu,"changed":%llu,"moved":%llu,"only_in_a":%llu,)"
                                 R"("only_in_b":%llu})"
                                 "\n"
                               : "%llu the same, %llu changed, %llu moved, %llu only in A, %llu "
                                 "only in B\n";
  char text[256];
  std::snprintf(text, sizeof text, form, static_cast<unsigned long long>(counts.same),
                count(Difference::kChanged), count(Difference::kMoved),
                count(Difference::kOnlyInA), count(Difference::kOnlyInB));
  print_out(text);
}

int run(const Options& options) {
  watch_stop_signals();
  if (options.files[0] == "-" && options.files[1] == "-") {
    report("-", "it can be read only once");
    return kTrouble;
  }
  std::uint64_t printed = 0;
  Comparison comparison(pair_by(options), [&](const FoundDifference& found) {
    if (options.quiet || (options.most != 0 && printed++ >= options.most)) return;
    print_out(options.json ? json_of(found) : text_of(found));
  });
  DecompressionBudget budget(options.reading.max_decompressed);
  Side a(options, 0, budget, comparison), b(options, 1, budget, comparison);
  while (!(a.failed() && a.ended()) && !(b.failed() && b.ended()) && !(a.ended() && b.ended())) {
    // Whichever is behind.
    const bool is_a = b.ended() || (!a.ended() && a.packets_read() <= b.packets_read());
    (is_a ? a : b).read_on();
    if (!flush_out()) return kTrouble;
  }
  if ((a.failed() || b.failed()) && !(a.ended() && b.ended())) return kTrouble;
  comparison.finish();
  if (!options.quiet) print_counts(options, comparison.counts());
  if (a.failed() || b.failed()) return kTrouble;
  return comparison.counts().total() == 0 ? 0 : kDiffer;
}

// Words of --ignore; what is wrong with one, if anything is.
std::string take_ignored(const std::string& words, IgnoredInPackets& ignored) {
  for (std::size_t at = 0; at <= words.size();) {
    const std::size_t comma = std::min(words.find(',', at), words.size());
    const std::string word = words.substr(at, comma - at);
    const std::size_t before = ignored.fields.size();
    add_ignored(word, ignored);
    for (std::size_t i = before; i < ignored.fields.size(); ++i) {
      if (auto wrong = wrong_field(ignored.fields[i]); !wrong.empty()) return wrong;
    }
    at = comma + 1;
  }
  return {};
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.text("A", options->files[0], "A capture; - is standard input").required();
  list.text("B", options->files[1], "The capture to compare it with").required();
  list.choice("--by", options->by, {"content", "time", "number"},
              "Packets are the same one that have the same bytes, time or number")
      .with_default();
  const auto take = [options](const std::string& words) {
    return take_ignored(words, options->ignored);
  };
  list.word("--ignore", take,
            "What may differ: time, bytes, length, link-type, comments, options, ttl, checksum, "
            "mac, id, or fields by their names")
      .called("ttl,checksum");
  list.count("-c,--count", options->most, "Print so many differences at most");
  list.flag("--json", options->json, "Print JSON, an object for each difference and the sums");
  list.flag(
      "-q,--quiet", options->quiet,
      "Print nothing: the exit code is 0 where there is no difference, 1 where there is, and "
      "2 where a capture cannot be read");
  declare_decompression_option(list, options->reading.max_decompressed);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kCompare;
const Command kCompare{"compare", "Say in which packets two captures differ", declare};

}  // namespace packetglass::native
