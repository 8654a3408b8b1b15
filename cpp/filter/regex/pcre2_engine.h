// Regular expressions by PCRE2, as Wireshark has them.
#pragma once

#include <memory>
#include <vector>

#include "filter/regex_engine.h"

namespace packetglass {

class Pcre2Engine final : public RegexEngine {
 public:
  // Of one subject: backtracking steps, their depth, and KiB. Beyond them the answer is kLimit. A
  // step of depth takes fewer bytes in WebAssembly: so that answers are the same, patterns of up
  // to 30 groups reach the depth before the memory.
  static constexpr std::uint32_t kMatchLimit = 1'000'000;
  static constexpr std::uint32_t kDepthLimit = 100'000;
  static constexpr std::uint32_t kHeapLimit = 65'536;

  Pcre2Engine();
  ~Pcre2Engine() override;

  Compiled compile(std::string_view pattern) override;
  void match(std::span<const Question> questions, std::span<Answer> answers) override;

 private:
  // Behind it pcre2.h, which takes a macro to be included.
  struct Patterns;
  std::unique_ptr<Patterns> patterns_;
};

}  // namespace packetglass
