// Compiles any text as a filter, and completes it: errors and warnings lie in the text, and what
// was checked refers to what there is.
#include "base/text.h"
#include "bounded.h"
#include "filter/completion.h"
#include "filtering.h"
#include "require.h"

namespace packetglass {
namespace {

const FilterMacro kMacros[] = {{"net", "ip.addr == $1/$2"}, {"twice", "($1) and ($1)"}};

void require_in(const FilterMessage& message, std::size_t size) {
  require(message.column + std::size_t{message.length} <= size, "a message lies in the text");
  require(!message.text.empty(), "a message says something");
}

void require_whole(const FilterProgram& program) {
  for (const FilterTest& test : program.tests) {
    require(test.first_step <= test.end_step && test.end_step <= program.steps.size(),
            "the steps of a test are there");
  }
  for (const LogicStep& step : program.logic) {
    const bool test = step.kind == LogicStep::Kind::kTest;
    // A skip may end behind the last step.
    require(test ? step.index < program.tests.size() : step.index <= program.logic.size(),
            "logic refers to what there is");
  }
}

void compile(std::string_view text) {
  AnyEngine engine;
  const FilterCompilation compilation = compile_filter(text, {kMacros, &engine});
  require((compilation.filter == nullptr) == compilation.error.has_value(),
          "there is a filter or an error");
  if (compilation.error) require_in(*compilation.error, text.size());
  for (const FilterMessage& warning : compilation.warnings) require_in(warning, text.size());
  if (compilation.filter != nullptr) require_whole(compilation.filter->program());
}

void complete(std::string_view text) {
  for (const std::size_t cursor : {text.size(), text.size() / 2}) {
    const FilterCompletions found = complete_filter(text, cursor, 20);
    require(found.begin <= cursor && cursor <= found.end && found.end <= text.size(),
            "the word is around the cursor");
    require(found.items.size() <= 20, "there are as many as were wanted");
  }
}

}  // namespace
}  // namespace packetglass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace packetglass;
  static_cast<void>(all_fields());  // made once, for all inputs
  const fuzz::Bounded bounded(size, {100'000'000, 20'000}, {std::size_t{16} << 20, 2'000});
  const std::string_view text = text_of(Bytes(bytes, size));
  compile(text);
  complete(text);
  return 0;
}
