// Lists conversations, endpoints and protocols of any capture: whatever the packets say, what one
// sends another receives, and nothing is counted twice or left out.
#include "bounded.h"
#include "capture.h"
#include "described.h"
#include "flow/community_id.h"
#include "flow/describe_lists.h"
#include "inspect/decapsulate.h"

namespace packetglass {
namespace {

constexpr SortBy kOrders[] = {SortBy::kBytes, SortBy::kPackets, SortBy::kDuration, SortBy::kFirst};
// Rows that are described: those behind them are of the same kind.
constexpr std::size_t kMost = 200;

FlowSums sum_of(const ConversationList& list) {
  FlowSums all;
  for (std::size_t i = 0; i < list.size(); ++i) {
    all.packets += list[i].packets();
    all.bytes += list[i].bytes();
  }
  return all;
}

void check_order(ConversationList& list) {
  for (const SortBy order : kOrders) {
    const FlowSums before = sum_of(list);
    list.sort(order);
    require(sum_of(list).packets == before.packets, "sorting leaves nothing out");
    for (std::size_t i = 1; order == SortBy::kBytes && i < list.size(); ++i) {
      require(list[i - 1].bytes() >= list[i].bytes(), "the largest come first");
    }
  }
}

void check_ids(const ConversationList& list) {
  for (std::size_t i = 0; i < std::min(list.size(), kMost); ++i) {
    const std::string id = community_id(list[i]);
    require(id.empty() == !list.layer().has_ports(), "conversations of transports have an ID");
    require(id.empty() || (id.size() == 30 && id.starts_with("1:")), "it is version 1 of SHA-1");
    require(id.empty() || id != community_id(list[i], 1), "another seed makes another");
  }
}

void check_endpoints(const ConversationList& conversations) {
  EndpointList list(conversations);
  FlowSums sent, received;
  std::uint64_t sides = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const ListedEndpoint row = list[i];
    sent.packets += row.sent.packets, sent.bytes += row.sent.bytes;
    received.packets += row.received.packets, received.bytes += row.received.bytes;
    sides += row.conversations;
  }
  const FlowSums all = sum_of(conversations);
  require(sent.packets == all.packets && sent.bytes == all.bytes, "all was sent by somebody");
  require(received.packets == all.packets && received.bytes == all.bytes, "and received");
  require(sides <= 2 * conversations.size(), "a conversation has two sides");
  for (const SortBy order : kOrders) list.sort(order);
  require_described([&](Description& out) { put_endpoints(out, list, 0, kMost); });
}

void check_layer(const SummaryIndex& summary, const ListLayer& layer, std::uint64_t packets) {
  trying = layer.name;
  ConversationList list(summary, layer);
  require(sum_of(list).packets <= packets, "a packet is of one conversation at most");
  check_order(list);
  check_ids(list);
  check_endpoints(list);
  require_described([&](Description& out) { put_conversations(out, list, 0, kMost); });
}

void check_hierarchy(const Hierarchy& hierarchy, std::uint64_t packets) {
  trying = "the hierarchy";
  require(hierarchy.whole().packets == packets, "each packet is counted once");
  std::uint64_t outermost = 0;
  for (const HierarchyRow& row : hierarchy.rows()) {
    if (row.depth == 0) outermost += row.sums.packets;
  }
  require(outermost <= packets, "a packet has one outermost layer");
  require_described([&](Description& out) { put_hierarchy(out, hierarchy.rows()); });
}

// A packet has the same Community ID as one that goes the other way.
void check_packet(Bytes bytes, const Packet& packet, LinkType link_type) {
  Summary summary;
  Dissection dissection{summary};
  dissect(bytes, packet.original_length, link_type, dissection);
  Summary answer = summary;
  std::swap(answer.source, answer.destination);
  std::swap(answer.source_port, answer.destination_port);
  const bool icmp = summary.ip_protocol == 1 || summary.ip_protocol == 58;
  require(icmp || community_id(summary) == community_id(answer), "both ways have the same ID");
  const Decapsulated headers = decapsulate(bytes, packet.original_length, link_type);
  require(!headers.community_id || headers.ip, "what has an ID has addresses");
}

}  // namespace
}  // namespace packetglass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packetglass;
  const fuzz::Bounded bounded(size, {200'000, 500}, {std::size_t{3} << 20, 100});
  const Bytes source(data, size);
  SummaryIndex summary;
  Capture capture({}, &summary);
  capture.finish(source.subspan(capture.push(source)));
  const Index& index = capture.index();
  for (const ListLayer& layer : list_layers()) {
    check_layer(summary, layer, index.packets.size());
  }
  check_hierarchy(summary.hierarchy(), index.packets.size());
  trying = "Community IDs";
  for (std::uint64_t i = 0; i < std::min<std::uint64_t>(index.packets.size(), kMost); ++i) {
    const Packet packet = index.packets[i];
    const auto begin = static_cast<std::size_t>(packet.offset);
    check_packet(source.subspan(begin, packet.captured_length), packet,
                 index.interfaces[packet.interface].link_type);
  }
  return 0;
}
