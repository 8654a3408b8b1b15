// The index of one capture that knows what its packets say, as JavaScript sees it.
// web/lib/core/core.ts declares the same in TypeScript.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "dissect/describe_packet.h"
#include "flow/describe_lists.h"
#include "flow/summary_index.h"
#include "inspect/describe_headers.h"
#include "inspect/fragments_of.h"
#include "inspect/recalled_history.h"
#include "wasm/capture_index.h"
#include "wasm/followed_stream.h"
#include "wasm/packets_at_hand.h"

namespace packetglass {

// Outlives the index that is filled beside it.
struct Summaries {
  SummaryIndex summary;
};

// What is dissected lies in the buffer, as PacketsAtHand says; so packets of any capture can be,
// but only those of this one are told what the segments before them tell.
class SummarisedIndex : private Summaries, public CaptureIndex {
 public:
  SummarisedIndex() : CaptureIndex(&summary) {}

  double summary_memory() const { return static_cast<double>(summary.memory()); }

  // Columns one after another: conversation, protocol, side. 0 too where there was no memory to
  // summarise all of these packets.
  double unpack_summary(double first, double wanted) {
    const auto count = static_cast<std::size_t>(wanted);
    if (static_cast<std::uint64_t>(first) + count > summary.columns().size()) return 0;
    constexpr std::size_t kBytesPerPacket = sizeof(std::uint32_t) + sizeof(std::uint16_t) + 1;
    std::uint8_t* const at = columns().reset(count * kBytesPerPacket);
    if (at == nullptr) return 0;
    auto* const conversations = reinterpret_cast<std::uint32_t*>(at);
    auto* const protocols = reinterpret_cast<std::uint16_t*>(conversations + count);
    auto* const sides = reinterpret_cast<std::uint8_t*>(protocols + count);
    for (std::size_t i = 0; i < count; ++i) {
      const SummaryRow row = summary.columns()[static_cast<std::uint64_t>(first) + i];
      conversations[i] = row.conversation;
      protocols[i] = row.protocol;
      sides[i] = row.side;
    }
    return address(at);
  }

  // Names of the protocols, in the order of their numbers.
  double protocols() {
    return described([&](Description& out) {
      out.begin_array();
      for (const char* name : summary.columns().protocols()) out.text(name);
      out.end();
    });
  }

  // The layers that have lists, in the order of their numbers.
  double list_layers() {
    return described([](Description& out) {
      out.begin_array();
      for (const ListLayer& layer : packetglass::list_layers()) out.text(layer.name);
      out.end();
    });
  }

  // How many rows the list has; -1 when there was no memory for some of them. It is made for
  // `conversations` or `endpoints`, and lasts until `close_lists`.
  double list_conversations(double layer) {
    close_lists();
    return size_of(open_conversations(layer));
  }
  double list_endpoints(double layer) {
    close_lists();
    return size_of(endpoints_.emplace(open_conversations(layer)));
  }
  // Rows of the list that was made last, some ten thousand at most.
  double listed(double from, double to) {
    return described([&](Description& out) {
      const auto begin = static_cast<std::size_t>(from), end = static_cast<std::size_t>(to);
      if (endpoints_) return put_endpoints(out, *endpoints_, begin, end);
      if (conversations_) put_conversations(out, *conversations_, begin, end);
    });
  }
  void close_lists() {
    endpoints_.reset();
    conversations_.reset();
  }

  // Rows of the hierarchy of protocols.
  double hierarchy() {
    return described([&](Description& out) { put_hierarchy(out, summary.hierarchy()); });
  }

  // The numbers of the layer's conversations in the order of its streams; before them how many.
  double streams(double layer) {
    const Transport transport =
        packetglass::list_layers()[static_cast<std::size_t>(layer)].transport;
    const FlowTable& flows = summary.flows();
    auto* const numbers = reinterpret_cast<std::uint32_t*>(
        columns().reset((flows.size() + 1) * sizeof(std::uint32_t)));
    if (numbers == nullptr) return 0;
    std::uint32_t count = 0;
    for (std::uint32_t i = 0; i < flows.size() && transport != Transport::kNone; ++i) {
      if (flows[i].key.transport == transport) numbers[++count] = i;
    }
    numbers[0] = count;
    return address(numbers);
  }

  // A number for a conversation that is followed, until `close_stream`.
  double open_stream(double conversation) {
    if (!fragments_) fragments_.emplace(summary);
    const auto number = static_cast<std::uint32_t>(conversation);
    streams_.push_back(std::make_unique<FollowedStream>(number, fragments_->conversation(number)));
    return static_cast<double>(streams_.size() - 1);
  }
  void close_stream(double stream) {
    streams_[static_cast<std::size_t>(stream)].reset();
    while (!streams_.empty() && streams_.back() == nullptr) streams_.pop_back();
  }

  // Whether it needs packets beside those of its conversation.
  bool has_fragments(double stream) const {
    return streams_[static_cast<std::size_t>(stream)]->has_fragments();
  }
  // The places of those of [from, to), in order; before them how many.
  double stream_fragments(double stream, double from, double to) {
    const auto places = streams_[static_cast<std::size_t>(stream)]->fragments(
        static_cast<std::uint64_t>(from), static_cast<std::uint64_t>(to));
    auto* const numbers = reinterpret_cast<std::uint32_t*>(
        columns().reset((places.size() + 1) * sizeof(std::uint32_t)));
    if (numbers == nullptr) return 0;
    numbers[0] = static_cast<std::uint32_t>(places.size());
    std::copy(places.begin(), places.end(), numbers + 1);
    return address(numbers);
  }

  // What the stream says with `count` packets more; with none, its end. They are of this capture.
  double follow(double stream, double count) {
    FollowedStream& followed = *streams_[static_cast<std::size_t>(stream)];
    followed.clear();
    at_hand(count).each([&](const ReadPacket& packet) {
      if (packet.index < summary.columns().size()) add(followed, packet);
    });
    if (count == 0) followed.finish();
    return described([&](Description& out) { followed.put(out, index()); });
  }

  // The packets to be read again before the columns of [from, to), as ReadPlan says: its end, then
  // their places.
  double needed(double from, double to) {
    return described([&](Description& out) {
      put_plan(out, history().plan_columns(static_cast<std::uint64_t>(from),
                                           static_cast<std::uint64_t>(to)));
    });
  }

  // The same before all fields of one packet.
  double plan(double place) {
    return described([&](Description& out) {
      put_plan(out, history().plan(static_cast<std::uint64_t>(place)));
    });
  }

  // The columns of `count` packets behind `before` others, which are only dissected.
  double rows(double before, double count) {
    return described([&](Description& out) {
      out.begin_array();
      each_behind(before, count, [&](const ReadPacket& packet, Recall& recall) {
        Summary columns;
        Dissection dissection(columns);
        dissection.history = recall.for_columns(packet);
        put_dissected(out, packet, dissection);
      });
      out.end();
    });
  }

  // One packet behind `before` others: an array of its columns, fields and sources.
  double layers(double before) {
    return described([&](Description& out) {
      out.begin_array();
      each_behind(before, 1, [&](const ReadPacket& packet, Recall& recall) {
        Tree& tree = tree_.emplace(packet.bytes);
        Summary columns;
        Dissection dissection(columns);
        dissection.wanted.tree = &tree;
        dissection.history = recall.for_fields(packet);
        put_dissected(out, packet, dissection);
        put_fields(out, tree);
        put_sources(out, tree);
      });
      out.end();
    });
  }

  // The headers of one packet as a record.
  double headers(double seed) {
    return described([&](Description& out) {
      at_hand(1).each([&](const ReadPacket& packet) {
        packetglass::put(out, decapsulate(packet.bytes, packet.original_length, packet.link_type,
                                          static_cast<std::uint16_t>(seed)));
      });
    });
  }

 private:
  PacketsAtHand at_hand(double count) const { return {reread(), static_cast<std::size_t>(count)}; }
  RecalledHistory history() const { return {summary, index().packets}; }

  static void put_plan(Description& out, const ReadPlan& plan) {
    out.begin_array();
    out.number(plan.end);
    for (const std::uint64_t place : plan.packets) out.number(place);
    out.end();
  }

  // Calls `use` for `count` packets, once those before them were seen.
  template <typename Use>
  void each_behind(double before, double count, const Use& use) const {
    const RecalledHistory known = history();
    Recall recall(known);
    double left = before;
    at_hand(before + count).each([&](const ReadPacket& packet) {
      if (left-- > 0) return recall.see(packet);
      use(packet, recall);
    });
  }

  // The columns of a packet; its fields are in the dissection's tree.
  static void put_dissected(Description& out, const ReadPacket& packet, Dissection& dissection) {
    std::string info;
    dissection.wanted.info = &info;
    dissect(packet.bytes, packet.original_length, packet.link_type, dissection);
    put_columns(out, dissection);
  }

  const ConversationList& open_conversations(double layer) {
    const auto number = static_cast<std::size_t>(layer);
    return conversations_.emplace(summary, packetglass::list_layers()[number]);
  }
  template <typename List>
  static double size_of(const List& list) {
    return list.full() ? -1 : static_cast<double>(list.size());
  }

  void add(FollowedStream& stream, const ReadPacket& packet) const {
    const SummaryRow row = summary.columns()[packet.index];
    stream.add({packet.bytes, packet.original_length, packet.link_type, row.side, packet.index + 1,
                index().packets[packet.index].timestamp},
               row.conversation == stream.conversation());
  }

  std::optional<FragmentsOf> fragments_;                  // once a stream was opened
  std::vector<std::unique_ptr<FollowedStream>> streams_;  // none where one was closed
  std::optional<ConversationList> conversations_;
  std::optional<EndpointList> endpoints_;
  std::optional<Tree> tree_;  // whose sources the last description names
};

}  // namespace packetglass
