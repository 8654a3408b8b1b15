// A step that gives packets other times.
#pragma once

#include "edit/packet_edit.h"

namespace packetglass {

class TimeEdit : public PacketEdit {
 protected:
  // The time of a packet that has one; nothing where it would be beyond Nanoseconds, which stops
  // the edit. Asked for each of these packets in their order.
  virtual std::optional<Nanoseconds> time_of(const PacketDraft& draft) = 0;

  PacketFate edit(PacketDraft& draft) final;
};

// Both together; nothing where Nanoseconds cannot hold it.
inline std::optional<Nanoseconds> sum_of(Nanoseconds time, Nanoseconds by) {
  Nanoseconds sum = 0;
  return __builtin_add_overflow(time, by, &sum) ? std::nullopt : std::optional(sum);
}

}  // namespace packetglass
