// Texts, each kept once, by the number in whose order they came.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/growing_array.h"
#include "base/slots.h"

namespace packetglass {

// Running out of memory is an answer: no more texts.
class DistinctTexts {
 public:
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  // The number of the text, which is kept if it is new; kNone without memory. Takes time in
  // proportion to its bytes, whatever the texts are.
  std::uint32_t number_of(std::string_view text);

  std::size_t size() const { return ends_.size(); }
  std::string_view operator[](std::size_t number) const;
  // All texts one behind another, and where each ends.
  const GrowingArray<char>& bytes() const { return bytes_; }
  const GrowingArray<std::uint32_t>& ends() const { return ends_; }

  void clear();

 private:
  std::uint32_t put(std::string_view text);

  Slots slots_;
  GrowingArray<char> bytes_;
  GrowingArray<std::uint32_t> ends_;
  std::uint32_t last_ = kNone;  // that was asked for
};

}  // namespace packetglass
