// Tests of a filter that numbers in columns answer.
#pragma once

#include <span>

#include "filter/column_fields.h"
#include "filter/range_test.h"
#include "record/packet.h"

namespace packetglass {

// Of what packets of a conversation have: ports, addresses, the stream.
class ConversationTest {
 public:
  // The field is the test's, of one of these columns.
  ConversationTest(const ColumnField& field, RangeTest test)
      : column_(field.column), ends_(field.ends), test_(std::move(test)) {}

  // For packets of which sides it holds: bit 0 for those that side 0 sent, bit 1 for the others.
  unsigned sides(const FlowTable& flows, std::size_t conversation) const;

 private:
  unsigned ends(Wide first, Wide second, bool turned) const;
  bool holds_of(unsigned source_and_destination) const;

  ColumnField::Column column_;
  unsigned ends_;
  RangeTest test_;
};

// Of what is each packet's own: its number, lengths and time.
class PacketTest {
 public:
  PacketTest(const ColumnField& field, RangeTest test)
      : column_(field.column), test_(std::move(test)) {}

  // Adds `bit` to the answers of those packets for which it holds. The first one's number, from 1,
  // is `number`; the next ones follow.
  void ask(std::span<const Packet> packets, std::uint64_t number, unsigned bit,
           std::uint8_t* answers) const;

 private:
  template <typename Number>
  void ask_each(std::span<const Packet> packets, unsigned bit, std::uint8_t* answers,
                const Number& number) const;

  ColumnField::Column column_;
  RangeTest test_;
};

}  // namespace packetglass
