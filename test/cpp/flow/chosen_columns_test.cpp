// What chosen packets of an index come to: all of them together, and in parts.
#include "flow/chosen_columns.h"

#include <random>

#include "capture.h"
#include "flow/describe_lists.h"
#include "support/description_text.h"
#include "support/packets.h"
#include "support/read_all.h"
#include "support/traffic.h"

namespace packetglass {
namespace {

// A capture with what its packets say.
struct Read {
  SummaryIndex summary;
  Capture capture{{}, &summary};

  explicit Read(const std::string& name) {
    const std::string text = test::read_file(test::dissected_capture(name));
    const test::ByteVector bytes(text.begin(), text.end());
    const std::size_t used = capture.push(bytes);
    capture.finish(Bytes(bytes).subspan(used));
  }

  const PacketColumns& packets() const { return capture.index().packets; }
  ChosenColumns chosen(const std::vector<std::uint32_t>& bits) const {
    return {summary, packets(), bits.data(), packets().size()};
  }
  ConversationList list(const char* layer, const ChosenSums* chosen = nullptr) const {
    return {summary.flows(), *find_list_layer(layer), chosen};
  }
};

std::string text_of_lists(const ConversationList& list, const std::vector<HierarchyRow>& rows) {
  Description out;
  out.begin_array();
  put_conversations(out, list, 0, list.size());
  put_hierarchy(out, rows);
  out.end();
  return test::DescriptionText(out).value();
}

TEST(ChosenColumns, OfAllPacketsAreTheWholeLists) {
  for (const std::string& name : test::dissected_captures()) {
    const Read read(name);
    const std::vector<std::uint32_t> all((read.packets().size() + 31) / 32, ~0u);
    const ChosenColumns chosen = read.chosen(all);
    const Hierarchy& whole = read.summary.hierarchy();
    for (const char* layer : {"ip", "tcp", "udp", "sctp"}) {
      EXPECT_EQ(text_of_lists(read.list(layer, &chosen.sums), chosen.layers.rows(whole.paths())),
                text_of_lists(read.list(layer), whole.rows()))
          << name << " " << layer;
    }
  }
}

TEST(ChosenColumns, OfTwoPartsAddUp) {
  std::mt19937 random(1);
  for (const std::string& name : test::dissected_captures()) {
    const Read read(name);
    std::vector<std::uint32_t> some((read.packets().size() + 31) / 32), others;
    for (std::uint32_t& word : some) word = static_cast<std::uint32_t>(random());
    for (const std::uint32_t word : some) others.push_back(~word);
    const ChosenColumns a = read.chosen(some), b = read.chosen(others);
    EXPECT_EQ(a.layers.whole().packets + b.layers.whole().packets, read.packets().size());
    const FlowTable& flows = read.summary.flows();
    for (std::size_t i = 0; i < flows.size(); ++i) {
      for (unsigned side : {0u, 1u}) {
        const FlowSums one = a.sums.conversation(flows, i).sums[side];
        const FlowSums other = b.sums.conversation(flows, i).sums[side];
        EXPECT_EQ(one.packets + other.packets, flows[i].sums[side].packets) << name;
        EXPECT_EQ(one.bytes + other.bytes, flows[i].sums[side].bytes) << name;
      }
    }
  }
}

TEST(ChosenColumns, OfNoPacketHaveNoRows) {
  const Read read("http");
  const std::vector<std::uint32_t> none((read.packets().size() + 31) / 32);
  const ChosenColumns chosen = read.chosen(none);
  EXPECT_EQ(read.list("tcp", &chosen.sums).size(), 0u);
  EXPECT_TRUE(chosen.layers.rows(read.summary.hierarchy().paths()).empty());
}

}  // namespace
}  // namespace packetglass
