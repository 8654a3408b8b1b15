// The columns of all packets, packed.
#include "index/packet_columns.h"

#include <algorithm>

namespace packetglass {
namespace {

// Differences of a column's numbers from its base, and the bits that any of them needs. Arithmetic
// wraps: a number below the base costs width, never correctness.
struct Differences {
  std::uint64_t bits = 0;
  std::uint64_t values[kGroupSize];

  template <typename T>
  Differences(const T* numbers, T base) {
    for (std::size_t i = 0; i < kGroupSize; ++i) {
      values[i] = static_cast<std::uint64_t>(numbers[i]) - static_cast<std::uint64_t>(base);
      bits |= values[i];
    }
  }

  std::uint8_t width() const { return packed_width(bits); }
};

template <typename T>
struct Column {
  T base;
  std::uint8_t width;
};

// Packs a column behind `out`, from its first number where that is the smallest (offsets always,
// timestamps mostly), else from its smallest.
template <typename T>
Column<T> pack_column(const T* numbers, std::uint8_t*& out) {
  T base = numbers[0];
  Differences differences(numbers, base);
  if ((differences.bits >> 63) != 0) {
    base = *std::min_element(numbers, numbers + kGroupSize);
    differences = Differences(numbers, base);
  }
  out = pack(differences.values, differences.width(), out);
  return {base, differences.width()};
}

bool equal(const std::uint32_t* a, const std::uint32_t* b) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < kGroupSize; ++i) bits |= a[i] ^ b[i];
  return bits == 0;
}

// Whether each packet ends just one record header before the next begins.
bool lengths_follow_from_offsets(const PacketBatch& group) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i + 1 < kGroupSize; ++i) {
    bits |= (group.offset[i] + group.captured_length[i] + group.record_header_size) ^
            group.offset[i + 1];
  }
  return bits == 0;
}

void use_nanoseconds(PacketBatch& batch) {
  for (std::size_t i = 0; i < batch.count; ++i) batch.ticks[i] *= batch.tick_nanoseconds;
  batch.tick_nanoseconds = 1;
}

}  // namespace

// Where the columns of a group begin, and how to read them.
class PacketColumns::View {
 public:
  View(const Group& group, const std::uint8_t* start)
      : group_(group),
        offsets_(start),
        ticks_(offsets_ + kGroupSize * group.offset_width),
        captured_(ticks_ + kGroupSize * group.ticks_width),
        original_(captured_ + stored(group.captured_width)),
        interfaces_(original_ + stored(group.original_width)) {}

  Packet packet(std::size_t i) const {
    const std::uint64_t offset = offset_at(i);
    const std::uint32_t length = captured_length(i, offset);
    return {offset,
            static_cast<std::int64_t>(static_cast<std::uint64_t>(group_.ticks) +
                                      unpack_one(ticks_, group_.ticks_width, i)) *
                group_.tick_nanoseconds,
            length, original_length(i, length),
            group_.interface +
                static_cast<std::uint32_t>(unpack_one(interfaces_, group_.interface_width, i))};
  }

 private:
  static std::size_t stored(std::uint8_t width) {
    return width == kImplied ? 0 : kGroupSize * width;
  }

  std::uint64_t offset_at(std::size_t i) const {
    return group_.offset + unpack_one(offsets_, group_.offset_width, i);
  }

  std::uint32_t captured_length(std::size_t i, std::uint64_t offset) const {
    if (group_.captured_width != kImplied) {
      return group_.captured_length +
             static_cast<std::uint32_t>(unpack_one(captured_, group_.captured_width, i));
    }
    if (i == kGroupSize - 1) return group_.captured_length;
    return static_cast<std::uint32_t>(offset_at(i + 1) - offset - group_.record_header_size);
  }

  std::uint32_t original_length(std::size_t i, std::uint32_t captured_length) const {
    if (group_.original_width == kImplied) return captured_length;
    return group_.original_length +
           static_cast<std::uint32_t>(unpack_one(original_, group_.original_width, i));
  }

  const Group& group_;
  const std::uint8_t* offsets_;
  const std::uint8_t* ticks_;
  const std::uint8_t* captured_;
  const std::uint8_t* original_;
  const std::uint8_t* interfaces_;
};

bool PacketColumns::append(const PacketBatch& batch) {
  std::size_t from = 0;
  while (from < batch.count) {
    const std::size_t count = std::min(batch.count - from, kGroupSize - open_.count);
    stage(batch, from, count);
    from += count;
    if (open_.count == kGroupSize && !seal()) return false;
  }
  return true;
}

void PacketColumns::stage(const PacketBatch& batch, std::size_t from, std::size_t count) {
  const std::size_t to = open_.count;
  if (to == 0) {
    open_.tick_nanoseconds = batch.tick_nanoseconds;
    open_.record_header_size = batch.record_header_size;
  }
  const bool same_clock = open_.tick_nanoseconds == batch.tick_nanoseconds;
  if (!same_clock) use_nanoseconds(open_);
  const std::int64_t scale = same_clock ? 1 : batch.tick_nanoseconds;
  std::copy_n(batch.offset + from, count, open_.offset + to);
  std::transform(batch.ticks + from, batch.ticks + from + count, open_.ticks + to,
                 [scale](std::int64_t ticks) { return ticks * scale; });
  std::copy_n(batch.captured_length + from, count, open_.captured_length + to);
  std::copy_n(batch.original_length + from, count, open_.original_length + to);
  std::copy_n(batch.interface + from, count, open_.interface + to);
  open_.count += count;
}

bool PacketColumns::seal() {
  std::uint8_t columns[kMaxGroupBytes];
  std::uint8_t* end = columns;
  const auto offset = pack_column(open_.offset, end);
  const auto ticks = pack_column(open_.ticks, end);
  Column<std::uint32_t> captured{open_.captured_length[kGroupSize - 1], kImplied};
  if (!lengths_follow_from_offsets(open_)) captured = pack_column(open_.captured_length, end);
  Column<std::uint32_t> original{0, kImplied};
  if (!equal(open_.captured_length, open_.original_length)) {
    original = pack_column(open_.original_length, end);
  }
  const auto interface = pack_column(open_.interface, end);

  const auto size = static_cast<std::size_t>(end - columns);
  if (!make_room(size)) return false;
  std::memcpy(&packed_[used_], columns, size);
  directory_[groups_] = {offset.base,
                         ticks.base,
                         used_,
                         captured.base,
                         original.base,
                         interface.base,
                         static_cast<std::uint32_t>(open_.tick_nanoseconds),
                         static_cast<std::uint16_t>(open_.record_header_size),
                         offset.width,
                         ticks.width,
                         captured.width,
                         original.width,
                         interface.width};
  used_ += size;
  ++groups_;
  open_.count = 0;
  return true;
}

// Room for a group in the directory, and for its columns and their slack in one block.
bool PacketColumns::make_room(std::size_t size) {
  if (groups_ == directory_.capacity() && !directory_.add_block()) return false;
  if (used_ + size + kPackingSlack <= packed_.capacity()) return true;
  const std::size_t block_start = packed_.capacity();
  if (!packed_.add_block()) return false;
  used_ = block_start;
  return true;
}

Packet PacketColumns::operator[](std::uint64_t i) const {
  const std::size_t in_group = i % kGroupSize;
  const auto group = static_cast<std::size_t>(i / kGroupSize);
  return group == groups_ ? open_.packet(in_group) : view(group).packet(in_group);
}

void PacketColumns::unpack(std::uint64_t first, std::size_t count,
                           const UnpackedColumns& out) const {
  for (std::size_t n = 0; n < count; ++n) {
    const Packet packet = (*this)[first + n];
    out.timestamp[n] = packet.timestamp;
    out.offset[n] = static_cast<double>(packet.offset);
    out.captured_length[n] = packet.captured_length;
    out.original_length[n] = packet.original_length;
    out.interface[n] = packet.interface;
  }
}

PacketColumns::View PacketColumns::view(std::size_t group) const {
  return View(directory_[group], &packed_[static_cast<std::size_t>(directory_[group].position)]);
}

std::size_t PacketColumns::memory() const {
  return sizeof *this + directory_.memory() + packed_.memory();
}

}  // namespace packetglass
