#include "index/issue_log.h"

#include <gtest/gtest.h>

namespace packetglass {
namespace {

TEST(IssueLog, CountsAllAndKeepsTheFirstOfEachKind) {
  IssueLog log;
  for (std::uint64_t i = 0; i < 5000; ++i) log.add({IssueKind::kFractionAboveSecond, i, i + 1});
  log.add({IssueKind::kTruncatedPacket, 5000});
  EXPECT_EQ(log.count(), 5001u);
  EXPECT_EQ(log.count(IssueKind::kFractionAboveSecond), 5000u);
  ASSERT_EQ(log.kept().size(), IssueLog::kKeptPerKind + 1);
  EXPECT_EQ(log.kept().front().offset, 0u);
  EXPECT_EQ(log.kept().back().kind, IssueKind::kTruncatedPacket);
}

}  // namespace
}  // namespace packetglass
