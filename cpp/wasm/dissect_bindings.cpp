// What JavaScript sees of the core with the dissectors: an index that knows what packets say.
// web/lib/core.ts declares the same in TypeScript.
#include <optional>

#include "dissect/describe_packet.h"
#include "flow/describe_headers.h"
#include "flow/summary_index.h"
#include "wasm/capture_index.h"
#include "wasm/packets_at_hand.h"

namespace packetglass {
namespace {

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
  double conversation_count() const { return static_cast<double>(summary.flows().size()); }

  // Columns one after another: conversation, protocol, side.
  double unpack_summary(double first, double wanted) {
    const auto count = static_cast<std::size_t>(wanted);
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

  // The columns of `count` packets.
  double rows(double count) {
    return described([&](Description& out) {
      out.begin_array();
      at_hand(count).each([&](const Packet& packet, Bytes bytes) { put_row(out, packet, bytes); });
      out.end();
    });
  }

  // One packet: an array of its columns, fields and sources.
  double layers() {
    return described([&](Description& out) {
      out.begin_array();
      at_hand(1).each([&](const Packet& packet, Bytes bytes) { put_all(out, packet, bytes); });
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

  PacketsAtHand at_hand(double count) const { return {reread(), static_cast<std::size_t>(count)}; }
  static LinkType link_type(const Packet& packet) {
    return static_cast<LinkType>(packet.link_type);
  }

  std::optional<TcpFacts> facts_of(const Packet& packet) const {
    if (packet.place >= summary.columns().size()) return std::nullopt;
    return summary.tcp_facts(packet.place);
  }

  // The columns of a packet, and its fields when there is a tree.
  void put_dissected(Description& out, const Packet& packet, Bytes bytes, Tree* tree) {
    const std::optional<TcpFacts> facts = facts_of(packet);
    std::string info;
    Dissection dissection;
    dissection.tree = tree;
    dissection.info = &info;
    dissection.tcp = facts ? &*facts : nullptr;
    dissect(bytes, packet.original_length, link_type(packet), dissection);
    put_columns(out, dissection.summary, info);
  }

  void put_row(Description& out, const Packet& packet, Bytes bytes) {
    put_dissected(out, packet, bytes, nullptr);
  }

  void put_all(Description& out, const Packet& packet, Bytes bytes) {
    Tree& tree = tree_.emplace(bytes);
    put_dissected(out, packet, bytes, &tree);
    put_fields(out, tree);
    put_sources(out, tree);
  }

  std::optional<Tree> tree_;  // whose sources the last description names
};

}  // namespace
}  // namespace packetglass

EMSCRIPTEN_BINDINGS(packetglass) {
  using packetglass::CaptureIndex;
  using packetglass::SummarisedIndex;
  packetglass::declare_capture_index();
  emscripten::class_<SummarisedIndex, emscripten::base<CaptureIndex>>("SummarisedIndex")
      .constructor<>()
      .function("summaryMemory", &SummarisedIndex::summary_memory)
      .function("conversationCount", &SummarisedIndex::conversation_count)
      .function("unpackSummary", &SummarisedIndex::unpack_summary)
      .function("protocols", &SummarisedIndex::protocols)
      .function("rows", &SummarisedIndex::rows)
      .function("layers", &SummarisedIndex::layers)
      .function("headers", &SummarisedIndex::headers);
}
