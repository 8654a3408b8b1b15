#include "format/pcapng/block_types.h"

#include <gtest/gtest.h>

#include <set>

#include "base/bytes.h"

namespace packetglass::pcapng {
namespace {

TEST(BlockTypes, HaveEachCodeAndNameOnce) {
  std::set<std::uint32_t> codes;
  std::set<std::string_view> names;
  for (const BlockType& type : block_types()) {
    EXPECT_TRUE(codes.insert(type.code).second) << type.name;
    EXPECT_TRUE(names.insert(type.short_name).second) << type.short_name;
    EXPECT_EQ(type.least_size % 4, 0u) << type.name;
    EXPECT_FALSE(is_text_mode_damage(type.code)) << type.name;
  }
}

TEST(BlockTypes, NameWhatIsNotInTheTableByItsRange) {
  EXPECT_EQ(block_type_name(kEnhancedPacket), "Enhanced Packet");
  EXPECT_EQ(block_type_name(0xbbb), "unknown 0x00000bbb");
  EXPECT_EQ(block_type_name(0x80000001), "local use 0x80000001");
}

TEST(BlockTypes, ReportTextModeDamageInEitherByteOrder) {
  for (const std::uint32_t code : {0x0a0d0a00u, 0x0a0d0affu, 0x000a0d0au, 0xff0a0d0au, 0x000a0d0du,
                                   0xff0a0d0du, 0x0d0d0a00u, 0x0d0d0affu}) {
    EXPECT_TRUE(is_text_mode_damage(code)) << std::hex << code;
    EXPECT_TRUE(is_text_mode_damage(swap_bytes(code))) << std::hex << code;
  }
  EXPECT_FALSE(is_text_mode_damage(kSectionHeader));
  EXPECT_FALSE(is_text_mode_damage(kEnhancedPacket));
}

}  // namespace
}  // namespace packetglass::pcapng
