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

using Names = std::span<const std::string_view>;

// What --fields prints of a packet: of one of the names that `nodes` finds.
std::string printed(std::string_view name, std::span<const std::uint32_t> nodes,
                    const DissectedPacket& packet) {
  if (const PacketValues values = packet_values(name)) {
    return packet_values_text(type_of(find_field(name)->field->shape), values, packet);
  }
  std::string text;
  for (const std::uint32_t node : nodes) {
    text += field_text(*packet.tree, packet.tree->nodes()[node]) + ",";
  }
  return text;
}

// The values of fields, one after another, in each packet, dissected for what is wanted.
std::vector<std::vector<std::string>> values_of(Bytes source, Names names,
                                                const WantedOfPackets& wanted) {
  std::vector<std::vector<std::string>> values(names.size());
  FieldNodes nodes(names);
  test::PacketPass pass(wanted, [&](const DissectedPacket& packet) {
    nodes.load(packet.tree);
    for (std::size_t i = 0; i < names.size(); ++i) {
      values[i].push_back(printed(names[i], nodes.of(i), packet));
    }
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
    std::vector<std::string_view> names;
    for (const std::string_view name : names_in(source)) {
      if (source.size() <= kLarge || number++ % 7 == 0) names.push_back(name);
    }
    const auto in_full = values_of(source, names, {.fields = true});
    for (std::size_t i = 0; i < names.size(); ++i) {
      const Names alone(&names[i], 1);
      ASSERT_EQ(values_of(source, alone, wanted_for(alone))[0], in_full[i]) << names[i];
    }
    compared += names.size();
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
    EXPECT_EQ(values_of(source, names, wanted_for(names)),
              values_of(source, names, {.fields = true}));
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
