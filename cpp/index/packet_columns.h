// The columns of all packets, packed: about five bytes a packet instead of 28.
#pragma once

#include "index/packed_bytes.h"
#include "record/packet.h"

namespace packetglass {

// Where unpack() writes: plain arrays with room for `count` numbers each.
struct UnpackedColumns {
  std::int64_t* timestamp;  // nanoseconds since 1970 UTC
  double* offset;           // bytes; exact below 2^53
  std::uint32_t* captured_length;
  std::uint32_t* original_length;
  std::uint32_t* interface;
  std::uint8_t* has_timestamp;  // 1 or 0
};

// Groups of 128 packets. In each, a column is stored as differences from its smallest value. What
// is implied takes no room: captured lengths of packets that lie back to back, original lengths of
// packets that are not truncated, interface and kind when they are all the same. Any packet is
// read in constant time.
class PacketColumns {
 public:
  // Adds the batch. false when there is no memory: what was there before remains readable, the
  // batch is lost in part, and nothing can be appended any more.
  [[nodiscard]] bool append(const PacketBatch& batch);

  std::uint64_t size() const { return std::uint64_t{groups_} * kGroupSize + open_.count; }

  // i < size().
  Packet operator[](std::uint64_t i) const;

  // Writes the group of 128 that packet i < size() is in, or as much of it as there is; returns
  // how many packets it has.
  std::size_t read_group(std::uint64_t i, Packet* out) const;

  // Writes packets [first, first + count) into plain arrays; the range is within size().
  void unpack(std::uint64_t first, std::size_t count, const UnpackedColumns& out) const;

  // Bytes of memory held.
  std::size_t memory() const;

 private:
  // In place of a width: the column takes no room.
  static constexpr std::uint8_t kImplied = 0xff;

  // What the columns of a group start from. Stands in memory right in front of them.
  struct Bases {
    std::uint64_t offset;
    std::int64_t ticks;
    std::uint32_t captured_length;  // when implied: of the last packet
    std::uint32_t original_length;
    std::uint32_t interface;
    std::uint32_t tick_nanoseconds;
  };

  // Enough to know where all numbers of a packet lie before any of them has been loaded: the
  // directory is small and stays in the cache, the columns do not.
  struct Group {
    const Bases* bases;
    std::uint16_t record_header_size;
    std::uint8_t offset_width;
    std::uint8_t ticks_width;
    std::uint8_t captured_width;
    std::uint8_t original_width;
    std::uint8_t interface_width;
    bool one_kind;  // else a column of kinds stands behind that of interfaces
    RecordKind kind;
  };

  static constexpr std::size_t kMaxGroupBytes = kGroupSize * (8 * 5 + 1) + kPackingSlack;

  class View;

  void stage(const PacketBatch& batch, std::size_t from, std::size_t count);
  void stage_facts(const PacketBatch& batch, std::size_t from);
  bool seal(const PacketBatch& group);

  BlockList<Group, 1024> directory_;
  PackedBytes packed_;
  std::size_t groups_ = 0;
  PacketBatch open_;  // the last, incomplete group
};

}  // namespace packetglass
