// packetglass hierarchy: which protocols there are, inside which, and how much of each.
#include "flow/hierarchy.h"

#include <memory>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "native/command.h"
#include "native/json_text.h"
#include "native/lists/summary_printer.h"
#include "native/lists/text_table.h"
#include "native/read_options.h"

namespace packetglass::native {
namespace {

using Json = nlohmann::ordered_json;

struct Options {
  std::string file;
  SourceOptions reading;
  PacketChoice choice;
  bool json = false;
};

Json node_of(std::string_view protocol, std::string_view title, const FlowSums& sums) {
  return {
      {"protocol", protocol}, {"title", title}, {"packets", sums.packets}, {"bytes", sums.bytes}};
}

// The rows from `at` on that are as deep as this, each with those inside; `at` is then behind.
Json children_at(const std::vector<HierarchyRow>& rows, std::size_t& at, std::size_t depth) {
  Json list = Json::array();
  while (at < rows.size() && rows[at].depth == depth) {
    const HierarchyRow& row = rows[at++];
    list.push_back(node_of(row.layer->name, row.layer->title, row.sums));
    list.back()["children"] = children_at(rows, at, depth + 1);
  }
  return list;
}

// All packets, and what is inside.
Json tree_of(const std::vector<HierarchyRow>& rows, const FlowSums& whole) {
  std::size_t at = 0;
  Json root = node_of("frame", "Frame", whole);
  root["children"] = children_at(rows, at, 0);
  return root;
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0
             ? ""
             : format_text("%.1f", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string table_of(const std::vector<HierarchyRow>& rows, const FlowSums& whole) {
  TextTable table({{"Protocol"}, {"Packets", true}, {"%", true}, {"Bytes", true}, {"%", true}});
  table.add({"all", std::to_string(whole.packets), percent(whole.packets, whole.packets),
             std::to_string(whole.bytes), percent(whole.bytes, whole.bytes)});
  for (const HierarchyRow& row : rows) {
    table.add({std::string(2 * row.depth + 2, ' ').append(row.layer->name),
               std::to_string(row.sums.packets), percent(row.sums.packets, whole.packets),
               std::to_string(row.sums.bytes), percent(row.sums.bytes, whole.bytes)});
  }
  return table.text();
}

class Printer final : public SummaryPrinter {
 public:
  explicit Printer(const Options& options)
      : SummaryPrinter(options.file, options.choice), options_(options) {}

 protected:
  void print_summary() override {
    const std::vector<HierarchyRow> rows = layers().rows(paths());
    text_ += options_.json ? json_text(tree_of(rows, layers().whole())) + "\n"
                           : table_of(rows, layers().whole());
  }

 private:
  const Options& options_;
};

int run(const Options& options) {
  Printer printer(options);
  return print_summary(options.file, options.reading, printer);
}

std::function<int()> declare(OptionList& list) {
  const auto options = std::make_shared<Options>();
  list.text("FILE", options->file, "The capture; - is standard input").required();
  list.flag("--json", options->json, "Print JSON");
  declare_choice_options(list, options->choice);
  declare_read_options(list, options->reading);
  return [options] { return run(*options); };
}

}  // namespace

extern const Command kHierarchy;
const Command kHierarchy{"hierarchy", "List which protocols there are", declare};

}  // namespace packetglass::native
