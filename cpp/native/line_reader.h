// Lines of a text that comes in blocks of bytes.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace packetglass::native {

class LineReader {
 public:
  // Takes a line without its end; false where no more are wanted.
  using Taker = std::function<bool(std::string_view)>;

  // A line that is longer than `longest` bytes is the last one: what is too long is not kept.
  LineReader(std::size_t longest, Taker taker) : longest_(longest), taker_(std::move(taker)) {}

  // Takes the lines that end in a block. False once no more are wanted, or a line is too long.
  bool take(Bytes block);

  // Takes the last line, whose end may be missing.
  bool finish();

  // Of the line that is taken, from 1; behind the last, how many there were.
  std::uint64_t number() const { return number_; }
  bool too_long() const { return too_long_; }

 private:
  void take_line(std::string_view end);

  std::size_t longest_;
  Taker taker_;
  std::string partial_;  // what came of a line whose end has not come
  std::uint64_t number_ = 0;
  bool too_long_ = false;
  bool good_ = true;
};

}  // namespace packetglass::native
