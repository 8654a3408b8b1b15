#include "dissect/application/der.h"

#include <gtest/gtest.h>

#include <vector>

namespace packetglass {
namespace {

std::string text(std::vector<std::uint8_t> bytes) {
  return object_identifier_text(bytes);
}

TEST(ObjectIdentifier, HasItsFirstTwoNumbersInOne) {
  EXPECT_EQ(text({0x55, 0x04, 0x03}), "2.5.4.3");
  EXPECT_EQ(text({0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d}), "1.2.840.113549");
  EXPECT_EQ(text({0x09}), "0.9");
  EXPECT_EQ(text({0x88, 0x37}), "2.999");
}

TEST(ObjectIdentifier, IsEmptyWhenANumberIsTooLarge) {
  EXPECT_EQ(text({0x2a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f}), "");
  EXPECT_EQ(text({}), "");
}

}  // namespace
}  // namespace packetglass
