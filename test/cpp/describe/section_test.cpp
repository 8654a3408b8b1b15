#include <gtest/gtest.h>

#include "describe/describe.h"
#include "record/limits.h"
#include "support/description_text.h"
#include "support/feed.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using namespace test;

// More than is kept of one block.
ByteVector long_options(const PcapngBytes& make) {
  ByteVector options;
  for (std::size_t size = 0; size <= kMaxKeptOptions; size += 60'000) {
    options = options + make.option(1, ByteVector(60'000, 'c'));
  }
  return options + make.option(2, PcapngBytes::text("the last"));
}

bool has(const Description& out, std::string_view text) {
  return text_of(out).find(text) != std::string::npos;
}

TEST(DescribeSection, SaysWhichOptionsAreNotKeptAndReadsThemAgain) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    const ByteVector section = make.section(long_options(make));
    const ByteVector interface = make.interface(1, 0, long_options(make));
    const auto capture = feed(section + interface);
    const Index& index = capture->index();
    Description kept;
    put_sections(kept, index, 0, 1);
    EXPECT_TRUE(has(kept, "optionsKept: false, blockSize: " + std::to_string(section.size())));
    EXPECT_FALSE(has(kept, "the last"));
    Description again;
    put_section(again, index, 0, section);
    EXPECT_TRUE(has(again, "the last"));
    EXPECT_TRUE(has(again, "optionsKept: true"));
    Description of_interface;
    put_interface(of_interface, index, 0, interface);
    EXPECT_TRUE(has(of_interface, "the last"));
  }
}

TEST(DescribeSection, TakesNoOtherBytesForItsBlock) {
  const PcapngBytes make(ByteOrder::kLittle);
  const ByteVector options = make.option(2, PcapngBytes::text("name"));
  const ByteVector interface = make.interface(1, 0, options);
  const auto capture = feed(make.section() + interface);
  for (std::size_t size = 0; size < interface.size(); ++size) {
    const ByteVector cut(interface.begin(), interface.begin() + static_cast<long>(size));
    Description out;
    put_interface(out, capture->index(), 0, cut);
    put_section(out, capture->index(), 0, cut);
    EXPECT_FALSE(out.failed());
  }
  Description changed;
  put_interface(changed, capture->index(), 0, make.section(options));
  EXPECT_TRUE(has(changed, "optionsKept: false"));
}

TEST(Description, SaysThatItIsFullAndNotThatThereIsNoMemory) {
  const ByteVector bytes(Description::kLimit + 1, 'x');
  Description out;
  out.text({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  EXPECT_TRUE(out.failed());
  EXPECT_TRUE(out.limited());
  out.clear();
  EXPECT_FALSE(out.failed() || out.limited());
}

}  // namespace
}  // namespace packetglass
