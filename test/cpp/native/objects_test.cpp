// packetglass objects: bodies as files, whatever their targets are called.
#include "native/objects/object_file.h"

#include <map>
#include <set>
#include <sstream>

#include "base/sha256.h"
#include "base/text.h"
#include "support/captures.h"
#include "support/command_line.h"
#include "support/compress.h"
#include "support/packets.h"
#include "support/traffic.h"
#include "support/waiting.h"

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
  EXPECT_EQ(line, "packet\tstream\tprotocol\thost\ttarget\ttype\tsize\tname");
  std::getline(lines, line);
  EXPECT_EQ(
      line,
      "2\t0\thttp\twww.example.org\t/path/file.html?name=value&other=1\ttext/html; charset=utf-8"
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

// A segment of TCP in IPv4 from the server, whose bytes begin at `sequence`.
std::string segment(std::uint32_t sequence, const std::string& payload) {
  using std::string_literals::operator""s;
  std::string out = "\x45\0"s;
  test::put16(out, 40 + payload.size());
  out += "\0\0\0\0\x40\6\0\0\x0a\0\0\2\x0a\0\0\1\0\x50\x03\xe8"s;
  test::put16(out, sequence >> 16);
  test::put16(out, sequence & 0xffff);
  return out + "\0\0\0\1\x50\x18\xff\xff\0\0\0\0"s + payload;
}

// A capture of responses whose bodies are so many zeros, compressed.
test::ByteVector bombs(const std::vector<std::size_t>& sizes) {
  std::vector<std::string> packets;
  std::uint32_t sequence = 1;
  for (const std::size_t size : sizes) {
    const auto body = test::compressed(*native::find_compression(std::string_view("gz")),
                                       test::ByteVector(size));
    const std::string message = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " +
                                std::to_string(body.size()) + "\r\n\r\n" +
                                std::string(body.begin(), body.end());
    packets.push_back(segment(sequence, message));
    sequence += static_cast<std::uint32_t>(message.size());
  }
  std::vector<test::PcapRecord> records;
  for (const std::string& packet : packets) records.push_back({1, 2, packet});
  test::PcapHeader header;
  header.link_type_word = 101;
  return test::pcap_bytes(header, records);
}

TEST_F(Objects, AreDecodedAsFarAsTheBudgetOfAllOfThemGoes) {
  const std::string one = write("one.pcap", bombs({3'000'000}));
  const auto decoded = run("objects --decode " + one + " " + folder_name_ + "1");
  EXPECT_EQ(decoded.code, 0) << decoded.err;
  EXPECT_EQ(test::read_file(folder_name_ + "1/0001-object").size(), 3'000'000u);
  const auto limited = [&](const std::string& capture, const std::string& folder) {
    return run("objects --decode --max-decompressed 4000000 " + capture + " " + folder_name_ +
               folder);
  };
  EXPECT_EQ(limited(one, "2").code, 0);
  // Each of them would do.
  const auto many = limited(write("many.pcap", bombs({3'000'000, 3'000'000, 3'000'000})), "3");
  EXPECT_EQ(many.code, 1);
  EXPECT_NE(many.err.find("0002-object: is left as it was sent: byte "), std::string::npos);
  EXPECT_NE(many.err.find("It decompresses to more than 4000000 bytes"), std::string::npos);
  EXPECT_EQ(test::read_file(folder_name_ + "3/0001-object").size(), 3'000'000u);
  EXPECT_EQ(test::read_file(folder_name_ + "3/0002-object").substr(0, 2), "\x1f\x8b");
  EXPECT_EQ(test::read_file(folder_name_ + "3/0003-object").substr(0, 2), "\x1f\x8b");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_name_ + "3"), {}), 3);
}

TEST_F(Objects, AreNotThereBeforeTheyAreWhole) {
  const std::string half =
      "HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + std::string(1000, 'x');
  test::PcapHeader header;
  header.magic = 0xa1b23c4d;
  header.link_type_word = 101;
  const std::string packet = segment(1, half);
  const auto outcome = shell("cd " + folder_.string() + " && mkfifo fifo; " + test::kWaiting +
                             PACKETGLASS_BINARY " objects fifo objects & p=$!; exec 3>fifo; cat " +
                             write("half.pcap", test::pcap_bytes(header, {{1, 2, packet}})) +
                             " >&3; until_true sh -c \"ls objects/.0001* >/dev/null 2>&1\"; ls -A "
                             "objects | cut -c 1-13; kill -TERM $p; wait $p; ls -A objects");
  EXPECT_EQ(outcome.out,
            "packet\tstream\tprotocol\thost\ttarget\ttype\tsize\tname\n.0001-object.\n");
}

TEST(ObjectName, IsSafeWhateverTheTargetIs) {
  const auto name = [](std::uint64_t number, const std::string& target) {
    HttpMessage object;
    object.target = target;
    return native::object_name(number, object);
  };
  EXPECT_EQ(name(7, "/a/page.html?query=/x"), "0007-page.html");
  EXPECT_EQ(name(7, "/"), "0007-object");
  EXPECT_EQ(name(7, "/.."), "0007-object");
  EXPECT_EQ(name(7, "/..\\..\\CON"), "0007-.._.._CON");
  EXPECT_EQ(name(12345, "http://a/b c%00;"), "12345-b_c_00_");
  EXPECT_EQ(name(7, std::string("/a\0b\n", 5)), "0007-a_b_");
  EXPECT_EQ(name(1, "/" + std::string(5000, 'x') + ".js").size(), 85u);
}

TEST(ObjectName, HasAFittingExtension) {
  const auto name = [](ObjectProtocol protocol, const std::string& target,
                       const std::string& type) {
    HttpMessage object;
    object.protocol = protocol;
    object.target = target;
    object.type = type;
    return native::object_name(1, object);
  };
  EXPECT_EQ(name(ObjectProtocol::kHttp, "/page", "text/html; charset=utf-8"), "0001-page.html");
  EXPECT_EQ(name(ObjectProtocol::kHttp, "/page.php", "text/html"), "0001-page.php");
  EXPECT_EQ(name(ObjectProtocol::kHttp, "/", "IMAGE/PNG"), "0001-object.png");
  EXPECT_EQ(name(ObjectProtocol::kHttp, "/page", "of/my-own"), "0001-page");
  EXPECT_EQ(name(ObjectProtocol::kFtpData, "c:\\a\\b?.txt", ""), "0001-b_.txt");
  EXPECT_EQ(name(ObjectProtocol::kMail, "Re: 1/2 of v1.0", "message/rfc822"),
            "0001-Re__1_2_of_v1.0.eml");
}

// Files that tshark exports as ftp-data, tftp and imf are the same, but for the dots of mails.
TEST_F(Objects, AreFilesAndMailsToo) {
  const std::string capture = std::string(PACKETGLASS_TEST_CAPTURES) + "/flow/objects.pcap";
  const auto [code, out, err] = run("objects " + capture + " " + folder_name_);
  EXPECT_EQ(code, 0) << err;
  EXPECT_EQ(out,
            "packet\tstream\tprotocol\thost\ttarget\ttype\tsize\tname\n"
            "13\t1\tftp-data\t-\tfolder/passive.txt\t-\t1900\t0001-passive.txt\n"
            "23\t2\tftp-data\t-\tstored.bin\t-\t1907\t0002-stored.bin\n"
            "33\t3\tftp-data\t-\tactive.txt\t-\t1100\t0003-active.txt\n"
            "57\t5\timf\t-\tThe first mail\tmessage/rfc822\t97\t0005-The_first_mail.eml\n"
            "61\t5\timf\t-\tSecond\tmessage/rfc822\t29\t0006-Second.eml\n"
            "68\t6\thttp\twww.example.org\t/two.txt\t-\t3\t0007-two.txt\n"
            "69\t6\thttp\t-\t-\t-\t5\t0008-object\n"
            "49\t1\ttftp\t-\tboot/read.img\t-\t1024\t0004-read.img\n"
            "71\t6\thttp\twww.example.org\t/four.txt\t-\t4\t0009-four.txt\n");
  EXPECT_EQ(test::read_file(folder_name_ + "/0006-Second.eml"),
            "Subject: Second\r\n\r\nAnother.\r\n");
  const std::string mail = test::read_file(folder_name_ + "/0005-The_first_mail.eml");
  EXPECT_EQ(mail.substr(mail.size() - 30), "A line.\r\n.A line with a dot.\r\n");
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
    const auto path = std::filesystem::exists(own) ? own : test::real_captures() / file;
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
