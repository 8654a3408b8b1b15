#include <gtest/gtest.h>

#include "describe/describe.h"
#include "format/pcapng/options.h"
#include "support/description_text.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::PcapngBytes;
using test::operator+;

std::string described(std::uint32_t block, const ByteVector& options, ByteOrder order) {
  Description out;
  out.begin_object();
  put_options(out, block, options, order);
  out.end();
  return test::text_of(out);
}

// The "value" of one option; empty where it has none.
std::string value(std::uint32_t block, std::uint16_t code, const ByteVector& value,
                  ByteOrder order) {
  const std::string text = described(block, PcapngBytes(order).option(code, value), order);
  const auto begin = text.find("value: ");
  const auto end = text.rfind(", bytes: ");
  return begin == std::string::npos ? "" : text.substr(begin + 7, end - begin - 7);
}

TEST(DescribeOptions, HasEachWithCodeNameValueAndBytes) {
  for (const ByteOrder order : test::kBothOrders) {
    const PcapngBytes make(order);
    const ByteVector options =
        make.option(1, PcapngBytes::text("hi")) + make.option(700, {9, 8}) + make.end_of_options();
    EXPECT_EQ(described(pcapng::kEnhancedPacket, options, order),
              "{options: [{code: 1, name: \"opt_comment\", value: \"hi\", bytes: <6869>}, "
              "{code: 700, bytes: <0908>}]}");
  }
}

TEST(DescribeOptions, KeepsWhatIsInFrontOfDamage) {
  const PcapngBytes make(ByteOrder::kLittle);
  const ByteVector options = make.option(1, {'a'}) + make.u16(1) + make.u16(400);
  EXPECT_EQ(described(pcapng::kEnhancedPacket, options, ByteOrder::kLittle),
            "{options: [{code: 1, name: \"opt_comment\", value: \"a\", bytes: <61>}], "
            "damaged: true}");
}

TEST(DescribeOptions, HasTheValuesOfAllShapes) {
  for (const ByteOrder order : test::kBothOrders) {
    const PcapngBytes make(order);
    const auto idb = [&](std::uint16_t code, const ByteVector& bytes) {
      return value(pcapng::kInterfaceDescription, code, bytes, order);
    };
    const auto epb = [&](std::uint16_t code, const ByteVector& bytes) {
      return value(pcapng::kEnhancedPacket, code, bytes, order);
    };
    EXPECT_EQ(idb(2, {'e', 't', 'h', 0, 'x'}), "\"eth\"");
    EXPECT_EQ(idb(4, {192, 0, 2, 1, 255, 255, 255, 0}), "\"192.0.2.1/255.255.255.0\"");
    EXPECT_EQ(idb(5, ByteVector(15) + ByteVector{1, 64}), "\"::1/64\"");
    EXPECT_EQ(idb(6, {2, 0, 0, 0, 0, 1}), "\"02:00:00:00:00:01\"");
    EXPECT_EQ(idb(7, {2, 0, 0, 0, 0, 0, 0, 1}), "\"02:00:00:00:00:00:00:01\"");
    EXPECT_EQ(idb(8, make.u64(~std::uint64_t{0})), "18446744073709551615n");
    EXPECT_EQ(idb(9, {0x94}), "148");
    EXPECT_EQ(idb(10, make.u32(0xffffffff)), "-1");
    EXPECT_EQ(idb(11, {0, 'u', 'd', 'p'}), "\"udp\"");
    EXPECT_EQ(idb(11, {1, 6, 0}), "<0600>");
    EXPECT_EQ(idb(13, {4}), "4");
    EXPECT_EQ(idb(14, make.u64(~std::uint64_t{0})), "-1n");
    EXPECT_EQ(epb(2, make.u32(5)), "5");
    EXPECT_EQ(epb(3, {2, 1, 2, 3, 4}), "{kind: 2, name: \"CRC32\", bytes: <01020304>}");
    EXPECT_EQ(epb(3, {200}), "{kind: 200, bytes: <>}");
    EXPECT_EQ(epb(7, {0, 7}), "{kind: 0, name: \"hardware\", bytes: <07>}");
    EXPECT_EQ(epb(7, ByteVector{1} + make.u64(3)).substr(0, 38),
              "{kind: 1, name: \"eBPF TC\", value: 3n, ");
    EXPECT_EQ(epb(8, make.u32(1) + make.u32(2)), "{processId: 1, threadId: 2}");
    EXPECT_EQ(epb(2988, make.u32(32473) + PcapngBytes::text("hi")), "\"hi\"");
    EXPECT_EQ(epb(2989, make.u32(32473) + ByteVector{0, 1}), "<0001>");
    EXPECT_EQ(value(pcapng::kNameResolution, 3, {192, 0, 2, 1}, order), "\"192.0.2.1\"");
    EXPECT_EQ(value(pcapng::kNameResolution, 4, ByteVector(16), order), "\"::\"");
    EXPECT_EQ(value(pcapng::kInterfaceStatistics, 2, make.u32(1) + make.u32(2), order),
              "4294967298n");
  }
}

TEST(DescribeOptions, HasNoValueOfAWrongLength) {
  for (const pcapng::OptionType& type : pcapng::option_types()) {
    for (std::size_t size = 0; size < 20; ++size) {
      const bool right = pcapng::right_length(type, size);
      const std::string text =
          value(type.block, type.code, ByteVector(size, 1), ByteOrder::kLittle);
      EXPECT_EQ(text.empty(), !right) << type.name << " of " << size;
    }
  }
}

}  // namespace
}  // namespace packetglass
