// What becomes of outputs: what is whole gets its name, what was there before is not lost.
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <set>

#include "support/command_line.h"
#include "support/pcapng_bytes.h"
#include "support/waiting.h"

namespace packetglass {
namespace {

using Json = nlohmann::json;
using test::ByteVector;
using test::pcap_bytes;
using test::operator+;

constexpr const char* kPacketEvent =
    R"({"schema":"pcap.packet","timestamp":"1700000000.5","linktype":1,)"
    R"("original_packet_length":60,"captured_packet_length":3,"data":"SGkh"})"
    "\n";

class Output : public test::CommandLine {
 protected:
  Output() {
    write("in.pcap", pcap_bytes({}, {{1, 2, "one"}, {3, 4, "two"}, {5, 6, "three"}}));
    write("noise", "This is no capture.");
    write("old.pcap", "old");
  }

  test::Outcome at(const std::string& line) const {
    return shell("cd " + folder_.string() + " && " + line);
  }
  test::Outcome run_at(const std::string& words) const {
    return at(PACKETGLASS_BINARY " " + words);
  }
  std::string content(const std::string& name) const { return test::read_file(folder_ / name); }
  bool exists(const std::string& name) const {
    return std::filesystem::is_symlink(folder_ / name) || std::filesystem::exists(folder_ / name);
  }
  mode_t mode(const std::string& name) const {
    struct stat status {};
    return stat((folder_ / name).c_str(), &status) == 0 ? status.st_mode & 0777 : 0;
  }
  // What there is, but for what the shell of the test writes.
  std::set<std::string> names() const {
    std::set<std::string> all;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      all.insert(entry.path().filename());
    }
    all.erase("out");
    all.erase("err");
    return all;
  }

  // Two interfaces whose link types no classic capture can hold together.
  ByteVector mixed() const {
    const test::PcapngBytes make(ByteOrder::kLittle);
    test::PacketFields fields;
    fields.bytes = "data";
    ByteVector bytes = make.section() + make.interface(1) + make.interface(101);
    const ByteVector packet = make.enhanced(fields);
    for (int i = 0; i < 100'000; ++i) bytes.insert(bytes.end(), packet.begin(), packet.end());
    fields.interface = 1;
    return bytes + make.enhanced(fields);
  }

  Json info(const std::string& name) const {
    return Json::parse(run_at("info --json " + name).out);
  }
};

TEST_F(Output, OfConvertIsNotTouchedWhenTheInputIsNoCapture) {
  const auto before = names();
  for (const char* input : {"noise", "missing", "."}) {
    const std::string words = std::string("convert --force ") + input;
    EXPECT_EQ(run_at(words + " old.pcap").code, 1) << input;
    EXPECT_EQ(run_at(words + " new.pcap").code, 1) << input;
  }
  EXPECT_EQ(content("old.pcap"), "old");
  EXPECT_EQ(names(), before);
}

TEST_F(Output, OfConvertStaysAsItWasWhenItFailsInTheMiddle) {
  write("mixed.pcapng", mixed());
  const auto before = names();
  for (const char* out : {"old.pcap", "new.pcap"}) {
    const auto outcome = run_at(std::string("convert --force --to pcap mixed.pcapng ") + out);
    EXPECT_EQ(outcome.code, 1);
    EXPECT_NE(outcome.err.find("mixed.pcapng: byte"), std::string::npos) << outcome.err;
  }
  EXPECT_EQ(content("old.pcap"), "old");
  EXPECT_EQ(names(), before);
}

TEST_F(Output, OfConvertStaysAsItWasWhenTheDiskIsFull) {
  const auto before = names();
  for (const char* out : {"old.pcap", "new.pcap"}) {
    const auto outcome = at("(ulimit -f 0; " PACKETGLASS_BINARY " convert --force in.pcap " +
                            std::string(out) + " 2>&1) | cat");
    EXPECT_EQ(outcome.out, "packetglass: " + std::string(out) + ": File too large\n");
  }
  EXPECT_EQ(content("old.pcap"), "old");
  EXPECT_EQ(names(), before);
}

TEST_F(Output, OfConvertStaysAsItWasWhenASignalEndsIt) {
  const auto before = names();
  for (const char* signal : {"TERM", "HUP"}) {
    // It has read a part of its input, and waits for more.
    const auto outcome =
        at(test::kWaiting +
           std::string("mkfifo fifo; " PACKETGLASS_BINARY
                       " convert --force fifo old.pcap & p=$!; exec 3>fifo; cat in.pcap >&3; "
                       "until_true catches $p; sleep 0.2; kill -") +
           signal + " $p; wait $p; code=$?; exec 3>&-; rm fifo; exit $code");
    EXPECT_GT(outcome.code, 128) << signal << ": as the signal ends a program";
    EXPECT_EQ(content("old.pcap"), "old");
    EXPECT_EQ(names(), before);
  }
}

TEST_F(Output, OfConvertKeepsTheModeOfWhatItReplacesAndAsksTheUmaskElse) {
  std::filesystem::permissions(folder_ / "old.pcap", std::filesystem::perms(0640));
  EXPECT_EQ(run_at("convert --force in.pcap old.pcap").code, 0);
  EXPECT_EQ(mode("old.pcap"), 0640u);
  EXPECT_EQ(at("umask 027; " PACKETGLASS_BINARY " convert in.pcap new.pcap").code, 0);
  EXPECT_EQ(mode("new.pcap"), 0640u);
  EXPECT_EQ(at("umask 0; " PACKETGLASS_BINARY " convert in.pcap open.pcap").code, 0);
  EXPECT_EQ(mode("open.pcap"), 0666u);
}

TEST_F(Output, OfConvertTakesTheLongestNameThereIs) {
  const std::string name(255, 'x');
  EXPECT_EQ(run_at("convert in.pcap " + name).code, 0);
  EXPECT_EQ(content(name), content("in.pcap"));
}

TEST_F(Output, IsNoSymbolicLinkWhateverIsForced) {
  std::filesystem::create_symlink("old.pcap", folder_ / "link");
  std::filesystem::create_symlink("nowhere", folder_ / "dangling");
  write("events.json", kPacketEvent);
  const auto before = names();
  for (const std::string link : {"link", "dangling"}) {
    const std::string says =
        "packetglass: " + link + ": is a symbolic link; name the file that it points to\n";
    for (const std::string force : {"--force ", ""}) {
      EXPECT_EQ(run_at("convert " + force + "in.pcap " + link).err, says);
      EXPECT_EQ(run_at("write " + force + link + " -i events.json").err, says);
    }
  }
  EXPECT_EQ(content("old.pcap"), "old");
  EXPECT_EQ(names(), before);
}

TEST_F(Output, MayBeADeviceOrAPipeWithoutForce) {
  write("events.json", kPacketEvent);
  EXPECT_EQ(run_at("convert in.pcap /dev/null").code, 0);
  EXPECT_EQ(run_at("write /dev/null -i events.json").code, 0);
  const auto piped = at("mkfifo fifo; " PACKETGLASS_BINARY " convert in.pcap fifo & cat fifo");
  EXPECT_EQ(piped.out, content("in.pcap"));
  EXPECT_TRUE(std::filesystem::is_fifo(folder_ / "fifo"));
  EXPECT_EQ(run_at("convert in.pcap /dev/stdout").out, content("in.pcap"));
  EXPECT_EQ(at(PACKETGLASS_BINARY " convert in.pcap /dev/stdout | cat").out, content("in.pcap"));
}

TEST_F(Output, IsRefusedBeforeAnythingIsRead) {
  std::filesystem::create_directory(folder_ / "folder");
  for (const std::string out : {"folder", "folder/", "missing/x.pcap"}) {
    // Nobody ever writes to standard input.
    const auto outcome = at("sleep 5 | " PACKETGLASS_BINARY " convert - " + out);
    EXPECT_EQ(outcome.code, 1);
    EXPECT_EQ(outcome.err.rfind("packetglass: " + out + ": ", 0), 0u) << outcome.err;
  }
}

// Of each kind of output, as many packets as fit are in it, and it ends with the last of them.
TEST_F(Output, OfWriteEndsWithTheLastWholePacketWhenTheDiskIsFull) {
  std::string events;
  for (int i = 0; i < 100; ++i) events += kPacketEvent;
  write("events.json", events);
  for (const std::string out : {"a.pcap", "b.pcapng"}) {
    const auto outcome =
        at("(ulimit -f 2; " PACKETGLASS_BINARY " write " + out + " -i events.json 2>&1) | cat");
    const Json json = info(out);
    const std::string packets = json["packets"].dump();
    EXPECT_EQ(outcome.out,
              "packetglass: " + out + ": File too large; " + packets + " packets are in it\n");
    EXPECT_GT(json["packets"], 10);
    EXPECT_LT(json["packets"], 100);
    EXPECT_EQ(json["issue_count"], 0);
  }
}

TEST_F(Output, OfWriteThatGoesOnInAFileEndsWithTheLastWholePacketToo) {
  std::string events;
  for (int i = 0; i < 100; ++i) events += kPacketEvent;
  write("events.json", events);
  EXPECT_EQ(run_at("write a.pcap -i events.json").code, 0);
  const auto outcome =
      at("(ulimit -f 5; " PACKETGLASS_BINARY " write --append a.pcap -i events.json 2>&1) | cat");
  EXPECT_EQ(outcome.out, "packetglass: a.pcap: File too large; 33 packets are in it\n");
  EXPECT_EQ(info("a.pcap")["packets"], 133);
  EXPECT_EQ(info("a.pcap")["issue_count"], 0);
}

// Bytes that do not compress, so that blocks of the compressed file fill the disk.
TEST_F(Output, ThatIsCompressedHasThePacketsThatAreSaidToBeInIt) {
  std::string events;
  std::uint32_t state = 1;
  for (int i = 0; i < 9000; ++i) {
    std::string data;
    for (int j = 0; j < 240; ++j) {
      state = state * 1664525 + 1013904223;
      data += "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[state >> 26];
    }
    events += R"({"schema":"pcap.packet","timestamp":"1700000000.5","linktype":1,)"
              R"("original_packet_length":180,"captured_packet_length":180,"data":")" +
              data + "\"}\n";
  }
  write("events.json", events);
  for (const std::string suffix : {"gz", "zst", "lz4"}) {
    const std::string out = "a.pcap." + suffix;
    const auto outcome =
        at("(ulimit -f 2800; " PACKETGLASS_BINARY " write " + out + " -i events.json 2>&1) | cat");
    const Json json = info(out);
    EXPECT_EQ(outcome.out, "packetglass: " + out + ": File too large; " + json["packets"].dump() +
                               " packets are in it\n");
    EXPECT_GT(json["packets"], 1000);
    EXPECT_LT(json["packets"], 9000);
  }
}

TEST_F(Output, OfWriteIsNotTouchedBeforeTheFirstEventIsGood) {
  write("events.json", "nonsense\n");
  EXPECT_EQ(run_at("write --force old.pcap -i events.json").code, 1);
  EXPECT_EQ(run_at("write --force old.pcap -i /dev/null").code, 1);
  EXPECT_EQ(run_at("write new.pcap -i events.json").code, 1);
  EXPECT_EQ(content("old.pcap"), "old");
  EXPECT_FALSE(exists("new.pcap"));
}

TEST_F(Output, OfWriteHasEveryPacketBeforeASignal) {
  write("events.json", std::string(kPacketEvent) + kPacketEvent);
  const auto outcome =
      at(test::kWaiting +
         std::string("mkfifo fifo; " PACKETGLASS_BINARY
                     " write a.pcap -i fifo & p=$!; exec 3>fifo; cat events.json >&3; "
                     "until_true catches $p; sleep 0.5; ") +
         "kill -TERM $p; wait $p");
  EXPECT_EQ(outcome.code, 128 + SIGTERM);
  EXPECT_EQ(info("a.pcap")["packets"], 2);
}

TEST_F(Output, IsOfTheFormatAndCompressionThatItsNameSays) {
  const auto variant = [this](const std::string& name) {
    const Json json = info(name);
    return json["sections"][0]["variant"].get<std::string>() + json.value("compression", "");
  };
  const test::PcapngBytes make(ByteOrder::kLittle);
  test::PacketFields fields;
  fields.bytes = "data";
  write("in.pcapng", make.section() + make.interface() + make.enhanced(fields));
  write("events.json", kPacketEvent);
  const std::pair<const char*, const char*> kCases[] = {
      {"convert in.pcap ", "a.pcapng"},
      {"convert in.pcap ", "b.PCAPNG.gz"},
      {"convert in.pcap ", "c.pcap.zst"},
      {"convert in.pcapng ", "d.pcap"},
      {"convert in.pcapng ", "e.cap"},
      {"convert --to aix in.pcap ", "f.pcapng"},
      {"convert --compress none in.pcap ", "g.pcap.gz"},
      {"convert --compress LZ4 in.pcap ", "h.pcap.gz"},
      {"write -i events.json ", "i.pcapng"},
      {"write -i events.json ", "j.pcap.lz4"},
      {"write -i events.json --format pcap ", "k.pcapng"}};
  for (const auto& [words, out] : kCases) {
    EXPECT_EQ(run_at(std::string(words) + out).err, "") << words << out;
  }
  EXPECT_EQ(variant("a.pcapng"), "pcapng");
  EXPECT_EQ(variant("b.PCAPNG.gz"), "pcapnggzip");
  EXPECT_EQ(variant("c.pcap.zst"), "useczstd");
  EXPECT_EQ(variant("d.pcap"), "nsec");
  EXPECT_EQ(variant("e.cap"), "pcapng");
  EXPECT_EQ(variant("f.pcapng"), "aix");
  EXPECT_EQ(variant("g.pcap.gz"), "usec");
  EXPECT_EQ(variant("h.pcap.gz"), "useclz4");
  EXPECT_EQ(variant("i.pcapng"), "pcapng");
  EXPECT_EQ(variant("j.pcap.lz4"), "nseclz4");
  EXPECT_EQ(variant("k.pcapng"), "nsec");
}

// Every command that prints, on a device that is full and on a pipe that nobody reads.
TEST_F(Output, ThatIsNotTakenIsSaidByEveryCommand) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  const std::string http = std::string(PACKETGLASS_TEST_CAPTURES) + "/dissect/http.pcap";
  const std::string commands[] = {"info in.pcap",
                                  "info --json in.pcap",
                                  "print in.pcap",
                                  "print -V in.pcap",
                                  "print --json in.pcap",
                                  "print --fields frame.number in.pcap",
                                  "follow " + http + " tcp,0",
                                  "objects " + http + " folder",
                                  "conversations " + http,
                                  "endpoints --csv " + http,
                                  "hierarchy in.pcap",
                                  "decapsulate in.pcap",
                                  "events in.pcap",
                                  "convert in.pcap -",
                                  "interfaces",
                                  "interfaces --json",
                                  "--help",
                                  "--version",
                                  "print --help"};
  for (const std::string& command : commands) {
    if (run_at(command).out.empty()) continue;  // interfaces, where none may be captured on
    std::filesystem::remove_all(folder_ / "folder");
    const auto full = run_at(command + " >/dev/full");
    EXPECT_EQ(full.code, 1) << command;
    EXPECT_EQ(full.err, "packetglass: standard output: No space left on device\n") << command;
    std::filesystem::remove_all(folder_ / "folder");
    const auto unread = at("{ sleep 0.1; " PACKETGLASS_BINARY " " + command +
                           "; echo $? >code; } | true; cat code");
    EXPECT_EQ(unread.out, "1\n") << command;
    EXPECT_EQ(unread.err, "packetglass: standard output: Broken pipe\n") << command;
  }
  const auto closed = run_at("info in.pcap >&-");
  EXPECT_EQ(closed.code, 1);
  EXPECT_EQ(closed.err, "packetglass: standard output: Bad file descriptor\n");
}

}  // namespace
}  // namespace packetglass
