// Display filters.
#include "filter/filter.h"

#include <algorithm>

#include "filter/check.h"
#include "filter/parser.h"

namespace packetglass {
namespace {

FilterCompilation failed(FilterMessage error) {
  FilterCompilation compilation;
  compilation.error = std::move(error);
  return compilation;
}

}  // namespace

bool Filter::needs_selection() const {
  return std::any_of(program_->fields.begin(), program_->fields.end(),
                     [](const FilterField& field) { return field.elsewhere; });
}

WantedFields Filter::wanted() const {
  WantedFields wanted;
  for (const FilterField& field : program_->fields) {
    const std::string_view name = field.name();
    wanted.names.push_back(name);
    wanted.info |= packet_level(name) == PacketLevel::kInfo;
    wanted.tree |= packet_level(name) == PacketLevel::kFields;
  }
  std::sort(wanted.names.begin(), wanted.names.end());
  const auto end = std::unique(wanted.names.begin(), wanted.names.end());
  wanted.names.erase(end, wanted.names.end());
  return wanted;
}

// No text of fields is only for people. Whoever numbers layers needs all that is around a field.
WantedOfPackets Filter::wanted_of_packets() const {
  WantedOfPackets wanted = wanted_for(this->wanted().names);
  const bool any_layers =
      std::any_of(program_->fields.begin(), program_->fields.end(),
                  [](const FilterField& field) { return !field.layers.empty(); });
  if (any_layers) wanted.only = nullptr;
  wanted.text = false;
  return wanted;
}

FilterCompilation compile_filter(std::string_view text, const FilterOptions& options) {
  ExpandedText expanded;
  if (!expanded.expand(text, options.macros)) return failed(expanded.error());
  const auto located = [&](FilterMessage message) {
    expanded.locate(message);
    return message;
  };
  FilterParser parser(expanded.text());
  SyntaxTree tree;
  if (!parser.parse(tree)) return failed(located(parser.error()));
  auto program = std::make_unique<FilterProgram>();
  FilterChecker checker(tree, options.regex, *program);
  if (!checker.check()) return failed(located(checker.error()));
  FilterCompilation compilation;
  for (const FilterMessage& each : parser.warnings()) {
    compilation.warnings.push_back(located(each));
  }
  for (const FilterMessage& each : checker.warnings()) {
    compilation.warnings.push_back(located(each));
  }
  compilation.filter = std::make_unique<Filter>(std::move(program), options.regex);
  return compilation;
}

}  // namespace packetglass
