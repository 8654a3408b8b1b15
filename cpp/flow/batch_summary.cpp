// What the columns and the conversations say of the packets of a batch.
#include "flow/batch_summary.h"

#include "base/prefetch.h"

namespace packetglass {
namespace {

// Whatever a table left out since `before`.
class LeftOutIssues {
 public:
  LeftOutIssues(const FlowTable& flows, const PacketBatch& batch, std::uint64_t numbers)
      : flows_(flows), batch_(batch), numbers_(numbers) {}

  void report(std::vector<Issue>& issues) const {
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

// The packets of a batch, as many at a time as the table of conversations takes. Each in two
// parts: its headers, and once its conversation is known what the innermost transport carries.
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

  void dissect_headers(std::size_t from, std::size_t count) {
    from_ = from;
    count_ = count;
    headers_.waiting = 0;
    expected_none_ = expected_.empty();
    for (std::size_t at = 0; at < count; ++at) dissect_headers(at);
  }

  void dissect_applications() {
    take_back_paths();
    for (std::size_t k = 0; k < headers_.waiting; ++k) {
      dissect_application(headers_.waits[k]);
      // A packet announces something for the first time: others may be what it announced.
      if (expected_none_ && !expected_.empty()) return dissect_expected(headers_.waits[k] + 1u);
    }
  }

 private:
  std::uint64_t number(std::size_t at) const { return numbers_ + from_ + at + 1; }

  void dissect_headers(std::size_t at) {
    const std::size_t i = from_ + at;
    out_.packets[i] = {batch_.ticks[i] * batch_.tick_nanoseconds, batch_.original_length[i],
                       static_cast<std::uint32_t>(number(at)),
                       batch_.kind[i] != RecordKind::kSimple};
    const std::size_t ahead = std::min(i + kAhead, batch_.count - 1);
    prefetch(batch_.bytes(ahead).data());
    const std::size_t captured = batch_.captured_length[i];
    const Payload packet{batch_.bytes(i),
                         std::max<std::size_t>(batch_.original_length[i], captured)};
    const LinkType link_type = interfaces_[batch_.interface[i]].link_type;
    Summary& summary = out_.summaries[i];
    PlainCarried& carried = headers_.carried[at];
    // By reference: a copy of what was just written to memory keeps the processor waiting.
    // Where the user chose something, no packet is plain.
    if (link_type != kLinkTypeEthernet || out_.decode_as != nullptr ||
        !summarise_plain(packet, out_.paths, summary, carried)) {
      dissect_headers(at, [&](Dissection& dissection) {
        summary = kNoSummary;
        carried.found =
            packetglass::dissect_headers(batch_.bytes(i), packet.length, link_type, dissection);
      });
    } else if (carried.leads == Leads::kTunnel) {
      dissect_headers(at, [&](Dissection& dissection) {
        packetglass::dissect_headers(carried.found, dissection);
      });
    } else if (carried.leads == Leads::kApplication || !expected_none_) {
      wait(at, 0);
    } else if (out_.paths != nullptr && !carried.found.payload.empty()) {
      headers_.path_before[at] = summary.path;
      summary.path = out_.paths->inside(summary.path, kBytesLeft.layer);
      check_paths(at);
    }
  }

  // Of packets that are not plain, and of tunnels.
  template <typename Headers>
  [[gnu::noinline]] void dissect_headers(std::size_t at, const Headers& headers) {
    headers_.layers[at] = 0;
    Dissection dissection = begin(at);
    out_.fragments.packet(number(at), out_.packets[from_ + at].time, batch_.bytes(from_ + at),
                          &out_.reassembled);
    headers(dissection);
    headers_.carried[at].leads = Leads::kApplication;
    wait(at, dissection.layers);
    check_paths(at);
  }

  void wait(std::size_t at, unsigned layers) {
    headers_.layers[at] = static_cast<std::uint8_t>(layers);
    headers_.waits[headers_.waiting++] = static_cast<std::uint8_t>(at);
  }

  // What TCP sends again is no other message.
  bool is_left_to_tcp(std::size_t at) const {
    return is_sent_again(out_.flows[from_ + at].analysis);
  }

  void dissect_application(std::size_t at) {
    if (is_left_to_tcp(at)) return;
    Dissection dissection = begin(at);
    dissect_payload(headers_.carried[at].found, dissection);
    check_paths(at);
  }

  // Of segments sent again that were left as bytes.
  void take_back_paths() {
    if (out_.paths == nullptr) return;
    for (std::size_t at = 0; at < count_; ++at) {
      if (!is_left_to_tcp(at)) continue;
      const PlainCarried& carried = headers_.carried[at];
      if (carried.leads == Leads::kNowhere && !carried.found.payload.empty()) {
        out_.summaries[from_ + at].path = headers_.path_before[at];
      }
    }
  }

  // All from this one on, also those that were left as bytes.
  void dissect_expected(std::size_t first) {
    for (std::size_t at = first; at < count_; ++at) {
      const PlainCarried& carried = headers_.carried[at];
      if (carried.leads == Leads::kNowhere) {
        if (carried.found.payload.empty()) continue;
        headers_.layers[at] = 0;
        out_.summaries[from_ + at].path = headers_.path_before[at];
      }
      dissect_application(at);
    }
  }

  Dissection begin(std::size_t at) {
    Dissection dissection(out_.summaries[from_ + at]);
    dissection.wanted.paths = out_.paths;
    dissection.wanted.announced = &expected_;
    dissection.history.expected = &expected_;
    dissection.history.decode_as = out_.decode_as;
    dissection.history.reassembly = &out_.fragments;
    dissection.history.number = number(at);
    dissection.layers = headers_.layers[at];
    return dissection;
  }

  // Reports from which packet on there are too many.
  void check_paths(std::size_t at) {
    if (!counts_paths_ || !out_.paths->full()) return;
    counts_paths_ = false;
    out_.issues.push_back(
        issue_of(IssueKind::kTooManyLayerPaths, batch_, numbers_, number(at), LayerPaths::kMost));
  }

  // Headers are asked for so many packets before they are read.
  static constexpr std::size_t kAhead = 6;

  const PacketBatch& batch_;
  const std::uint64_t numbers_;  // packets before the batch
  const std::span<const Interface> interfaces_;
  ExpectedEndpoints& expected_;
  BatchSummary& out_;
  HeadersDissected& headers_ = out_.headers;
  bool counts_paths_ = out_.paths != nullptr && !out_.paths->full();
  // Of those at hand:
  std::size_t from_ = 0, count_ = 0;
  bool expected_none_ = true;  // when their headers were dissected
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
    dissection.dissect_headers(from, count);
    flows.add(part(out.summaries), part(out.packets), part(out.flows));
    dissection.dissect_applications();
  }
  left_out.report(out.issues);
}

}  // namespace packetglass
