// Tests of a filter that numbers in columns answer.
#include "filter/column_tests.h"

namespace packetglass {

using Column = ColumnField::Column;

unsigned ConversationTest::sides(const FlowTable& flows, std::size_t conversation) const {
  const ConversationRow& row = flows.row(conversation);
  const KeyRest rest = row.rest;
  switch (column_) {
    case Column::kPort:
      return ends(rest.first_port(), rest.second_port(), rest.turned());
    case Column::kIpv4:
      if (rest.kind() != Address::Kind::kIpv4) return 0;
      return ends(row.addresses >> 32, row.addresses & 0xffff'ffff, rest.turned());
    case Column::kIpv6: {
      if (!rest.is_ipv6()) return 0;
      const auto& words = flows.ipv6_of(row);
      return ends(ipv6_number(words[0], words[1]), ipv6_number(words[2], words[3]), rest.turned());
    }
    default:
      return test_.holds(row.stream) ? 3 : 0;
  }
}

// Of the endpoint that sorts first and of the other. `turned`: side 0 is the other.
unsigned ConversationTest::ends(Wide first, Wide second, bool turned) const {
  const unsigned one = test_.holds(first) ? 1 : 0, other = test_.holds(second) ? 1 : 0;
  const unsigned from_first = one | other << 1, from_other = other | one << 1;
  const unsigned side_0 = holds_of(turned ? from_other : from_first) ? 1 : 0;
  return side_0 | (holds_of(turned ? from_first : from_other) ? 2 : 0);
}

// Bits of ColumnField::ends, of a packet: at which the value holds.
bool ConversationTest::holds_of(unsigned source_and_destination) const {
  const unsigned found = source_and_destination & ends_;
  return test_.all() ? found == ends_ : found != 0;
}

void PacketTest::ask(std::span<const Packet> packets, std::uint64_t number, unsigned bit,
                     std::uint8_t* answers) const {
  switch (column_) {
    case Column::kPacketNumber:
      return ask_each(packets, bit, answers, [&](const Packet&) { return Wide{number++}; });
    case Column::kOriginalLength:
      return ask_each(packets, bit, answers,
                      [](const Packet& packet) { return packet.original_length; });
    case Column::kCapturedLength:
      return ask_each(packets, bit, answers,
                      [](const Packet& packet) { return packet.captured_length; });
    default:
      ask_each(packets, bit, answers, [](const Packet& packet) { return packet.timestamp; });
      for (std::size_t i = 0; i < packets.size(); ++i) {
        if (!packets[i].has_timestamp()) answers[i] &= static_cast<std::uint8_t>(~bit);
      }
  }
}

template <typename Number>
void PacketTest::ask_each(std::span<const Packet> packets, unsigned bit, std::uint8_t* answers,
                          const Number& number) const {
  for (std::size_t i = 0; i < packets.size(); ++i) {
    if (test_.holds(number(packets[i]))) answers[i] |= static_cast<std::uint8_t>(bit);
  }
}

}  // namespace packetglass
