#include "describe/description.h"

#include <gtest/gtest.h>

#include "support/description_text.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using test::text_of;

TEST(Description, HoldsValuesOfAnyShape) {
  const auto bytes = test::PcapngBytes::text("bytes");
  Description out;
  out.begin_object();
  out.key("yes").boolean(true);
  out.key("no").boolean(false);
  out.key("number").number(std::uint64_t{1} << 52);
  out.key("unsigned").unsigned64(~std::uint64_t{0});
  out.key("signed").signed64(-1);
  out.key("list").begin_array();
  out.text("");
  out.text_at(bytes);
  out.bytes_at(bytes);
  out.end();
  out.end();
  EXPECT_EQ(text_of(out),
            "{yes: true, no: false, number: 4503599627370496, unsigned: 18446744073709551615n, "
            "signed: -1n, list: [\"\", \"bytes\", <6279746573>]}");
}

TEST(Description, CanBeMadeAgain) {
  Description out;
  out.text("first");
  out.clear();
  out.text("second");
  EXPECT_EQ(text_of(out), "\"second\"");
}

TEST(Description, HasALimitAndFailsBeyondIt) {
  const std::string text(1 << 20, 'x');
  Description out;
  for (int i = 0; i < 63; ++i) out.text(text);
  EXPECT_FALSE(out.failed());
  for (int i = 0; i < 2; ++i) out.text(text);
  EXPECT_TRUE(out.failed());
  EXPECT_LE(out.bytes().size(), Description::kLimit);
  out.clear();
  EXPECT_FALSE(out.failed());
  out.text("small again");
  EXPECT_EQ(text_of(out), "\"small again\"");
}

}  // namespace
}  // namespace packetglass
