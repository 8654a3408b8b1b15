// Regular expressions by PCRE2.
#include "filter/regex/pcre2_engine.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace packetglass {
namespace {

template <auto free>
struct Free {
  template <typename T>
  void operator()(T* thing) const {
    free(thing);
  }
};
using Code = std::unique_ptr<pcre2_code, Free<pcre2_code_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Free<pcre2_match_data_free>>;
using MatchLimits = std::unique_ptr<pcre2_match_context, Free<pcre2_match_context_free>>;

PCRE2_SPTR text_at(const void* bytes) {
  static constexpr PCRE2_UCHAR kNothing[] = {0};
  return bytes == nullptr ? kNothing : static_cast<PCRE2_SPTR>(bytes);
}

std::string message_of(int error) {
  PCRE2_UCHAR text[256];
  pcre2_get_error_message(error, text, sizeof text);
  return reinterpret_cast<const char*>(text);
}

RegexEngine::Answer answer_of(int result) {
  if (result >= 0) return RegexEngine::Answer::kYes;
  return result == PCRE2_ERROR_NOMATCH ? RegexEngine::Answer::kNo : RegexEngine::Answer::kLimit;
}

}  // namespace

struct Pcre2Engine::Patterns {
  std::vector<Code> codes;
  MatchData match{pcre2_match_data_create(1, nullptr)};
  MatchLimits limits{pcre2_match_context_create(nullptr)};
};

Pcre2Engine::Pcre2Engine() : patterns_(std::make_unique<Patterns>()) {
  pcre2_set_match_limit(patterns_->limits.get(), kMatchLimit);
  pcre2_set_depth_limit(patterns_->limits.get(), kDepthLimit);
  pcre2_set_heap_limit(patterns_->limits.get(), kHeapLimit);
}

Pcre2Engine::~Pcre2Engine() = default;

RegexEngine::Compiled Pcre2Engine::compile(std::string_view pattern) {
  int error = 0;
  PCRE2_SIZE at = 0;
  Code code(pcre2_compile(text_at(pattern.data()), pattern.size(),
                          PCRE2_CASELESS | PCRE2_NEVER_UTF | PCRE2_NEVER_BACKSLASH_C, &error, &at,
                          nullptr));
  if (code == nullptr) return {false, 0, message_of(error)};
  patterns_->codes.push_back(std::move(code));
  return {true, static_cast<std::uint32_t>(patterns_->codes.size() - 1), {}};
}

void Pcre2Engine::match(std::span<const Question> questions, std::span<Answer> answers) {
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const Bytes subject = questions[i].subject;
    answers[i] = answer_of(pcre2_match(patterns_->codes[questions[i].pattern].get(),
                                       text_at(subject.data()), subject.size(), 0, 0,
                                       patterns_->match.get(), patterns_->limits.get()));
  }
}

}  // namespace packetglass
