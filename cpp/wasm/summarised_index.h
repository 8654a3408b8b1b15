// The index of one capture that knows what its packets say, as JavaScript sees it.
// web/lib/core/core.ts declares the same in TypeScript.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "dissect/describe_packet.h"
#include "flow/conversation_ends.h"
#include "inspect/describe_headers.h"
#include "inspect/fragments_of.h"
#include "inspect/recalled_history.h"
#include "wasm/followed_stream.h"
#include "wasm/foreign_decoder.h"
#include "wasm/listed_index.h"
#include "wasm/packets_at_hand.h"

namespace packetglass {

// What is dissected lies in the buffer, as PacketsAtHand says. Packets of any capture can be; of
// this one's packets the history is known.
class SummarisedIndex : public ListedIndex {
 public:
  // A number for a conversation that is followed, until `close_stream`; of TCP with the numbers of
  // its segments, if these are wanted.
  double open_stream(double conversation, bool has_numbers) {
    const std::size_t packets = summary.columns().size();
    if (fragments_ == nullptr || fragments_of_ != packets) {
      fragments_ = std::make_shared<FragmentsOf>(summary);
      fragments_of_ = packets;
    }
    streams_.push_back(std::make_unique<FollowedStream>(static_cast<std::uint32_t>(conversation),
                                                        has_numbers, fragments_));
    return static_cast<double>(streams_.size() - 1);
  }
  // The address of the ends of a conversation that is followed, as packed() has them.
  double stream_ends(double stream) {
    const std::uint32_t number = streams_[static_cast<std::size_t>(stream)]->conversation();
    ends_ = packed(ends_of(summary.flows()[number]));
    return described([&](Description& out) { out.bytes_at(ends_); });
  }
  void close_stream(double stream) {
    streams_[static_cast<std::size_t>(stream)].reset();
    while (!streams_.empty() && streams_.back() == nullptr) streams_.pop_back();
  }

  // Whether it needs other packets than those of its conversation.
  bool has_fragments(double stream) const {
    return streams_[static_cast<std::size_t>(stream)]->has_fragments();
  }
  // The indices of those in [from, to), rising; before them how many.
  double stream_fragments(double stream, double from, double to) {
    const auto indices = streams_[static_cast<std::size_t>(stream)]->fragments(
        static_cast<std::uint64_t>(from), static_cast<std::uint64_t>(to));
    return numbers_at(indices.size(), [&](std::uint32_t* out) {
      return std::copy(indices.begin(), indices.end(), out);
    });
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
  // their indices.
  double needed(double from, double to) {
    return described([&](Description& out) {
      packetglass::put(out, history().plan_columns(static_cast<std::uint64_t>(from),
                                                   static_cast<std::uint64_t>(to)));
    });
  }

  // The same before all fields of one packet.
  double plan(double i) {
    return described([&](Description& out) {
      packetglass::put(out, history().plan(static_cast<std::uint64_t>(i)));
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
    decoder_.begin();
    return described([&](Description& out) {
      out.begin_array();
      each_behind(before, 1, [&](const ReadPacket& packet, Recall& recall) {
        Tree& tree = tree_.emplace(packet.bytes);
        Summary columns;
        Dissection dissection(columns);
        dissection.wanted.tree = &tree;
        dissection.wanted.decoder = &decoder_;
        dissection.history = recall.for_fields(packet);
        put_dissected(out, packet, dissection);
        put_fields(out, tree);
        put_sources(out, tree);
      });
      out.end();
    });
  }

  // Whether the packet has a body to be decoded, and there was nothing to do so.
  bool needs_decoder() const { return decoder_.missing(); }

  // The headers of one packet as a record.
  double headers(double seed) {
    return described([&](Description& out) {
      at_hand(1).each([&](const ReadPacket& packet) {
        packetglass::put(out, decapsulate(packet.bytes, packet.original_length, packet.link_type,
                                          static_cast<std::uint16_t>(seed), &chosen));
      });
    });
  }

 private:
  PacketsAtHand at_hand(double count) const { return {reread(), static_cast<std::size_t>(count)}; }
  RecalledHistory history() const { return {summary, index().packets}; }

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

  void add(FollowedStream& stream, const ReadPacket& packet) const {
    const SummaryRow row = summary.columns()[packet.index];
    stream.add({packet.bytes, packet.original_length, packet.link_type, row.side, packet.index + 1,
                index().packets[packet.index].timestamp, nullptr, summary.choices()},
               row.conversation == stream.conversation());
  }

  std::shared_ptr<const FragmentsOf> fragments_;  // once a stream was opened
  std::size_t fragments_of_ = 0;                  // packets
  std::vector<std::uint8_t> ends_;
  std::vector<std::unique_ptr<FollowedStream>> streams_;  // none where one was closed
  ForeignDecoder decoder_;
  std::optional<Tree> tree_;  // whose sources the last description names
};

}  // namespace packetglass
