// What packets come to that were chosen of an index, by their columns.
#include "flow/chosen_columns.h"

namespace packetglass {

ChosenColumns::ChosenColumns(const SummaryIndex& index, const PacketColumns& packets,
                             const std::uint32_t* chosen, std::uint64_t count) {
  const SummaryColumns& columns = index.columns();
  const LayerPaths& paths = index.hierarchy().paths();
  SummaryGroup group{};
  for (std::uint64_t i = 0; i < std::min(count, columns.size()); ++i) {
    if ((chosen[i / 32] >> i % 32 & 1) == 0) continue;
    if (i >= group.first + group.count) columns.read_group(i, group);
    const SummaryRow row = group[static_cast<std::size_t>(i - group.first)];
    const Packet packet = packets[i];
    layers.add(paths, columns.kinds()[row.kind].path, packet.original_length);
    sums.add({packet.timestamp, packet.original_length, static_cast<std::uint32_t>(i + 1),
              packet.has_timestamp()},
             {row.conversation, row.side, {}});
  }
}

}  // namespace packetglass
