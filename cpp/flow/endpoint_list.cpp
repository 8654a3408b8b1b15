// The endpoints of a layer, as a list.
#include "flow/endpoint_list.h"

namespace packetglass {
namespace {

void add_sums(FlowSums& to, const FlowSums& more) {
  to.packets += more.packets;
  to.bytes += more.bytes;
}

}  // namespace

EndpointList::EndpointList(const ConversationList& conversations) : layer_(conversations.layer()) {
  for (std::size_t i = 0; i < conversations.size(); ++i) add(conversations[i]);
  full_ = !order_.choose(rows_.size(), [](std::size_t) { return true; }) || rows_.full() ||
          conversations.full();
}

void EndpointList::add(const ListedConversation& conversation) {
  for (unsigned side = 0; side < 2; ++side) {
    Row* const row = row_of(conversation, side);
    if (row == nullptr) continue;
    add_sums(row->sent, conversation.sums[side]);
    add_sums(row->received, conversation.sums[1 - side]);
    const bool itself = side == 1 && row == row_of(conversation, 0);
    row->conversations += itself ? 0 : 1;
  }
}

EndpointList::Row* EndpointList::row_of(const ListedConversation& conversation, unsigned side) {
  const Address& address = conversation.address[side];
  const std::uint64_t kind = static_cast<std::uint64_t>(address.kind);
  const AddressWords words = words_of(address);
  return rows_.find_or_add({words[0], words[1], kind << 16 | conversation.port[side]});
}

ListedEndpoint EndpointList::operator[](std::size_t i) const {
  const Row& row = rows_[order_[i]];
  ListedEndpoint out;
  const auto kind = static_cast<Address::Kind>(row.key[2] >> 16);
  out.address = address_of(kind, {row.key[0], row.key[1]});
  out.port = static_cast<std::uint16_t>(row.key[2]);
  out.sent = row.sent;
  out.received = row.received;
  out.conversations = row.conversations;
  return out;
}

void EndpointList::sort(SortBy by) {
  order_.sort([&](std::uint32_t number) -> std::uint64_t {
    const Row& row = rows_[number];
    if (by == SortBy::kBytes) return row.sent.bytes + row.received.bytes;
    if (by == SortBy::kPackets) return row.sent.packets + row.received.packets;
    return 0;  // equal ones stay as they were met
  });
}

}  // namespace packetglass
