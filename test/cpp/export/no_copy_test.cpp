// What must not be copied into a capture that is changed.
#include <gtest/gtest.h>

#include "support/convert.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using namespace test;

constexpr std::uint16_t kNoCopyText = 19372;
constexpr std::uint16_t kNoCopyBytes = 19373;
constexpr std::uint16_t kCopyBytes = 2989;

// A capture with all that may and all that must not be copied, or only with the former.
ByteVector capture(ByteOrder order, bool no_copy) {
  const PcapngBytes make(order);
  const ByteVector enterprise = make.u32(32473);
  const auto options = [&](const ByteVector& more) {
    const ByteVector kept = make.option(kCopyBytes, enterprise + make.text("may"));
    const ByteVector not_kept = make.option(kNoCopyText, enterprise + make.text("text")) +
                                make.option(kNoCopyBytes, enterprise + make.text("b"));
    return more + (no_copy ? not_kept : ByteVector()) + kept + make.end_of_options();
  };
  PacketFields packet{5, "packet"};
  packet.options = options(make.option(1, make.text("a comment")));
  return make.section(options(make.option(3, make.text("an os")))) +
         make.interface(1, 65535, options(make.option(9, {6}))) + make.enhanced(packet) +
         (no_copy ? make.block(pcapng::kCustomNoCopy, enterprise + make.text("private"))
                  : ByteVector()) +
         make.block(pcapng::kCustom, enterprise + make.text("public")) +
         make.block(pcapng::kInterfaceStatistics,
                    make.u32(0) + make.u32(0) + make.u32(9) + options({}));
}

constexpr std::uint64_t kDropped = 4 * 2 + 1;  // two options of four blocks, and a block

CaptureTarget with(NoCopy policy, CaptureTarget target = {}) {
  target.no_copy = policy;
  return target;
}

TEST(NoCopy, IsKeptInACopyAndDroppedFromAChangedCaptureUnlessAskedOtherwise) {
  for (const ByteOrder order : kBothOrders) {
    const ByteVector source = capture(order, true);
    for (const char* format : {"", "pcapng"}) {
      const Converted copy = convert(source, to(format));
      EXPECT_EQ(copy.bytes, source);
      EXPECT_TRUE(copy.issues.empty());
      EXPECT_EQ(convert(source, to(format, order)).bytes, source) << "in the order it has";

      const Converted changed = convert(source, to(format, opposite(order)));
      EXPECT_EQ(changed.bytes, capture(opposite(order), false));
      ASSERT_EQ(kinds(changed), (std::vector{IssueKind::kNoCopyDropped}));
      EXPECT_EQ(changed.issues[0].found, kDropped);
    }
  }
}

TEST(NoCopy, IsKeptEverywhereWhenThatIsAsked) {
  for (const ByteOrder order : kBothOrders) {
    const ByteVector source = capture(order, true);
    EXPECT_EQ(convert(source, with(NoCopy::kKeep)).bytes, source);
    const Converted changed = convert(source, with(NoCopy::kKeep, in(opposite(order))));
    EXPECT_EQ(changed.bytes, capture(opposite(order), true));
    EXPECT_TRUE(changed.issues.empty());
  }
}

TEST(NoCopy, IsDroppedEverywhereWhenThatIsAsked) {
  for (const ByteOrder order : kBothOrders) {
    const ByteVector source = capture(order, true);
    const Converted copy = convert(source, with(NoCopy::kDrop));
    EXPECT_EQ(copy.bytes, capture(order, false));
    ASSERT_EQ(kinds(copy), (std::vector{IssueKind::kNoCopyDropped}));
    EXPECT_EQ(copy.issues[0].found, kDropped);
    EXPECT_EQ(convert(source, with(NoCopy::kDrop, in(opposite(order)))).bytes,
              capture(opposite(order), false));
  }
}

TEST(NoCopy, WhereThereIsNothingToDropEveryByteStays) {
  const PcapngBytes make(ByteOrder::kBig);
  // A length that is no multiple of 4, which some writers write, and an unknown block.
  const ByteVector damaged = make.block(0x1234, make.text("abc"), {15, 15});
  PcapHeader header;
  header.minor = 3;
  header.snaplen = 1;
  const ByteVector source = capture(ByteOrder::kBig, false) + damaged +
                            pcap_bytes(header, {{1, 2'000'000, "a"}, {3, 4, "b"}, {5, 6, "c"}});
  EXPECT_EQ(convert(source, with(NoCopy::kDrop)).bytes, source);
}

}  // namespace
}  // namespace packetglass
