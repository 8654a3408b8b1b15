// What the columns and the conversations say of the packets of a batch.
#include "flow/batch_summary.h"

#include "dissect/plain_summary.h"

namespace packetglass {
namespace {

// Where nothing is recorded this is all that a packet leaves behind. Copied rather than made anew:
// fields that are set one by one and at once read together keep the processor waiting.
void forget(Dissection& dissection) {
  static const Summary kNone;
  dissection.summary = kNone;
  dissection.layers = 0;
  dissection.trailing = {};
  dissection.quoted = false;
}

void dissect_one(const PacketBatch& batch, std::size_t i, LinkType link_type,
                 Dissection& dissection, BatchSummary& out) {
  const Bytes bytes = batch.bytes(i);
  const std::size_t length = batch.original_length[i];
  if (link_type == kLinkTypeEthernet && summarise_plain(bytes, length, dissection)) return;
  out.fragments.packet(dissection.number, batch.ticks[i] * batch.tick_nanoseconds,
                       &out.put_together);
  dissect(bytes, length, link_type, dissection);
}

}  // namespace

void summarise(const PacketBatch& batch, std::uint64_t numbers,
               std::span<const Interface> interfaces, FlowTable& flows, BatchSummary& out) {
  out.fragments.forget();
  FlowPacket packets[PacketBatch::kCapacity];
  Dissection dissection;
  dissection.paths = out.paths;
  dissection.expected = dissection.announced = &flows.expected();
  dissection.reassembly = &out.fragments;
  for (std::size_t i = 0; i < batch.count; ++i) {
    forget(dissection);
    dissection.number = numbers + i + 1;
    dissect_one(batch, i, interfaces[batch.interface[i]].link_type, dissection, out);
    out.summaries[i] = dissection.summary;
    packets[i] = {batch.ticks[i] * batch.tick_nanoseconds, batch.original_length[i],
                  static_cast<std::uint32_t>(numbers + i + 1),
                  batch.kind[i] != RecordKind::kSimple};
  }
  for (std::size_t from = 0; from < batch.count; from += FlowTable::kBatch) {
    const std::size_t count = std::min(batch.count - from, FlowTable::kBatch);
    flows.add(std::span(out.summaries).subspan(from, count),
              std::span(packets).subspan(from, count), std::span(out.places).subspan(from, count));
  }
}

}  // namespace packetglass
