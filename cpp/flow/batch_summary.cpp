// What the columns and the conversations say of the packets of a batch.
#include "flow/batch_summary.h"

#include "dissect/plain_summary.h"

namespace packetglass {
namespace {

void summarise_one(const PacketBatch& batch, std::size_t i, LinkType link_type, LayerPaths* paths,
                   Summary& out) {
  Dissection dissection;
  dissection.paths = paths;
  const Bytes bytes = batch.bytes(i);
  const std::size_t length = batch.original_length[i];
  if (link_type != kLinkTypeEthernet || !summarise_plain(bytes, length, dissection)) {
    dissect(bytes, length, link_type, dissection);
  }
  out = dissection.summary;
}

}  // namespace

void summarise(const PacketBatch& batch, std::uint64_t numbers,
               std::span<const Interface> interfaces, FlowTable& flows, BatchSummary& out) {
  FlowPacket packets[PacketBatch::kCapacity];
  for (std::size_t i = 0; i < batch.count; ++i) {
    summarise_one(batch, i, interfaces[batch.interface[i]].link_type, out.paths, out.summaries[i]);
    packets[i] = {batch.ticks[i] * batch.tick_nanoseconds, batch.original_length[i],
                  static_cast<std::uint32_t>(numbers + i + 1)};
  }
  for (std::size_t from = 0; from < batch.count; from += FlowTable::kBatch) {
    const std::size_t count = std::min(batch.count - from, FlowTable::kBatch);
    flows.add(std::span(out.summaries).subspan(from, count),
              std::span(packets).subspan(from, count), std::span(out.places).subspan(from, count));
  }
}

}  // namespace packetglass
