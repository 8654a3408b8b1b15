// Where the conversations with a hash are.
#include "flow/slots.h"

#include <utility>

namespace packetglass {

bool Slots::make_room(std::size_t more) {
  while (2 * (taken_ + more) > size_) {
    if (!resize(size_ == 0 ? kFirstSize : size_ * 2)) return false;
  }
  return true;
}

// Without exceptions a failed `new` would end the program, so slots come from calloc.
bool Slots::resize(std::size_t size) {
  Slots larger;
  larger.slots_.reset(static_cast<Slot*>(std::calloc(size, sizeof(Slot))));
  if (larger.slots_ == nullptr) return false;
  larger.size_ = size;
  for (std::size_t i = 0; i < size_; ++i) {
    const Slot& slot = slots_[i];
    if (slot.hash == 0) continue;
    Slot* place = &larger.slots_[slot.hash & (size - 1)];
    while (place->hash != 0) place = larger.after(place);
    larger.fill(*place, slot.hash, slot.conversation);
  }
  *this = std::move(larger);
  return true;
}

}  // namespace packetglass
