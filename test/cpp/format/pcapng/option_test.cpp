#include "format/pcapng/option.h"

#include <gtest/gtest.h>

#include <set>

#include "format/pcapng/options.h"
#include "support/pcapng_bytes.h"

namespace packetglass::pcapng {
namespace {

using test::ByteVector;
using test::PcapngBytes;
using test::operator+;

struct Seen {
  std::vector<std::pair<int, std::string>> options;
  bool malformed;
};

Seen walk(const ByteVector& bytes, ByteOrder order) {
  Seen seen{};
  OptionList list(bytes, order);
  while (const Option* option = list.next()) {
    seen.options.emplace_back(option->code,
                              std::string(option->value.begin(), option->value.end()));
  }
  seen.malformed = list.malformed();
  EXPECT_EQ(list.next(), nullptr) << "a walk that has ended stays so";
  return seen;
}

TEST(OptionList, WalksPaddedValuesUpToItsEnd) {
  for (const ByteOrder order : test::kBothOrders) {
    const PcapngBytes make(order);
    const Seen seen = walk(make.option(1, PcapngBytes::text("hello")) + make.option(2, {}) +
                               make.end_of_options() + make.option(3, PcapngBytes::text("behind")),
                           order);
    ASSERT_EQ(seen.options.size(), 2u);
    EXPECT_EQ(seen.options[0], std::pair(1, std::string("hello")));
    EXPECT_EQ(seen.options[1], std::pair(2, std::string()));
    EXPECT_FALSE(seen.malformed);
  }
}

TEST(OptionList, MayEndWithoutAnEndOption) {
  const PcapngBytes make(ByteOrder::kLittle);
  const Seen seen = walk(make.option(1, PcapngBytes::text("x")), ByteOrder::kLittle);
  EXPECT_EQ(seen.options.size(), 1u);
  EXPECT_FALSE(seen.malformed);
}

TEST(OptionList, IsMalformedAtEveryShorterLengthInsideAnOption) {
  for (const ByteOrder order : test::kBothOrders) {
    const PcapngBytes make(order);
    const ByteVector whole =
        make.option(1, PcapngBytes::text("12345678")) + make.option(2, PcapngBytes::text("abcd"));
    for (std::size_t size = 0; size <= whole.size(); ++size) {
      const Seen seen = walk({whole.begin(), whole.begin() + static_cast<long>(size)}, order);
      const bool boundary = size == 0 || size == 12 || size == 20;
      EXPECT_EQ(seen.malformed, !boundary) << size;
      EXPECT_EQ(seen.options.size(), size < 12 ? 0u : size < 20 ? 1u : 2u) << size;
    }
  }
}

TEST(OptionList, ForgivesMissingPaddingOfTheLast) {
  const PcapngBytes make(ByteOrder::kBig);
  ByteVector bytes = make.option(1, PcapngBytes::text("abc"));
  bytes.pop_back();
  const Seen seen = walk(bytes, ByteOrder::kBig);
  EXPECT_EQ(seen.options.size(), 1u);
  EXPECT_FALSE(seen.malformed);
}

TEST(OptionList, SaysWhatRunsPastItsEnd) {
  const PcapngBytes make(ByteOrder::kBig);
  const ByteVector bytes = make.u16(9) + make.u16(500) + make.u32(0);
  OptionList list(bytes, ByteOrder::kBig);
  EXPECT_EQ(list.next(), nullptr);
  EXPECT_TRUE(list.malformed());
  EXPECT_EQ(list.bad_code(), 9);
  EXPECT_EQ(list.bad_length(), 500);
}

TEST(OptionList, TakesAnEndWithALengthForMalformed) {
  const PcapngBytes make(ByteOrder::kLittle);
  EXPECT_TRUE(walk(make.u16(0) + make.u16(4) + make.u32(0), ByteOrder::kLittle).malformed);
}

TEST(Options, HaveEachCodeOfABlockOnce) {
  std::set<std::pair<std::uint32_t, int>> codes;
  std::set<std::string_view> names;
  for (const OptionType& type : option_types()) {
    EXPECT_TRUE(codes.insert({type.block, type.code}).second) << type.name;
    EXPECT_TRUE(names.insert(type.name).second) << type.name;
    EXPECT_TRUE(type.length == 0 || type.length == type.least) << type.name;
  }
}

OptionValue decoded(std::uint32_t block, std::uint16_t code, const ByteVector& value,
                    ByteOrder order) {
  return decode(block, {code, value}, order);
}

TEST(Options, DecodeEveryShapeInBothByteOrders) {
  for (const ByteOrder order : test::kBothOrders) {
    const PcapngBytes make(order);
    const auto text = [&](std::uint32_t block, std::uint16_t code, const ByteVector& value) {
      const OptionValue option = decoded(block, code, value, order);
      EXPECT_TRUE(option.understood) << option.name;
      return std::string(option.name) + "=" + option.text;
    };
    const std::uint32_t idb = kInterfaceDescription;
    const std::uint32_t epb = kEnhancedPacket;
    EXPECT_EQ(text(idb, 1, PcapngBytes::text("hi")), "opt_comment=hi");
    EXPECT_EQ(text(idb, 2, {'e', 't', 'h', '0', 0, 0}), "if_name=eth0");
    EXPECT_EQ(text(idb, 4, {192, 0, 2, 1, 255, 255, 255, 0}),
              "if_IPv4addr=192.0.2.1/255.255.255.0");
    EXPECT_EQ(text(idb, 5, {0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 64}),
              "if_IPv6addr=2001:db8::1/64");
    EXPECT_EQ(text(idb, 6, {2, 0, 0, 0, 0, 0xab}), "if_MACaddr=02:00:00:00:00:ab");
    EXPECT_EQ(text(idb, 7, {2, 0, 0, 1, 2, 3, 0, 0xab}), "if_EUIaddr=02:00:00:01:02:03:00:ab");
    EXPECT_EQ(text(idb, 8, make.u64(10'000'000'000)), "if_speed=10000000000");
    EXPECT_EQ(text(idb, 9, {0x89}), "if_tsresol=2^-9 s");
    EXPECT_EQ(text(idb, 10, make.u32(static_cast<std::uint32_t>(-3600))), "if_tzone=-3600");
    EXPECT_EQ(text(idb, 11, {0, 't', 'c', 'p'}), "if_filter=tcp");
    EXPECT_EQ(text(idb, 11, {1, 0xc0, 0xde}), "if_filter=c0de");
    EXPECT_EQ(text(idb, 14, make.u64(static_cast<std::uint64_t>(-7))), "if_tsoffset=-7");
    EXPECT_EQ(text(epb, 2, make.u32(0x85)), "epb_flags=0x00000085");
    EXPECT_EQ(text(epb, 3, {2, 1, 2, 3, 4}), "epb_hash=CRC32 01020304");
    EXPECT_EQ(text(epb, 6, make.u32(7)), "epb_queue=7");
    EXPECT_EQ(text(epb, 7, ByteVector{1} + make.u64(3)), "epb_verdict=eBPF TC 3");
    EXPECT_EQ(text(epb, 7, {0, 0xfe}), "epb_verdict=hardware fe");
    EXPECT_EQ(text(epb, 8, make.u32(100) + make.u32(7)), "epb_processid_threadid=100/7");
    EXPECT_EQ(text(kNameResolution, 3, {127, 0, 0, 1}), "ns_dnsIP4addr=127.0.0.1");
    EXPECT_EQ(text(kNameResolution, 4, ByteVector(16)), "ns_dnsIP6addr=::");
    EXPECT_EQ(text(kInterfaceStatistics, 2, make.u32(1) + make.u32(2)),
              "isb_starttime=4294967298");
    EXPECT_EQ(decoded(idb, 2988, make.u32(32473) + PcapngBytes::text("hello"), order).enterprise,
              32473u);
    EXPECT_EQ(text(idb, 19373, make.u32(32473) + ByteVector{0xab}),
              "opt_custom_binary_no_copy=ab");
    EXPECT_EQ(decoded(idb, 14, make.u64(static_cast<std::uint64_t>(-7)), order).signed_number, -7);
  }
}

TEST(Options, ShowWhatIsUnknownOrOfAWrongLengthInHexadecimal) {
  const OptionValue unknown = decoded(kEnhancedPacket, 4711, {1, 2}, ByteOrder::kBig);
  EXPECT_FALSE(unknown.understood);
  EXPECT_EQ(unknown.code, 4711);
  EXPECT_EQ(unknown.name, "");
  EXPECT_EQ(unknown.text, "0102");
  const OptionValue wrong = decoded(kEnhancedPacket, 2, {1, 2, 3}, ByteOrder::kBig);
  EXPECT_FALSE(wrong.understood);
  EXPECT_EQ(wrong.name, "epb_flags");
  EXPECT_EQ(wrong.text, "010203");
}

TEST(Options, SurviveEveryLengthOfEveryOption) {
  for (const OptionType& type : option_types()) {
    const std::uint32_t block = type.block == 0 ? kSectionHeader : type.block;
    for (std::size_t size = 0; size <= 20; ++size) {
      const OptionValue value = decoded(block, type.code, ByteVector(size, 2), ByteOrder::kBig);
      EXPECT_EQ(value.understood, right_length(type, size)) << type.name << " " << size;
    }
  }
}

}  // namespace
}  // namespace packetglass::pcapng
