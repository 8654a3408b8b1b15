// Packets that JavaScript read again, to be dissected.
#pragma once

#include <algorithm>

#include "base/bytes.h"
#include "record/link_type.h"

namespace packetglass {

// They come as a table, then their bytes back to back in the order of the table. Four numbers of
// 32 bits are a packet: its place in the capture, captured and original length, link type.
class PacketsAtHand {
 public:
  struct One {
    std::uint32_t place;  // from 0; kNone: it is of no capture that is read here
    std::uint32_t captured_length, original_length, link_type;
  };
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  PacketsAtHand(Bytes room, std::size_t count)
      : count_(std::min(count, room.size() / sizeof(One))),
        table_(room.first(count_ * sizeof(One))),
        bytes_(room.subspan(table_.size())) {}

  // Calls `use(one, bytes)` for each; what is beyond the room is not there.
  template <typename Use>
  void each(const Use& use) const {
    Bytes left = bytes_;
    for (std::size_t i = 0; i < count_; ++i) {
      const One one = read(table_.data() + i * sizeof(One));
      const std::size_t size = std::min<std::size_t>(left.size(), one.captured_length);
      use(one, left.first(size));
      left = left.subspan(size);
    }
  }

 private:
  static One read(const std::uint8_t* at) {
    const auto word = [at](std::size_t i) {
      return load<std::uint32_t>(at + 4 * i, ByteOrder::kLittle);
    };
    return {word(0), word(1), word(2), word(3)};
  }

  std::size_t count_;
  Bytes table_;
  Bytes bytes_;
};

}  // namespace packetglass
