// The engine of regular expressions that JavaScript has for this module: the module regex, whose
// memory is another. web/lib/core/regex-core.ts forwards what is asked here.
#pragma once

#include "filter/regex_engine.h"

namespace packetglass {

// Asks the `regex` of this instance, which JavaScript sets before it calls what may ask.
class ForeignRegex final : public RegexEngine {
 public:
  Compiled compile(std::string_view pattern) override;
  void match(std::span<const Question> questions, std::span<Answer> answers) override;
};

}  // namespace packetglass
