#include "record/issue.h"

#include <gtest/gtest.h>

#include <set>

namespace packetglass {
namespace {

TEST(Issue, EveryKindHasItsOwnNameAndASentence) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kIssueKindCount; ++i) {
    const auto kind = static_cast<IssueKind>(i);
    EXPECT_TRUE(names.insert(name(kind)).second) << name(kind);
    const std::string sentence = describe({kind, 0, 0, 1, 2});
    EXPECT_EQ(sentence.find('{'), std::string::npos) << sentence;
    EXPECT_EQ(sentence.back(), '.') << sentence;
  }
}

TEST(Issue, DescribesItsValuesInTheirUnits) {
  EXPECT_EQ(describe({IssueKind::kTruncatedPacket, 40, 1, 13, 60}),
            "The capture ends inside a packet: 13 of 60 bytes are there.");
  EXPECT_EQ(describe({IssueKind::kUnknownVersion, 4, 0, 1 << 16 | 5, 2 << 16 | 4}),
            "Version 1.5 of the format is not known; it was read as version 2.4.");
  EXPECT_EQ(describe({IssueKind::kTimeZoneNotApplied, 8, 0, static_cast<std::uint64_t>(-3600), 0}),
            "The header gives a time zone of -3600 seconds; timestamps were read as UTC.");
  EXPECT_EQ(describe({IssueKind::kReservedLinkTypeBits, 20, 0, 0x10000, 0}),
            "Reserved bits of the link type are set: 0x00010000; they were ignored.");
}

TEST(Severity, HasANameForEachLevel) {
  EXPECT_EQ(name(severity(IssueKind::kTruncatedPacket)), "error");
  EXPECT_EQ(name(severity(IssueKind::kFractionAboveSecond)), "warning");
  EXPECT_EQ(name(severity(IssueKind::kTimeZoneNotApplied)), "note");
}

}  // namespace
}  // namespace packetglass
