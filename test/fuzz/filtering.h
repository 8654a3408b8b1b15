// What fuzzers of filters have in common: an engine that needs no library.
#pragma once

#include <algorithm>

#include "filter/filter.h"

namespace packetglass {

// Takes patterns for texts that a subject has inside; of some it says that they take too long.
class AnyEngine final : public RegexEngine {
 public:
  Compiled compile(std::string_view pattern) override {
    if (pattern.empty()) return {false, 0, "it is empty"};
    patterns_.emplace_back(pattern);
    return {true, static_cast<std::uint32_t>(patterns_.size() - 1), {}};
  }
  void match(std::span<const Question> questions, std::span<Answer> answers) override {
    for (std::size_t i = 0; i < questions.size(); ++i) {
      const std::string& pattern = patterns_[questions[i].pattern];
      const Bytes subject =
          questions[i].subject.first(std::min<std::size_t>(questions[i].subject.size(), 1000));
      const bool inside = std::search(subject.begin(), subject.end(), pattern.begin(),
                                      pattern.end()) != subject.end();
      answers[i] = inside ? Answer::kYes : pattern[0] == '^' ? Answer::kLimit : Answer::kNo;
    }
  }

 private:
  std::vector<std::string> patterns_;
};

}  // namespace packetglass
