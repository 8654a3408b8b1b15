// packetglass expert: what is unusual in the packets, counted as tshark -z expert counts it.
#include <memory>

#include "base/text.h"
#include "inspect/expert_summaries.h"
#include "native/command.h"
#include "native/lists/list_options.h"
#include "native/packet_printer.h"
#include "native/shown.h"

namespace packetglass::native {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string file;
  SourceOptions reading;
  PacketChoice choice;
  std::string severity = "comment";  // the least that is listed
  bool items = false;
  bool json = false;
};

// How a table of one severity is called.
struct Title {
  ExpertSeverity severity;
  const char* option;
  const char* title;
};
constexpr Title kTitles[] = {{ExpertSeverity::kError, "error", "Errors"},
                             {ExpertSeverity::kWarning, "warning", "Warns"},
                             {ExpertSeverity::kNote, "note", "Notes"},
                             {ExpertSeverity::kChat, "chat", "Chats"},
                             {ExpertSeverity::kComment, "comment", "Comments"}};

ExpertSeverity least_severity(const Options& options) {
  for (const Title& title : kTitles) {
    if (options.severity == title.option) return title.severity;
  }
  return ExpertSeverity::kComment;
}

PacketUse use_of() {
  PacketUse use{.of = PacketUse::Of::kDissection, .wanted = wanted_for_expert()};
  for (const std::string_view name : expert_fields()) use.fields.emplace_back(name);
  return use;
}

Json json_of(ExpertSeverity severity, ExpertGroup group, std::string_view protocol) {
  return {{"severity", name_of(severity)}, {"group", name_of(group)}, {"protocol", protocol}};
}

Json json_of(const ExpertSummaries::Row& row) {
  Json json = json_of(row.severity, row.group, row.protocol);
  json["text"] = row.text;
  json["count"] = row.count;
  json["first_packet"] = row.first_packet;
  return json;
}

Json json_of(const ExpertItem& item, std::uint64_t packet) {
  Json json{{"packet", packet}};
  json.update(json_of(item.severity, item.group, item.protocol));
  json["field"] = item.field.empty() ? Json() : Json(item.field);
  json["text"] = item.text;
  return json;
}

std::string line_of(const ExpertSummaries::Row& row) {
  return format_text("%12llu %10s %18s  ", static_cast<unsigned long long>(row.count),
                     std::string(name_of(row.group)).c_str(), std::string(row.protocol).c_str()) +
         shown(row.text) + "\n";
}

std::string line_of(const ExpertItem& item, std::uint64_t packet) {
  std::string line = std::to_string(packet);
  for (const std::string_view word :
       {name_of(item.severity), name_of(item.group), item.protocol, item.field}) {
    line.append("\t").append(word.empty() ? "-" : word);
  }
  return line + "\t" + shown(item.text) + "\n";
}

class Printer final : public PacketPrinter {
 public:
  explicit Printer(const Options& options)
      : PacketPrinter(options.file, options.choice, use_of()),
        options_(options),
        least_(least_severity(options)) {}

 protected:
  void print(const PacketBatch& batch) override {
    for (const Issue& found : chosen().packets().history().issues()) issue(found);
    for (std::size_t i = 0; i < batch.count && flush_full(); ++i) {
      if (chosen().has(i)) add(chosen().packets().dissect(wanted_));
    }
  }

  void end() override {
    if (!options_.items) options_.json ? put_json() : put_tables();
    if (options_.json) json_.end(text_);
  }

 private:
  void add(const DissectedPacket& packet) {
    find_expert_items(*packet.tree, found_);
    for (const ExpertItem& item : found_) {
      if (item.severity < least_) continue;
      if (!options_.items) {
        summaries_.add(item, packet.number);
      } else if (options_.json) {
        json_.add(json_of(item, packet.number), text_);
      } else {
        text_ += line_of(item, packet.number);
      }
    }
  }

  void put_json() {
    for (const ExpertSummaries::Row* row : summaries_.rows()) {
      if (!flush_full()) return;
      json_.add(json_of(*row), text_);
    }
  }

  void put_tables() {
    const auto rows = summaries_.rows();
    for (const Title& title : kTitles) {
      const std::uint64_t count = summaries_.count(title.severity);
      if (count == 0) continue;
      text_ += format_text("\n%s (%llu)\n=============\n", title.title,
                           static_cast<unsigned long long>(count));
      text_ += "   Frequency      Group           Protocol  Summary\n";
      for (const auto* row : rows) {
        if (row->severity == title.severity && flush_full()) text_ += line_of(*row);
      }
    }
    if (summaries_.left_out() == 0) return;
    text_ += format_text("\nNot listed, because more than %zu are different: %llu\n",
                         ExpertSummaries::kMostRows,
                         static_cast<unsigned long long>(summaries_.left_out()));
  }

  const Options& options_;
  const ExpertSeverity least_;
  const WantedOfPackets wanted_ = wanted_for_expert();
  std::vector<ExpertItem> found_;
  ExpertSummaries summaries_;
  JsonRows json_;
};

int run(const Options& options) {
  Printer printer(options);
  return print_packets(options.file, options.reading, printer);
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.text("FILE", options->file, "The capture; - is standard input").required();
  std::vector<std::string> severities;
  for (const Title& title : kTitles) severities.emplace_back(title.option);
  list.choice("--severity", options->severity, severities, "The least severe that is listed")
      .with_default();
  list.flag("--items", options->items, "Print each with its packet, not how often they are");
  list.flag("--json", options->json, "Print JSON");
  declare_choice_options(list, options->choice);
  declare_read_options(list, options->reading);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kExpert;
const Command kExpert{"expert", "List what is unusual in the packets, and how often", declare};

}  // namespace packetglass::native
