// A growing window over a source that is read in blocks.
#include "base/block_window.h"

namespace packetglass {
namespace {

constexpr std::size_t kPage = 4096;
// Holds the tail of any ordinary record (at most 262144 bytes and its header).
constexpr std::size_t kHead = (std::size_t{256} << 10) + kPage;
constexpr std::size_t kLeastSize = kHead + BlockWindow::kBlockSize;
// Memory up to here is kept for the next record that is a little larger than ordinary ones.
constexpr std::size_t kKeptSize = 8 * BlockWindow::kBlockSize;

constexpr std::size_t round_up_to_page(std::size_t size) {
  return (size + kPage - 1) / kPage * kPage;
}

}  // namespace

std::uint8_t* BlockWindow::block() {
  const std::size_t tail = bytes().size();
  if (tail > kHead) return block_behind(tail);
  if (memory_ != nullptr && size_ <= kKeptSize) {
    move_tail(kHead - tail);
  } else if (!renew(kLeastSize, kHead - tail)) {
    return nullptr;
  }
  return end_;
}

void BlockWindow::commit(std::size_t count) {
  end_ += count;
}

// A tail that is long is not moved for each block. It goes back to the start of the memory when
// that is half free, which so many bytes must have been consumed for, and else the memory grows;
// never for lengths that the source claims, only for bytes that really came.
std::uint8_t* BlockWindow::block_behind(std::size_t tail) {
  const auto behind = static_cast<std::size_t>(memory_.get() + size_ - end_);
  if (behind >= kBlockSize) return end_;
  const std::size_t offset = round_up_to_page(tail) - tail;  // so that it ends where a page does
  if (tail <= size_ / 2 && size_ - offset - tail >= kBlockSize) {
    move_tail(offset);
  } else if (!renew(round_up_to_page(tail + tail / 2) + kBlockSize, offset)) {
    return nullptr;
  }
  return end_;
}

void BlockWindow::move_tail(std::size_t offset) {
  std::uint8_t* const to = memory_.get() + offset;
  const std::size_t tail = bytes().size();
  if (tail != 0 && begin_ != to) {
    std::memmove(to, begin_, tail);
    moved_ += tail;
  }
  begin_ = to;
  end_ = to + tail;
}

// Other memory, with the tail at this offset; false when there is none.
bool BlockWindow::renew(std::size_t size, std::size_t offset) {
  auto* const memory = static_cast<std::uint8_t*>(std::aligned_alloc(kPage, size));
  if (memory == nullptr) return false;
  const std::size_t tail = bytes().size();
  if (tail != 0) std::memcpy(memory + offset, begin_, tail);
  memory_.reset(memory);
  size_ = size;
  begin_ = memory + offset;
  end_ = begin_ + tail;
  moved_ += tail;
  return true;
}

}  // namespace packetglass
