// packetglass print: what is in the packets, as tshark prints it.
#include <memory>
#include <sstream>

#include "native/command.h"
#include "native/field_names.h"
#include "native/packet_printer.h"
#include "native/print/explain.h"
#include "native/print/styles.h"
#include "native/read_options.h"

namespace packetglass::native {
namespace {

struct Options {
  std::string file;
  SourceOptions reading;
  std::uint64_t most = 0;  // packets; 0: all
  bool tree = false;
  bool hex = false;
  bool json = false;
  bool csv = false;
  std::vector<std::string> fields;
  PacketChoice choice;
  bool explain = false;
};

// THE TABLE of wishes that exclude each other.
struct Conflict {
  const char* one;
  const char* other;
};
constexpr Conflict kConflicts[] = {
    {"--json", "-V"},          {"--json", "-x"},        {"--json", "--csv"},
    {"--json", "--fields"},    {"--csv", "-V"},         {"--csv", "-x"},
    {"--fields", "-V"},        {"--fields", "-x"},      {"--explain", "-V"},
    {"--explain", "-x"},       {"--explain", "--json"}, {"--explain", "--csv"},
    {"--explain", "--fields"}, {"--explain", "-c"}};

// Takes the names in a list; returns what is wrong with one.
std::string take_names(const std::string& list, std::vector<std::string>& names) {
  std::istringstream words(list + ",");
  for (std::string name; std::getline(words, name, ',');) {
    if (name.empty()) return "a name is empty in " + list;
    if (std::string wrong = wrong_field(name); !wrong.empty()) return wrong;
    names.push_back(name);
  }
  return {};
}

std::unique_ptr<PrintStyle> style_of(const Options& options) {
  if (options.json) return make_json_style();
  if (!options.fields.empty()) return make_fields_style(options.fields, options.csv);
  if (options.csv) return make_columns_style();
  if (options.tree) return make_tree_style(options.hex);
  return make_lines_style(options.hex);
}

// Fields that are named say whether later packets say one; else all are printed, or none.
PacketUse use_of(const Options& options, const PrintStyle& style) {
  PacketUse use{.of = PacketUse::Of::kDissection};
  use.wanted = style.wanted();
  use.fields = options.fields;
  use.all_fields = options.fields.empty() && (options.tree || options.json);
  use.most = options.most;
  return use;
}

// Dissects packets as they are read, and prints those that were chosen.
class Printer final : public PacketPrinter {
 public:
  Printer(const Options& options, PrintStyle& style)
      : PacketPrinter(options.file, options.choice, use_of(options, style)),
        options_(options),
        style_(style) {}

  bool full() const override { return options_.most != 0 && printed_ >= options_.most; }

 protected:
  void begin() override { text_ += style_.head(); }
  void end() override { text_ += style_.tail(); }
  void print(const PacketBatch& batch) override {
    for (const Issue& found : chosen().packets().history().issues()) issue(found);
    for (std::size_t i = 0; i < batch.count && !full() && flush_full(); ++i) print(i);
  }

 private:
  void print(std::size_t i) {
    if (!chosen().has(i)) return;
    ++printed_;
    style_.print(chosen().packets().dissect(wanted_), text_);
  }

  const Options& options_;
  PrintStyle& style_;
  const WantedOfPackets wanted_ = style_.wanted();
  std::uint64_t printed_ = 0;
};

int run(const Options& options) {
  if (options.explain) return explain_filter(options.file, options.reading, options.choice);
  const std::unique_ptr<PrintStyle> style = style_of(options);
  Printer printer(options, *style);
  return print_packets(options.file, options.reading, printer);
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.text("FILE", options->file, "The capture; - is standard input").required();
  list.count("-c,--count", options->most, "Stop after this many packets that are printed");
  list.flag("-V", options->tree, "Print all fields of each packet");
  list.flag("-x", options->hex, "Print the bytes of each packet too, and of what was reassembled");
  list.flag("--json", options->json, "Print all fields as JSON");
  list.flag("--csv", options->csv, "Separate values by commas");
  const auto take = [options](const std::string& word) {
    return take_names(word, options->fields);
  };
  list.word("--fields", take, "Print these fields, named in one list: ip.src,udp.dstport")
      .called("NAME,NAME");
  declare_choice_options(list, options->choice);
  list.flag("--explain", options->explain,
            "Print in place of packets how the filter is answered, and of how many from what");
  declare_depth_option(list, options->choice);
  for (const auto& [one, other] : kConflicts) {
    list.find(one).excludes(list.find(other));
  }
  declare_read_options(list, options->reading);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kPrint;
const Command kPrint{"print", "Print what is in the packets", declare};

}  // namespace packetglass::native
