// The options that choose packets, of every command that reads packets.
#include <nlohmann/json.hpp>
#include <sstream>

#include "support/command_line.h"
#include "support/packets.h"
#include "support/pcapng_bytes.h"
#include "support/traffic.h"

namespace packetglass {
namespace {

using Json = nlohmann::json;

using test::operator+;

class ChosenPackets : public test::CommandLine {
 protected:
  std::string out_of(const std::string& words) const {
    const auto [code, out, err] = run(words);
    EXPECT_EQ(code, 0) << words << "\n" << err;
    EXPECT_EQ(err, "") << words;
    return out;
  }
  // The numbers of the packets that are printed.
  std::string numbers(const std::string& choice, const std::string& file) const {
    std::string lines = out_of("print --fields frame.number " + choice + " " + file);
    std::replace(lines.begin(), lines.end(), '\n', ' ');
    return lines;
  }
  std::size_t lines_of(const std::string& words) const {
    const std::string out = out_of(words);
    return static_cast<std::size_t>(std::count(out.begin(), out.end(), '\n'));
  }
  bool has(const std::string& program) const { return shell("command -v " + program).code == 0; }

  // A second from each to the next, from 100 s on.
  const std::string small_ =
      write("small.pcap", test::capture_of({{.port = 1},
                                            {.from = 2, .to = 1, .port = 9, .to_port = 1},
                                            {.port = 2, .payload = 1000},
                                            {.port = 1, .payload = 100}}));
  const std::string transport_ = test::dissected_capture("transport").string();
};

TEST_F(ChosenPackets, AreChosenByNumber) {
  EXPECT_EQ(numbers("--packets 2,4-", small_), "2 4 ");
  EXPECT_EQ(numbers("--packets -2", small_), "1 2 ");
  EXPECT_EQ(numbers("--packets=-2", small_), "1 2 ");
  EXPECT_EQ(numbers("--packets 9-", small_), "");
}

// From a time on, before another: slices of which one ends where the next begins have every packet
// once.
TEST_F(ChosenPackets, AreChosenByTime) {
  EXPECT_EQ(numbers("--from 101", small_), "2 3 4 ");
  EXPECT_EQ(numbers("--to 101", small_), "1 ");
  EXPECT_EQ(numbers("--from 1970-01-01T00:01:41Z --to 1970-01-01T00:01:43Z", small_), "2 3 ");
  EXPECT_EQ(numbers("--from '1970-01-01 01:01:41.5 +01:00'", small_), "3 4 ");
  EXPECT_EQ(numbers("--from 100.999999999 --to 101.000000001", small_), "2 ");
  EXPECT_EQ(numbers("--from 101.000000001", small_), "3 4 ");
  EXPECT_EQ(numbers("--from 1970-01-02", small_), "");
}

TEST_F(ChosenPackets, AreWhatAllOptionsChoose) {
  EXPECT_EQ(numbers("--packets 1-3 --from 101 --bpf 'port 1' -Y 'udp.length < 100'", small_),
            "2 ");
  EXPECT_EQ(numbers("--bpf 'port 2'", small_), "3 ");
}

TEST_F(ChosenPackets, AreChosenByInterface) {
  const test::PcapngBytes make(ByteOrder::kLittle);
  const auto named = [&](const std::string& name) {
    return make.interface(1, 262144, make.option(2, make.text(name)) + make.end_of_options());
  };
  const auto packet = [&](std::uint32_t interface) {
    return make.enhanced({.ticks = 1, .bytes = "abcd", .interface = interface});
  };
  const std::string file = write("two.pcapng", make.section() + named("eth0") + named("eth1") +
                                                   packet(0) + packet(1) + packet(0));
  EXPECT_EQ(numbers("--interface eth0", file), "1 3 ");
  EXPECT_EQ(numbers("--interface 1", file), "2 ");
  EXPECT_EQ(numbers("--interface eth1 --interface 0", file), "1 2 3 ");
  EXPECT_EQ(numbers("--interface 0", small_), "1 2 3 4 ");
  const auto wrong = run("print --interface eth0 --interface eth2 " + file);
  EXPECT_EQ(wrong.code, 2);
  EXPECT_EQ(wrong.err, "packetglass: " + file + ": no interface has the name or number eth2\n");
  EXPECT_EQ(run("convert --interface eth2 " + file + " " + file + ".out").code, 2);
  EXPECT_FALSE(std::filesystem::exists(file + ".out"));
  // One that is declared behind the last packet that is read is no mistake.
  EXPECT_EQ(numbers("--packets 1 --interface eth9", file), "");
}

TEST_F(ChosenPackets, SimplePacketsHaveNoTime) {
  const std::string file = PACKETGLASS_TEST_CAPTURES "/pcapng-kinds-of-packets.pcapng";
  const std::string timed = numbers("-Y frame.time", file);
  EXPECT_NE(timed, numbers("", file));
  EXPECT_EQ(numbers("--from 1970-01-01", file), timed);
  EXPECT_EQ(numbers("--to 2200-01-01", file), timed);
}

TEST_F(ChosenPackets, WrongWordsAreSaidInASentence) {
  const std::pair<const char*, const char*> kWrong[] = {
      {"--packets 5-1", "\"5-1\" ends before it begins"},
      {"--packets 0", "\"0\": packets are numbered from 1"},
      {"--from yesterday", "\"yesterday\" is no time: "},
      {"--to 2024-13-01", "\"2024-13-01\" is no time: "},
      {"-Y ip.adr", "no field is called ip.adr"},
      {"--bpf 'port x'", "--bpf: "}};
  for (const std::string command :
       {"print", "conversations", "endpoints", "hierarchy", "events", "decapsulate"}) {
    for (const auto& [words, said] : kWrong) {
      const auto [code, out, err] = run(command + " " + words + " " + small_);
      EXPECT_EQ(code, 2) << command << " " << words;
      EXPECT_NE(err.find(said), std::string::npos) << err;
    }
  }
  EXPECT_EQ(run("follow -Y ip.adr " + small_ + " udp,0").code, 2);
  EXPECT_EQ(run("objects -Y ip.adr " + small_ + " " + folder_.string() + "/objects").code, 2);
  EXPECT_EQ(run("convert -Y ip.adr " + small_ + " " + small_ + ".out").code, 2);
  EXPECT_EQ(run("convert --bpf 'port x' " + small_ + " " + small_ + ".out").code, 2);
  EXPECT_FALSE(std::filesystem::exists(small_ + ".out"));
}

// What other packets say of one is the same whichever are chosen.
TEST_F(ChosenPackets, KeepWhatTheWholeCaptureSaysOfThem) {
  for (const char* name : {"transport", "fragments", "http", "tcp"}) {
    const auto path = test::dissected_capture(name);
    if (!std::filesystem::exists(path)) continue;
    const std::string file = path.string();
    std::istringstream all(out_of("print --json " + file));
    const Json packets = Json::parse(all);
    for (std::size_t i = 0; i < packets.size(); ++i) {
      const std::string number = std::to_string(i + 1);
      for (const std::string choice : {"--packets ", "-Y frame.number=="}) {
        const Json one = Json::parse(out_of("print --json " + choice + number + " " + file));
        ASSERT_EQ(one.size(), 1u) << name << " " << number;
        EXPECT_EQ(one[0], packets[i]) << name << " " << number;
      }
    }
  }
}

TEST_F(ChosenPackets, AreThoseOfEventsAndHeaders) {
  EXPECT_EQ(lines_of("events --packets 2-3 " + small_), 2u);
  EXPECT_EQ(lines_of("events -Y 'udp.srcport == 1' " + small_), 2u);
  EXPECT_EQ(lines_of("decapsulate --from 102 " + small_), 2u);
  const std::string all = out_of("decapsulate " + small_);
  EXPECT_EQ(out_of("decapsulate -Y 'udp.srcport == 9' " + small_),
            all.substr(all.find('\n') + 1, all.find('\n') + 1));
}

TEST_F(ChosenPackets, AreCountedInListsUnderTheConversationsOfTheCapture) {
  const Json rows = Json::parse(
      out_of("conversations --json --layer udp --sort first -Y 'udp.length > 16' " + small_));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0]["port_a"], 1);
  EXPECT_EQ(rows[0]["packets_ab"], 1);
  EXPECT_EQ(rows[0]["bytes_ab"], 142);
  EXPECT_EQ(rows[0]["packets_ba"], 0);
  EXPECT_EQ(rows[0]["first"], "1970-01-01T00:01:43.000000000Z");
  EXPECT_EQ(rows[1]["stream"], 1);
  // The second packet is the first one's answer, also alone.
  const Json answer = Json::parse(out_of("conversations --json --packets 2 " + small_));
  EXPECT_EQ(answer.size(), 3u);  // Ethernet, IP, UDP
  EXPECT_EQ(answer[2]["packets_ab"], 0);
  EXPECT_EQ(answer[2]["packets_ba"], 1);
  const Json ends = Json::parse(out_of("endpoints --json --layer udp --packets 3 " + small_));
  EXPECT_EQ(ends.size(), 2u);
  EXPECT_EQ(ends[0]["bytes"], 1042);
  EXPECT_EQ(out_of("hierarchy --packets 2-3 " + small_),
            "Protocol      Packets      %  Bytes      %\n"
            "all                 2  100.0   1092  100.0\n"
            "  eth               2  100.0   1092  100.0\n"
            "    ip              2  100.0   1092  100.0\n"
            "      udp           2  100.0   1092  100.0\n"
            "        data        2  100.0   1092  100.0\n");
}

// A choice of all packets takes another way to the same lists.
// Of each list every third capture, which are others of each.
TEST_F(ChosenPackets, ThatAreAllMakeTheListsOfTheCapture) {
  std::size_t number = 0;
  for (const std::string& name : test::dissected_captures()) {
    const std::string file = test::dissected_capture(name).string();
    const std::string list =
        std::vector<std::string>{"conversations --json --sort first ", "endpoints --json ",
                                 "hierarchy --json "}[number++ % 3];
    const std::string all = run(list + file).out;
    EXPECT_EQ(run(list + "--packets 1- " + file).out, all) << list << name;
    EXPECT_EQ(run(list + "-Y frame " + file).out, all) << list << name;
  }
}

// The packets and bytes of each conversation, as tshark's own filter of its statistics has them.
TEST_F(ChosenPackets, AreCountedAsTsharkCountsThem) {
  if (!has("tshark")) GTEST_SKIP() << "tshark is not installed";
  for (const std::string filter : {"udp", "ip.src == 192.0.2.1", "tcp.flags.push == 1"}) {
    for (const std::string& file : {transport_, test::dissected_capture("http").string()}) {
      const auto theirs = shell("tshark -n -q -r " + file + " -z 'conv,ip," + filter + "'");
      std::vector<std::string> expected, ours;
      std::istringstream lines(theirs.out);
      for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string a, arrow, b, cell;
        words >> a >> arrow >> b;
        if (arrow != "<->") continue;
        std::vector<std::string> numbers;
        while (words >> cell) {
          if (std::all_of(cell.begin(), cell.end(), ::isdigit)) numbers.push_back(cell);
        }
        ASSERT_GE(numbers.size(), 3u) << line;
        // Packets of B, of A, of both, with bytes and their unit between them.
        expected.push_back(std::min(a, b) + " " + std::max(a, b) + " " + numbers[4]);
      }
      const Json rows =
          Json::parse(out_of("conversations --json --layer ip -Y '" + filter + "' " + file));
      for (const Json& row : rows) {
        const std::string a = row["address_a"], b = row["address_b"];
        if (a.find(':') != a.npos) continue;
        ours.push_back(
            std::min(a, b) + " " + std::max(a, b) + " " +
            std::to_string(row["packets_ab"].get<int>() + row["packets_ba"].get<int>()));
      }
      std::sort(expected.begin(), expected.end());
      std::sort(ours.begin(), ours.end());
      EXPECT_EQ(ours, expected) << filter << " " << file;
    }
  }
}

TEST_F(ChosenPackets, AreWhatFollowPrints) {
  const std::string all = out_of("follow --raw " + small_ + " udp,0");
  EXPECT_EQ(all.size(), 8u + 8u + 100u);
  EXPECT_EQ(out_of("follow --raw --packets 4 " + small_ + " udp,0").size(), 100u);
  EXPECT_EQ(out_of("follow --raw -Y 'udp.srcport == 9' " + small_ + " udp,0").size(), 8u);
  const std::string http = test::dissected_capture("http").string();
  const Json whole = Json::parse(out_of("follow --json " + http + " tcp,0"));
  ASSERT_GT(whole["pieces"].size(), 1u);
  for (const Json& piece : whole["pieces"]) {
    const Json one = Json::parse(
        out_of("follow --json -Y frame.number==" + std::to_string(piece["packet"].get<int>()) +
               " " + http + " tcp,0"));
    ASSERT_GE(one["pieces"].size(), 1u);
    for (const Json& each : one["pieces"]) EXPECT_EQ(each["packet"], piece["packet"]);
    EXPECT_NE(std::find(one["pieces"].begin(), one["pieces"].end(), piece), one["pieces"].end());
  }
}

// An object is chosen by the packet that its row names.
TEST_F(ChosenPackets, SayWhichObjectsAreKept) {
  const std::string http = test::dissected_capture("http").string();
  std::istringstream rows(out_of("objects " + http + " " + (folder_ / "all").string()));
  std::string head, row;
  std::getline(rows, head);
  ASSERT_TRUE(std::getline(rows, row));
  std::vector<std::string> all{row};
  while (std::getline(rows, row)) all.push_back(row);
  for (const std::string& each : all) {
    const std::string number = each.substr(0, each.find('\t'));
    const std::filesystem::path folder = folder_ / ("of-" + number);
    const std::string out =
        out_of("objects -Y frame.number==" + number + " " + http + " " + folder.string());
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      ++files;
      EXPECT_EQ(test::read_file(entry.path()),
                test::read_file(folder_ / "all" / entry.path().filename()));
    }
    EXPECT_NE(out.find(each + "\n"), std::string::npos);
    EXPECT_EQ(files, static_cast<std::size_t>(std::count(out.begin(), out.end(), '\n') - 1));
  }
}

// Reading ends behind the last packet that can be chosen: what stands there is not even looked at.
TEST_F(ChosenPackets, AreReadNoFurtherThanNeeded) {
  test::ByteVector bytes = test::capture_of({{}, {}, {}, {}});
  bytes.resize(bytes.size() - 5);
  const std::string cut = write("cut.pcap", bytes);
  for (const std::string command :
       {"print", "events", "decapsulate", "conversations", "hierarchy"}) {
    EXPECT_EQ(run(command + " --packets 1-2 " + cut).code, 0) << command;
    EXPECT_EQ(run(command + " --packets 1-4 " + cut).code, 1) << command;
  }
  // A pipe that never ends.
  const std::string pipe = write("pipe", test::ByteVector{}) + ".fifo";
  const auto piped = shell("mkfifo " + pipe + "; exec 3<>" + pipe + "; cat " + small_ +
                           " >&3; timeout 10 " PACKETGLASS_BINARY " convert --packets 1-2 - - <" +
                           pipe + " | wc -c");
  EXPECT_EQ(piped.out.substr(0, 4), std::to_string(24 + 2 * (16 + 50)) + "\n");
}

// Fields that later packets say are those of the whole capture.
TEST_F(ChosenPackets, AreFilteredByWhatLaterPacketsSay) {
  const std::string file =
      write("a.pcap", test::capture_of({{.fragment = 0x2000}, {.port = 7}, {.fragment = 0x0002}}));
  EXPECT_EQ(lines_of("events -Y 'ip.reassembled_in == 3' " + file), 1u);
  EXPECT_EQ(numbers("--packets 1 -Y 'ip.reassembled_in == 3'", file), "1 ");
  const auto piped =
      shell("cat " + file + " | " PACKETGLASS_BINARY " events -Y ip.reassembled_in -");
  EXPECT_EQ(piped.code, 2);
  EXPECT_NE(piped.err.find("it needs a file, no pipe"), std::string::npos);
}

}  // namespace
}  // namespace packetglass
