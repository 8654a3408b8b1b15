// What matches regular expressions: the shell has one, which the core does not link.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace packetglass {

class RegexEngine {
 public:
  virtual ~RegexEngine() = default;

  // A pattern that was compiled, or what is wrong with it.
  struct Compiled {
    bool right = false;
    std::uint32_t id = 0;
    std::string wrong;
  };
  // Upper and lower case are the same. The bytes are bytes, no UTF-8.
  virtual Compiled compile(std::string_view pattern) = 0;

  struct Question {
    std::uint32_t pattern;  // its id
    Bytes subject;
  };
  enum class Answer : std::uint8_t {
    kNo,
    kYes,
    kLimit,  // it takes more steps, depth or memory than are allowed
  };
  // One answer to each question, of as many packets as were gathered.
  virtual void match(std::span<const Question> questions, std::span<Answer> answers) = 0;
};

}  // namespace packetglass
