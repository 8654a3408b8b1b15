// Prints a list of each layer: conversations, or endpoints.
#pragma once

#include "native/lists/list_options.h"
#include "native/lists/summary_printer.h"
#include "native/lists/text_table.h"

namespace packetglass::native {

// `Shown` says what is listed: its List and how that is made, what the rows are called, and how
// they are shown as JSON and as cells of a table.
template <typename Shown>
class ListPrinter final : public SummaryPrinter {
 public:
  explicit ListPrinter(const ListOptions& options)
      : SummaryPrinter(options.file, options.choice), options_(options) {}

 protected:
  using List = typename Shown::List;

  void print_summary() override {
    for (const ListLayer* layer : wanted_layers(options_)) {
      List list = Shown::list_of(ConversationList(flows(), *layer, chosen_sums()));
      list.sort(sort_of(options_));
      if (list.full()) report_missing(std::string(layer->title) + " " + Shown::kNoun);
      print_list(list);
    }
    if (options_.json) json_.end(text_);
  }

 private:
  std::size_t rows_of(const List& list) const {
    return options_.most == 0 ? list.size() : std::min<std::size_t>(options_.most, list.size());
  }

  void print_list(const List& list) {
    if (options_.json || options_.csv) return print_rows(list);
    if (list.size() != 0 || !options_.layer.empty()) print_table(list);
  }

  void print_rows(const List& list) {
    for (std::size_t i = 0; i < rows_of(list) && flush_full(); ++i) {
      const nlohmann::ordered_json row = Shown::json_of(list[i], list.layer());
      if (options_.json) {
        json_.add(row, text_);
      } else {
        if (!head_) text_ += csv_head(row);
        head_ = true;
        text_ += csv_line(row);
      }
    }
  }

  void print_table(const List& list) {
    if (head_) text_ += "\n";
    head_ = true;
    const std::string title(list.layer().title);
    text_ += title + " " + Shown::kNoun + ": " + std::to_string(list.size());
    if (rows_of(list) < list.size())
      text_ += ", these " + std::to_string(rows_of(list)) + " first";
    text_ += "\n";
    TextTable table = Shown::table_of(list.layer());
    for (std::size_t i = 0; i < rows_of(list); ++i) {
      table.add(Shown::cells_of(list[i], list.layer(), first_time()));
    }
    if (list.size() != 0) text_ += table.text();
  }

  const ListOptions& options_;
  JsonRows json_;
  bool head_ = false;  // something was printed
};

template <typename Shown>
int print_lists(const ListOptions& options) {
  ListPrinter<Shown> printer(options);
  return print_summary(options.file, options.reading, printer);
}

}  // namespace packetglass::native
