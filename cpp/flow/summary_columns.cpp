// The columns that are kept of each packet in addition to the index.
#include "flow/summary_columns.h"

#include <cstring>

namespace packetglass {
namespace {

std::uint32_t flow_number(const PacketFlow& packet) {
  if (packet.conversation == PacketFlow::kNone) return 0;
  return 1 + 2 * packet.conversation + packet.side;
}

}  // namespace

bool SummaryColumns::append(const BatchSummary& batch, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (open_ == kGroupSize && !seal()) return false;
    flows_[open_] = flow_number(batch.flows[i]);
    numbers_[open_++] = number_of(batch.summaries[i].protocol);
  }
  return true;
}

// Names are constants, but one may have several addresses.
std::uint32_t SummaryColumns::number_of(const char* protocol) {
  const auto address = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(protocol));
  Known& known = known_[address * 0x9e3779b97f4a7c15 >> (64 - kKnownBits)];
  if (known.name != protocol) known = {protocol, look_up(protocol)};
  return known.number;
}

std::uint32_t SummaryColumns::look_up(const char* protocol) {
  for (std::size_t i = 0; i < protocols_.size(); ++i) {
    if (std::strcmp(protocols_[i], protocol) == 0) return static_cast<std::uint32_t>(i);
  }
  protocols_.push_back(protocol);
  return static_cast<std::uint32_t>(protocols_.size() - 1);
}

bool SummaryColumns::seal() {
  if (!directory_.reaches(groups_)) return false;
  std::uint8_t* out = packed_.room(kMaxGroupBytes);
  if (out == nullptr) return false;
  Group& group = directory_[groups_];
  const std::uint8_t* const begin = out;
  group.columns = begin;
  group.flow_width = pack_from_smallest(flows_, group.flow, out);
  group.protocol_width = pack_from_smallest(numbers_, group.protocol, out);
  packed_.keep(static_cast<std::size_t>(out - begin));
  ++groups_;
  open_ = 0;
  return true;
}

SummaryRow SummaryColumns::operator[](std::uint64_t i) const {
  const std::size_t at = i % kGroupSize;
  const auto number = static_cast<std::size_t>(i / kGroupSize);
  std::uint32_t flow = 0, protocol = 0;
  if (number == groups_) {
    flow = flows_[at];
    protocol = numbers_[at];
  } else {
    const Group& group = directory_[number];
    const std::uint8_t* const protocols = group.columns + kGroupSize * group.flow_width;
    flow = flow_in(number, at);
    protocol = group.protocol + unpack_u32(protocols, group.protocol_width, at);
  }
  SummaryRow row;
  row.protocol = static_cast<std::uint16_t>(protocol);
  if (flow == 0) return row;
  row.conversation = (flow - 1) / 2;
  row.side = static_cast<std::uint8_t>((flow - 1) % 2);
  return row;
}

std::optional<std::uint64_t> SummaryColumns::last_of(std::uint32_t conversation,
                                                     std::uint64_t from, std::uint64_t to) const {
  const std::uint32_t flow = 1 + 2 * conversation;  // of side 0
  for (std::uint64_t end = to; end > from;) {
    const auto group = static_cast<std::size_t>((end - 1) / kGroupSize);
    const std::uint64_t begin = std::max(from, std::uint64_t{group} * kGroupSize);
    if (may_have(group, flow)) {
      for (std::uint64_t i = end; i-- > begin;) {
        if (flow_in(group, i % kGroupSize) - flow <= 1) return i;
      }
    }
    end = begin;
  }
  return std::nullopt;
}

// Whether this flow or the next can be among those of the group.
bool SummaryColumns::may_have(std::size_t group, std::uint32_t flow) const {
  if (group == groups_) return true;
  const Group& packed = directory_[group];
  const std::uint64_t most = packed.flow + ((std::uint64_t{1} << (8 * packed.flow_width)) - 1);
  return packed.flow <= flow + std::uint64_t{1} && flow <= most;
}

std::uint32_t SummaryColumns::flow_in(std::size_t group, std::size_t at) const {
  if (group == groups_) return flows_[at];
  const Group& packed = directory_[group];
  return packed.flow + unpack_u32(packed.columns, packed.flow_width, at);
}

std::size_t SummaryColumns::memory() const {
  return directory_.memory() + packed_.memory();
}

}  // namespace packetglass
