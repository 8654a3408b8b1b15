// packetglass print: what is in the packets, as tshark prints it.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <sstream>

#include "dissect/dissection.h"
#include "inspect/running_history.h"
#include "native/command.h"
#include "native/field_names.h"
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
  explicit Printer(const Options& options)
      : PacketPrinter(options.file), options_(options), style_(style_of(options)) {
    if (!options.bpf.empty()) filter_.emplace(options.bpf);
  }

  // What is wrong with the filter; empty where nothing is.
  std::string filter_error() const { return filter_ ? filter_->error() : std::string(); }

  bool needs_fields() const { return style_->needs_fields(); }
  void knows_later(const FragmentLog& log) { history_.knows_later(log); }
  bool full() const override {
    return (options_.most != 0 && printed_ >= options_.most) || !filter_error().empty();
  }

 protected:
  void begin() override { text_ += style_->head(); }
  void end() override { text_ += style_->tail(); }
  void print(const PacketBatch& batch) override {
    history_.add(batch, interfaces());
    for (const Issue& found : history_.issues()) issue(found);
    for (std::size_t i = 0; i < batch.count && !full() && flush_full(); ++i) print(batch, i);
  }

 private:
  bool is_wanted(const Packet& packet, Bytes bytes) {
    const LinkType link_type = interface_of(packet).link_type;
    return !filter_ || filter_->wants(bytes, packet.original_length, link_type);
  }

  void print(const PacketBatch& batch, std::size_t i) {
    const Packet packet = batch.packet(i);
    if (!first_time_ && packet.has_timestamp()) first_time_ = packet.timestamp;
    PrintedPacket printed;
    printed.number = ++number_;
    printed.packet = packet;
    printed.bytes = batch.bytes(i);
    printed.since_last = packet.timestamp - last_time_.value_or(packet.timestamp);
    if (packet.has_timestamp()) last_time_ = packet.timestamp;
    if (!is_wanted(packet, printed.bytes)) return;
    ++printed_;
    printed.interface = &interface_of(packet);
    printed.record = batch.record(i);
    printed.since_first = packet.timestamp - first_time_.value_or(packet.timestamp);
    printed.digits = digits_of(interface_of(packet).resolution);
    Tree tree(printed.bytes);
    Dissection dissection(printed.summary);
    dissection.wanted.info = &printed.info;
    dissection.wanted.carried = &printed.carried;
    if (style_->needs_fields()) printed.tree = dissection.wanted.tree = &tree;
    dissection.history = history_.of(i, style_->needs_fields());
    dissect(printed.bytes, packet.original_length, interface_of(packet).link_type, dissection);
    style_->print(printed, text_);
  }

  // At least milliseconds, at most nanoseconds.
  static unsigned digits_of(const TimestampResolution& resolution) {
    return resolution.binary ? 9 : std::clamp<unsigned>(resolution.exponent, 3, 9);
  }

  const Options& options_;
  std::unique_ptr<PrintStyle> style_;
  RunningHistory history_;
  std::optional<PacketFilter> filter_;
  std::uint64_t number_ = 0;   // packets seen
  std::uint64_t printed_ = 0;  // those of them that are wanted
  std::optional<Nanoseconds> first_time_, last_time_;
};

int run(const Options& options) {
  Printer printer(options);
  const auto wanted = std::find_if(options.fields.begin(), options.fields.end(), is_said_later);
  // Fields that are named say whether one is among them; else all are printed, or none.
  const bool all = options.fields.empty() && printer.needs_fields();
  std::unique_ptr<FragmentLog> later;
  if (all || wanted != options.fields.end()) {
    // How many packets are read for those that are wanted is not known before.
    later = read_ahead(options.file, options.reading, options.bpf.empty() ? options.most : 0);
  }
  if (later != nullptr) printer.knows_later(*later);
  const bool exists = options.file == "-" || std::filesystem::exists(options.file);
  if (later == nullptr && exists && wanted != options.fields.end()) {
    report(options.file, *wanted + " is said by later packets: it needs a file, no pipe");
    return kUsage;
  }
  const int code = print_packets(options.file, options.reading, printer);
  if (printer.filter_error().empty()) return code;
  report("--bpf", printer.filter_error());
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
