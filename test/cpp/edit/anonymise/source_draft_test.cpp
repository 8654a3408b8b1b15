#include "edit/anonymise/source_draft.h"

#include <gtest/gtest.h>

namespace packetglass::anonymise {
namespace {

constexpr std::uint8_t kBytes[] = {1, 2, 3, 4, 5, 6};

class Draft : public testing::Test {
 protected:
  void replace(std::size_t at, std::size_t size) {
    std::fill_n(draft_.after(at), size, std::uint8_t{99});
    draft_.replace(at, size);
  }
  std::vector<int> after() const { return {draft_.after().begin(), draft_.after().end()}; }

  SourceDraft draft_;
};

TEST_F(Draft, HasZerosWhereNoFieldIsUnlessTheyStay) {
  draft_.begin(kBytes, false);
  draft_.keep(1, 2);
  EXPECT_EQ(after(), (std::vector{0, 2, 3, 0, 0, 0}));
  draft_.begin(kBytes, true);
  EXPECT_EQ(after(), (std::vector{1, 2, 3, 4, 5, 6}));
  draft_.keep(1, 2);
  draft_.forget_uncovered();
  EXPECT_EQ(after(), (std::vector{0, 2, 3, 0, 0, 0}));
}

TEST_F(Draft, KeepsAndZeroesNothingThatWasReplaced) {
  draft_.begin(kBytes, true);
  replace(2, 2);
  draft_.keep(0, 6);
  EXPECT_EQ(after(), (std::vector{1, 2, 99, 99, 5, 6}));
  draft_.zero(0, 6);
  EXPECT_EQ(after(), (std::vector{0, 0, 99, 99, 0, 0}));
}

TEST_F(Draft, ZeroesTheRestOfWhatWasReplacedInPart) {
  draft_.begin(kBytes, true);
  EXPECT_TRUE(draft_.claim(2, 2));
  replace(2, 2);
  EXPECT_FALSE(draft_.claim(3, 3));
  EXPECT_EQ(after(), (std::vector{1, 2, 99, 99, 0, 0}));
}

}  // namespace
}  // namespace packetglass::anonymise
