// How a display filter is answered.
#include "native/print/explain.h"

#include <set>

#include "filter/canonical.h"
#include "native/command.h"
#include "native/lists/text_table.h"
#include "native/report.h"
#include "native/shown.h"

namespace packetglass::native {
namespace {

// By FilterLevel.
constexpr const char* kLevels[] = {"kind of packet", "conversation", "columns of the packet",
                                   "headers of a plain packet", "dissection"};

const char* name_of(FilterLevel level) {
  return kLevels[static_cast<std::size_t>(level)];
}

class Explanation final : public PacketPrinter {
 public:
  using PacketPrinter::PacketPrinter;

 protected:
  void print(const PacketBatch& batch) override {
    for (std::size_t i = 0; i < batch.count; ++i) chosen().has(i);
  }
  void end() override {
    const FilterProgram& program = chosen().filter()->program();
    text_ += "Filter: " + shown(canonical_text(program)) + "\n\n";
    TextTable tests({{"Test"}, {"Answered from"}});
    for (const FilterTest& test : program.tests) {
      tests.add({shown(canonical_text(program, test)), answered_from(program, test)});
    }
    text_ += tests.text() + "\n";
    TextTable counts({{"Packets answered from"}, {"", true}});
    for (std::size_t i = 0; i < std::size(kLevels); ++i) {
      counts.add({kLevels[i], std::to_string(chosen().answers().by[i])});
    }
    counts.add({"not answered", std::to_string(chosen().answers().unanswered)});
    counts.add({"chosen", std::to_string(chosen().answers().chosen)});
    text_ += counts.text();
  }

 private:
  // With what is dissected for it: all layers, of which these fields are looked at.
  std::string answered_from(const FilterProgram& program, const FilterTest& test) {
    const FilterLevel level = chosen().columns().level_of(test);
    std::string text = name_of(level);
    if (level != FilterLevel::kDissection) return text;
    std::set<std::string_view> fields;
    for (std::uint32_t i = test.first_step; i < test.end_step; ++i) {
      const FilterStep& step = program.steps[i];
      if (step.kind != FilterStep::Kind::kField) continue;
      const std::string_view name = program.fields[step.index].name();
      if (fields.insert(name).second) text.append(fields.size() == 1 ? ": " : ", ").append(name);
    }
    return text;
  }
};

}  // namespace

int explain_filter(const std::string& file, const SourceOptions& reading,
                   const PacketChoice& choice) {
  if (choice.filter.text.empty()) {
    report("--explain", "it explains the filter of -Y, which is not there");
    return kUsage;
  }
  Explanation explanation(file, choice);
  return print_packets(file, reading, explanation);
}

}  // namespace packetglass::native
