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
  const bool had_room = out.paths == nullptr || !out.paths->full();
  dissect(bytes, length, link_type, dissection);
  if (had_room && out.paths != nullptr && out.paths->full()) {
    out.issues.push_back(issue_of(IssueKind::kTooManyLayerPaths, batch, dissection.number - i - 1,
                                  dissection.number, LayerPaths::kMost));
  }
}

// Whatever a table left out since `before`.
class LeftOutIssues {
 public:
  LeftOutIssues(const FlowTable& flows, const PacketBatch& batch, std::uint64_t numbers)
      : flows_(flows), batch_(batch), numbers_(numbers) {}

  void tell(std::vector<Issue>& issues) const {
    const LeftOut &now = flows_.left_out(), &links_now = flows_.links().left_out();
    const auto add = [&](std::uint64_t before, std::uint64_t first, IssueKind kind,
                         std::uint64_t limit) {
      if (first != before) issues.push_back(issue_of(kind, batch_, numbers_, first, limit));
    };
    add(flows_before_.first_beyond_limit(), now.first_beyond_limit(),
        IssueKind::kTooManyConversations, flows_.size());
    add(links_before_.first_beyond_limit(), links_now.first_beyond_limit(),
        IssueKind::kTooManyLinkPairs, flows_.links().size());
    add(flows_before_.first_without_memory(), now.first_without_memory(),
        IssueKind::kNoMemoryForSummary, 0);
    add(links_before_.first_without_memory(), links_now.first_without_memory(),
        IssueKind::kNoMemoryForSummary, 0);
  }

 private:
  const FlowTable& flows_;
  const PacketBatch& batch_;
  std::uint64_t numbers_;
  LeftOut flows_before_ = flows_.left_out();
  LeftOut links_before_ = flows_.links().left_out();
};

}  // namespace

// Numbers of packets of tables have 32 bits, which are enough within a batch.
Issue issue_of(IssueKind kind, const PacketBatch& batch, std::uint64_t numbers,
               std::uint64_t packet, std::uint64_t limit) {
  const std::uint32_t i = static_cast<std::uint32_t>(packet - numbers - 1);
  return {kind, batch.offset[i], numbers + i + 1, 0, limit};
}

void summarise(const PacketBatch& batch, std::uint64_t numbers,
               std::span<const Interface> interfaces, FlowTable& flows, BatchSummary& out) {
  out.fragments.forget();
  out.issues.clear();
  const LeftOutIssues left_out(flows, batch, numbers);
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
  left_out.tell(out.issues);
}

}  // namespace packetglass
