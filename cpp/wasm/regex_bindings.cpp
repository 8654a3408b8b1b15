// What JavaScript sees of regular expressions: the module regex. web/lib/core/regex-module.ts
// declares the same in TypeScript.
#include <emscripten/bind.h>

#include "base/buffer.h"
#include "base/text.h"
#include "filter/regex/pcre2_engine.h"
#include "wasm/address.h"

namespace packetglass {
namespace {

// The patterns of one filter.
class Patterns {
 public:
  // Memory for a pattern or a subject; 0 without any.
  double buffer(double size) { return address(buffer_.reserve(static_cast<std::size_t>(size))); }

  // Compiles the pattern in the buffer: its id, or -1 where text() is what is wrong with it.
  double compile(double size) {
    RegexEngine::Compiled compiled = engine_.compile(text_of(subject(size)));
    text_ = std::move(compiled.wrong);
    return compiled.right ? static_cast<double>(compiled.id) : -1;
  }

  // Whether the subject in the buffer matches the pattern: RegexEngine::Answer.
  double match(double pattern, double size) {
    const RegexEngine::Question question{static_cast<std::uint32_t>(pattern), subject(size)};
    RegexEngine::Answer answer = RegexEngine::Answer::kNo;
    engine_.match({&question, 1}, {&answer, 1});
    return static_cast<double>(answer);
  }

  double text() const { return address(text_.data()); }
  double text_size() const { return static_cast<double>(text_.size()); }

 private:
  Bytes subject(double size) const { return {buffer_.get(), static_cast<std::size_t>(size)}; }

  Pcre2Engine engine_;
  Buffer<std::uint8_t> buffer_;
  std::string text_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(packetglass_regex) {
  emscripten::class_<Patterns>("Patterns")
      .constructor<>()
      .function("buffer", &Patterns::buffer)
      .function("compile", &Patterns::compile)
      .function("match", &Patterns::match)
      .function("text", &Patterns::text)
      .function("textSize", &Patterns::text_size);
}

}  // namespace packetglass
