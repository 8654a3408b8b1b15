// The columns that are kept of each packet beside the index.
#include "flow/summary_columns.h"

#include <algorithm>
#include <cstring>

namespace packetglass {
namespace {

std::uint32_t place_number(const FlowPlace& place) {
  if (place.conversation == FlowPlace::kNone) return 0;
  return 1 + 2 * place.conversation + place.side;
}

struct Column {
  std::uint32_t base;
  std::uint8_t width;
};

Column pack_column(const std::uint32_t* numbers, std::vector<std::uint8_t>& out) {
  const auto [least, most] = std::minmax_element(numbers, numbers + kGroupSize);
  const std::uint8_t width = packed_width(*most - *least);
  const std::size_t begin = out.size();
  out.resize(begin + kGroupSize * width + kPackingSlack);
  pack(numbers, *least, width, out.data() + begin);
  out.resize(begin + kGroupSize * width);
  return {*least, width};
}

}  // namespace

void SummaryColumns::append(const BatchSummary& batch, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    places_[open_] = place_number(batch.places[i]);
    numbers_[open_] = number_of(batch.summaries[i].protocol);
    if (++open_ == kGroupSize) seal();
  }
}

// Names are constants, but one may stand in several places.
std::uint32_t SummaryColumns::number_of(const char* protocol) {
  for (std::size_t i = 0; i < protocols_.size(); ++i) {
    if (protocols_[i] == protocol) return static_cast<std::uint32_t>(i);
  }
  for (std::size_t i = 0; i < protocols_.size(); ++i) {
    if (std::strcmp(protocols_[i], protocol) == 0) return static_cast<std::uint32_t>(i);
  }
  protocols_.push_back(protocol);
  return static_cast<std::uint32_t>(protocols_.size() - 1);
}

void SummaryColumns::seal() {
  Group group{};
  group.begin = packed_.size();
  const Column place = pack_column(places_, packed_);
  const Column number = pack_column(numbers_, packed_);
  group.place = place.base;
  group.place_width = place.width;
  group.protocol = static_cast<std::uint16_t>(number.base);
  group.protocol_width = number.width;
  groups_.push_back(group);
  open_ = 0;
}

SummaryRow SummaryColumns::operator[](std::uint64_t i) const {
  const std::size_t at = i % kGroupSize;
  const auto number = static_cast<std::size_t>(i / kGroupSize);
  std::uint32_t place = 0, protocol = 0;
  if (number == groups_.size()) {
    place = places_[at];
    protocol = numbers_[at];
  } else {
    const Group& group = groups_[number];
    const std::uint8_t* const column = packed_.data() + group.begin;
    place = group.place + unpack(column, group.place_width, at);
    protocol =
        group.protocol + unpack(column + kGroupSize * group.place_width, group.protocol_width, at);
  }
  SummaryRow row;
  row.protocol = static_cast<std::uint16_t>(protocol);
  if (place == 0) return row;
  row.conversation = (place - 1) / 2;
  row.side = static_cast<std::uint8_t>((place - 1) % 2);
  return row;
}

std::uint32_t SummaryColumns::unpack(const std::uint8_t* column, std::uint8_t width,
                                     std::size_t i) {
  std::uint32_t number = 0;
  for (unsigned byte = 0; byte < width; ++byte) {
    number |= std::uint32_t{column[i * width + byte]} << 8 * byte;
  }
  return number;
}

std::size_t SummaryColumns::memory() const {
  return groups_.capacity() * sizeof(Group) + packed_.capacity();
}

}  // namespace packetglass
