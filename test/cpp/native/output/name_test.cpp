// What the name of an output says.
#include "native/output/name.h"

#include <gtest/gtest.h>

namespace packetglass::native {
namespace {

std::string said(std::string_view path) {
  const OutputName name = parse_output_name(path);
  const std::string format(name.format);
  return name.compression == nullptr ? format : format + "+" + std::string(name.compression->name);
}

TEST(OutputName, SaysFormatAndCompressionByItsSuffixes) {
  EXPECT_EQ(said("x.pcap"), "pcap");
  EXPECT_EQ(said("a.b/x.y.pcapng"), "pcapng");
  EXPECT_EQ(said("x.pcap.gz"), "pcap+gzip");
  EXPECT_EQ(said("X.PCAPNG.ZST"), "pcapng+zstd");
  EXPECT_EQ(said("x.lz4"), "+lz4");
}

TEST(OutputName, SaysNothingByOtherSuffixes) {
  for (const char* path : {"", "-", "pcap", "a.pcap/x", "x.cap", "x.gz.old", "x.pcap.", "x."}) {
    EXPECT_EQ(said(path), "") << path;
  }
}

}  // namespace
}  // namespace packetglass::native
