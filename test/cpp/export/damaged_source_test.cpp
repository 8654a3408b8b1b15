// Writing in another format what is damaged or does not fit: found by fuzz_round_trip.
#include <gtest/gtest.h>

#include "support/conversion.h"
#include "support/feed.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::PcapngBytes;
using test::operator+;

TEST(DamagedSource, KeepsTheFirstReasonWhyItCannotBeWritten) {
  const PcapngBytes make(ByteOrder::kLittle);
  const ByteVector source = make.section() + make.interface(9) + make.enhanced({1, "ppp"}) +
                            make.interface(1) + make.enhanced({2, "ethernet", 1});
  const test::Rewritten out = test::rewrite(source, {&pcap::kAix, false, std::nullopt});
  ASSERT_TRUE(out.error) << "AIX has no word for PPP";
  EXPECT_EQ(out.error->code, ErrorCode::kLinkTypeMismatch);
  EXPECT_TRUE(out.bytes.empty());
}

TEST(DamagedSource, GetsASoundSectionHeaderInTheOtherByteOrder) {
  for (const ByteOrder order : test::kBothOrders) {
    const PcapngBytes make(order);
    const ByteVector source = make.block(pcapng::kSectionHeader, make.section_body(), {7}) +
                              make.interface(113) + make.enhanced({1, "one"}) +
                              make.enhanced({2, "two"}) + make.enhanced({3, "three"});
    const test::Rewritten out = test::rewrite(source, {nullptr, true, opposite(order)});
    const auto again = test::feed(out.bytes);
    EXPECT_EQ(again->index().issues.count(), 0u);
    ASSERT_EQ(again->index().packets.size(), 3u);
    EXPECT_EQ(again->index().interfaces[0].link_type, 113);
  }
}

}  // namespace
}  // namespace packetglass
