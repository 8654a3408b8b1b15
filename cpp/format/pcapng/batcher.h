// Gathers packets to batches, across the blocks of one window.
#pragma once

#include "format/reading.h"
#include "record/record_sink.h"

namespace packetglass::pcapng {

// Open to all: the walk fills the columns itself.
struct Batcher {
  PacketBatch batch;
  std::uint32_t begin[PacketBatch::kCapacity];  // of whole blocks in the window
  std::uint32_t end[PacketBatch::kCapacity];
  // What the batch's facts come from: bits that are not zero where a packet is truncated, or where
  // it is of another interface or kind than the first.
  std::uint32_t truncated = 0;
  std::uint32_t mixed = 0;

  Batcher() {
    batch.record_begin = begin;
    batch.record_end = end;
  }
  Batcher(const Batcher&) = delete;  // the batch points into it
  Batcher& operator=(const Batcher&) = delete;

  // A new window; all packets of the one before were handed on.
  void open(Bytes window, std::uint64_t offset) {
    batch.window = window;
    batch.window_offset = offset;
  }

  // How many packets the batch takes in all: it ends where the number of all packets is a multiple
  // of the capacity. The batch is never full between calls.
  std::size_t room(const Reading& reading) const {
    return PacketBatch::kCapacity - reading.packets % PacketBatch::kCapacity;
  }

  // Its interface, captured length and so on stand in the row behind the last; count it.
  void count_row() {
    const std::size_t row = batch.count++;
    truncated |= batch.captured_length[row] ^ batch.original_length[row];
    mixed |= batch.interface[row] ^ batch.interface[0];
    mixed |=
        static_cast<std::uint32_t>(batch.kind[row]) ^ static_cast<std::uint32_t>(batch.kind[0]);
  }

  // Hands on what is there. false: the sink is full.
  [[nodiscard]] bool hand_on(Reading& reading, RecordSink& sink) {
    if (batch.count == 0) return true;
    batch.untruncated = truncated == 0;
    batch.uniform = mixed == 0;
    reading.packets += batch.count;
    const bool taken = sink.packets(batch);
    batch.count = truncated = mixed = 0;
    return taken;
  }
};

}  // namespace packetglass::pcapng
