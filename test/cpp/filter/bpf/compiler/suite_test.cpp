// All rows of libpcap's own test suite, where they are next to the captures (reference/filters):
// column 1.10.3 is what Debian's libpcap gives.
#include <gtest/gtest.h>
#include <zlib.h>

#include "base/text.h"
#include "filter/bpf/compiler/compile.h"
#include "filter/bpf/filter.h"
#include "filter/bpf/programs.h"
#include "support/captures.h"
#include "support/feed.h"
#include "support/packets.h"

namespace packetglass::bpf {
namespace {

std::filesystem::path reference() {
  return test::real_captures().parent_path().parent_path() / "reference/filters";
}

std::vector<std::string> split(const std::string& line, char by) {
  std::vector<std::string> all;
  std::istringstream text(line + by);
  for (std::string each; std::getline(text, each, by);) all.push_back(each);
  return all;
}

std::string unpacked(const std::filesystem::path& path) {
  std::string text;
  char piece[65536];
  gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) return text;
  for (int size; (size = gzread(file, piece, sizeof piece)) > 0;) text.append(piece, size);
  gzclose(file);
  return text;
}

// Of lines as those of /etc/hosts, or with the name first as in /etc/networks.
std::vector<NamedAddress> names_in(const char* file, bool name_first) {
  std::vector<NamedAddress> all;
  std::istringstream text(test::read_file(reference() / file));
  for (std::string one, other; text >> one >> other;) {
    all.push_back(name_first ? NamedAddress{one, other} : NamedAddress{other, one});
  }
  return all;
}

// Line ends are written as \n there; other backslashes are the filter's own.
std::string with_line_ends(std::string text) {
  for (std::size_t at; (at = text.find("\\n ")) != std::string::npos;) text.replace(at, 2, "\n");
  return text;
}

std::uint32_t netmask_of(const std::string& text) {
  unsigned a, b, c, d;
  if (std::sscanf(text.c_str(), "%u.%u.%u.%u", &a, &b, &c, &d) != 4) return kUnknownNetmask;
  return a << 24 | b << 16 | c << 8 | d;
}

enum Column { kSet, kName, kLinkType, kSnaplen, kMask, kOptimized, kNames, kText, kExpected };

TEST(LibpcapSuite, GivesTheSameProgram) {
  const std::string suite = unpacked(reference() / "libpcap-suite.tsv.gz");
  if (suite.empty()) GTEST_SKIP() << "no " << reference();
  const Names names{names_in("libpcap-suite-hosts.txt", false),
                    names_in("libpcap-suite-ethers.txt", false),
                    names_in("libpcap-suite-networks.txt", true)};
  std::size_t rows = 0, unknown = 0;
  for (const std::string& line : split(suite, '\n')) {
    if (line.empty() || line[0] == '#') continue;
    const auto row = split(line, '\t');
    ++rows;
    const auto link_type = link_type_by_name(row[kLinkType]);
    const bool is_rejected = row[kExpected][0] == '!';
    // Link types that 1.10.3 has no name for.
    if (!link_type || row[kExpected] == "!unknown data link type name") {
      EXPECT_TRUE(is_rejected) << line;
      ++unknown;
      continue;
    }
    CompileOptions options;
    options.link_type = *link_type;
    options.snaplen = static_cast<std::uint32_t>(std::stoul(row[kSnaplen]));
    // What the suite wants rejected was tried with the optimiser.
    options.optimize = row[kOptimized] == "1" || row[kSet] == "reject";
    options.netmask = netmask_of(row[kMask]);
    options.names = row[kNames] == "names" ? &names : nullptr;
    const auto program = compile(with_line_ends(row[kText]), options);
    ASSERT_EQ(program ? test::in_one_line(*program) : "rejected",
              is_rejected ? "rejected" : row[kExpected])
        << line;
  }
  EXPECT_EQ(rows, 13'505u);
  EXPECT_EQ(unknown, 319u);
}

// What bpf_filter() returns for each packet of a capture, with a handle of it; ! where the filter
// is refused.
std::string answers_of(const std::filesystem::path& capture, const std::string& text) {
  const std::string file = test::read_file(capture);
  const auto opened = test::feed(bytes_of(file));
  CompileOptions options;
  options.link_type = opened->index().interfaces[0].link_type;
  options.snaplen = opened->index().sections[0].snaplen;
  const auto program = compile(text, options);
  if (!program) return "!";
  auto filter = Filter::make(*program);
  if (!filter) return "!";
  std::string answers;
  for (const test::TestPacket& packet : test::packets_of(capture)) {
    const auto length = static_cast<std::uint32_t>(packet.original_length);
    answers += (answers.empty() ? "" : ",") + std::to_string(filter->run(packet.bytes, length));
  }
  return answers;
}

TEST(LibpcapSuite, GivesTheSameAnswersForPackets) {
  std::istringstream table(test::read_file(reference() / "libpcap-apply.tsv"));
  std::size_t rows = 0;
  for (std::string line; std::getline(table, line);) {
    const auto row = split(line, '\t');
    if (line[0] == '#' || !std::filesystem::exists(test::real_captures() / row[1])) continue;
    const std::string expected = row[3][0] == '!' ? "!" : row[3];
    EXPECT_EQ(answers_of(test::real_captures() / row[1], row[2]), expected) << line;
    ++rows;
  }
  if (rows == 0) GTEST_SKIP() << "no captures of " << reference();
}

}  // namespace
}  // namespace packetglass::bpf
