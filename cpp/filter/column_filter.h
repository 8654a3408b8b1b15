// A filter, answered from the columns of packets as far as these suffice: what is in the packets
// is not looked at.
//
// A test asks for fields of one of four levels: what packets of a kind have in common (protocols,
// TCP flags), what packets of a conversation have (addresses, ports), what is each packet's own
// (length, time), and what stands in the headers of a plain packet (TTL, window). So a test is
// answered once for a kind, once for each side of a conversation, and only the rest for each
// packet: answers of a kind and of a side are bits, and what the filter says of both together is
// looked up.
#pragma once

#include <array>
#include <map>
#include <vector>

#include "filter/filter.h"
#include "filter/plain_headers.h"
#include "flow/packet_kinds.h"

namespace packetglass {

struct ColumnFacts;
struct ColumnField;

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
  // DissectedPackets::begin() says is looked at, and only where needs_packets(). Without its bytes
  // and its interface its headers are not known.
  Truth decide(std::uint32_t kind, const PacketFlow& flow, const DissectedPacket& packet);

  // What is said of all packets of a kind; where that is not known, decide() may know.
  Truth of_kind(std::uint32_t kind) { return may_decide_ ? kind_of(kind).all : Truth::kUnknown; }

  // Whether it ever looks at packets.
  bool needs_packets() const { return needs_packets_; }

  // Whether headers of plain packets are read, as they are unless said otherwise; to be said
  // before the first answer.
  void reads_headers(bool reads) { reads_headers_ = reads; }
  // What was looked at for the last answer that was known.
  FilterLevel last_level() const { return last_level_; }
  // The cheapest level that answers a test for some packets.
  FilterLevel level_of(const FilterTest& test) const;

 private:
  using Bits = std::uint64_t;  // one for each test
  enum class Level : std::uint8_t { kNotKnown, kKind, kConversation, kPacket, kHeaders };

  // More tests are not answered from columns.
  static constexpr std::size_t kMostTests = 64;
  // Answers are kept for so many different bits of conversations.
  static constexpr std::uint16_t kMostKept = 256;
  static constexpr std::uint16_t kNotAsked = 0xffff;

  struct Kind {
    bool asked = false;
    Truth all = Truth::kUnknown;  // of_kind()
    Bits yes = 0, by_conversation = 0, by_packet = 0, by_headers = 0, not_known = 0;
    std::array<Bits, 3> by_header{};  // of by_headers, by the innermost that they look at
    FilterLevel level = FilterLevel::kKind;
    std::vector<std::uint8_t> answers;  // by number of bits: 0, or 1 more than the Truth
  };

  const Kind& kind_of(std::uint32_t number) {
    if (number < kinds_.size() && kinds_[number].asked) return kinds_[number];
    return new_kind(number);
  }
  const Kind& new_kind(std::uint32_t number);
  void ask_kind(Kind& kind, const PacketKind& of);
  Level level_of(const FilterTest& test, const PacketKind& kind);
  Level level_of(std::uint32_t field, const PacketKind& kind);
  bool lacks_field(std::uint32_t field, const PacketKind& kind) const;
  Level level_of_header(const ColumnField& field, const PacketKind& kind) const;
  std::size_t innermost_header(const FilterTest& test) const;
  bool has_layer(const PacketKind& kind, std::string_view name) const;
  bool lacks(const PacketKind& kind, std::string_view name) const;
  std::uint16_t bits_of(const PacketFlow& flow);
  Bits ask(const PacketFlow& flow);
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
  Bits of_conversations_ = 0;                          // tests that only need those
  bool needs_packets_ = false, may_decide_ = false, reads_headers_ = true;
  FilterLevel last_level_ = FilterLevel::kKind;
  std::vector<Kind> kinds_;
  std::vector<std::uint16_t> sides_;  // of conversation n: 2 n, 2 n + 1: number of bits
  std::vector<Bits> bits_;
  std::map<Bits, std::uint16_t> numbers_;
  std::vector<FilterValue> values_;  // while a test is asked
  std::vector<Truth> logic_;         // while the logic runs
};

}  // namespace packetglass
