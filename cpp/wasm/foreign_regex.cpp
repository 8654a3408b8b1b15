// The engine of regular expressions that JavaScript has for this module.
#include "wasm/foreign_regex.h"

#include <emscripten.h>

#include "base/text.h"

// Returns the id of the pattern, or -1 - the size of the text put to `wrong`, `room` bytes at
// most.
EM_JS(int, packetglass_compile_regex,
      (const void* pattern, std::size_t size, void* wrong, std::size_t room),
      { return Module["regex"]["compile"](pattern, size, wrong, room); });

// Returns a RegexEngine::Answer.
EM_JS(int, packetglass_match_regex, (std::uint32_t pattern, const void* subject, std::size_t size),
      { return Module["regex"]["match"](pattern, subject, size); });

namespace packetglass {

RegexEngine::Compiled ForeignRegex::compile(std::string_view pattern) {
  char wrong[256];
  const int id = packetglass_compile_regex(pattern.data(), pattern.size(), wrong, sizeof wrong);
  if (id >= 0) return {true, static_cast<std::uint32_t>(id), {}};
  return {false, 0, std::string(wrong, static_cast<std::size_t>(-1 - id))};
}

void ForeignRegex::match(std::span<const Question> questions, std::span<Answer> answers) {
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const auto& [pattern, subject] = questions[i];
    answers[i] =
        static_cast<Answer>(packetglass_match_regex(pattern, subject.data(), subject.size()));
  }
}

}  // namespace packetglass
