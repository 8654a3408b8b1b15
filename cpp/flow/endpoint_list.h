// The endpoints of a layer, as a list.
#pragma once

#include "flow/conversation_list.h"

namespace packetglass {

struct ListedEndpoint {
  Address address;
  std::uint16_t port = 0;  // of transports
  FlowSums sent, received;
  std::uint64_t conversations = 0;  // that it is a side of

  // What an endpoint sends to itself is both sent and received, and counts twice.
  std::uint64_t packets() const { return sent.packets + received.packets; }
  std::uint64_t bytes() const { return sent.bytes + received.bytes; }
};

// Sums of a list of conversations, made once: about 100 bytes an endpoint.
class EndpointList {
 public:
  explicit EndpointList(const ConversationList& conversations);

  std::size_t size() const { return order_.size(); }
  ListedEndpoint operator[](std::size_t i) const;
  const ListLayer& layer() const { return layer_; }
  // A list is made in the order of SortBy::kFirst.
  void sort(SortBy by);
  // Whether there was no memory for some of them, here or before.
  bool full() const { return full_; }
  // How endpoints are found.
  const Slots& slots() const { return rows_.slots(); }

 private:
  struct Row {
    std::array<std::uint64_t, 3> key{};  // 16 bytes of address; its kind, and the port
    FlowSums sent, received;
    std::uint64_t conversations = 0;
  };

  void add(const ListedConversation& conversation);
  Row* row_of(const ListedConversation& conversation, unsigned side);

  const ListLayer& layer_;
  KeyedRows<Row> rows_;
  RowOrder order_;
  bool full_ = false;
};

}  // namespace packetglass
