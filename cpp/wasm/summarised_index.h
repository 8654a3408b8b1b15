// The index of one capture that knows what its packets say, as JavaScript sees it.
// web/lib/core/core.ts declares the same in TypeScript.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <vector>

#include "dissect/describe_packet.h"
#include "dissect/network/fragments.h"
#include "flow/describe_headers.h"
#include "flow/describe_lists.h"
#include "flow/fragments_of.h"
#include "flow/summary_index.h"
#include "flow/tcp_past_of.h"
#include "wasm/capture_index.h"
#include "wasm/followed_stream.h"
#include "wasm/packets_at_hand.h"

namespace packetglass {

// Outlives the index that is filled beside it.
struct Summaries {
  SummaryIndex summary;
};

// What is dissected lies in the room, as PacketsAtHand says; so packets of any capture can be, but
// only those of this one are told what the segments before them tell.
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
    at_hand(count).each([&](const Packet& packet, Bytes bytes) {
      if (knows(packet)) add(followed, packet, bytes);
    });
    if (count == 0) followed.finish();
    return described([&](Description& out) { followed.put(out, index()); });
  }

  // What must be dissected before packets from `from` on, so that datagrams are put together again
  // which these complete: the end of as many of [from, to) as that is bounded for, one at least,
  // and then the places of packets before `from`, in order.
  double needed(double from, double to) {
    const auto first = static_cast<std::uint64_t>(from);
    Again again;
    auto end = first;
    while (end < to && add_needed(end, first, again)) ++end;
    std::sort(again.places.begin(), again.places.end());
    const auto last = std::unique(again.places.begin(), again.places.end());
    return described([&](Description& out) {
      out.begin_array();
      out.number(end);
      for (auto place = again.places.begin(); place != last; ++place) out.number(*place);
      out.end();
    });
  }

  // The places of the packets before this one that are to come before it too, so that `layers`
  // tells what a TCP segment's past tells of it; in this order.
  double past(double place) {
    return described([&](Description& out) {
      out.begin_array();
      for (const std::uint64_t each : nearest(static_cast<std::uint64_t>(place)).places) {
        out.number(each);
      }
      out.end();
    });
  }

  // The columns of `count` packets behind `before` others, which are only dissected.
  double rows(double before, double count) {
    return described([&](Description& out) {
      out.begin_array();
      each_behind(before, count, [&](const Packet& packet, Bytes bytes, Before& known) {
        put_dissected(out, packet, bytes, known, nullptr);
      });
      out.end();
    });
  }

  // One packet behind `before` others: an array of its columns, fields and sources.
  double layers(double before) {
    return described([&](Description& out) {
      out.begin_array();
      each_behind(before, 1, [&](const Packet& packet, Bytes bytes, Before& known) {
        put_all(out, packet, bytes, known);
      });
      out.end();
    });
  }

  // The headers of one packet as a record.
  double headers(double seed) {
    return described([&](Description& out) {
      at_hand(1).each([&](const Packet& packet, Bytes bytes) {
        packetglass::put(out, decapsulate(bytes, packet.original_length, link_type(packet),
                                          static_cast<std::uint16_t>(seed)));
      });
    });
  }

 private:
  using Packet = PacketsAtHand::One;
  // Bytes of packets that are read again for one, beside its own.
  static constexpr std::uint64_t kMaxBytesAgain = std::uint64_t{16} << 20;
  // Places of packets that are read again.
  struct Again {
    std::vector<std::uint64_t> places;
    std::uint64_t bytes = 0;
  };
  // What the packets before one were dissected for.
  struct Before {
    IpFragments fragments;
    std::vector<SeenPacket> seen;
  };

  PacketsAtHand at_hand(double count) const { return {reread(), static_cast<std::size_t>(count)}; }
  static LinkType link_type(const Packet& packet) {
    return static_cast<LinkType>(packet.link_type);
  }

  std::optional<TcpFacts> facts_of(const Packet& packet) const {
    if (!knows(packet)) return std::nullopt;
    return summary.tcp_facts(packet.place);
  }

  // Calls `use` for `count` packets, once those before them were dissected.
  template <typename Use>
  void each_behind(double before, double count, const Use& use) const {
    Before known;
    double left = before;
    at_hand(before + count).each([&](const Packet& packet, Bytes bytes) {
      if (left-- > 0) return see(packet, bytes, known);
      use(packet, bytes, known);
    });
  }

  // Nothing is wanted of it but what it tells of those behind it.
  void see(const Packet& packet, Bytes bytes, Before& known) const {
    if (!knows(packet)) return;
    Summary columns;
    Dissection dissection(columns);
    begin(packet, known.fragments, dissection);
    dissect(bytes, packet.original_length, link_type(packet), dissection);
    SeenPacket seen{packet.place, time_of(packet.place), {}};
    if (columns.transport == Transport::kTcp) seen.tcp = columns.tcp;
    known.seen.push_back(seen);
  }

  bool knows(const Packet& packet) const { return packet.place < summary.columns().size(); }
  Nanoseconds time_of(std::uint64_t place) const { return index().packets[place].timestamp; }
  // Without the first of them where all would be too many bytes.
  PacketsBefore nearest(std::uint64_t place) const {
    PacketsBefore before = packets_before(summary, place);
    auto kept = before.places.rbegin();
    for (std::uint64_t bytes = 0; kept != before.places.rend(); ++kept) {
      bytes += index().packets[*kept].captured_length;
      if (bytes > kMaxBytesAgain) break;
    }
    before.all = before.all && kept == before.places.rend();
    before.places.erase(before.places.begin(), kept.base());
    return before;
  }

  // The packets to be dissected before this one; nothing where they are too many, or too many
  // bytes.
  std::optional<std::vector<std::uint64_t>> needed_for(std::uint64_t place) const {
    auto numbers = summary.needed_for(place + 1);
    std::uint64_t bytes = 0;
    for (const std::uint64_t number : numbers.value_or(std::vector<std::uint64_t>())) {
      bytes += index().packets[number - 1].captured_length;
    }
    if (bytes > kMaxBytesAgain) numbers.reset();
    return numbers;
  }

  // Adds what this packet needs before `first`; false where that is too much beside what was
  // added.
  bool add_needed(std::uint64_t place, std::uint64_t first, Again& again) const {
    Again more;
    const auto numbers = needed_for(place);
    for (const std::uint64_t number : numbers.value_or(std::vector<std::uint64_t>())) {
      if (number > first) continue;
      more.places.push_back(number - 1);
      more.bytes += index().packets[number - 1].captured_length;
    }
    const bool bounded = again.places.size() + more.places.size() <= FragmentLog::kMaxNeeded &&
                         again.bytes + more.bytes <= kMaxBytesAgain;
    if (!bounded && !again.places.empty()) return false;
    again.places.insert(again.places.end(), more.places.begin(), more.places.end());
    again.bytes += more.bytes;
    return true;
  }

  std::optional<TcpPast> past_of(const Packet& packet, Bytes bytes, Before& known) const {
    if (!knows(packet)) return std::nullopt;
    see(packet, bytes, known);
    return tcp_past_of(summary, nearest(packet.place), known.seen);
  }

  // What the capture knows of a packet of it: nothing of others.
  void begin(const Packet& packet, IpFragments& fragments, Dissection& dissection) const {
    if (!knows(packet)) return;
    dissection.number = std::uint64_t{packet.place} + 1;
    dissection.expected = &summary.flows().expected();
    dissection.reassembly = &fragments;
    fragments.packet(dissection.number, time_of(packet.place));
  }

  // The columns of a packet, and its fields when there is a tree.
  void put_dissected(Description& out, const Packet& packet, Bytes bytes, Before& known,
                     Tree* tree) const {
    const std::optional<TcpFacts> facts = facts_of(packet);
    std::string info;
    Summary columns;
    Dissection dissection(columns);
    dissection.tree = tree;
    dissection.info = &info;
    dissection.tcp = facts ? &*facts : nullptr;
    std::optional<TcpPast> past;
    if (tree != nullptr) past = past_of(packet, bytes, known);
    dissection.past = past ? &*past : nullptr;
    begin(packet, known.fragments, dissection);
    if (tree != nullptr) {
      const std::uint64_t number = std::uint64_t{packet.place} + 1;
      known.fragments.is_completed_in(needed_for(packet.place)
                                          ? summary.fragments().completed_in(number)
                                          : kTooManyToReadAgain);
    }
    dissect(bytes, packet.original_length, link_type(packet), dissection);
    put_columns(out, columns, info);
  }

  void put_all(Description& out, const Packet& packet, Bytes bytes, Before& known) {
    Tree& tree = tree_.emplace(bytes);
    put_dissected(out, packet, bytes, known, &tree);
    put_fields(out, tree);
    put_sources(out, tree);
  }

  const ConversationList& open_conversations(double layer) {
    const auto number = static_cast<std::size_t>(layer);
    return conversations_.emplace(summary, packetglass::list_layers()[number]);
  }
  template <typename List>
  static double size_of(const List& list) {
    return list.full() ? -1 : static_cast<double>(list.size());
  }

  void add(FollowedStream& stream, const Packet& packet, Bytes bytes) const {
    const SummaryRow row = summary.columns()[packet.place];
    stream.add({bytes, packet.original_length, link_type(packet), row.side,
                std::uint64_t{packet.place} + 1, time_of(packet.place)},
               row.conversation == stream.conversation());
  }

  std::optional<FragmentsOf> fragments_;                  // once a stream was opened
  std::vector<std::unique_ptr<FollowedStream>> streams_;  // none where one was closed
  std::optional<ConversationList> conversations_;
  std::optional<EndpointList> endpoints_;
  std::optional<Tree> tree_;  // whose sources the last description names
};

}  // namespace packetglass
