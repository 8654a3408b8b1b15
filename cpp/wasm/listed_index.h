// The index of one capture with its protocols, conversations and endpoints, as JavaScript sees it.
// web/lib/core/core.ts declares the same in TypeScript.
#pragma once

#include <optional>

#include "flow/chosen_columns.h"
#include "flow/describe_lists.h"
#include "flow/summary_index.h"
#include "wasm/capture_index.h"
#include "wasm/packet_filter.h"
#include "wasm/packet_table.h"

namespace packetglass {

// Outlives the index whose observer it is.
struct Summaries {
  Choices chosen;
  SummaryIndex summary;
};

class ListedIndex : protected Summaries, public CaptureIndex {
 public:
  ListedIndex() : CaptureIndex(&summary) {}

  double summary_memory() const { return static_cast<double>(summary.memory()); }

  // Takes the choice in the buffer, as DecodeAs does, before the first packet: an object whose
  // `wrong` is why it did not, if it did not.
  double decode_as(double size) { return refused_for(chosen.decode_as.add(choice(size))); }
  // The same of a preference.
  double prefer(double size) { return refused_for(chosen.preferences.set(choice(size))); }

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
      protocols[i] = summary.columns().kinds().protocol_of(row.kind);
      sides[i] = row.side;
    }
    return address(at);
  }

  // Names of the protocols, in the order of their numbers.
  double protocols() {
    return described([&](Description& out) {
      out.begin_array();
      for (const char* name : summary.columns().kinds().protocols()) out.text(name);
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

  // How many rows the list has, sorted by a SortBy; -1 when there was no memory for some of them.
  // It is of the packets so far, and lasts until `close_lists`.
  double list_conversations(double layer, double by) {
    close_lists();
    return sorted(open_conversations(layer), by);
  }
  double list_endpoints(double layer, double by) {
    close_lists();
    return sorted(endpoints_.emplace(open_conversations(layer)), by);
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

  // Memory for a bit of each packet, in words of 32; those that have one are chosen.
  double choices(double words) { return address(choices_.reset(static_cast<std::size_t>(words))); }
  // From now on lists and the hierarchy are of those that were chosen of the first `count`; of all
  // again where that is 0. Lists of links there are none then.
  void choose(double count) {
    close_lists();
    chosen_.reset();
    if (count == 0) return;
    const auto most = std::min(static_cast<std::size_t>(count), 32 * choices_.size());
    chosen_.emplace(summary, index().packets, choices_.get(), most);
  }

  // What packets to come say is known to the filter from now on.
  void inform(PacketFilter& packet_filter) const { packet_filter.knows_later(summary); }
  void inform_table(PacketTable& table) const { table.knows_later(summary); }
  // Which of `wanted` packets match a filter, as far as columns say: how many of them there are
  // until the first of which they do not, then a bit for each.
  double filter(PacketFilter& packet_filter, double first, double wanted) {
    const auto begin = static_cast<std::uint64_t>(first);
    const auto count = static_cast<std::uint32_t>(wanted);
    auto* const out = reinterpret_cast<std::uint32_t*>(
        columns().reset((1 + (count + 31) / 32) * sizeof(std::uint32_t)));
    if (out == nullptr || begin + count > summary.columns().size()) return 0;
    std::fill_n(out + 1, (count + 31) / 32, 0u);
    ColumnFilter& filter = packet_filter.over(summary);
    SummaryGroup group{};
    Truth truths[kGroupSize];
    std::uint32_t known = 0;
    for (; known < count; ++known) {
      const std::uint64_t i = begin + known;
      if (i >= group.first + group.count) {
        summary.columns().read_group(i, group);
        filter.decide(group, index().packets, truths);
      }
      const Truth truth = truths[i - group.first];
      if (truth == Truth::kUnknown) break;
      out[1 + known / 32] |= std::uint32_t{truth == Truth::kYes} << known % 32;
    }
    *out = known;
    return address(out);
  }

  // {packets, bytes, rows}: all packets, also those without any layer, and the rows of the
  // hierarchy of protocols.
  double hierarchy() {
    return described([&](Description& out) {
      const FlowSums whole = chosen_ ? chosen_->layers.whole() : summary.hierarchy().whole();
      out.begin_object();
      out.key("packets").number(whole.packets);
      out.key("bytes").number(whole.bytes);
      out.key("rows");
      put_hierarchy(out, rows());
      out.end();
    });
  }

  // The numbers of the layer's conversations in the order of its streams; before them how many.
  double streams(double layer) {
    const Transport transport =
        packetglass::list_layers()[static_cast<std::size_t>(layer)].transport;
    const FlowTable& flows = summary.flows();
    return numbers_at(flows.size(), [&](std::uint32_t* out) {
      for (std::uint32_t i = 0; i < flows.size() && transport != Transport::kNone; ++i) {
        if (flows[i].key.transport == transport) *out++ = i;
      }
      return out;
    });
  }
  // The streams of TCP that have a message which was not completed; before them how many.
  double incomplete() {
    const std::vector<std::uint32_t> streams = summary.related().messages.incomplete();
    return numbers_at(streams.size(), [&](std::uint32_t* out) {
      return std::copy(streams.begin(), streams.end(), out);
    });
  }

 protected:
  // Numbers in an array, `most` or fewer, and before them how many; 0 without memory. `fill`
  // writes them and returns where they end.
  template <typename Fill>
  double numbers_at(std::size_t most, const Fill& fill) {
    auto* const count =
        reinterpret_cast<std::uint32_t*>(columns().reset((most + 1) * sizeof(std::uint32_t)));
    if (count == nullptr) return 0;
    *count = static_cast<std::uint32_t>(fill(count + 1) - (count + 1));
    return address(count);
  }

 private:
  std::string_view choice(double size) {
    return text_of(reread().first(static_cast<std::size_t>(size)));
  }

  // From now on packets are dissected as was chosen, unless the last choice was wrong.
  double refused_for(const std::string& wrong) {
    summary.dissects_as(chosen);
    return described([&](Description& out) { put_wrong(out, wrong); });
  }

  ConversationList& open_conversations(double layer) {
    const auto number = static_cast<std::size_t>(layer);
    const ChosenSums* const chosen = chosen_ ? &chosen_->sums : nullptr;
    return conversations_.emplace(summary.flows(), packetglass::list_layers()[number], chosen);
  }
  std::vector<HierarchyRow> rows() const {
    const Hierarchy& whole = summary.hierarchy();
    return chosen_ ? chosen_->layers.rows(whole.paths()) : whole.rows();
  }
  template <typename List>
  static double sorted(List& list, double by) {
    const auto order = static_cast<SortBy>(static_cast<int>(by));
    if (order != SortBy::kFirst) list.sort(order);
    return list.full() ? -1 : static_cast<double>(list.size());
  }

  Buffer<std::uint32_t> choices_;
  std::optional<ChosenColumns> chosen_;  // before the lists of it
  std::optional<ConversationList> conversations_;
  std::optional<EndpointList> endpoints_;
};

}  // namespace packetglass
