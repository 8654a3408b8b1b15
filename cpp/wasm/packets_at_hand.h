// Packets that JavaScript read again, to be dissected.
#pragma once

#include <algorithm>

#include "base/bytes.h"
#include "describe/description.h"
#include "inspect/recalled_history.h"

namespace packetglass {

// They come as a table, then their bytes back to back in the order of the table. Four numbers of
// 32 bits are a packet: its index in the capture, captured and original length, link type.
class PacketsAtHand {
 public:
  // The index of packets that are of no capture which is read here.
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};

  PacketsAtHand(Bytes buffer, std::size_t count)
      : count_(std::min(count, buffer.size() / kSize)),
        table_(buffer.first(count_ * kSize)),
        bytes_(buffer.subspan(table_.size())) {}

  // Calls `use(packet)` for each; what is beyond the buffer is not there.
  template <typename Use>
  void each(const Use& use) const {
    Bytes left = bytes_;
    for (std::size_t i = 0; i < count_; ++i) {
      const auto word = [&](std::size_t at) {
        return load<std::uint32_t>(table_.data() + i * kSize + 4 * at, ByteOrder::kLittle);
      };
      const std::size_t size = std::min<std::size_t>(left.size(), word(1));
      use(ReadPacket{word(0), word(2), static_cast<LinkType>(word(3)), left.first(size)});
      left = left.subspan(size);
    }
  }

 private:
  static constexpr std::size_t kSize = 4 * sizeof(std::uint32_t);

  std::size_t count_;
  Bytes table_;
  Bytes bytes_;
};

// Which packets JavaScript reads again: an array of the plan's end, then indices.
inline void put(Description& out, const ReadPlan& plan) {
  out.begin_array();
  out.number(plan.end);
  for (const std::uint64_t i : plan.packets) out.number(i);
  out.end();
}

}  // namespace packetglass
