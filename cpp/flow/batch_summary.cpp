// What the columns and the conversations say of the packets of a batch.
#include "flow/batch_summary.h"

#include "dissect/plain_summary.h"

namespace packetglass {
namespace {

void dissect_one(const PacketBatch& batch, std::size_t i, LinkType link_type,
                 Dissection& dissection, BatchSummary& out) {
  const Bytes bytes = batch.bytes(i);
  const std::size_t length = std::max<std::size_t>(batch.original_length[i], bytes.size());
  // By reference: a copy of what was just written to memory keeps the processor waiting.
  if (link_type == kLinkTypeEthernet && summarise_plain({bytes, length}, dissection)) return;
  out.fragments.packet(dissection.number, out.packets[i].time, &out.put_together);
  dissection.summary = kNoSummary;
  dissect(bytes, length, link_type, dissection);
}

}  // namespace

void summarise(const PacketBatch& batch, std::uint64_t numbers,
               std::span<const Interface> interfaces, FlowTable& flows, BatchSummary& out) {
  out.fragments.forget();
  for (std::size_t i = 0; i < batch.count; ++i) {
    Dissection dissection(out.summaries[i]);
    dissection.paths = out.paths;
    dissection.expected = dissection.announced = &flows.expected();
    dissection.reassembly = &out.fragments;
    dissection.number = numbers + i + 1;
    out.packets[i] = {batch.ticks[i] * batch.tick_nanoseconds, batch.original_length[i],
                      static_cast<std::uint32_t>(dissection.number),
                      batch.kind[i] != RecordKind::kSimple};
    dissect_one(batch, i, interfaces[batch.interface[i]].link_type, dissection, out);
  }
  for (std::size_t from = 0; from < batch.count; from += FlowTable::kBatch) {
    const std::size_t count = std::min(batch.count - from, FlowTable::kBatch);
    const auto part = [&](auto& column) { return std::span(column).subspan(from, count); };
    flows.add(part(out.summaries), part(out.packets), part(out.places));
  }
}

}  // namespace packetglass
