// Where the blocks of a capture are, packed.
#include "index/block_columns.h"

namespace packetglass {
bool BlockColumns::append(const Block& block) {
  offsets_[open_] = block.offset;
  lengths_[open_] = static_cast<std::uint32_t>(block.bytes.size());
  types_[open_] = block.type;
  sections_[open_] = block.section;
  if (open_ + 1 < kGroupSize) return ++open_, true;
  return seal();
}

bool BlockColumns::seal() {
  if (!directory_.reaches(groups_)) return false;
  std::uint8_t* out = packed_.room(kMaxGroupBytes);
  if (out == nullptr) return false;
  Group& group = directory_[groups_];
  const std::uint8_t* const begin = out;
  group.columns = begin;
  group.offset_width = pack_from_smallest(offsets_, group.base.offset, out);
  group.length_width = pack_from_smallest(lengths_, group.base.length, out);
  group.type_width = pack_from_smallest(types_, group.base.type, out);
  group.section_width = pack_from_smallest(sections_, group.base.section, out);
  packed_.keep(static_cast<std::size_t>(out - begin));
  ++groups_;
  open_ = 0;
  return true;
}

BlockEntry BlockColumns::operator[](std::size_t i) const {
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
