// The columns that are kept of each packet in addition to the index.
#include "flow/summary_columns.h"

namespace packetglass {
namespace {

std::uint32_t flow_number(const PacketFlow& packet) {
  if (packet.conversation == PacketFlow::kNone) return 0;
  return 1 + 2 * packet.conversation + packet.side;
}

SummaryRow row_of(std::uint32_t kind, std::uint32_t flow) {
  SummaryRow row;
  row.kind = kind;
  if (flow == 0) return row;
  row.conversation = (flow - 1) / 2;
  row.side = static_cast<std::uint8_t>((flow - 1) % 2);
  return row;
}

}  // namespace

bool SummaryColumns::append(const BatchSummary& batch, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    if (open_ == kGroupSize && !seal()) return false;
    flows_[open_] = flow_number(batch.flows[i]);
    numbers_[open_++] = kinds_.number_of(batch.summaries[i], batch.flows[i].analysis);
  }
  return true;
}

bool SummaryColumns::seal() {
  if (!directory_.reaches(groups_)) return false;
  std::uint8_t* out = packed_.room(kMaxGroupBytes);
  if (out == nullptr) return false;
  Group& group = directory_[groups_];
  const std::uint8_t* const begin = out;
  group.columns = begin;
  group.flow_width = pack_from_smallest(flows_, group.flow, out);
  group.kind_width = pack_from_smallest(numbers_, group.kind, out);
  packed_.keep(static_cast<std::size_t>(out - begin));
  ++groups_;
  open_ = 0;
  return true;
}

SummaryRow SummaryGroup::operator[](std::size_t i) const {
  return row_of(kinds[i], flows[i]);
}

SummaryRow SummaryColumns::operator[](std::uint64_t i) const {
  const std::size_t at = i % kGroupSize;
  const auto group = static_cast<std::size_t>(i / kGroupSize);
  return row_of(kind_in(group, at), flow_in(group, at));
}

void SummaryColumns::read_group(std::uint64_t i, SummaryGroup& out) const {
  const auto group = static_cast<std::size_t>(i / kGroupSize);
  out.first = std::uint64_t{group} * kGroupSize;
  if (group == groups_) {
    out.count = open_;
    std::copy_n(numbers_, open_, out.kinds);
    std::copy_n(flows_, open_, out.flows);
    return;
  }
  out.count = kGroupSize;
  const Group& packed = directory_[group];
  unpack(packed.columns, packed.flow_width, packed.flow, out.flows);
  unpack(packed.columns + kGroupSize * packed.flow_width, packed.kind_width, packed.kind,
         out.kinds);
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

std::uint32_t SummaryColumns::kind_in(std::size_t group, std::size_t at) const {
  if (group == groups_) return numbers_[at];
  const Group& packed = directory_[group];
  const std::uint8_t* const kinds = packed.columns + kGroupSize * packed.flow_width;
  return packed.kind + unpack_u32(kinds, packed.kind_width, at);
}

std::size_t SummaryColumns::memory() const {
  return directory_.memory() + packed_.memory() + kinds_.memory();
}

}  // namespace packetglass
