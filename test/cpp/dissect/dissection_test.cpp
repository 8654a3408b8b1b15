// A packet dissected in two parts, up to its transport and from there on.
#include "dissect/dissection.h"

#include "dissect/dissectors.h"
#include "dissect/render.h"
#include "support/packets.h"

namespace packetglass {
namespace {

using test::TestPacket;

struct Found {
  explicit Found(Bytes bytes) : tree(bytes) {
    dissection.wanted.tree = &tree;
    dissection.wanted.info = &info;
  }

  // Protocol, Info and a line for each field.
  std::string text() const {
    std::string text = summary.protocol + (" " + info);
    for (const Node& node : tree.nodes()) text += "\n" + line_text(tree, node);
    return text;
  }

  Tree tree;
  Summary summary;
  Dissection dissection{summary};
  std::string info;
};

// What belongs to a conversation.
auto endpoints(const Summary& summary) {
  return std::tuple(summary.source, summary.destination, summary.transport, summary.source_port,
                    summary.destination_port, summary.ip_protocol);
}

TEST(Dissection, InTwoPartsIsTheSame) {
  std::size_t stopped = 0;
  for (const std::string& name : test::dissected_captures()) {
    for (const TestPacket& packet : test::packets_of(test::dissected_capture(name))) {
      Found in_one(packet.bytes), in_two(packet.bytes);
      dissect(packet.bytes, packet.original_length, packet.link_type, in_one.dissection);
      Outcome carried = dissect_headers(packet.bytes, packet.original_length, packet.link_type,
                                        in_two.dissection);
      stopped += carried.payload.empty() ? 0 : 1;
      const auto before = endpoints(in_two.summary);
      dissect_payload(carried, in_two.dissection);
      EXPECT_EQ(endpoints(in_two.summary), before) << name;
      // What trails a packet is the last of all, and dissect()'s.
      EXPECT_EQ(in_one.text().substr(0, in_two.text().size()), in_two.text()) << name;
    }
  }
  EXPECT_GT(stopped, 500u);
}

TEST(Dissection, EntersTunnelsAtTheirPorts) {
  for (const Dissector* dissector : dissectors()) {
    for (const Route& route : dissector->routes) {
      if (!is_tunnel_at(route)) continue;
      const std::uint8_t payload[64] = {};
      const Outcome found = done({payload, sizeof payload}, {{Space::kUdpPort, 53}, route});
      EXPECT_EQ(leads_to(found), Leads::kTunnel) << std::string_view(dissector->layer.name);
    }
  }
}

}  // namespace
}  // namespace packetglass
