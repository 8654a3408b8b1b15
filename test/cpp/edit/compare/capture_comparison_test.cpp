// Captures that are compared while they are read, in windows of any size.
#include "edit/compare/capture_comparison.h"

#include <gtest/gtest.h>

#include "support/pcap_bytes.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::PcapRecord;

// What is found when so many bytes are offered at a time, and the packets that are the same.
std::string compared(const ByteVector& a, const ByteVector& b, std::size_t step,
                     const ReadOptions& reading = {}) {
  std::string found;
  CaptureComparison comparison(
      PairBy::kContent, {}, reading,
      [&](const FoundDifference& difference) {
        found += std::string(name_of(difference.kind));
        if (difference.a) found += " " + std::to_string(difference.a->number);
        if (difference.b) found += " " + std::to_string(difference.b->number);
        found += '\n';
      },
      [&](unsigned side, const Issue&) { found += side == 0 ? "issue of A\n" : "issue of B\n"; });
  const Bytes sources[] = {a, b};
  std::size_t begins[2] = {}, ends[2] = {};
  while (const auto side = comparison.wants()) {
    const Bytes source = sources[*side];
    std::size_t &begin = begins[*side], &end = ends[*side];
    const bool has_ended = end == source.size();
    end = std::min(source.size(), end + step);
    const Bytes window = source.subspan(begin, end - begin);
    const auto used =
        has_ended ? comparison.finish(*side, window) : comparison.push(*side, window);
    if (!used) return found + used.error().message;
    begin += *used;
  }
  while (!comparison.compare_left(1)) {
  }
  return found + std::to_string(comparison.counts().same) + " the same";
}

const std::vector<PcapRecord> kRecords{
    {1, 0, "one"}, {2, 0, "two"}, {3, 0, "three"}, {4, 0, "four"}, {5, 0, "five"}};
const std::vector<PcapRecord> kOthers{
    {4, 0, "four"}, {1, 0, "one"}, {2, 0, "two"}, {5, 0, "FIVE"}};

TEST(CaptureComparison, FindsTheSameInWindowsOfAnySize) {
  const auto a = test::pcap_bytes({}, kRecords), b = test::pcap_bytes({}, kOthers);
  const std::string expected = "moved 4 1\nchanged 5 4\nonly in A 3\n2 the same";
  for (const std::size_t step : {std::size_t{1}, std::size_t{17}, std::size_t{100}, a.size()}) {
    std::string found = compared(a, b, step);
    EXPECT_EQ(found.size(), expected.size()) << found;
    EXPECT_EQ(found, compared(a, b, 1)) << step;
    for (const auto* line : {"moved 4 1\n", "changed 5 4\n", "only in A 3\n", "2 the same"}) {
      EXPECT_NE(found.find(line), found.npos) << found;
    }
  }
}

TEST(CaptureComparison, ComparesByteOrdersAndHandsIssuesOnWithTheirSide) {
  test::PcapHeader big;
  big.order = ByteOrder::kBig;
  const auto a = test::pcap_bytes({}, kRecords);
  auto b = test::pcap_bytes(big, kRecords);
  EXPECT_EQ(compared(a, b, 50), "5 the same");
  b.resize(b.size() - 1);
  EXPECT_EQ(compared(a, b, 50), "issue of B\nonly in A 5\n4 the same");
  EXPECT_EQ(compared(b, a, 50), "issue of A\nonly in B 5\n4 the same");
}

TEST(CaptureComparison, FailsWhereOneIsNoCapture) {
  const auto a = test::pcap_bytes({}, kRecords);
  const ByteVector text(100, 'x');
  EXPECT_NE(compared(a, text, 10).find("not a packet capture"), std::string::npos);
  EXPECT_NE(compared(text, a, 10).find("not a packet capture"), std::string::npos);
  EXPECT_NE(compared(a, {}, 10).find("empty"), std::string::npos);
}

}  // namespace
}  // namespace packetglass
