// The programs are those of libpcap 1.10.3, and what is hostile ends soon.
#include "filter/bpf/compiler/compile.h"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>

#include "filter/bpf/filter.h"
#include "filter/bpf/programs.h"
#include "support/captures.h"

namespace packetglass::bpf {
namespace {

std::vector<std::string> columns(const std::string& line) {
  std::vector<std::string> all;
  std::istringstream text(line + "\t");
  for (std::string each; std::getline(text, each, '\t');) all.push_back(each);
  return all;
}

std::string error_of(const std::string& text, const CompileOptions& options = {}) {
  const auto program = compile(text, options);
  EXPECT_FALSE(program) << text;
  return program ? "" : program.error().message;
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

// host 10.0.0.0 or host 10.0.0.1 …
std::string hosts(int count) {
  std::string all = "host 10.1.0.0";
  for (int i = 1; i < count; ++i) {
    all += " or host 10.0." + std::to_string(i >> 8 & 255) + "." + std::to_string(i & 255);
  }
  return all;
}

TEST(CaptureFilter, IsCompiledAsTcpdumpDoes) {
  std::ifstream golden(test::captures() / "../cpp/filter/bpf/tcpdump-ddd.tsv");
  std::size_t rows = 0;
  for (std::string line; std::getline(golden, line);) {
    if (line.starts_with("#")) continue;
    const auto row = columns(line);
    ASSERT_EQ(row.size(), 4u) << line;
    CompileOptions options;
    options.link_type = link_type_by_name(row[0]).value();
    options.optimize = row[1] == "1";
    options.netmask = 0;  // without an interface tcpdump has none
    const auto program = compile(row[2], options);
    ASSERT_TRUE(program) << line;
    EXPECT_EQ(test::in_one_line(*program), row[3]) << line;
    ++rows;
  }
  EXPECT_GT(rows, 130u);
}

TEST(CaptureFilter, LooksNoNamesUp) {
  EXPECT_EQ(error_of("host example.com"),
            "unknown host 'example.com' (names are not looked up: write the address)");
  EXPECT_EQ(error_of("net loopback"),
            "unknown network 'loopback' (names are not looked up: write the address)");
  EXPECT_EQ(error_of("ether host router1"),
            "unknown ether host 'router1' (names are not looked up: write the address)");
}

TEST(CaptureFilter, KnowsNamesThatTheCallerGives) {
  const Names names{{{"router", "10.0.0.1"}, {"router", "2001:db8::1"}},
                    {{"switch", "00:11:22:33:44:5f"}},
                    {{"office", "10.2"}}};
  CompileOptions options;
  options.names = &names;
  const auto same = [&](const std::string& named, const std::string& numbered) {
    const auto one = compile(named, options);
    const auto other = compile(numbered, {});
    ASSERT_TRUE(one && other) << named;
    EXPECT_EQ(*one, *other) << named;
  };
  same("ip host ROUTER", "ip host 10.0.0.1");
  same("ip6 host router", "ip6 host 2001:db8::1");
  same("ether host switch", "ether host 00:11:22:33:44:5f");
  same("net office", "net 10.2.0.0/16");
}

TEST(CaptureFilter, SaysWhatIsWrong) {
  EXPECT_EQ(error_of("tcp prot 80"), "can't parse filter expression: syntax error");
  EXPECT_EQ(error_of("ip and ip6"), "expression rejects all packets");
  EXPECT_EQ(error_of("vlan", {.link_type = 101}), "no VLAN support for Raw IP");
  EXPECT_EQ(error_of("tcp", {.snaplen = 0}), "snaplen of 0 rejects all packets");
  EXPECT_EQ(error_of(std::string("tcp\0udp", 7)), "the filter holds a zero byte");
}

TEST(CaptureFilter, ReturnsTheSnaplenForPacketsThatAreWanted) {
  const auto program = compile("", {.snaplen = 96});
  ASSERT_TRUE(program);
  EXPECT_EQ(*program, (Program{{kRet | kK, 0, 0, 96}}));
}

TEST(CaptureFilter, KnowsTheNetmask) {
  EXPECT_EQ(error_of("ip broadcast"), "netmask not known, so 'ip broadcast' not supported");
  EXPECT_TRUE(compile("ip broadcast", {.netmask = 0xffffff00}));
}

TEST(CaptureFilter, ThatAsksTheKernelDoesNotRun) {
  const auto program = compile("inbound", {});
  ASSERT_TRUE(program);
  EXPECT_FALSE(Filter::make(*program));
}

TEST(CaptureFilter, EndsInAnErrorWhereItIsHostile) {
  const std::string too_deep = "can't parse filter expression: memory exhausted";
  EXPECT_EQ(error_of(repeated("(", 10'000) + "tcp" + repeated(")", 10'000)), too_deep);
  EXPECT_EQ(error_of(repeated("(", 1'000'000)), too_deep);
  EXPECT_EQ(error_of(repeated("not ", 250'000) + "tcp"), too_deep);
  EXPECT_EQ(error_of(hosts(100'000)), "the filter is too complex to be optimised");
  EXPECT_EQ(error_of(hosts(100'000), {.optimize = false}), "the filter is too complex");
  EXPECT_EQ(error_of("tcp" + repeated(" and tcp", 100'000), {.optimize = false}),
            "the filter is too complex");
  EXPECT_EQ(error_of(std::string(1'000'000, '\xff')),
            "can't parse filter expression: syntax error");
  for (const char* piece : {"a", "1", "a:", "tcp ", "-", "\\a", "ip[", "1 + "}) {
    error_of(repeated(piece, 1'000'000 / static_cast<int>(std::strlen(piece))));
  }
}

TEST(CaptureFilter, MayBeLong) {
  EXPECT_TRUE(compile(repeated("(", 1000) + "tcp" + repeated(")", 1000), {}));
  EXPECT_TRUE(compile(std::string(1'000'000, ' ') + "tcp", {}));
  const auto optimised = compile(hosts(100), {});
  ASSERT_TRUE(optimised);
  const auto plain = compile(hosts(500), {.optimize = false});
  ASSERT_TRUE(plain);
  EXPECT_TRUE(Filter::make(*plain));
}

}  // namespace
}  // namespace packetglass::bpf
