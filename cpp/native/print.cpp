// packetglass print: what is in the packets, as tshark prints it.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <sstream>

#include "filter/column_filter.h"
#include "inspect/dissected_packets.h"
#include "inspect/said_later.h"
#include "native/command.h"
#include "native/field_names.h"
#include "native/filter/display_filter.h"
#include "native/packet_filter.h"
#include "native/packet_printer.h"
#include "native/print/later.h"
#include "native/print/styles.h"
#include "native/read_options.h"
#include "native/report.h"

namespace packetglass::native {
namespace {

struct Options {
  std::string file;
  SourceOptions reading;
  std::uint64_t most = 0;  // packets; 0: all
  std::string bpf;         // a capture filter; empty: all packets
  bool tree = false;
  bool hex = false;
  bool json = false;
  bool csv = false;
  std::vector<std::string> fields;
  FilterWords filter;
};

// THE TABLE of wishes that exclude each other.
struct Conflict {
  const char* one;
  const char* other;
};
constexpr Conflict kConflicts[] = {{"--json", "-V"},       {"--json", "-x"},  {"--json", "--csv"},
                                   {"--json", "--fields"}, {"--csv", "-V"},   {"--csv", "-x"},
                                   {"--fields", "-V"},     {"--fields", "-x"}};

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

// Dissects packets as they are read, and prints them.
class Printer final : public PacketPrinter {
 public:
  // Prints what matches the filter.
  Printer(const Options& options, Filter& filter)
      : PacketPrinter(options.file),
        options_(options),
        style_(style_of(options)),
        filter_(filter),
        packets_({.fields = style_wants_.fields || filter_wants_.fields}),
        columns_(filter,
                 {packets_.kinds(), packets_.history().paths(), packets_.history().flows()}) {
    packets_.history().decodes_as(options.reading.decode_as);
    if (!options.bpf.empty()) bpf_.emplace(options.bpf);
  }

  // What is wrong with the capture filter; empty where nothing is.
  std::string bpf_error() const { return bpf_ ? bpf_->error() : std::string(); }

  // Whether it prints fields, whichever they are.
  bool needs_fields() const { return style_->needs_fields(); }
  void knows_later(const FragmentLog& log) { packets_.history().knows_later(log); }
  bool full() const override {
    return (options_.most != 0 && printed_ >= options_.most) || !bpf_error().empty();
  }

 protected:
  void begin() override { text_ += style_->head(); }
  void end() override { text_ += style_->tail(); }
  void print(const PacketBatch& batch) override {
    packets_.add(batch, interfaces());
    for (const Issue& found : packets_.history().issues()) issue(found);
    for (std::size_t i = 0; i < batch.count && !full() && flush_full(); ++i) print(i);
  }

 private:
  bool passes_bpf(const PrintedPacket& packet) {
    return !bpf_ ||
           bpf_->wants(packet.bytes, packet.packet.original_length, packet.interface->link_type);
  }

  void print(std::size_t i) {
    const PrintedPacket& packet = packets_.begin(i);
    if (!passes_bpf(packet)) return;
    const PacketFlow& flow = packets_.history().flow(i);
    const Truth truth = columns_.decide(packets_.kind(i), flow, packet);
    if (truth == Truth::kNo) return;
    if (truth == Truth::kUnknown && !filter_.matches(packets_.dissect(filter_wants_))) return;
    packets_.dissect(style_wants_);
    ++printed_;
    style_->print(packet, text_);
  }

  const Options& options_;
  std::unique_ptr<PrintStyle> style_;
  Filter& filter_;
  const WantedOfPackets style_wants_{.fields = needs_fields()};
  const WantedOfPackets filter_wants_{
      .fields = filter_.wanted().tree, .text = false, .info = filter_.wanted().info};
  DissectedPackets packets_;
  ColumnFilter columns_;
  std::optional<PacketFilter> bpf_;
  std::uint64_t printed_ = 0;
};

// The first field that is named, printed or filtered by, that later packets say; empty: none.
std::string said_later(const Options& options, const Filter& filter) {
  std::vector<std::string> named = options.fields;
  for (const std::string_view name : filter.wanted().names) named.emplace_back(name);
  const auto found = std::find_if(named.begin(), named.end(), is_said_later);
  return found == named.end() ? std::string() : *found;
}

int run(const Options& options) {
  const std::unique_ptr<Filter> filter = compile_words(options.filter);
  if (filter == nullptr) return kUsage;
  Printer printer(options, *filter);
  const std::string wanted = said_later(options, *filter);
  // Fields that are named say whether one is among them; else all are printed, or none.
  const bool all = options.fields.empty() && printer.needs_fields();
  std::unique_ptr<FragmentLog> later;
  if (all || !wanted.empty()) {
    // How many packets are read until enough match is not known.
    const bool all_match = options.filter.text.empty() && options.bpf.empty();
    const std::uint64_t most = all_match ? options.most : 0;
    later = read_ahead(options.file, options.reading, most);
  }
  if (later != nullptr) printer.knows_later(*later);
  const bool exists = options.file == "-" || std::filesystem::exists(options.file);
  if (later == nullptr && exists && !wanted.empty()) {
    report(options.file, wanted + " is said by later packets: it needs a file, no pipe");
    return kUsage;
  }
  const int code = print_packets(options.file, options.reading, printer);
  report_exceeded(*filter);
  if (printer.bpf_error().empty()) return code;
  report("--bpf", printer.bpf_error());
  return kUsage;
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.text("FILE", options->file, "The capture; - is standard input").required();
  list.count("-c,--count", options->most, "Stop after this many packets");
  list.text("--bpf", options->bpf, "Only packets that a capture filter wants: tcp port 80");
  list.flag("-V", options->tree, "Print all fields of each packet");
  list.flag("-x", options->hex, "Print the bytes of each packet too");
  list.flag("--json", options->json, "Print all fields as JSON");
  list.flag("--csv", options->csv, "Separate values by commas");
  const auto take = [options](const std::string& word) {
    return take_names(word, options->fields);
  };
  list.word("--fields", take, "Print these fields, named in one list: ip.src,udp.dstport")
      .called("NAME,NAME");
  declare_filter_options(list, options->filter);
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
