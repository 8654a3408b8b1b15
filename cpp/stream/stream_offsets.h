// Sequence numbers of a side of a TCP conversation as offsets, which do not wrap.
#pragma once

#include <cstdint>
#include <optional>

namespace packetglass {

// Where a byte stands in what one side sends, gaps included. Counts from anywhere.
using StreamOffset = std::int64_t;

class StreamOffsets {
 public:
  StreamOffset of(std::uint32_t number) {
    if (!number_) number_ = number;
    return offset_ + static_cast<std::int32_t>(number - *number_);
  }
  // The same of what comes: later ones are near it.
  StreamOffset move_to(std::uint32_t number) {
    offset_ = of(number);
    number_ = number;
    return offset_;
  }

 private:
  std::optional<std::uint32_t> number_;
  StreamOffset offset_ = 0;
};

}  // namespace packetglass
