// A source of nothing but a section becomes a capture without packets, in every format.
#include <gtest/gtest.h>

#include "support/convert.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using namespace test;

std::vector<std::string_view> formats() {
  std::vector<std::string_view> all{"", "pcapng"};
  for (const auto& variant : pcap::kVariants) all.push_back(variant.name);
  return all;
}

TEST(EmptyCapture, OfASectionAloneIsACaptureInEveryFormat) {
  for (const ByteOrder from : kBothOrders) {
    const PcapngBytes make(from);
    for (const ByteVector& source :
         {make.section(), make.section() + make.section(),
          make.section() + make.block(0xbad, make.u32(32473)), make.section({}, ~0ull, 9)}) {
      for (const std::string_view format : formats()) {
        for (const ByteOrder order : kBothOrders) {
          const Converted written = convert(source, to(format, order));
          EXPECT_FALSE(written.error);
          const auto capture = feed(written.bytes);
          EXPECT_FALSE(capture->error()) << format << ": " << capture->error()->message;
          EXPECT_EQ(capture->index().packets.size(), 0u);
          ASSERT_FALSE(capture->index().sections.empty()) << format;
          EXPECT_EQ(capture->index().sections[0].order, order) << format;
          const bool classic = pcap::find_variant(format) != nullptr;
          EXPECT_EQ(capture->index().sections[0].format, classic ? "pcap" : "pcapng");
        }
      }
    }
  }
}

TEST(EmptyCapture, HasOneHeaderThoughSectionsAreJoined) {
  const PcapngBytes make(ByteOrder::kLittle);
  const Converted written =
      convert(make.section() + make.section() + make.interface(113) + make.section(), to("nsec"));
  EXPECT_EQ(written.bytes.size(), 24u);
  EXPECT_EQ(feed(written.bytes)->index().interfaces[0].link_type, 113);
}

TEST(PcapExport, SaysTheTrueDateThatAPcapFileCannotHold) {
  const PcapngBytes make(ByteOrder::kLittle);
  const Converted written = convert(
      make.section() + make.interface() + make.enhanced({~std::uint64_t{0}, "x"}), to("usec"));
  ASSERT_TRUE(written.error);
  EXPECT_EQ(written.error->message,
            "A pcap file cannot hold the time +586524-01-19T08:01:49.551615000Z.");
}

TEST(EmptyCapture, OfClassicPcapStaysOne) {
  for (const std::string_view format : formats()) {
    PcapHeader header;
    header.link_type_word = 101;
    if (format == "aix") header.link_type_word = 1;
    const Converted written = convert(pcap_bytes(header, {}), to(format));
    const auto capture = feed(written.bytes);
    ASSERT_EQ(capture->index().interfaces.size(), 1u) << format;
    EXPECT_EQ(capture->index().interfaces[0].link_type, header.link_type_word);
  }
}

}  // namespace
}  // namespace packetglass
