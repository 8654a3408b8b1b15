// The walk over Enhanced Packet Blocks: draft-ietf-opsawg-pcapng, section 4.3.
#include "format/pcapng/walk.h"

#include <algorithm>

#include "format/pcapng/enhanced_packet.h"
#include "format/pcapng/option.h"

namespace packetglass::pcapng {
namespace {

// Which lengths options 0 to 8 of the block may have, and all others: custom options, which begin
// with the private enterprise number. The table in options.cpp says the same at more length.
struct Lengths {
  std::uint16_t least;
  std::uint16_t above_least;  // how much longer the longest is
};
constexpr std::uint16_t kLongest = 0xffff;
constexpr Lengths kLengths[] = {{0, 0}, {0, kLongest}, {4, 0}, {1, kLongest}, {8, 0}, {8, 0},
                                {4, 0}, {1, kLongest}, {8, 0}, {4, kLongest}};

bool right_length(std::uint32_t code, std::uint32_t length) {
  const Lengths& lengths = kLengths[std::min<std::uint32_t>(code, std::size(kLengths) - 1)];
  return length - lengths.least <= lengths.above_least;
}

// Whether options are as they should be; what is wrong with others is found out elsewhere. Apart
// from the walk, which needs all registers.
template <ByteOrder kOrder>
[[gnu::noinline]] bool ordinary_options(const std::uint8_t* at, std::uint32_t left) {
  while (left != 0) {
    const std::uint32_t code = load<std::uint16_t>(at, kOrder);
    const std::uint32_t length = load<std::uint16_t>(at + 2, kOrder);
    const std::uint32_t size = static_cast<std::uint32_t>(kOptionHeadSize) + padded(length);
    if (size > left || !right_length(code, length)) return false;
    if (code == kEndOfOptions) return true;
    at += size;
    left -= size;
  }
  return true;
}

// Bound by latency, as all such walks: the next address depends on the length just loaded. What
// the loop needs is in local variables, because a store to a column might change a member.
template <ByteOrder kOrder>
Walked walk(Bytes bytes, std::span<const Clock> clocks, Batcher& packets, Reading& reading,
            RecordSink& sink) {
  const std::uint8_t* at = bytes.data();
  const std::uint8_t* const end = at + bytes.size();
  PacketBatch& batch = packets.batch;
  const std::uint8_t* const window = batch.window.data();
  const std::uint64_t packet_origin = batch.window_offset + kEnhancedDataOffset;
  std::size_t room = packets.room(reading);
  std::size_t count = batch.count;
  std::uint32_t truncated = packets.truncated;
  std::uint32_t mixed = packets.mixed;
  if (count != 0 && batch.kind[0] != RecordKind::kEnhanced) mixed = 1;
  bool taken = true;

  while (static_cast<std::size_t>(end - at) >= kEnhancedFixedSize) {
    const auto left = static_cast<std::size_t>(end - at) - kEnhancedFixedSize;
    const auto length = load<std::uint32_t>(at + 4, kOrder);
    const std::uint32_t behind = length - kEnhancedFixedSize;  // of packet, padding and options
    if (load<std::uint32_t>(at, kOrder) != kEnhancedPacket || behind > left) break;
    const auto number = load<std::uint32_t>(at + 8, kOrder);
    if (number >= clocks.size()) break;
    const Clock& clock = clocks[number];
    const std::uint64_t ticks = std::uint64_t{load<std::uint32_t>(at + 12, kOrder)} << 32 |
                                load<std::uint32_t>(at + 16, kOrder);
    const auto captured = load<std::uint32_t>(at + 20, kOrder);
    const auto original = load<std::uint32_t>(at + 24, kOrder);
    if (captured > behind || captured > clock.snaplen || captured > original) [[unlikely]]
      break;
    if (ticks >= clock.limit || (length & 3) != 0) [[unlikely]]
      break;
    if (load<std::uint32_t>(at + length - 4, kOrder) != length) [[unlikely]]
      break;
    // A multiple of 4 that is not below the captured length is not below its padded length.
    const std::uint32_t options = behind - padded(captured);
    if (options != 0 &&
        !ordinary_options<kOrder>(at + kEnhancedDataOffset + padded(captured), options))
      break;
    const auto begin = static_cast<std::uint32_t>(at - window);
    batch.offset[count] = packet_origin + begin;
    batch.ticks[count] = static_cast<std::int64_t>(ticks) * clock.factor + clock.offset;
    batch.captured_length[count] = captured;
    batch.original_length[count] = original;
    batch.interface[count] = clock.interface;
    batch.kind[count] = RecordKind::kEnhanced;
    packets.begin[count] = begin;
    packets.end[count] = begin + length;
    truncated |= captured ^ original;
    mixed |= clock.interface ^ batch.interface[0];
    at += length;
    if (++count == room) [[unlikely]] {
      batch.count = count;
      packets.truncated = truncated;
      packets.mixed = mixed;
      taken = packets.hand_on(reading, sink);
      room = PacketBatch::kCapacity;
      count = truncated = mixed = 0;
      if (!taken) break;
    }
  }
  batch.count = count;
  packets.truncated = truncated;
  packets.mixed = mixed;
  return {static_cast<std::size_t>(at - bytes.data()), !taken};
}

}  // namespace

Walked walk_enhanced_packets(Bytes bytes, ByteOrder order, std::span<const Clock> clocks,
                             Batcher& packets, Reading& reading, RecordSink& sink) {
  return order == ByteOrder::kLittle
             ? walk<ByteOrder::kLittle>(bytes, clocks, packets, reading, sink)
             : walk<ByteOrder::kBig>(bytes, clocks, packets, reading, sink);
}

}  // namespace packetglass::pcapng
