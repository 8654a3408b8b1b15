// Packets that were anonymised and wait a while: what a later one completes may say more of them.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "edit/anonymise/checksums.h"
#include "record/packet.h"

namespace packetglass::anonymise {

// A batch with its bytes, as they were and as they are to be.
struct HeldBatch {
  PacketBatch batch;        // over `after`
  std::uint64_t first = 0;  // number of its first packet, from 1
  std::vector<std::uint8_t> before, after;
  std::vector<std::uint8_t> states;  // SourceDraft::State of each byte of `after`
  std::vector<std::uint32_t> record_begin, record_end;
  std::vector<Checksum> checksums;  // of all packets, each of them the outermost first
  std::uint32_t checksums_end[PacketBatch::kCapacity] = {};  // of each packet in these
  std::uint32_t kept[PacketBatch::kCapacity] = {};           // bytes that are not cut

  std::size_t at(std::size_t i) const {
    return static_cast<std::size_t>(batch.offset[i] - batch.window_offset);
  }
  Bytes bytes_before(std::size_t i) const {
    return Bytes(before).subspan(at(i), batch.captured_length[i]);
  }
  std::span<std::uint8_t> bytes_after(std::size_t i) {
    return std::span(after).subspan(at(i), batch.captured_length[i]);
  }
  std::span<std::uint8_t> states_of(std::size_t i) {
    return std::span(states).subspan(at(i), batch.captured_length[i]);
  }
};

class HeldPackets {
 public:
  // So many bytes of packets wait at most, and a batch more.
  static constexpr std::size_t kMostBytes = std::size_t{4} << 20;
  static constexpr std::size_t kMostBatches = 64;

  // Copies a batch whose first packet has this number: all of it as it is, but for what stands
  // behind packets and is no option, which is zeros. It stays where it is until it is popped.
  HeldBatch& add(const PacketBatch& batch, std::uint64_t first);

  // Where a packet is; nullptr: it waits no more.
  struct Place {
    HeldBatch* batch = nullptr;
    std::size_t i = 0;
  };
  Place find(std::uint64_t number);

  bool empty() const { return batches_.empty(); }
  // Whether more wait than may.
  bool full() const { return batches_.size() > kMostBatches || bytes_ > kMostBytes; }
  // The oldest batch: it is used, then popped.
  HeldBatch& oldest() { return *batches_.front(); }
  void pop();

 private:
  std::deque<std::unique_ptr<HeldBatch>> batches_;
  std::vector<std::unique_ptr<HeldBatch>> spare_;
  std::size_t bytes_ = 0;
};

}  // namespace packetglass::anonymise
