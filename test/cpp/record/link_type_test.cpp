#include "record/link_type.h"

#include <gtest/gtest.h>
#include <pcap/pcap.h>

namespace packetglass {
namespace {

TEST(LinkTypes, AreSortedAndHaveUniqueNames) {
  const auto all = link_types();
  for (std::size_t i = 1; i < all.size(); ++i) {
    EXPECT_LT(all[i - 1].number, all[i].number);
    EXPECT_EQ(link_type_by_name(all[i].name), all[i].number) << all[i].name;
  }
}

TEST(LinkTypes, KnowEveryNumberThatLibpcapDoes) {
  for (int dlt = 104; dlt < 400; ++dlt) {
    const char* const known = pcap_datalink_val_to_name(dlt);
    if (known != nullptr) {
      EXPECT_NE(find_link_type(static_cast<LinkType>(dlt)), nullptr) << known;
    }
  }
}

TEST(LinkTypes, AreFoundByNumber) {
  EXPECT_EQ(find_link_type(kLinkTypeEthernet)->name, "ETHERNET");
  EXPECT_EQ(find_link_type(101)->name, "RAW");
  EXPECT_EQ(find_link_type(276)->name, "LINUX_SLL2");
  EXPECT_EQ(find_link_type(65000), nullptr);
}

TEST(LinkTypes, AreFoundByNameInAnyCaseWithOrWithoutPrefix) {
  EXPECT_EQ(link_type_by_name("ethernet"), 1);
  EXPECT_EQ(link_type_by_name("LINKTYPE_LINUX_SLL"), 113);
  EXPECT_EQ(link_type_by_name("linktype_raw"), 101);
  EXPECT_EQ(link_type_by_name("EN10MB"), 1);
  EXPECT_EQ(link_type_by_name("DLT_IEEE802_11_RADIO"), 127);
  EXPECT_EQ(link_type_by_name(""), std::nullopt);
  EXPECT_EQ(link_type_by_name("nonsense"), std::nullopt);
}

TEST(LinkTypes, HaveANameEvenWhenUnknown) {
  EXPECT_EQ(link_type_name(1), "ETHERNET");
  EXPECT_EQ(link_type_name(65000), "LINKTYPE_65000");
}

TEST(LinkTypes, AllowLongPacketsOnlyWhereTheyExist) {
  EXPECT_EQ(max_captured_length(1), 262144u);
  EXPECT_EQ(max_captured_length(231), 128u << 20);
  EXPECT_EQ(max_captured_length(249), 128u << 20);
  EXPECT_EQ(max_captured_length(279), 8u << 20);
}

}  // namespace
}  // namespace packetglass
