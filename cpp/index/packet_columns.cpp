// The columns of all packets, packed.
//
// Packets come in batches and are kept in groups of 128. append() takes a batch that is a whole
// group as it is, and else stages packets in an open group. seal() packs a group:
//
//   base and width  each column's smallest number, and how many bytes the largest difference needs
//   implied         no bytes at all: captured lengths where packets lie back to back, original
//                   lengths where no packet is truncated
//   one value       an interface that all share has width 0, a kind that all share has no column
//   memory          the bases, then the columns one after another; the directory points to them
//
// Reading packet i needs no search: its group is i / 128, the group's widths say where each column
// begins, and each number is its base plus the difference at i % 128.
#include "index/packet_columns.h"

#include <algorithm>
#include <new>
#include <type_traits>

namespace packetglass {
namespace {

template <typename T>
struct Column {
  T base;
  std::uint8_t width;
};

// The bits that any difference from the base needs. Arithmetic wraps: a number below the base
// needs the highest bit.
template <typename T>
std::uint64_t difference_bits(const T* numbers, T base) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kGroupSize; ++i) {
    bits |= static_cast<std::uint64_t>(numbers[i]) - static_cast<std::uint64_t>(base);
  }
  return bits;
}

template <typename T>
Column<T> pack_from(const T* numbers, T base, std::uint64_t bits, std::uint8_t*& out) {
  const auto* const raw = reinterpret_cast<const std::make_unsigned_t<T>*>(numbers);
  out = pack(raw, static_cast<std::uint64_t>(base), packed_width(bits), out);
  return {base, packed_width(bits)};
}

// Not std::min_element, which compilers do not turn into vector instructions.
template <typename T>
T smallest(const T* numbers) {
  T least = numbers[0];
  for (std::size_t i = 1; i < kGroupSize; ++i) least = std::min(least, numbers[i]);
  return least;
}

// From the first number where that is the smallest, else from the smallest.
template <typename T>
Column<T> pack_column(const T* numbers, std::uint8_t*& out) {
  T base = numbers[0];
  std::uint64_t bits = difference_bits(numbers, base);
  if ((bits >> 63) != 0) {
    base = smallest(numbers);
    bits = difference_bits(numbers, base);
  }
  return pack_from(numbers, base, bits, out);
}

bool follows(const PacketBatch& group, std::uint64_t offset) {
  const std::size_t last = group.count - 1;
  return offset == group.offset[last] + group.captured_length[last] + group.record_header_size;
}

// Interfaces often take turns, kinds hardly ever.
bool has_one_kind(const PacketBatch& group) {
  static_assert(sizeof(RecordKind) == 1);
  return std::memcmp(group.kind, group.kind + 1, kGroupSize - 1) == 0;
}

void use_nanoseconds(PacketBatch& batch) {
  for (std::size_t i = 0; i < batch.count; ++i) batch.ticks[i] *= batch.tick_nanoseconds;
  batch.tick_nanoseconds = 1;
}

}  // namespace

// Where the columns of a group begin, and how to read them.
class PacketColumns::View {
 public:
  explicit View(const Group& group)
      : group_(group),
        bases_(*group.bases),
        offsets_(reinterpret_cast<const std::uint8_t*>(group.bases + 1)),
        ticks_(offsets_ + kGroupSize * group.offset_width),
        captured_(ticks_ + kGroupSize * group.ticks_width),
        original_(captured_ + stored(group.captured_width)),
        interfaces_(original_ + stored(group.original_width)),
        kinds_(interfaces_ + kGroupSize * group.interface_width) {}

  Packet packet(std::size_t i) const {
    const std::uint64_t offset = offset_at(i);
    const std::uint32_t length = captured_length(i, offset);
    return {offset,
            timestamp(i),
            length,
            original_length(i, length),
            bases_.interface + unpack_u32(interfaces_, group_.interface_width, i),
            kind(i)};
  }

 private:
  static std::size_t stored(std::uint8_t width) {
    return width == kImplied ? 0 : kGroupSize * width;
  }

  std::uint64_t offset_at(std::size_t i) const {
    return bases_.offset + unpack_one(offsets_, group_.offset_width, i);
  }

  Nanoseconds timestamp(std::size_t i) const {
    const std::uint64_t difference = unpack_one(ticks_, group_.ticks_width, i);
    const auto ticks =
        static_cast<std::int64_t>(static_cast<std::uint64_t>(bases_.ticks) + difference);
    return ticks * bases_.tick_nanoseconds;
  }

  std::uint32_t captured_length(std::size_t i, std::uint64_t offset) const {
    if (group_.captured_width != kImplied) {
      return bases_.captured_length + unpack_u32(captured_, group_.captured_width, i);
    }
    if (i == kGroupSize - 1) return bases_.captured_length;
    return static_cast<std::uint32_t>(offset_at(i + 1) - offset - group_.record_header_size);
  }

  std::uint32_t original_length(std::size_t i, std::uint32_t captured_length) const {
    if (group_.original_width == kImplied) return captured_length;
    return bases_.original_length + unpack_u32(original_, group_.original_width, i);
  }

  RecordKind kind(std::size_t i) const {
    return group_.one_kind ? group_.kind : static_cast<RecordKind>(kinds_[i]);
  }

  const Group& group_;
  const Bases& bases_;
  const std::uint8_t* offsets_;
  const std::uint8_t* ticks_;
  const std::uint8_t* captured_;
  const std::uint8_t* original_;
  const std::uint8_t* interfaces_;
  const std::uint8_t* kinds_;
};

bool PacketColumns::append(const PacketBatch& batch) {
  if (open_.count == 0 && batch.count == kGroupSize) return seal(batch);
  std::size_t from = 0;
  while (from < batch.count) {
    const std::size_t count = std::min(batch.count - from, kGroupSize - open_.count);
    stage(batch, from, count);
    from += count;
    if (open_.count < kGroupSize) continue;
    if (!seal(open_)) return false;
    open_.count = 0;
  }
  return true;
}

void PacketColumns::stage(const PacketBatch& batch, std::size_t from, std::size_t count) {
  stage_facts(batch, from);
  const std::size_t to = open_.count;
  const std::int64_t scale = batch.tick_nanoseconds / open_.tick_nanoseconds;
  std::copy_n(batch.offset + from, count, open_.offset + to);
  std::transform(batch.ticks + from, batch.ticks + from + count, open_.ticks + to,
                 [scale](std::int64_t ticks) { return ticks * scale; });
  std::copy_n(batch.captured_length + from, count, open_.captured_length + to);
  std::copy_n(batch.original_length + from, count, open_.original_length + to);
  std::copy_n(batch.interface + from, count, open_.interface + to);
  std::copy_n(batch.kind + from, count, open_.kind + to);
  open_.count += count;
}

// What is known of all packets of the open group when those of the batch from `from` join it.
void PacketColumns::stage_facts(const PacketBatch& batch, std::size_t from) {
  if (open_.count == 0) {
    open_.tick_nanoseconds = batch.tick_nanoseconds;
    open_.record_header_size = batch.record_header_size;
    open_.back_to_back = batch.back_to_back;
    open_.untruncated = batch.untruncated;
    open_.uniform = batch.uniform;
    return;
  }
  if (open_.tick_nanoseconds != batch.tick_nanoseconds) use_nanoseconds(open_);
  open_.back_to_back = open_.back_to_back && batch.back_to_back &&
                       open_.record_header_size == batch.record_header_size &&
                       follows(open_, batch.offset[from]);
  open_.untruncated = open_.untruncated && batch.untruncated;
  open_.uniform = open_.uniform && batch.uniform && open_.interface[0] == batch.interface[from] &&
                  open_.kind[0] == batch.kind[from];
}

bool PacketColumns::seal(const PacketBatch& group) {
  std::uint8_t columns[kMaxGroupBytes];
  std::uint8_t* end = columns;
  constexpr std::size_t kLast = kGroupSize - 1;
  const std::uint64_t length = group.offset[kLast] - group.offset[0];  // offsets rise
  const auto offset = pack_from(group.offset, group.offset[0], length, end);
  const auto ticks = pack_column(group.ticks, end);
  Column<std::uint32_t> captured{group.captured_length[kLast], kImplied};
  if (!group.back_to_back) captured = pack_column(group.captured_length, end);
  Column<std::uint32_t> original{0, kImplied};
  if (!group.untruncated) original = pack_column(group.original_length, end);
  Column<std::uint32_t> interface { group.interface[0], 0 };
  if (!group.uniform) {
    // Interfaces are numbered from 0, and that is as good a base as the smallest of them.
    interface = pack_from(group.interface, 0u, difference_bits(group.interface, 0u), end);
  }
  const bool one_kind = group.uniform || has_one_kind(group);
  if (!one_kind) {
    end = std::transform(group.kind, group.kind + kGroupSize, end,
                         [](RecordKind kind) { return static_cast<std::uint8_t>(kind); });
  }

  const auto size = static_cast<std::size_t>(end - columns);
  if (!directory_.reaches(groups_)) return false;
  std::uint8_t* const memory = packed_.room(sizeof(Bases) + size, alignof(Bases));
  if (memory == nullptr) return false;
  const auto* const bases = new (memory)
      Bases{offset.base,   ticks.base,     captured.base,
            original.base, interface.base, static_cast<std::uint32_t>(group.tick_nanoseconds)};
  std::memcpy(memory + sizeof(Bases), columns, size);
  packed_.keep(sizeof(Bases) + size);
  directory_[groups_++] = {bases,           static_cast<std::uint16_t>(group.record_header_size),
                           offset.width,    ticks.width,
                           captured.width,  original.width,
                           interface.width, one_kind,
                           group.kind[0]};
  return true;
}

Packet PacketColumns::operator[](std::uint64_t i) const {
  const std::size_t in_group = i % kGroupSize;
  const auto group = static_cast<std::size_t>(i / kGroupSize);
  return group == groups_ ? open_.packet(in_group) : View(directory_[group]).packet(in_group);
}

std::size_t PacketColumns::read_group(std::uint64_t i, Packet* out) const {
  const auto group = static_cast<std::size_t>(i / kGroupSize);
  if (group == groups_) {
    for (std::size_t n = 0; n < open_.count; ++n) out[n] = open_.packet(n);
    return open_.count;
  }
  const View view(directory_[group]);
  for (std::size_t n = 0; n < kGroupSize; ++n) out[n] = view.packet(n);
  return kGroupSize;
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
    out.has_timestamp[n] = packet.has_timestamp() ? 1 : 0;
  }
}

std::size_t PacketColumns::memory() const {
  return sizeof *this + directory_.memory() + packed_.memory();
}

}  // namespace packetglass
