// A filter, answered from the columns of packets as far as these suffice: what is in the packets
// is not looked at.
//
// A test asks for fields of one of four levels: what packets of a kind have in common (protocols,
// TCP flags), what packets of a conversation have (addresses, ports), what is each packet's own
// (length, time), and what stands in the headers of a plain packet (TTL, window). So a test is
// answered once for a kind, once for each side of a conversation, and only the rest for each
// packet: answers are bits, and what the filter says of them together is looked up. Tests of one
// field and constants are compared as ranges of numbers; FilterEvaluation answers all others.
#pragma once

#include <array>
#include <map>
#include <vector>

#include "filter/column_tests.h"
#include "filter/filter.h"
#include "flow/summary_columns.h"
#include "index/packet_columns.h"

namespace packetglass {

// What the columns of a packet refer to.
struct ColumnTables {
  const PacketKinds& kinds;
  const LayerPaths& paths;
  const FlowTable& flows;
};

// What an answer was found in, from the cheapest to the dearest.
enum class FilterLevel : std::uint8_t {
  kKind,          // what packets of its kind have in common
  kConversation,  // what packets of its conversation have
  kPacket,        // its columns
  kHeaders,       // the headers of a plain packet
  kDissection,    // its fields
};

class ColumnFilter {
 public:
  // All of them outlive it.
  ColumnFilter(Filter& filter, const ColumnTables& tables);

  // Whether the packet matches; not known where its fields are needed. Of the packet what
  // DissectedPackets::begin() says is looked at. Without its bytes and its interface its headers
  // are not known.
  Truth decide(std::uint32_t kind, const PacketFlow& flow, const DissectedPacket& packet);

  // The same of all packets of a group, one after another, whose headers are not known. The
  // columns have these packets too.
  void decide(const SummaryGroup& group, const PacketColumns& packets, Truth* truths);

  // Whether headers of plain packets are read, as they are unless said otherwise; to be said
  // before the first answer.
  void reads_headers(bool reads) { reads_headers_ = reads; }
  // What was looked at for the last answer that was known.
  FilterLevel last_level() const { return last_level_; }
  // The cheapest level that answers a test for some packets.
  FilterLevel level_of(const FilterTest& test) const;

 private:
  using Bits = std::uint64_t;  // one for each test
  using BitsOfSides = std::array<Bits, 2>;
  enum class Level : std::uint8_t { kNotKnown, kKind, kConversation, kPacket, kHeaders };
  // A test that is compared as ranges.
  template <typename Test>
  struct Fast {
    Bits bit;
    Test test;
  };

  // More tests are not answered from columns.
  static constexpr std::size_t kMostTests = 64;
  // More tests of packets are left to FilterEvaluation.
  static constexpr std::size_t kMostPacketTests = 3;
  // Of a kind so many answers are kept.
  static constexpr std::size_t kMostKept = 64;
  static constexpr std::uint16_t kNotAsked = 0xffff;
  // Bits that are found without a search.
  static constexpr std::size_t kFew = 4;
  // Of a packet without a conversation. Sides of conversation n are 2 n and 2 n + 1.
  static constexpr std::size_t kNoSide = ~std::size_t{0};

  struct Kind {
    Bits yes = 0, by_conversation = 0, by_packet = 0, by_headers = 0, not_known = 0;
    std::array<Bits, 3> by_header{};  // of by_headers, by the innermost that they look at
    FilterLevel level = FilterLevel::kKind;
  };
  // What is known of a packet.
  struct Known {
    Bits yes, not_known;
    std::size_t number;  // for kMostKept and above the answer is not kept
  };

  // What is known of a kind without looking at its tests.
  struct Kept {
    std::optional<Truth> all;      // what is said of all its packets; empty: not asked
    bool by_conversation = false;  // whether it takes the side of a conversation to know
    std::uint32_t first = 0;       // of its answers
  };

  Truth of_kind(std::uint32_t number) {
    if (number < kept_.size() && kept_[number].all) return *kept_[number].all;
    return ask_kind(number);
  }
  Truth ask_kind(std::uint32_t number);
  void sort_out(std::size_t number, const FilterTest& test);
  void sort_tests(Kind& kind, const PacketKind& of);
  Level level_of(const FilterTest& test, const PacketKind& kind);
  Level level_of(std::uint32_t field, const PacketKind& kind);
  bool lacks_field(std::uint32_t field, const PacketKind& kind) const;
  Level level_of_header(const ColumnField& field, const PacketKind& kind) const;
  std::size_t innermost_header(const FilterTest& test) const;
  bool has_layer(const PacketKind& kind, std::string_view name) const;
  bool lacks(const PacketKind& kind, std::string_view name) const;
  void decide_open(const SummaryGroup& group, const PacketColumns& packets,
                   std::span<const std::uint8_t> open, Truth* truths);
  std::uint8_t kept_answer(std::uint32_t kind, std::size_t side, std::uint8_t of_packet) const;
  Truth decide(std::uint32_t kind, std::size_t side, const DissectedPacket& packet);
  Known known_of(const Kind& kind, std::size_t side, std::uint8_t of_packet);
  void ask_packets(std::span<const Packet> packets, std::uint64_t number,
                   std::uint8_t* answers) const;
  Truth answer(std::uint32_t kind, const Known& known);
  std::uint16_t bits_of(std::size_t side) {
    if (side < sides_.size() && sides_[side] != kNotAsked) return sides_[side];
    return ask_side(side);
  }
  std::uint16_t ask_side(std::size_t side);
  BitsOfSides ask_conversation(std::size_t conversation) const;
  Bits ask(std::size_t side);
  std::uint16_t number_of(Bits bits);
  Bits ask(Bits tests, const ColumnFacts& facts);
  Bits ask_headers(const Kind& kind, const DissectedPacket& packet, Bits& yes);
  bool holds(std::size_t test, const ColumnFacts& facts);
  void put_values(std::uint32_t field, const ColumnFacts& facts);
  Truth logic(Bits yes, Bits not_known);

  Filter& filter_;
  const FilterProgram& program_;
  ColumnTables tables_;
  std::vector<const ColumnField*> fields_;             // as the program's; nullptr: not in columns
  std::vector<std::span<const Field* const>> layers_;  // without which a packet has no such field
  std::vector<Fast<ConversationTest>> conversation_tests_;
  std::vector<Fast<PacketTest>> packet_tests_;
  Bits slow_of_conversations_ = 0, slow_of_packets_ = 0;  // those that are left of these levels
  std::array<Bits, 1u << kMostPacketTests> bits_of_packets_{};  // of answers of packet_tests_
  bool may_decide_ = false, reads_headers_ = true;
  FilterLevel last_level_ = FilterLevel::kKind;
  std::vector<Kind> kinds_;
  std::vector<Kept> kept_;             // as kinds_
  std::vector<std::uint8_t> answers_;  // kMostKept of a kind: 0, or 1 more than the Truth
  std::vector<std::uint16_t> sides_;   // number of bits_
  std::vector<Bits> bits_;
  std::map<Bits, std::uint16_t> numbers_;
  std::vector<FilterValue> values_;  // while a test is asked
  std::vector<Truth> logic_;         // while the logic runs
};

}  // namespace packetglass
