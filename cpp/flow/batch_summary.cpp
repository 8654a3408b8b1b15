// What the columns and the conversations say of the packets of a batch.
#include "flow/batch_summary.h"

#include "dissect/plain_summary.h"

namespace packetglass {
namespace {

void dissect_one(const PacketBatch& batch, std::size_t i, std::uint64_t number, LinkType link_type,
                 Dissection& dissection, BatchSummary& out) {
  dissection.begin_again();
  const Bytes bytes = batch.bytes(i);
  const std::size_t length = batch.original_length[i];
  if (link_type == kLinkTypeEthernet && summarise_plain(bytes, length, dissection)) return;
  out.fragments.packet(number, batch.ticks[i] * batch.tick_nanoseconds, &out.put_together);
  dissect(bytes, length, link_type, dissection);
}

}  // namespace

void summarise(const PacketBatch& batch, std::uint64_t numbers,
               std::span<const Interface> interfaces, FlowTable& flows, BatchSummary& out) {
  out.fragments.forget();
  FlowPacket packets[PacketBatch::kCapacity];
  Dissection dissection;
  dissection.reassembly = &out.fragments;
  for (std::size_t i = 0; i < batch.count; ++i) {
    const LinkType link_type = interfaces[batch.interface[i]].link_type;
    dissect_one(batch, i, numbers + i + 1, link_type, dissection, out);
    out.summaries[i] = dissection.summary;
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
