// packetglass compare: in which packets two captures differ.
#include <array>
#include <memory>

#include "base/text.h"
#include "edit/compare/capture_comparison.h"
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

// One of the two captures: read on when the comparison wants it.
class Side {
 public:
  Side(const Options& options, unsigned side, DecompressionBudget& budget,
       CaptureComparison& comparison)
      : path_(options.files[side]),
        side_(side),
        comparison_(comparison),
        input_(path_, budget, kStep) {
    if (input_.file().failure()) fail(input_.file().failure().message());
  }

  // Reads on; false where it cannot.
  bool read_on();
  void take(const Issue& issue) {
    if (severity(issue.kind) != Severity::kError) return;
    report(path_, issue);
    failed_ = true;
  }
  // Something of it could not be read.
  bool failed() const { return failed_; }

 private:
  // Few packets: those that are ahead of the other capture's wait for it.
  static constexpr std::size_t kStep = std::size_t{64} << 10;

  bool fail(const std::string& message) {
    report(path_, message);
    failed_ = true;
    return false;
  }

  const std::string& path_;
  unsigned side_;
  CaptureComparison& comparison_;
  InputWindow input_;
  bool failed_ = false;
};

bool Side::read_on() {
  input_.read_on();
  const bool is_whole = input_.ended() && !input_.failure();
  const auto used = is_whole ? comparison_.finish(side_, input_.bytes())
                             : comparison_.push(side_, input_.bytes());
  if (input_.failure()) return fail(input_.failure().message());
  if (used) {
    input_.consume(*used);
    return true;
  }
  failed_ = true;
  if (used.error().code != ErrorCode::kDamaged) report(path_, used.error());
  return false;
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
  std::array<Side*, 2> sides{};
  CaptureComparison comparison(
      pair_by(options), options.ignored, options.reading,
      [&](const FoundDifference& found) {
        if (options.quiet || (options.most != 0 && printed++ >= options.most)) return;
        print_out(options.json ? json_of(found) : text_of(found));
      },
      [&](unsigned side, const Issue& issue) { sides[side]->take(issue); });
  DecompressionBudget budget(options.reading.max_decompressed);
  Side a(options, 0, budget, comparison), b(options, 1, budget, comparison);
  sides = {&a, &b};
  if (a.failed() || b.failed()) return kTrouble;
  while (const auto side = comparison.wants()) {
    if (!sides[*side]->read_on() || !flush_out()) return kTrouble;
  }
  comparison.compare_left();
  if (!options.quiet) print_counts(options, comparison.counts());
  if (a.failed() || b.failed()) return kTrouble;
  return comparison.counts().total() == 0 ? 0 : kDiffer;
}

// Words of --ignore; what is wrong with one, if anything is.
std::string take_ignored(const std::string& words, IgnoredInPackets& ignored) {
  for (std::size_t at = 0; at <= words.size();) {
    const std::size_t comma = std::min(words.find(',', at), words.size());
    const std::string word = words.substr(at, comma - at);
    if (!add_ignored(word, ignored)) return wrong_field(word);
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
