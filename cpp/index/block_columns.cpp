// Where the blocks of a capture are, packed.
#include "index/block_columns.h"

#include <algorithm>

namespace packetglass {
namespace {

// Packs a column as differences from its smallest number, which goes to `base`; returns how wide.
template <typename T>
std::uint8_t pack_column(const T (&numbers)[kGroupSize], T& base, std::uint8_t*& out) {
  const auto [least, most] = std::minmax_element(numbers, numbers + kGroupSize);
  base = *least;
  const std::uint8_t width = packed_width(*most - *least);
  out = pack(numbers, base, width, out);
  return width;
}

std::uint32_t unpack_u32(const std::uint8_t* column, std::uint8_t width, std::size_t i) {
  return static_cast<std::uint32_t>(unpack_one(column, width, i));
}

}  // namespace

bool BlockColumns::append(const Block& block) {
  offsets_[open_] = block.offset;
  lengths_[open_] = static_cast<std::uint32_t>(block.bytes.size());
  types_[open_] = block.type;
  sections_[open_] = block.section;
  if (open_ + 1 < kGroupSize) return ++open_, true;
  return seal();
}

bool BlockColumns::seal() {
  if (groups_ == directory_.capacity() && !directory_.add_block()) return false;
  std::uint8_t* out = make_room();
  if (out == nullptr) return false;
  Group& group = directory_[groups_];
  const std::uint8_t* const begin = out;
  group.columns = begin;
  group.offset_width = pack_column(offsets_, group.base.offset, out);
  group.length_width = pack_column(lengths_, group.base.length, out);
  group.type_width = pack_column(types_, group.base.type, out);
  group.section_width = pack_column(sections_, group.base.section, out);
  used_ += static_cast<std::size_t>(out - begin);
  ++groups_;
  open_ = 0;
  return true;
}

// Room for any group, in one piece; nullptr when there is no memory.
std::uint8_t* BlockColumns::make_room() {
  if (used_ + kMaxGroupBytes > packed_.capacity()) {
    used_ = packed_.capacity();
    if (!packed_.add_block()) return nullptr;
  }
  return &packed_[used_];
}

BlockPlace BlockColumns::operator[](std::size_t i) const {
  const std::size_t row = i % kGroupSize;
  if (i / kGroupSize == groups_) {
    return {offsets_[row], lengths_[row], types_[row], sections_[row]};
  }
  const Group& group = directory_[i / kGroupSize];
  const std::uint8_t* const lengths = group.columns + kGroupSize * group.offset_width;
  const std::uint8_t* const types = lengths + kGroupSize * group.length_width;
  const std::uint8_t* const sections = types + kGroupSize * group.type_width;
  return {group.base.offset + unpack_one(group.columns, group.offset_width, row),
          group.base.length + unpack_u32(lengths, group.length_width, row),
          group.base.type + unpack_u32(types, group.type_width, row),
          group.base.section + unpack_u32(sections, group.section_width, row)};
}

std::size_t BlockColumns::find(std::uint32_t type, std::size_t from) const {
  for (std::size_t i = from; i < size(); ++i) {
    if (i % kGroupSize == 0 && i / kGroupSize < groups_) {
      const Group& group = directory_[i / kGroupSize];
      if (group.type_width == 0 && group.base.type != type) {
        i += kGroupSize - 1;
        continue;
      }
    }
    if ((*this)[i].type == type) return i;
  }
  return size();
}

}  // namespace packetglass
