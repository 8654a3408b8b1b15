// Packets that were anonymised and wait a while.
#include "edit/anonymise/held_packets.h"

#include <algorithm>

namespace packetglass::anonymise {
namespace {

// Behind a packet in its block: up to three bytes, of a simple packet all up to the block's end.
// They may say anything.
void clear_padding(HeldBatch& held, std::size_t i) {
  const std::size_t end = held.at(i) + held.batch.captured_length[i];
  const std::size_t padding = (4 - held.batch.captured_length[i] % 4) % 4;
  const bool simple = held.batch.kind[i] == RecordKind::kSimple;
  const std::size_t tail = held.record_end[i] - std::size_t{4};
  const std::size_t stop = simple ? tail : std::min(end + padding, tail);
  std::fill(held.after.begin() + static_cast<std::ptrdiff_t>(end),
            held.after.begin() + static_cast<std::ptrdiff_t>(std::max(end, stop)),
            std::uint8_t{0});
}

// The bytes of the records, and what points to them.
void copy_records(const PacketBatch& batch, HeldBatch& held) {
  const Bytes first = batch.record(0), last = batch.record(batch.count - 1);
  const Bytes all(first.data(),
                  static_cast<std::size_t>(last.data() + last.size() - first.data()));
  const auto skipped = static_cast<std::size_t>(first.data() - batch.window.data());
  held.before.assign(all.begin(), all.end());
  held.after.assign(all.begin(), all.end());
  held.states.assign(all.size(), 0);
  held.batch.window = held.after;
  held.batch.window_offset = batch.window_offset + skipped;
  if (batch.record_begin == nullptr) return;
  held.record_begin.resize(batch.count);
  held.record_end.resize(batch.count);
  for (std::size_t i = 0; i < batch.count; ++i) {
    held.record_begin[i] = batch.record_begin[i] - static_cast<std::uint32_t>(skipped);
    held.record_end[i] = batch.record_end[i] - static_cast<std::uint32_t>(skipped);
    clear_padding(held, i);
  }
  held.batch.record_begin = held.record_begin.data();
  held.batch.record_end = held.record_end.data();
}

}  // namespace

HeldBatch& HeldPackets::add(const PacketBatch& batch, std::uint64_t first) {
  if (spare_.empty()) spare_.push_back(std::make_unique<HeldBatch>());
  batches_.push_back(std::move(spare_.back()));
  spare_.pop_back();
  HeldBatch& held = *batches_.back();
  held.batch = batch;
  held.first = first;
  held.checksums.clear();
  std::copy_n(batch.captured_length, batch.count, held.kept);
  copy_records(batch, held);
  bytes_ += held.before.size();
  return held;
}

HeldPackets::Place HeldPackets::find(std::uint64_t number) {
  const auto behind = std::upper_bound(
      batches_.begin(), batches_.end(), number,
      [](std::uint64_t wanted, const auto& held) { return wanted < held->first; });
  if (behind == batches_.begin()) return {};
  HeldBatch& held = **(behind - 1);
  const std::uint64_t i = number - held.first;
  return i < held.batch.count ? Place{&held, static_cast<std::size_t>(i)} : Place{};
}

void HeldPackets::pop() {
  bytes_ -= batches_.front()->before.size();
  spare_.push_back(std::move(batches_.front()));
  batches_.pop_front();
}

}  // namespace packetglass::anonymise
