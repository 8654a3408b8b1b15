// Texts, each kept once.
#include "base/distinct_texts.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace packetglass {
namespace {

TEST(DistinctTexts, NumbersThemInTheOrderInWhichTheyCame) {
  DistinctTexts texts;
  EXPECT_EQ(texts.number_of("TCP"), 0u);
  EXPECT_EQ(texts.number_of(""), 1u);
  EXPECT_EQ(texts.number_of("UDP"), 2u);
  EXPECT_EQ(texts.number_of("TCP"), 0u);
  EXPECT_EQ(texts.number_of("UDP"), 2u);
  EXPECT_EQ(texts.number_of(""), 1u);
  ASSERT_EQ(texts.size(), 3u);
  EXPECT_EQ(texts[0], "TCP");
  EXPECT_EQ(texts[1], "");
  EXPECT_EQ(texts[2], "UDP");
}

// Of texts that share what stands in front, or zeros behind, none is taken for another.
TEST(DistinctTexts, KeepsApartWhatIsAlike) {
  DistinctTexts texts;
  std::map<std::string, std::uint32_t> known;
  for (int size = 0; size < 40; ++size) {
    for (const char last : {'\0', 'a', 'b'}) {
      const std::string text = std::string(static_cast<std::size_t>(size), '\0') + last;
      const auto [at, is_new] = known.emplace(text, known.size());
      EXPECT_TRUE(is_new);
      EXPECT_EQ(texts.number_of(text), at->second);
    }
  }
  for (const auto& [text, number] : known) EXPECT_EQ(texts.number_of(text), number);
}

TEST(DistinctTexts, FindsManyAfterItHasGrownAndBeginsAnew) {
  DistinctTexts texts;
  for (int round = 0; round < 2; ++round) {
    for (std::uint32_t i = 0; i < 100'000; ++i) {
      ASSERT_EQ(texts.number_of("packet " + std::to_string(i)), i);
    }
    for (std::uint32_t i = 0; i < 100'000; i += 77) {
      const std::string text = "packet " + std::to_string(i);
      ASSERT_EQ(texts.number_of(text), i);
      ASSERT_EQ(texts[i], text);
    }
    texts.clear();
    EXPECT_EQ(texts.size(), 0u);
  }
}

}  // namespace
}  // namespace packetglass
