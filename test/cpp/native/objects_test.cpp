// packetglass objects: bodies as files, whatever their targets are called.
#include "native/objects/object_file.h"

#include <map>
#include <set>
#include <sstream>

#include "base/sha256.h"
#include "base/text.h"
#include "support/command_line.h"
#include "support/packets.h"

namespace packetglass {
namespace {

class Objects : public test::CommandLine {
 protected:
  const std::string http_ = test::dissected_capture("http").string();
  const std::string folder_name_ = (folder_ / "objects").string();
};

TEST_F(Objects, AreWrittenAndListed) {
  const auto [code, out, err] = run("objects " + http_ + " " + folder_name_);
  EXPECT_EQ(code, 0);
  EXPECT_EQ(err, "");
  std::istringstream lines(out);
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "packet\tstream\thost\ttarget\ttype\tsize\tname");
  std::getline(lines, line);
  EXPECT_EQ(line,
            "2\t0\twww.example.org\t/path/file.html?name=value&other=1\ttext/html; charset=utf-8"
            "\t18\t0001-file.html");
  EXPECT_EQ(test::read_file(folder_name_ + "/0001-file.html"), "<html>page</html>\n");
  EXPECT_EQ(test::read_file(folder_name_ + "/0002-form"), "a=1&b=2");
}

TEST_F(Objects, NeverOverwriteAFile) {
  std::filesystem::create_directory(folder_name_);
  write("objects/0001-file.html", "mine");
  const auto [code, out, err] = run("objects " + http_ + " " + folder_name_);
  EXPECT_EQ(code, 1);
  EXPECT_NE(err.find("0001-file.html: File exists"), std::string::npos) << err;
  EXPECT_EQ(test::read_file(folder_name_ + "/0001-file.html"), "mine");
  EXPECT_EQ(test::read_file(folder_name_ + "/0002-form"), "a=1&b=2");
}

TEST_F(Objects, SayWhenTheFolderCannotBeMade) {
  EXPECT_EQ(run("objects " + http_ + " /nowhere/at/all").code, 1);
}

TEST(ObjectName, IsSafeWhateverTheTargetIs) {
  using native::object_name;
  EXPECT_EQ(object_name(7, "/a/page.html?query=/x"), "0007-page.html");
  EXPECT_EQ(object_name(7, "/"), "0007-object");
  EXPECT_EQ(object_name(7, "/.."), "0007-object");
  EXPECT_EQ(object_name(7, "/..\\..\\CON"), "0007-.._.._CON");
  EXPECT_EQ(object_name(12345, "http://a/b c%00;"), "12345-b_c_00_");
  EXPECT_EQ(object_name(7, std::string("/a\0b\n", 5)), "0007-a_b_");
  EXPECT_EQ(object_name(1, "/" + std::string(5000, 'x') + ".js").size(), 85u);
}

// The bodies that tshark exports of captures, and what it decodes of them, are ours too. Facts:
// file, SHA-256.
TEST_F(Objects, AreThoseThatTsharkExports) {
  const std::filesystem::path captures = PACKETGLASS_TEST_CAPTURES;
  std::ifstream facts(captures / "objects.tshark.tsv");
  std::map<std::string, std::multiset<std::string>> ours;
  std::size_t compared = 0, absent = 0;
  for (std::string line; std::getline(facts, line);) {
    const std::string file = line.substr(0, line.find('\t'));
    const std::string hash = line.substr(line.find('\t') + 1);
    const auto own = captures / file;
    const auto path =
        std::filesystem::exists(own) ? own : captures / "../../../shared/captures/files" / file;
    if (!std::filesystem::exists(path)) {
      ++absent;
      continue;
    }
    const auto [found, is_new] = ours.try_emplace(file);
    if (is_new) {
      const std::string folder = folder_name_ + std::to_string(ours.size());
      EXPECT_EQ(run("objects --decode '" + path.string() + "' " + folder).code, 0);
      for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        found->second.insert(hex_text(sha256(test::bytes_of(test::read_file(entry.path())))));
      }
    }
    const auto same = found->second.find(hash);
    ASSERT_NE(same, found->second.end()) << line;
    found->second.erase(same);
    ++compared;
  }
  EXPECT_GT(compared, 0u);
  if (absent != 0) std::printf("skipped: %zu objects of captures that are not here\n", absent);
}

}  // namespace
}  // namespace packetglass
