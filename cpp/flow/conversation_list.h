// The conversations of a layer, as a list.
#pragma once

#include "base/keyed_rows.h"
#include "flow/chosen_sums.h"
#include "flow/list_layers.h"
#include "flow/row_order.h"
#include "flow/summary_index.h"
#include "flow/two_way_sums.h"

namespace packetglass {

// What a conversation comes to. Side 0 is whoever sent the first packet.
struct ListedConversation {
  Address address[2];
  std::uint16_t port[2] = {};  // of transports
  std::uint32_t number = 0;    // of transports: that of SummaryRow::conversation
  std::uint32_t stream = 0;    // of transports: counted in each, as Wireshark's tcp.stream
  std::uint8_t ip_protocol = 0;
  Transport transport = Transport::kNone;
  FlowSums sums[2];       // 0: what side 0 sent
  Nanoseconds first = 0;  // the earliest time
  Nanoseconds last = 0;   // 0 as the first where no packet has a time
  bool has_time = false;

  std::uint64_t packets() const { return sums[0].packets + sums[1].packets; }
  std::uint64_t bytes() const { return sums[0].bytes + sums[1].bytes; }
  // In nanoseconds; times may be as far apart as 64 bits go.
  std::uint64_t duration() const {
    return static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(first);
  }
  // Bits a second that a side sent on average; nothing where it took no time.
  std::optional<double> rate(unsigned side) const;
};

// Of transports; empty for other rows.
std::string community_id(const ListedConversation& row, std::uint16_t seed = 0);

// Four bytes are held for a conversation of a transport, about 130 for any other. The table must
// outlive the list and not grow meanwhile; a new list sees what it has become.
class ConversationList {
 public:
  // Of all packets, or of those that were chosen: conversations without any are not listed.
  ConversationList(const FlowTable& flows, const ListLayer& layer,
                   const ChosenSums* chosen = nullptr);
  ConversationList(const SummaryIndex& index, const ListLayer& layer)
      : ConversationList(index.flows(), layer) {}

  std::size_t size() const { return order_.size(); }
  ListedConversation operator[](std::size_t i) const;
  const ListLayer& layer() const { return layer_; }
  // A list is made in the order of SortBy::kFirst.
  void sort(SortBy by);
  // Whether there was no memory for some of them, here or while the index was made. Those beyond
  // a limit are not meant, of which there is an issue.
  bool full() const { return full_; }
  // How rows that are sums are found.
  const Slots& slots() const { return sums_.slots(); }

 private:
  // Two addresses of two numbers each, the one that sorts first before the other, and their kind.
  struct AddressRow : TwoWaySums {
    std::array<std::uint64_t, 5> key{};

    Address address(unsigned side) const;
  };

  void sum_links();
  void list_transports();
  void sum_addresses();
  void order_all(bool full);
  Conversation conversation(std::size_t i) const;
  const LinkTable& links() const { return chosen_ ? chosen_->links() : flows_.links(); }
  template <typename Sums>
  void add(const KeyedRows<AddressRow>::Key& key, const Sums& more, bool turned);
  ListedConversation row(std::uint32_t number) const;

  const FlowTable& flows_;
  const ListLayer& layer_;
  const ChosenSums* chosen_;    // nullptr: all packets
  KeyedRows<AddressRow> sums_;  // of Source::kLinks and Source::kAddresses
  RowOrder order_;              // in flows() or sums_
  bool full_ = false;
};

}  // namespace packetglass
