// What is made of packets for some fields has the values of these fields that all of it has.
#include "inspect/wanted_of_packets.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "dissect/field_list.h"
#include "dissect/field_nodes.h"
#include "dissect/generic_fields.h"
#include "dissect/render.h"
#include "inspect/packet_values.h"
#include "support/every_capture.h"
#include "support/tabulating.h"

namespace packetglass {
namespace {

// What --fields prints of a packet.
std::string printed(std::string_view name, FieldNodes& nodes, const DissectedPacket& packet) {
  if (const PacketValues values = packet_values(name)) {
    return packet_values_text(type_of(find_field(name)->field->shape), values, packet);
  }
  std::string text;
  nodes.load(packet.tree);
  for (const std::uint32_t node : nodes.of(0)) {
    text += field_text(*packet.tree, packet.tree->nodes()[node]) + ",";
  }
  return text;
}

// The values of one field in all packets, dissected for it alone or in full.
std::vector<std::string> values_of(Bytes source, std::string_view name,
                                   const WantedOfPackets& wanted) {
  std::vector<std::string> values;
  FieldNodes nodes(std::span(&name, 1));
  test::PacketPass pass(wanted, [&](const DissectedPacket& packet) {
    values.push_back(printed(name, nodes, packet));
  });
  test::read_all(source, pass);
  return values;
}

// All names that packets of a capture have a field of, and those that are no fields of layers.
std::set<std::string_view> names_in(Bytes source) {
  std::set<std::string_view> names;
  test::PacketPass pass({.fields = true}, [&](const DissectedPacket& packet) {
    for (const Node& node : packet.tree->nodes()) names.emplace(node.field->name);
  });
  test::read_all(source, pass);
  for (const GenericField& generic : generic_fields()) names.emplace(generic.field.name);
  return names;
}

// Of large captures each seventh name, which are others of each.
TEST(WantedOfPackets, OfEachFieldAloneHaveItsValues) {
  constexpr std::size_t kLarge = 200'000;
  std::size_t compared = 0, captures = 0;
  test::for_every_capture([&](Bytes source) {
    std::size_t number = captures++;
    for (const std::string_view name : names_in(source)) {
      if (source.size() > kLarge && number++ % 7 != 0) continue;
      ASSERT_EQ(values_of(source, name, wanted_for(std::span(&name, 1))),
                values_of(source, name, {.fields = true}))
          << name;
      ++compared;
    }
  });
  EXPECT_GT(compared, 5'000u);
}

// Several fields in one pass, as a table asks: behind the last of their layers nothing is
// dissected.
TEST(WantedOfPackets, OfSeveralFieldsHaveTheValuesOfEach) {
  const std::string_view names[] = {"frame.len", "eth.src",      "ip.ttl",  "ipv6.hlim",
                                    "tcp.len",   "udp.length",   "ip.addr", "dns.qry.name",
                                    "icmp.type", "_ws.malformed"};
  test::for_every_capture([&](Bytes source) {
    for (const std::string_view name : names) {
      ASSERT_EQ(values_of(source, name, wanted_for(names)),
                values_of(source, name, {.fields = true}))
          << name;
    }
  });
}

TEST(WantedOfPackets, AreNothingMoreWhereColumnsKnowAllFields) {
  const std::string_view known[] = {"frame.number", "frame.len", "_ws.col.Protocol"};
  const WantedOfPackets wanted = wanted_for(known);
  EXPECT_FALSE(wanted.fields || wanted.info || wanted.carried || wanted.past || wanted.text);
}

TEST(FieldChoice, HasMembersInThePlaceOfTheirName) {
  const std::string_view names[] = {"ip.addr"};
  const FieldChoice choice(names, false);
  EXPECT_TRUE(choice.has(*find_field("ip.src")->field));
  EXPECT_FALSE(choice.has(*find_field("ip.ttl")->field));
  EXPECT_TRUE(choice.knows_layers());
  EXPECT_TRUE(choice.has_in(*find_field("ip")->field));
  EXPECT_FALSE(choice.has_in(*find_field("tcp")->field));
}

TEST(FieldChoice, DoesNotKnowTheLayersOfWhatAnyPacketMayHave) {
  for (const std::string_view name : {"_ws.malformed", "_ws.expert", "data.len", "ipv6.hopopts"}) {
    EXPECT_FALSE(FieldChoice(std::span(&name, 1), false).knows_layers()) << name;
  }
}

}  // namespace
}  // namespace packetglass
