// Conversations, endpoints and the protocol hierarchy as Descriptions.
#include "flow/describe_lists.h"

#include <algorithm>

namespace packetglass {
namespace {

void put_row(Description& out, const ListedConversation& row, bool has_ports) {
  out.begin_object();
  out.key("addressA").text(to_text(row.address[0]));
  out.key("addressB").text(to_text(row.address[1]));
  if (has_ports) {
    out.key("portA").number(std::uint32_t{row.port[0]});
    out.key("portB").number(std::uint32_t{row.port[1]});
    out.key("conversation").number(row.number);
    out.key("stream").number(row.stream);
    out.key("communityId").text(community_id(row));
  }
  out.key("packetsAB").number(row.sums[0].packets);
  out.key("packetsBA").number(row.sums[1].packets);
  out.key("bytesAB").number(row.sums[0].bytes);
  out.key("bytesBA").number(row.sums[1].bytes);
  if (row.has_time) {
    out.key("first").signed64(row.first);
    out.key("last").signed64(row.last);
    out.key("duration").unsigned64(row.duration());
  }
  if (const auto rate = row.rate(0)) out.key("rateAB").number(*rate);
  if (const auto rate = row.rate(1)) out.key("rateBA").number(*rate);
  out.end();
}

void put_row(Description& out, const ListedEndpoint& row, bool has_ports) {
  out.begin_object();
  out.key("address").text(to_text(row.address));
  if (has_ports) out.key("port").number(std::uint32_t{row.port});
  out.key("packets").number(row.packets());
  out.key("bytes").number(row.bytes());
  out.key("sentPackets").number(row.sent.packets);
  out.key("sentBytes").number(row.sent.bytes);
  out.key("receivedPackets").number(row.received.packets);
  out.key("receivedBytes").number(row.received.bytes);
  out.key("conversations").number(row.conversations);
  out.end();
}

template <typename List>
void put_rows(Description& out, const List& list, std::size_t from, std::size_t to) {
  out.begin_array();
  for (std::size_t i = from; i < std::min(to, list.size()) && !out.failed(); ++i) {
    put_row(out, list[i], list.layer().has_ports());
  }
  out.end();
}

}  // namespace

void put_conversations(Description& out, const ConversationList& list, std::size_t from,
                       std::size_t to) {
  put_rows(out, list, from, to);
}

void put_endpoints(Description& out, const EndpointList& list, std::size_t from, std::size_t to) {
  put_rows(out, list, from, to);
}

void put_hierarchy(Description& out, const std::vector<HierarchyRow>& rows) {
  out.begin_array();
  for (const HierarchyRow& row : rows) {
    out.begin_object();
    out.key("name").text(row.layer->name);
    out.key("title").text(row.layer->title);
    out.key("depth").number(static_cast<std::uint64_t>(row.depth));
    out.key("packets").number(row.sums.packets);
    out.key("bytes").number(row.sums.bytes);
    out.end();
  }
  out.end();
}

}  // namespace packetglass
