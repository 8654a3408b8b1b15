// Expert information: items of packets, and their sums in bounded memory.
#include "inspect/expert_items.h"

#include <gtest/gtest.h>

#include "inspect/expert_summaries.h"
#include "support/every_capture.h"
#include "support/tabulating.h"

namespace packetglass {
namespace {

using Items = std::vector<std::string>;

// All items of a capture as texts.
Items items_of(Bytes source, const WantedOfPackets& wanted) {
  Items texts;
  std::vector<ExpertItem> found;
  test::PacketPass pass(wanted, [&](const DissectedPacket& packet) {
    find_expert_items(*packet.tree, found);
    for (const ExpertItem& item : found) {
      std::string text = std::to_string(packet.number);
      for (const std::string_view word :
           {name_of(item.severity), name_of(item.group), item.protocol, item.field, item.text}) {
        text.append("|").append(word);
      }
      texts.push_back(text);
    }
  });
  test::read_all(source, pass);
  return texts;
}

TEST(ExpertItems, AreTheSameOfPacketsThatAreDissectedInFull) {
  std::size_t compared = 0;
  test::for_every_capture([&](Bytes source) {
    const Items items = items_of(source, wanted_for_expert());
    ASSERT_EQ(items, items_of(source, {.fields = true}));
    compared += items.size();
  });
  EXPECT_GT(compared, 300u);
}

TEST(ExpertItems, HaveSeverityGroupProtocolAndText) {
  test::for_every_capture([&](Bytes source) {
    std::vector<ExpertItem> found;
    test::PacketPass pass(wanted_for_expert(), [&](const DissectedPacket& packet) {
      find_expert_items(*packet.tree, found);
      for (const ExpertItem& item : found) {
        EXPECT_FALSE(name_of(item.severity).empty() || name_of(item.group).empty());
        EXPECT_FALSE(item.protocol.empty() || item.text.empty()) << packet.number;
      }
    });
    test::read_all(source, pass);
  });
}

ExpertItem item_of(std::string_view text, ExpertSeverity severity = ExpertSeverity::kNote) {
  return {severity, ExpertGroup::kProtocol, "TCP", "", text};
}

TEST(ExpertSummaries, CountWhatSaysTheSame) {
  ExpertSummaries summaries;
  summaries.add(item_of("a"), 1);
  summaries.add(item_of("b", ExpertSeverity::kError), 2);
  summaries.add(item_of("a"), 3);
  summaries.add(item_of("a", ExpertSeverity::kChat), 3);
  const auto rows = summaries.rows();
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0]->text, "b");
  EXPECT_EQ(rows[1]->count, 2u);
  EXPECT_EQ(rows[1]->first_packet, 1u);
  EXPECT_EQ(summaries.count(ExpertSeverity::kNote), 2u);
  EXPECT_EQ(summaries.count(ExpertSeverity::kWarning), 0u);
}

TEST(ExpertSummaries, KeepNoMoreOfATextThanCounts) {
  ExpertSummaries summaries;
  const std::string same(ExpertSummaries::kMostText - 1, 'x');
  summaries.add(item_of(same + "\u00e4 and more"), 1);
  summaries.add(item_of(same + "\u00f6 and other"), 2);
  ASSERT_EQ(summaries.rows().size(), 1u);
  EXPECT_EQ(summaries.rows()[0]->text, same);  // no half of a character
}

// Where every item says something else, rows end at the limit, and all are counted.
TEST(ExpertSummaries, StayBoundedWhateverItemsSay) {
  for (const std::size_t count : {40'000u, 80'000u, 160'000u}) {
    ExpertSummaries summaries;
    for (std::size_t i = 0; i < count; ++i) summaries.add(item_of(std::to_string(i)), i + 1);
    const std::size_t kept = std::min(count, ExpertSummaries::kMostRows);
    EXPECT_EQ(summaries.rows().size(), kept);
    EXPECT_EQ(summaries.left_out(), count - kept);
    EXPECT_EQ(summaries.count(ExpertSeverity::kNote), count);
  }
}

}  // namespace
}  // namespace packetglass
