// A growing window over a source that is read in blocks.
#include "base/block_window.h"

#include <algorithm>
#include <cstdlib>

namespace packetglass {
namespace {

constexpr std::size_t kPage = 4096;
// Holds the tail of any ordinary record (at most 262144 bytes and its header) without growing.
constexpr std::size_t kFirstHead = (std::size_t{256} << 10) + kPage;

std::size_t round_up_to_page(std::size_t size) {
  return (size + kPage - 1) / kPage * kPage;
}

}  // namespace

void BlockWindow::Free::operator()(std::uint8_t* memory) const {
  std::free(memory);
}

std::uint8_t* BlockWindow::block() {
  const std::size_t carry = bytes().size();
  if ((memory_ == nullptr || carry > head_) && !grow(carry)) return nullptr;
  std::uint8_t* const block = memory_.get() + head_;
  if (carry != 0 && begin_ != block - carry) std::memmove(block - carry, begin_, carry);
  begin_ = block - carry;
  end_ = block;
  return block;
}

void BlockWindow::commit(std::size_t count) {
  end_ += count;
}

// The head doubles, so that a record which needs many blocks is moved few times. It is never
// larger than twice the bytes that really came, whatever lengths the source claims.
bool BlockWindow::grow(std::size_t carry) {
  const std::size_t head = std::max(kFirstHead, round_up_to_page(carry * 2));
  auto* const memory = static_cast<std::uint8_t*>(std::aligned_alloc(kPage, head + kBlockSize));
  if (memory == nullptr) return false;
  if (carry != 0) std::memcpy(memory + head - carry, begin_, carry);
  memory_.reset(memory);
  head_ = head;
  begin_ = memory + head - carry;
  end_ = memory + head;
  return true;
}

}  // namespace packetglass
