#include <gtest/gtest.h>

#include "describe/describe.h"
#include "support/description_text.h"
#include "support/feed.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::PcapngBytes;
using test::operator+;

// A section with an interface of milliseconds, an hour behind, and this block.
struct Blocks {
  PcapngBytes make;
  ByteVector source;
  ByteVector block;
  std::unique_ptr<Capture> capture;

  Blocks(ByteOrder order, std::uint32_t type, const ByteVector& body, std::uint16_t major = 1)
      : make(order) {
    const ByteVector options =
        make.option(9, {3}) + make.option(14, make.u64(3600)) + make.end_of_options();
    block = make.block(type, body);
    source = make.section({}, ~std::uint64_t{0}, major) + make.interface(1, 0, options) + block;
    capture = test::feed(source);
  }

  std::string described(std::size_t size) const {
    Description out;
    const std::size_t i = capture->index().blocks.size() - 1;
    // A copy of just this size, so that a byte behind it is noticed.
    const ByteVector bytes(block.begin(), block.begin() + static_cast<long>(size));
    put_block(out, capture->index(), i, bytes);
    return test::text_of(out);
  }
  std::string described() const { return described(block.size()); }
};

// Behind the entry of the block.
std::string fields(const Blocks& blocks) {
  const std::string text = blocks.described();
  return text.substr(text.find("section: 0") + 12);
}

TEST(DescribeBlock, NameResolution) {
  for (const ByteOrder order : test::kBothOrders) {
    const PcapngBytes make(order);
    const Blocks blocks(order, 4,
                        make.option(1, {192, 0, 2, 7, 'a', 0, 'b', 0}) + make.option(99, {1, 2}) +
                            make.end_of_options() + make.option(2, PcapngBytes::text("ns")) +
                            make.end_of_options());
    EXPECT_EQ(fields(blocks),
              "names: [{type: 1, kind: \"ipv4\", address: \"192.0.2.7\", names: [\"a\", \"b\"], "
              "bytes: <c000020761006200>}, {type: 99, bytes: <0102>}], options: [{code: 2, "
              "name: \"ns_dnsname\", value: \"ns\", bytes: <6e73>}]}");
  }
}

TEST(DescribeBlock, InterfaceStatistics) {
  for (const ByteOrder order : test::kBothOrders) {
    const PcapngBytes make(order);
    const auto ticks = [&](std::uint32_t value) { return make.u32(0) + make.u32(value); };
    const Blocks blocks(order, 5,
                        make.u32(0) + ticks(5000) + make.option(2, ticks(1)) +
                            make.option(3, ticks(2)) + make.option(4, make.u64(9)));
    const std::string text = fields(blocks);
    EXPECT_EQ(text.substr(0, text.find(", options")),
              "statistics: {interfaceId: 0, timestamp: 3605000000000n, startTime: "
              "3600001000000n, endTime: 3600002000000n, ticks: 5000n}");
    EXPECT_NE(text.find("isb_ifrecv\", value: 9n"), std::string::npos) << text;
  }
}

TEST(DescribeBlock, InterfaceStatisticsOfATimeBeyondNanoseconds) {
  const PcapngBytes make(ByteOrder::kLittle);
  const auto ticks = [&](std::uint32_t high) { return make.u32(high) + make.u32(0); };
  const Blocks blocks(ByteOrder::kLittle, 5,
                      make.u32(0) + ticks(0xffffffff) + make.option(2, ticks(0x10000000)));
  const std::string text = fields(blocks);
  EXPECT_EQ(
      text.substr(0, text.find(", options")),
      "statistics: {interfaceId: 0, timestampText: \"+584556019-02-12T22:23:04.320000000Z\", "
      "startTimeText: \"+36536598-01-28T22:54:06.976000000Z\", ticks: "
      "18446744069414584320n}");
}

TEST(DescribeBlock, InterfaceStatisticsOfNoInterface) {
  const PcapngBytes make(ByteOrder::kBig);
  const Blocks blocks(ByteOrder::kBig, 5, make.u32(1) + make.u32(1) + make.u32(0));
  EXPECT_EQ(fields(blocks), "statistics: {ticks: 4294967296n}, options: []}");
}

TEST(DescribeBlock, DecryptionSecrets) {
  const PcapngBytes make(ByteOrder::kLittle);
  const Blocks blocks(
      ByteOrder::kLittle, 10,
      make.u32(0x544c534b) + make.u32(3) + ByteVector{'k', 'e', 'y', 0} + make.option(1, {'c'}));
  EXPECT_EQ(fields(blocks),
            "secrets: {type: 1414288203, name: \"TLS Key Log\", length: 3, bytes: <6b6579>}, "
            "options: [{code: 1, name: \"opt_comment\", value: \"c\", bytes: <63>}]}");
  const Blocks beyond(ByteOrder::kLittle, 10, make.u32(1) + make.u32(500) + make.u32(0));
  EXPECT_EQ(fields(beyond),
            "secrets: {type: 1, length: 500, bytes: <>}, damaged: true, options: []}");
}

TEST(DescribeBlock, JournalExport) {
  const Blocks blocks(ByteOrder::kLittle, 9, PcapngBytes::text("A=b\nMESSAGE=c=d\n"));
  EXPECT_EQ(fields(blocks),
            "journal: [{name: \"A\", value: \"b\", bytes: <62>}, {name: \"MESSAGE\", value: "
            "\"c=d\", bytes: <633d64>}], options: []}");
}

TEST(DescribeBlock, CustomAndUnknown) {
  const PcapngBytes make(ByteOrder::kLittle);
  const Blocks copied(ByteOrder::kLittle, 0xbad, make.u32(32473) + make.u32(7));
  EXPECT_EQ(fields(copied),
            "custom: {enterprise: 32473, mayCopy: true, bytes: <07000000>}, options: []}");
  const Blocks kept(ByteOrder::kLittle, 0x40000bad, make.u32(1) + make.u32(7));
  EXPECT_EQ(fields(kept),
            "custom: {enterprise: 1, mayCopy: false, bytes: <07000000>}, options: []}");
  const Blocks unknown(ByteOrder::kLittle, 0xbbb, make.u32(7));
  EXPECT_EQ(unknown.described(),
            "{type: 3003, name: \"unknown 0x00000bbb\", offset: 72, length: 16, section: 0, "
            "options: []}");
}

TEST(DescribeBlock, ReadsNothingInASectionOfAnUnknownVersion) {
  const PcapngBytes make(ByteOrder::kLittle);
  const Blocks blocks(ByteOrder::kLittle, 0xbad, make.u32(32473) + make.u32(7), 2);
  EXPECT_EQ(fields(blocks), "options: []}");
}

TEST(DescribeBlock, OfAnySizeIsWhole) {
  const PcapngBytes make(ByteOrder::kLittle);
  for (const std::uint32_t type : {4u, 5u, 9u, 10u, 0xbadu, 0xbbbu}) {
    const Blocks blocks(ByteOrder::kLittle, type,
                        make.option(1, {192, 0, 2, 7, 'a', 0, 'b', 0}) + make.end_of_options() +
                            make.option(2, PcapngBytes::text("ns")) + make.u32(12));
    for (std::size_t size = 0; size <= blocks.block.size(); ++size) {
      const std::string text = blocks.described(size);
      EXPECT_EQ(text.substr(text.size() - 1), "}") << type << " of " << size;
      EXPECT_NE(text.find("options: ["), std::string::npos) << type << " of " << size;
    }
  }
}

}  // namespace
}  // namespace packetglass
