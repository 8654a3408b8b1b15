// Where the rows with a hash are.
#include "base/slots.h"

namespace packetglass {

bool Slots::reset(std::size_t size) {
  size_ = slots_.reset_zeroed(size) == nullptr ? 0 : size;
  return size_ != 0;
}

bool Slots::grow(std::size_t more) {
  std::size_t size = size_ == 0 ? kFirstSize : size_;
  while (2 * (taken_ + more) > size) size *= 2;
  Slots larger;
  if (!larger.reset(size)) return false;
  larger.generation_ = generation_;
  larger.secret_ = secret_;
  for (std::size_t i = 0; i < size_; ++i) {
    if (slots_[i].hash != 0) larger.put(slots_[i].hash, slots_[i].row);
  }
  *this = std::move(larger);
  return true;
}

void Slots::put(std::uint32_t hash, std::uint32_t row) {
  Slot* slot = home(hash);
  while (slot->hash != 0) slot = after(slot);
  fill(*slot, hash, row);
}

std::uint64_t Slots::steps() const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    if (slots_[i].hash != 0) sum += steps(slots_[i], slots_[i].hash);
  }
  return sum;
}

}  // namespace packetglass
