// The order in which rows are shown.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/buffer.h"
#include "base/bytes.h"

namespace packetglass {

enum class SortBy : std::uint8_t {
  kFirst,     // as they were met in the capture
  kBytes,     // the largest sum first, as in all that follow
  kPackets,   //
  kDuration,  // the longest first; endpoints have none
};

// Numbers of rows in some order. Running out of memory is an answer.
class RowOrder {
 public:
  // Those of the rows 0 to count - 1 that are wanted(row); false, and none, without memory.
  template <typename Wanted>
  [[nodiscard]] bool choose(std::size_t count, Wanted wanted) {
    count_ = 0;
    if (rows_.reset(count) == nullptr) return false;
    for (std::size_t i = 0; i < count; ++i) {
      if (wanted(i)) rows_[count_++] = {0, static_cast<std::uint32_t>(i)};
    }
    return true;
  }

  std::size_t size() const { return count_; }
  std::uint32_t operator[](std::size_t i) const { return rows_[i].number; }

  // The largest weight first; weight(row) is asked once for each. Equal ones as they were met.
  template <typename Weight>
  void sort(Weight weight) {
    for (std::size_t i = 0; i < count_; ++i) rows_[i].weight = weight(rows_[i].number);
    std::sort(rows_.get(), rows_.get() + count_, [](const Row& a, const Row& b) {
      return a.weight != b.weight ? a.weight > b.weight : a.number < b.number;
    });
  }

 private:
  struct Row {
    std::uint64_t weight;
    std::uint32_t number;
  };
  Buffer<Row> rows_;
  std::size_t count_ = 0;
};

}  // namespace packetglass
