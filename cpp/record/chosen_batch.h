// Some packets of a batch, as a batch.
#pragma once

#include "record/packet.h"

namespace packetglass {

class ChosenBatch {
 public:
  // Of this batch, which lasts as long as what is taken of it is looked at.
  void begin(const PacketBatch& batch) {
    batch_.count = 0;
    batch_.tick_nanoseconds = batch.tick_nanoseconds;
    batch_.untruncated = batch.untruncated;
    batch_.uniform = batch.uniform;
    batch_.record_header_size = batch.record_header_size;
    batch_.window = batch.window;
    batch_.window_offset = batch.window_offset;
    batch_.record_begin = batch.record_begin == nullptr ? nullptr : record_begin_;
    batch_.record_end = batch.record_begin == nullptr ? nullptr : record_end_;
  }

  // Packet `i` of it, one behind that which was taken before.
  void take(const PacketBatch& batch, std::size_t i) {
    const std::size_t to = batch_.count++;
    batch_.offset[to] = batch.offset[i];
    batch_.ticks[to] = batch.ticks[i];
    batch_.captured_length[to] = batch.captured_length[i];
    batch_.original_length[to] = batch.original_length[i];
    batch_.interface[to] = batch.interface[i];
    batch_.kind[to] = batch.kind[i];
    if (batch.record_begin == nullptr) return;
    record_begin_[to] = batch.record_begin[i];
    record_end_[to] = batch.record_end[i];
  }

  // Those that were taken so far.
  const PacketBatch& so_far() const { return batch_; }
  // Those that were taken; the whole batch where all were.
  const PacketBatch& taken(const PacketBatch& batch) const {
    return batch_.count == batch.count ? batch : batch_;
  }

 private:
  PacketBatch batch_;
  std::uint32_t record_begin_[PacketBatch::kCapacity];
  std::uint32_t record_end_[PacketBatch::kCapacity];
};

}  // namespace packetglass
