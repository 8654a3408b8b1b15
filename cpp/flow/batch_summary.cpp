// What the columns and the conversations say of the packets of a batch.
#include "flow/batch_summary.h"

#include <algorithm>
#include <bit>

#include "base/prefetch.h"

namespace packetglass {
namespace {

// Whatever a table left out since `before`.
class LeftOutIssues {
 public:
  LeftOutIssues(const FlowTable& flows, const RelatedPackets& related, const PacketBatch& batch,
                std::uint64_t numbers)
      : flows_(flows), related_(related), batch_(batch), numbers_(numbers) {}

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
    add(messages_before_, related_.messages.first_beyond_limit(), IssueKind::kTooMuchToReassemble,
        kMaxReassembledMessage);
    add(exchanges_before_, related_.exchanges.first_left_out(), IssueKind::kTooManyExchanges,
        ExchangeLog::kMost);
    add(links_before_.first_without_memory(), links_now.first_without_memory(),
        IssueKind::kNoMemoryForSummary, 0);
  }

 private:
  const FlowTable& flows_;
  const RelatedPackets& related_;
  const PacketBatch& batch_;
  std::uint64_t numbers_;
  LeftOut flows_before_ = flows_.left_out();
  LeftOut links_before_ = flows_.links().left_out();
  std::uint64_t messages_before_ = related_.messages.first_beyond_limit();
  std::uint64_t exchanges_before_ = related_.exchanges.first_left_out();
  std::uint64_t announcements_before_ = flows_.expected().first_left_out();
};

// The packets of a batch, as many at a time as the table of conversations takes. Each in two
// parts: its headers, and once its conversation is known what the innermost transport carries.
class BatchDissection {
 public:
  BatchDissection(const PacketBatch& batch, std::uint64_t numbers,
                  std::span<const Interface> interfaces, FlowTable& flows, BatchSummary& out)
      : batch_(batch),
        numbers_(numbers),
        interfaces_(interfaces),
        flows_(flows),
        expected_(flows.expected()),
        out_(out) {}

  void dissect_headers(std::size_t from, std::size_t count) {
    from_ = from;
    count_ = count;
    headers_.waits = 0;
    for (std::size_t at = 0; at < count; ++at) dissect_headers(at);
  }

  void dissect_applications() {
    lost_ = 0;
    prefetch_waiting();
    for (std::size_t at = 0; at < count_; ++at) {
      const TcpAnalysis& analysis = out_.flows[from_ + at].analysis;
      lost_ |= std::uint64_t{analysis.is(TcpAnalysisFlag::kLostSegment)} << at;
      const bool waits = (headers_.waits >> at & 1) != 0;
      if (!waits && !is_reassembled(at) && !belongs_to_other(at)) continue;
      if (!waits) take_back_bytes(at);
      dissect_application(at);
    }
  }

  // Requests and responses of the packets at hand.
  void pair_exchanges() {
    std::vector<SaidExchange>& said = out_.exchanges;
    if (said.empty() && lost_ == 0) return;
    const auto by_packet = [](const SaidExchange& a, const SaidExchange& b) {
      return a.packet < b.packet;
    };
    // What stands in headers was said before what stands in applications.
    std::stable_sort(said.begin(), said.end(), by_packet);
    for (const SaidExchange& each : said) {
      const std::size_t at = static_cast<std::size_t>(each.packet - number(0));
      lose_up_to(at);
      const PacketFlow& flow = out_.flows[from_ + at];
      if (flow.conversation == PacketFlow::kNone) continue;
      out_.related.exchanges.add(
          each.message, {each.packet, out_.packets[from_ + at].time, flow.conversation, flow.side,
                         out_.summaries[from_ + at].tcp});
    }
    lose_up_to(count_ - 1);
    said.clear();
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
    if (link_type != kLinkTypeEthernet || out_.choices != nullptr ||
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
    } else if (carried.leads == Leads::kApplication) {
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
                          &out_.related.fragments);
    headers(dissection);
    headers_.carried[at].leads = Leads::kApplication;
    wait(at, dissection.layers);
    check_paths(at);
  }

  void wait(std::size_t at, unsigned layers) {
    headers_.layers[at] = static_cast<std::uint8_t>(layers);
    headers_.waits |= std::uint64_t{1} << at;
  }

  void dissect_application(std::size_t at) {
    Dissection dissection = begin(at);
    const PacketFlow& flow = out_.flows[from_ + at];
    dissection.history.conversation = flow.conversation;
    if (out_.summaries[from_ + at].transport == Transport::kTcp &&
        flow.conversation != PacketFlow::kNone) {
      out_.segments.packet(
          {number(at), batch_.bytes(from_ + at), side_of(flow), flow.analysis, flow.expected},
          out_.related.messages);
      dissection.history.segments = &out_.segments;
      dissection.history.stream = flows_.stream(flow.conversation);
      dissection.history.agreed = &out_.agreed;
      dissection.wanted.agreed = &out_.agreed;
    }
    dissect_payload(headers_.carried[at].found, dissection);
    check_paths(at);
  }

  // Packets before it say what it is: they announced its endpoint, or it is of a conversation that
  // was recognised.
  bool belongs_to_other(std::size_t at) const {
    if (headers_.carried[at].found.payload.empty()) return false;
    if (out_.recognised.has(out_.flows[from_ + at].conversation)) return true;
    if (expected_.empty()) return false;
    History history;
    history.expected = &expected_;
    history.number = number(at);
    return expected_of(out_.summaries[from_ + at], history).has_value();
  }

  // A segment that may go on with a message, or that was sent again.
  bool is_reassembled(std::size_t at) const {
    if (out_.summaries[from_ + at].transport != Transport::kTcp) return false;
    const PacketFlow& flow = out_.flows[from_ + at];
    if (flow.conversation == PacketFlow::kNone) return false;
    if (out_.segments.waits(side_of(flow))) return true;
    const TcpAnalysis& analysis = flow.analysis;
    return analysis.flags != 0 && !headers_.carried[at].found.payload.empty() &&
           (analysis.repeats() || analysis.is(TcpAnalysisFlag::kLostSegment));
  }

  // Those of the packets at hand, each behind others in memory.
  void prefetch_waiting() const {
    std::array<std::uint32_t, FlowTable::kBatch> sides;
    std::size_t count = 0;
    for (std::size_t at = 0; at < count_; ++at) {
      if (out_.summaries[from_ + at].transport != Transport::kTcp) continue;
      const PacketFlow& flow = out_.flows[from_ + at];
      if (flow.conversation == PacketFlow::kNone) continue;
      const std::uint32_t side = side_of(flow);
      if (out_.segments.waits(side)) sides[count++] = side;
    }
    out_.segments.prefetch({sides.data(), count});
  }

  std::uint32_t side_of(const PacketFlow& flow) const {
    return MessageRow::side_of(flows_.stream(flow.conversation), flow.side);
  }

  // What was lost in front of packets up to this one.
  void lose_up_to(std::size_t at) {
    for (; lost_ != 0; lost_ &= lost_ - 1) {
      const auto lost = static_cast<std::size_t>(std::countr_zero(lost_));
      if (lost > at) return;
      const PacketFlow& flow = out_.flows[from_ + lost];
      out_.related.exchanges.lose(flow.conversation, flow.side);
    }
  }

  // Of a packet that nobody seemed to take: it has a second part all the same.
  void take_back_bytes(std::size_t at) {
    headers_.layers[at] = 0;
    if (!headers_.carried[at].found.payload.empty()) {
      out_.summaries[from_ + at].path = headers_.path_before[at];
    }
  }

  Dissection begin(std::size_t at) {
    Dissection dissection(out_.summaries[from_ + at]);
    dissection.wanted.paths = out_.paths;
    dissection.wanted.announced = &expected_;
    dissection.wanted.exchanges = &out_.exchanges;
    dissection.wanted.recognised = &out_.recognised;
    dissection.wanted.initials = &out_.related.initials;
    dissection.wanted.initial_bytes = out_.initial_bytes;
    dissection.wanted.earlier = &out_.earlier;
    dissection.history.expected = &expected_;
    dissection.history.recognised = &out_.recognised;
    dissection.history.earlier = &out_.earlier;
    dissection.history.choices = out_.choices;
    dissection.history.reassembly = &out_.fragments;
    dissection.history.number = number(at);
    dissection.history.time = out_.packets[from_ + at].time;
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
  const FlowTable& flows_;
  ExpectedEndpoints& expected_;
  BatchSummary& out_;
  HeadersDissected& headers_ = out_.headers;
  bool counts_paths_ = out_.paths != nullptr && !out_.paths->full();
  // Of those at hand:
  std::size_t from_ = 0, count_ = 0;
  std::uint64_t lost_ = 0;  // a bit for each in front of which segments were lost
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
  out.segments.forget();
  out.issues.clear();
  const LeftOutIssues left_out(flows, out.related, batch, numbers);
  BatchDissection dissection(batch, numbers, interfaces, flows, out);
  for (std::size_t from = 0; from < batch.count; from += FlowTable::kBatch) {
    const std::size_t count = std::min(batch.count - from, FlowTable::kBatch);
    const auto part = [&](auto& column) { return std::span(column).subspan(from, count); };
    dissection.dissect_headers(from, count);
    flows.add(part(out.summaries), part(out.packets), part(out.flows));
    dissection.dissect_applications();
    dissection.pair_exchanges();
  }
  left_out.report(out.issues);
}

}  // namespace packetglass
