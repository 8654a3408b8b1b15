// What the columns and the conversations say of the packets of a batch.
#include "flow/batch_summary.h"

#include "dissect/plain_summary.h"

namespace packetglass {
namespace {

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
    add(announcements_before_, flows_.expected().first_left_out(),
        IssueKind::kTooManyAnnouncements, ExpectedEndpoints::kMost);
    add(links_before_.first_without_memory(), links_now.first_without_memory(),
        IssueKind::kNoMemoryForSummary, 0);
  }

 private:
  const FlowTable& flows_;
  const PacketBatch& batch_;
  std::uint64_t numbers_;
  LeftOut flows_before_ = flows_.left_out();
  LeftOut links_before_ = flows_.links().left_out();
  std::uint64_t announcements_before_ = flows_.expected().first_left_out();
};

// The packets of a batch in stretches, as the table of conversations takes them. Each packet in
// two parts: its headers, and once its conversation is known what the innermost transport carries.
class BatchDissection {
 public:
  BatchDissection(const PacketBatch& batch, std::uint64_t numbers,
                  std::span<const Interface> interfaces, ExpectedEndpoints& expected,
                  BatchSummary& out)
      : batch_(batch),
        numbers_(numbers),
        interfaces_(interfaces),
        expected_(expected),
        out_(out) {}

  void dissect_headers(std::size_t i) {
    Dissection dissection = begin(i);
    out_.packets[i] = {batch_.ticks[i] * batch_.tick_nanoseconds, batch_.original_length[i],
                       static_cast<std::uint32_t>(dissection.history.number),
                       batch_.kind[i] != RecordKind::kSimple};
    const Bytes bytes = batch_.bytes(i);
    const Payload packet{bytes, std::max<std::size_t>(batch_.original_length[i], bytes.size())};
    const LinkType link_type = interfaces_[batch_.interface[i]].link_type;
    PlainCarried& carried = carried_[i % FlowTable::kBatch];
    // By reference: a copy of what was just written to memory keeps the processor waiting.
    if (link_type == kLinkTypeEthernet && summarise_plain(packet, dissection, carried)) {
      layers_[i % FlowTable::kBatch] = 0;
      if (carried.leads != Leads::kTunnel) return;
    }
    dissect_headers(packet, link_type, dissection, carried);
  }

  void dissect_application(std::size_t i) {
    PlainCarried& carried = carried_[i % FlowTable::kBatch];
    if (carried.found.payload.empty()) return check_paths(i);
    Summary& summary = out_.summaries[i];
    if (carried.leads == Leads::kNowhere && expected_.empty()) {
      if (out_.paths == nullptr) return;
      summary.path = out_.paths->inside(summary.path, kBytesLeft.layer);
    } else {
      Dissection dissection = begin(i);
      dissection.layers = layers_[i % FlowTable::kBatch];
      dissect_payload(carried.found, dissection);
    }
    check_paths(i);
  }

 private:
  Dissection begin(std::size_t i) {
    Dissection dissection(out_.summaries[i]);
    dissection.wanted.paths = out_.paths;
    dissection.history.expected = dissection.wanted.announced = &expected_;
    dissection.history.reassembly = &out_.fragments;
    dissection.history.number = numbers_ + i + 1;
    return dissection;
  }

  // Not plain, or a tunnel, which is entered by the dissectors alone.
  [[gnu::noinline]] void dissect_headers(const Payload& packet, LinkType link_type,
                                         Dissection& dissection, PlainCarried& carried) {
    const std::size_t i = dissection.history.number - numbers_ - 1;
    out_.fragments.packet(dissection.history.number, out_.packets[i].time, &out_.reassembled);
    dissection.summary = kNoSummary;
    carried.found =
        packetglass::dissect_headers(packet.bytes, packet.length, link_type, dissection);
    carried.leads = Leads::kApplication;
    layers_[i % FlowTable::kBatch] = static_cast<std::uint8_t>(dissection.layers);
  }

  // Reports from which packet on there are too many.
  void check_paths(std::size_t i) {
    if (out_.paths == nullptr || had_paths_ || !out_.paths->full()) return;
    had_paths_ = true;
    out_.issues.push_back(issue_of(IssueKind::kTooManyLayerPaths, batch_, numbers_,
                                   numbers_ + i + 1, LayerPaths::kMost));
  }

  const PacketBatch& batch_;
  std::uint64_t numbers_;  // packets before the batch
  std::span<const Interface> interfaces_;
  ExpectedEndpoints& expected_;
  BatchSummary& out_;
  bool had_paths_ = out_.paths != nullptr && out_.paths->full();
  PlainCarried carried_[FlowTable::kBatch];
  std::uint8_t layers_[FlowTable::kBatch];
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
  BatchDissection dissection(batch, numbers, interfaces, flows.expected(), out);
  for (std::size_t from = 0; from < batch.count; from += FlowTable::kBatch) {
    const std::size_t count = std::min(batch.count - from, FlowTable::kBatch);
    const auto part = [&](auto& column) { return std::span(column).subspan(from, count); };
    for (std::size_t i = from; i < from + count; ++i) dissection.dissect_headers(i);
    flows.add(part(out.summaries), part(out.packets), part(out.places));
    for (std::size_t i = from; i < from + count; ++i) dissection.dissect_application(i);
  }
  left_out.tell(out.issues);
}

}  // namespace packetglass
