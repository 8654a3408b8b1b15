// The conversations of a layer, as a list.
#include "flow/conversation_list.h"

#include "flow/community_id.h"

namespace packetglass {
namespace {

using Source = ListLayer::Source;

template <typename Sums>
void take_sums(const Sums& from, ListedConversation& row) {
  for (unsigned side = 0; side < 2; ++side) {
    row.address[side] = from.address(side);
    row.sums[side] = from.sums[side];
  }
  row.has_time = from.first <= from.last;
  if (!row.has_time) return;
  row.first = from.first;
  row.last = from.last;
}

ListedConversation row_of(const Conversation& conversation, std::uint32_t number) {
  ListedConversation row;
  take_sums(conversation, row);
  row.number = number;
  row.port[0] = conversation.port(0);
  row.port[1] = conversation.port(1);
  row.stream = conversation.stream;
  row.ip_protocol = conversation.key.protocol;
  row.transport = conversation.key.transport;
  return row;
}

template <typename Sums>
ListedConversation row_of_sums(const Sums& sums) {
  ListedConversation row;
  take_sums(sums, row);
  return row;
}

// Of an AddressRow.
using Key = std::array<std::uint64_t, 5>;

Key key_of(const Conversation& conversation) {
  const auto& words = conversation.key.addresses;
  return {words[0], words[1], words[2], words[3], conversation.key.kind};
}

Key key_of(const Address& a, const Address& b) {
  const AddressWords first = words_of(a), second = words_of(b);
  return {first[0], first[1], second[0], second[1], static_cast<std::uint64_t>(a.kind)};
}

bool lacks_memory(const LeftOut& left_out) {
  return left_out.first_without_memory() != 0;
}

std::uint64_t weight_of(const ListedConversation& row, SortBy by) {
  switch (by) {
    case SortBy::kBytes:
      return row.bytes();
    case SortBy::kPackets:
      return row.packets();
    case SortBy::kDuration:
      return row.duration();
    default:
      return 0;  // equal ones stay as they were met
  }
}

}  // namespace

std::optional<double> ListedConversation::rate(unsigned side) const {
  if (duration() == 0) return std::nullopt;
  return static_cast<double>(sums[side].bytes) * 8e9 / static_cast<double>(duration());
}

std::string community_id(const ListedConversation& row, std::uint16_t seed) {
  if (row.transport == Transport::kNone) return {};
  Summary summary;
  summary.source = row.address[0];
  summary.destination = row.address[1];
  summary.source_port = row.port[0];
  summary.destination_port = row.port[1];
  summary.transport = row.transport;
  summary.ip_protocol = row.ip_protocol;
  return community_id(summary, seed).value_or("");
}

Address ConversationList::AddressRow::address(unsigned side) const {
  const std::size_t at = (side != 0) != turned ? 2 : 0;
  return address_of(static_cast<Address::Kind>(key[4]), {key[at], key[at + 1]});
}

ConversationList::ConversationList(const FlowTable& flows, const ListLayer& layer,
                                   const ChosenSums* chosen)
    : flows_(flows), layer_(layer), chosen_(chosen) {
  full_ = chosen != nullptr && chosen->full();
  if (layer.source == Source::kLinks)
    sum_links();
  else if (layer.source == Source::kTransports)
    list_transports();
  else
    sum_addresses();
}

// Where packets were chosen it has what these come to, and no way on the link: they are counted
// there one by one.
Conversation ConversationList::conversation(std::size_t i) const {
  return chosen_ == nullptr ? flows_[i] : chosen_->conversation(flows_, i);
}

void ConversationList::list_transports() {
  const auto wanted = [&](std::size_t i) {
    const Conversation found = conversation(i);
    return found.key.transport == layer_.transport && found.packets() != 0;
  };
  full_ = !order_.choose(flows_.size(), wanted) || lacks_memory(flows_.left_out()) || full_;
}

void ConversationList::sum_links() {
  const auto add_to = [&](std::size_t number, const auto& more, bool turned) {
    if (links().kind(number) != layer_.link) return;
    add(key_of(links().address(number, 0), links().address(number, 1)), more, turned);
  };
  for (std::size_t i = 0; i < links().size(); ++i) add_to(i, links()[i], links()[i].turned);
  for (std::size_t i = 0; i < flows_.size(); ++i) {
    const Conversation found = conversation(i);
    const LinkTable::Way way = found.link;
    if (way == LinkTable::kNoWay) continue;
    add_to(LinkTable::number_of(way), found, LinkTable::is_turned(way));
  }
  order_all(lacks_memory(flows_.left_out()) || lacks_memory(links().left_out()));
}

void ConversationList::sum_addresses() {
  for (std::size_t i = 0; i < flows_.size(); ++i) {
    const Conversation found = conversation(i);
    const auto kind = static_cast<Address::Kind>(found.key.kind);
    if (layer_.address != Address::Kind::kNone && layer_.address != kind) continue;
    if (found.packets() != 0) add(key_of(found), found, found.turned);
  }
  order_all(lacks_memory(flows_.left_out()));
}

// Rows that nothing was added to say nothing of which way their first packet went.
template <typename Sums>
void ConversationList::add(const KeyedRows<AddressRow>::Key& key, const Sums& more, bool turned) {
  AddressRow* const row = sums_.find_or_add(key);
  if (row == nullptr) return;
  if (row->empty()) row->turned = turned;
  row->add_all(more, turned);
}

void ConversationList::order_all(bool full) {
  full_ = !order_.choose(sums_.size(), [](std::size_t) { return true; }) || sums_.full() || full ||
          full_;
}

ListedConversation ConversationList::row(std::uint32_t number) const {
  if (layer_.source == Source::kTransports) return row_of(conversation(number), number);
  return row_of_sums(sums_[number]);
}

ListedConversation ConversationList::operator[](std::size_t i) const {
  return row(order_[i]);
}

void ConversationList::sort(SortBy by) {
  order_.sort([&](std::uint32_t number) { return weight_of(row(number), by); });
}

}  // namespace packetglass
