// Captures made of events.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "support/captures.h"
#include "support/command_line.h"

namespace packetglass {
namespace {

using test::ByteVector;
using test::Outcome;
using test::pcap_bytes;

constexpr std::uint32_t kNanoseconds = 0xa1b23c4d;
constexpr std::uint32_t kMicroseconds = 0xa1b2c3d4;

std::string header_event(std::uint32_t magic, std::uint32_t snaplen = 262144,
                         std::uint32_t link_type = 1) {
  return R"({"schema":"pcap.file_header","magic_number":)" + std::to_string(magic) +
         R"(,"major_version":2,"minor_version":4,"reserved1":0,"reserved2":0,"snaplen":)" +
         std::to_string(snaplen) + R"(,"linktype":)" + std::to_string(link_type) + "}\n";
}

// An event whose fields are given as JSON has them.
std::string packet_event(const std::string& timestamp = R"("2023-11-14T22:13:20.123456789Z")",
                         const std::string& data = R"("SGkh")", const std::string& captured = "3",
                         const std::string& original = "60", const std::string& link_type = "1") {
  return R"({"schema":"pcap.packet","timestamp":)" + timestamp + R"(,"linktype":)" + link_type +
         R"(,"original_packet_length":)" + original + R"(,"captured_packet_length":)" + captured +
         R"(,"data":)" + data + "}\n";
}

// The record that packet_event() makes in a file in nanoseconds.
const test::PcapRecord kRecord{1'700'000'000, 123456789, "Hi!", {}, 60};

test::PcapHeader header_of(std::uint32_t magic, ByteOrder order = kHostOrder) {
  test::PcapHeader header;
  header.magic = magic;
  header.order = order;
  return header;
}

std::string text_of(const ByteVector& bytes) {
  return {bytes.begin(), bytes.end()};
}

class Write : public test::CommandLine {
 protected:
  // Runs write with these events; paths are left out of what it reports.
  Outcome write_events(const std::string& events, const std::string& words = "") const {
    std::filesystem::remove(out_);
    return add_events(events, words);
  }
  Outcome add_events(const std::string& events, const std::string& words) const {
    const auto input = write("events.json", events);
    Outcome outcome = run("write " + words + " " + out_.string() + " < " + input);
    outcome.err = std::regex_replace(outcome.err, std::regex(folder_.string() + "/"), "");
    return outcome;
  }

  // What is written of these events, which are to be without blemish.
  std::string written(const std::string& events) const {
    const auto [code, out, err] = write_events(events);
    EXPECT_EQ(code, 0);
    EXPECT_EQ(out + err, "");
    return written();
  }
  std::string written() const { return test::read_file(out_); }

  // What events makes of a capture and write of that.
  std::string there_and_back(const std::string& file) const {
    const auto outcome = shell(PACKETGLASS_BINARY " events --file-headers '" + file +
                               "' | " PACKETGLASS_BINARY " write -");
    EXPECT_EQ(outcome.code, 0) << file << outcome.err;
    return outcome.out;
  }

  const std::filesystem::path out_ = folder_ / "out.pcap";
};

TEST_F(Write, WritesNanosecondsOfTheFirstPacketsLinkTypeWithoutAHeader) {
  test::PcapHeader header = header_of(kNanoseconds);
  header.link_type_word = 101;
  const auto raw = [](const char* time) {
    return packet_event(time, R"("SGkh")", "3", "60", "101");
  };
  EXPECT_EQ(written(raw(R"("2023-11-14T22:13:20.123456789Z")") + raw(R"("1700000000.5")")),
            text_of(pcap_bytes(header, {kRecord, {1'700'000'000, 500'000'000, "Hi!", {}, 60}})));
}

TEST_F(Write, TakesPrecisionAndByteOrderFromTheMagicOfTheHeader) {
  const test::PcapRecord cut{1'700'000'000, 123456, "Hi!", {}, 60};
  const ByteOrder other = opposite(kHostOrder);
  EXPECT_EQ(written(header_event(kMicroseconds) + packet_event()),
            text_of(pcap_bytes(header_of(kMicroseconds), {cut})));
  EXPECT_EQ(written(header_event(0xd4c3b2a1) + packet_event()),
            text_of(pcap_bytes(header_of(kMicroseconds, other), {cut})));
  EXPECT_EQ(written(header_event(kNanoseconds) + packet_event()),
            text_of(pcap_bytes(header_of(kNanoseconds), {kRecord})));
  EXPECT_EQ(written(header_event(0x4d3cb2a1) + packet_event()),
            text_of(pcap_bytes(header_of(kNanoseconds, other), {kRecord})));
}

TEST_F(Write, WritesEveryVariantThatHasAMagicOfItsOwn) {
  test::PcapRecord record = kRecord;
  record.fraction = 123456;
  record.extra = std::string_view("\0\0\0\0\0\0\0\0", 8);
  EXPECT_EQ(written(header_event(0xa1b2cd34) + packet_event()),
            text_of(pcap_bytes(header_of(0xa1b2cd34), {record})));
  record.fraction = 123456789;
  EXPECT_EQ(written(header_event(0xa1e2cb12) + packet_event()),
            text_of(pcap_bytes(header_of(0xa1e2cb12), {record})));
}

TEST_F(Write, FillsInHowLongTheRecordsOfIxiaAre) {
  for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
    test::PcapHeader header = header_of(0x1c0001ac, order);
    header.records_length = 2 * (16 + 3);
    const auto file = write("in.pcap", pcap_bytes(header, {kRecord, kRecord}));
    const auto events = run("events --file-headers " + file).out;
    EXPECT_EQ(written(events + events), test::read_file(file) + test::read_file(file));
  }
}

TEST_F(Write, SaysWhenItCannotFillInHowLongTheRecordsAre) {
  const auto events = write("events.json", header_event(0x1c0001ac) + packet_event());
  const auto outcome =
      shell(PACKETGLASS_BINARY " write - < " + events + " | cat > " + out_.string());
  EXPECT_EQ(outcome.err,
            "packetglass: standard output: a header does not say how long its records are\n");
  test::PcapHeader header = header_of(0x1c0001ac);
  header.records_length = 0;
  EXPECT_EQ(written(), text_of(pcap_bytes(header, {kRecord})));
}

TEST_F(Write, BeginsAnotherSectionAtAHeaderInTheMiddle) {
  const auto one = pcap_bytes(header_of(kNanoseconds), {kRecord});
  test::PcapHeader other = header_of(kMicroseconds, ByteOrder::kBig);
  other.link_type_word = 113;
  const auto two = pcap_bytes(other, {{1, 2, "x"}});
  const auto three = pcap_bytes({}, {});
  const std::string bytes = text_of(one) + text_of(two) + text_of(three);
  EXPECT_EQ(there_and_back(write("in.pcap", bytes)), bytes);
  const std::string more = packet_event() + header_event(kMicroseconds);
  EXPECT_EQ(written(more), text_of(one) + text_of(pcap_bytes(header_of(kMicroseconds), {})));
}

TEST_F(Write, TakesThePacketOfATenzirPacket) {
  std::string packet = packet_event();
  packet.pop_back();
  EXPECT_EQ(written(R"({"schema":"tenzir.packet","pcap":)" + packet + "}\n"),
            text_of(pcap_bytes(header_of(kNanoseconds), {kRecord})));
}

TEST_F(Write, TakesTimesWithAnOffsetAndFewerDigitsExactly) {
  const auto times = packet_event(R"("2023-11-14T23:13:20.1+01:00")") +
                     packet_event(R"("1970-01-01T00:00:00Z")") +
                     packet_event(R"("2106-02-07T06:28:15.999999999Z")") +
                     packet_event(R"("1700000000.000000001")");
  EXPECT_EQ(written(times), text_of(pcap_bytes(header_of(kNanoseconds),
                                               {{1'700'000'000, 100'000'000, "Hi!", {}, 60},
                                                {0, 0, "Hi!", {}, 60},
                                                {0xffffffff, 999'999'999, "Hi!", {}, 60},
                                                {1'700'000'000, 1, "Hi!", {}, 60}})));
}

TEST_F(Write, TakesBlankLinesWindowsLinesAndALastLineWithoutEnd) {
  std::string events = "\n \r\n" + packet_event() + packet_event();
  events.replace(events.size() - 1, 1, "\r\n" + packet_event());
  events.pop_back();
  EXPECT_EQ(written(events),
            text_of(pcap_bytes(header_of(kNanoseconds), {kRecord, kRecord, kRecord})));
}

TEST_F(Write, SkipsEventsOfUnknownSchemasWithAWarning) {
  const auto [code, out, err] = write_events(R"({"schema":"suricata.alert"})"
                                             "\n" +
                                             packet_event() + "{}\n");
  EXPECT_EQ(code, 0);
  EXPECT_EQ(err,
            "packetglass: standard input: line 1: The event is a suricata.alert; it was skipped.\n"
            "packetglass: standard input: line 3: The event has no schema; it was skipped.\n");
  EXPECT_EQ(written(), text_of(pcap_bytes(header_of(kNanoseconds), {kRecord})));
}

TEST_F(Write, CountsManyUnknownEventsAndShowsTheFirst) {
  std::string events = packet_event();
  for (int i = 0; i < 1000; ++i) events += "{\"schema\":\"x\"}\n";
  const auto outcome = write_events(events);
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(std::count(outcome.err.begin(), outcome.err.end(), '\n'), 11);
  EXPECT_NE(outcome.err.find(": 1000 events of unknown schemas were skipped\n"),
            std::string::npos);
}

// Each is refused in line 3, and what was before it is there.
TEST_F(Write, RefusesEventsThatNothingCanBeMadeOf) {
  const std::string time = R"("2023-11-14T22:13:20Z")";
  const auto refusal = [this](const std::string& event) {
    const auto [code, out, err] =
        write_events(header_event(kNanoseconds) + packet_event() + event + packet_event());
    EXPECT_EQ(code, 1) << event;
    EXPECT_EQ(written(), text_of(pcap_bytes(header_of(kNanoseconds), {kRecord}))) << event;
    const std::string prefix = "packetglass: standard input: line 3: ";
    EXPECT_EQ(err.substr(0, prefix.size()), prefix);
    return err.substr(std::min(err.size(), prefix.size()));
  };
  EXPECT_EQ(refusal("nonsense\n"), "This is not JSON: its character 2 is wrong.\n");
  EXPECT_EQ(refusal("{\"schema\":\"\xff\"}\n"), "This is not JSON: its character 12 is wrong.\n");
  EXPECT_EQ(refusal("[]\n"), "This is not a JSON object.\n");
  EXPECT_EQ(refusal(std::string(100000, '[') + "\n"), "The JSON is nested too deeply.\n");
  EXPECT_EQ(refusal("{\"schema\":\"tenzir.packet\",\"pcap\":1}\n"),
            "The event's pcap is not a JSON object.\n");

  EXPECT_EQ(refusal(packet_event("null")), "The event has no timestamp.\n");
  EXPECT_EQ(refusal("{\"schema\":\"pcap.packet\",\"linktype\":1}\n"),
            "The event has no timestamp.\n");
  EXPECT_EQ(refusal(packet_event("1700000000.5")),
            "The event's timestamp is 1700000000.5, not a string.\n");
  EXPECT_EQ(refusal(packet_event("\"yesterday\"")),
            "The event's timestamp is malformed: \"yesterday\"\n");
  EXPECT_EQ(refusal(packet_event("\"2023-02-29T00:00:00Z\"")),
            "The event's timestamp is malformed: \"2023-02-29T00:00:00Z\"\n");
  EXPECT_EQ(refusal(packet_event("\"1969-12-31T23:59:59Z\"")),
            "A pcap file cannot hold the time 1969-12-31T23:59:59.000000000Z.\n");

  EXPECT_EQ(refusal(packet_event(time, "\"SGkh\"", "3", "60", "101")),
            "The packet's link type is 101, but that of the file is 1.\n");
  EXPECT_EQ(refusal(packet_event(time, "\"SGkh\"", "3", "60", "4294967296")),
            "The event's linktype is 4294967296, not a whole number from 0 to 4294967295.\n");
  EXPECT_EQ(refusal(packet_event(time, "\"SGkh\"", "4")),
            "The event's captured_packet_length is 4, but its data has 3 bytes.\n");
  EXPECT_EQ(refusal(packet_event(time, "\"SGkh\"", "3", "4294967296")),
            "The event's original_packet_length is 4294967296, not a whole number from 0 to "
            "4294967295.\n");
  EXPECT_EQ(refusal(packet_event(time, "\"SGkh\"", "3.0")),
            "The event's captured_packet_length is 3.0, not a whole number from 0 to "
            "4294967295.\n");
  EXPECT_EQ(refusal(packet_event(time, "\"SGkh\"", "3", "-1")),
            "The event's original_packet_length is -1, not a whole number from 0 to "
            "4294967295.\n");
  EXPECT_EQ(refusal(packet_event(time, "\"SGkh")),
            "This is not JSON: its character 141 is wrong.\n");
  EXPECT_EQ(refusal(packet_event(time, "\"SG kh\"")), "The event's data is not base64.\n");
  EXPECT_EQ(refusal(packet_event(time, "5")), "The event's data is 5, not a string.\n");

  EXPECT_EQ(refusal(header_event(0xa1b2c3d5)),
            "The event's magic_number 0xa1b2c3d5 is that of no capture.\n");
  EXPECT_EQ(refusal("{\"schema\":\"pcap.file_header\",\"magic_number\":2712847316}\n"),
            "The event has no major_version.\n");
}

// What JSON parsers throw, overlook or accept: each is a sentence with its line, and the packet
// before it is in the file.
TEST_F(Write, RefusesJsonThatIsNoEventAndKeepsThePacketsBeforeIt) {
  std::string twice = packet_event();
  twice.replace(twice.find("\"linktype\""), 0, R"("linktype":2,)");
  std::string inner = R"({"schema":"tenzir.packet","pcap":)" + twice;
  inner.back() = '}';
  const std::string deep(1'000'000, '[');
  const std::pair<std::string, std::string> kCases[] = {
      {R"({"a":1e999})", "A number of the JSON is beyond all that is counted."},
      {R"({"a":-1e999})", "A number of the JSON is beyond all that is counted."},
      {twice, "The JSON has a key twice in one object."},
      {inner, "The JSON has a key twice in one object."},
      {deep, "The JSON is nested too deeply."},
      {R"({"a":)" + deep, "The JSON is nested too deeply."},
      {"{\"a\":\"\xff\"}", "This is not JSON: its character 7 is wrong."},
      {"{\"a\":\"\\ud800\"}", "This is not JSON: its character 13 is wrong."},
      {std::string("{\0}", 3), "This is not JSON: its character 2 is wrong."},
      {packet_event(R"("0")", R"("SGkh")", "12345678901234567890123"),
       "The event's captured_packet_length is 1.2345678901234568e+22, not a whole number from 0 "
       "to 4294967295."}};
  for (const auto& [line, sentence] : kCases) {
    const std::string ended = line.ends_with("\n") ? line : line + "\n";
    const auto [code, out, err] = write_events(packet_event() + ended + packet_event());
    EXPECT_EQ(code, 1) << sentence;
    EXPECT_EQ(err, "packetglass: standard input: line 2: " + sentence + "\n");
    EXPECT_EQ(written(), text_of(pcap_bytes(header_of(kNanoseconds), {kRecord}))) << sentence;
  }
}

TEST_F(Write, RefusesAHeaderThatReadersWouldNotRecogniseThere) {
  std::string unknown = header_event(kNanoseconds);
  unknown.replace(unknown.find("\"minor_version\":4"), 17, "\"minor_version\":5");
  const std::string refusal =
      ": Behind another capture this file header would not be recognised: its version 2.5 is not "
      "known.\n";
  const auto outcome =
      write_events(header_event(kNanoseconds) + packet_event() + unknown + packet_event());
  EXPECT_EQ(outcome.code, 1);
  EXPECT_EQ(outcome.err, "packetglass: standard input: line 3" + refusal);
  EXPECT_EQ(written(), text_of(pcap_bytes(header_of(kNanoseconds), {kRecord})));
  const auto appended = add_events(packet_event() + unknown, "--append");
  EXPECT_EQ(appended.err, "packetglass: standard input: line 2" + refusal);
  EXPECT_EQ(written(), text_of(pcap_bytes(header_of(kNanoseconds), {kRecord, kRecord})));
}

TEST_F(Write, ReadsAFileAndWritesStandardOutput) {
  const auto events = write("in.json", packet_event());
  const auto outcome = run("write - -i " + events);
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, text_of(pcap_bytes(header_of(kNanoseconds), {kRecord})));
}

// Whoever reads what is written sees each packet when it comes.
TEST_F(Write, WritesPacketsOfAPipeAsTheyCome) {
  const auto event = write("in.json", packet_event());
  const auto fifo = (folder_ / "fifo").string();
  const auto piped = shell(
      "mkfifo " + fifo + "; " PACKETGLASS_BINARY " write " + out_.string() + " < " + fifo +
      " & exec 3>" + fifo + "; cat " + event + " >&3; for i in $(seq 100); do test -s " +
      out_.string() + " && break; sleep 0.1; done; cat " + out_.string() + "; exec 3>&-; wait");
  EXPECT_EQ(piped.out, text_of(pcap_bytes(header_of(kNanoseconds), {kRecord})));
}

TEST_F(Write, DoesNotOverwriteAFileUnlessForced) {
  write("out.pcap", "old");
  const auto refused = add_events(packet_event(), "");
  EXPECT_EQ(refused.code, 1);
  EXPECT_EQ(refused.err,
            "packetglass: out.pcap: File exists; --force overwrites it, --append appends\n");
  EXPECT_EQ(written(), "old");
  EXPECT_EQ(add_events(packet_event(), "--force").code, 0);
  EXPECT_EQ(written(), text_of(pcap_bytes(header_of(kNanoseconds), {kRecord})));
}

TEST_F(Write, SaysWhatItCannotReadOrWrite) {
  const auto missing = (folder_ / "missing.json").string();
  const auto unread = run("write " + out_.string() + " -i " + missing);
  EXPECT_EQ(unread.code, 1);
  EXPECT_EQ(unread.err, "packetglass: " + missing + ": No such file or directory\n");
  EXPECT_FALSE(std::filesystem::exists(out_));
  const auto nothing = write_events("\n");
  EXPECT_EQ(nothing.code, 1);
  EXPECT_EQ(nothing.err, "packetglass: standard input: there is no event to make a capture of\n");
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  const auto events = write("in.json", packet_event());
  const auto unwritten = shell(PACKETGLASS_BINARY " write - -i " + events + " >/dev/full");
  EXPECT_EQ(unwritten.code, 1);
  EXPECT_EQ(unwritten.err, "packetglass: standard output: No space left on device\n");
}

class Append : public Write {
 protected:
  // What is reported of events that cannot be appended to these bytes, which stay as they are.
  std::string refusal(const std::string& bytes, const std::string& events) const {
    write("out.pcap", bytes);
    const auto [code, out, err] = add_events(events, "--append");
    EXPECT_EQ(code, 1);
    EXPECT_EQ(written(), bytes);
    return err;
  }

  std::string appended(const std::string& bytes, const std::string& events) const {
    write("out.pcap", bytes);
    const auto [code, out, err] = add_events(events, "--append");
    EXPECT_EQ(code, 0);
    EXPECT_EQ(out + err, "");
    return written();
  }
};

TEST_F(Append, WritesAHeaderIntoAFileThatIsEmptyOrMissing) {
  const auto whole = text_of(pcap_bytes(header_of(kMicroseconds), {}));
  EXPECT_EQ(appended("", header_event(kMicroseconds)), whole);
  std::filesystem::remove(out_);
  EXPECT_EQ(add_events(header_event(kMicroseconds), "--append").code, 0);
  EXPECT_EQ(written(), whole);
}

TEST_F(Append, WritesAsTheFileDoesWhateverItsByteOrder) {
  for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
    const auto header = header_of(kNanoseconds, order);
    const auto one = text_of(pcap_bytes(header, {kRecord}));
    const auto two = text_of(pcap_bytes(header, {kRecord, kRecord}));
    EXPECT_EQ(appended(one, header_event(kNanoseconds) + packet_event()), two);
    EXPECT_EQ(appended(one, header_event(0x4d3cb2a1) + packet_event()), two);
    EXPECT_EQ(appended(one, packet_event()), two);
    EXPECT_EQ(appended(one, ""), one);
  }
}

TEST_F(Append, GoesOnInTheLastSectionAndBeginsAnotherAtAHeaderInTheMiddle) {
  const auto last = header_of(kMicroseconds, ByteOrder::kBig);
  const auto first = text_of(pcap_bytes(header_of(kNanoseconds), {kRecord}));
  const test::PcapRecord cut{1'700'000'000, 123456, "Hi!", {}, 60};
  EXPECT_EQ(appended(first + text_of(pcap_bytes(last, {})),
                     packet_event() + header_event(kNanoseconds) + packet_event()),
            first + text_of(pcap_bytes(last, {cut})) + first);
}

TEST_F(Append, KeepsTheLengthOfTheRecordsOfIxiaRight) {
  test::PcapHeader header = header_of(0x1c0001ab, ByteOrder::kBig);
  const test::PcapRecord record{1'700'000'000, 123456, "Hi!", {}, 60};
  header.records_length = 16 + 3;
  const auto one = text_of(pcap_bytes(header, {record}));
  header.records_length = 2 * (16 + 3);
  EXPECT_EQ(appended(one, packet_event()), text_of(pcap_bytes(header, {record, record})));
}

TEST_F(Append, RefusesAnotherKindOfCaptureAndNamesBothValues) {
  const auto file = text_of(pcap_bytes(header_of(kNanoseconds), {kRecord}));
  const std::string start = "packetglass: standard input: line 1: This cannot be appended: ";
  EXPECT_EQ(refusal(file, header_event(kMicroseconds)),
            start + "the event's variant is usec, that of the file is nsec.\n");
  EXPECT_EQ(refusal(file, header_event(kNanoseconds, 65535)),
            start + "the event's snaplen is 65535, that of the file is 262144.\n");
  EXPECT_EQ(refusal(file, header_event(kNanoseconds, 262144, 101)),
            start + "the event's link type is 101, that of the file is 1.\n");
  std::string older = header_event(kNanoseconds);
  older.replace(older.find("\"minor_version\":4"), 17, "\"minor_version\":3");
  EXPECT_EQ(refusal(file, older),
            start + "the event's version is 2.3, that of the file is 2.4.\n");
  EXPECT_EQ(refusal(file, packet_event("\"0\"", "\"SGkh\"", "3", "60", "101")),
            "packetglass: standard input: line 1: The packet's link type is 101, but that of the "
            "file is 1.\n");
}

TEST_F(Append, RefusesAFileThatIsNotWholeAndSaysWhere) {
  std::string cut = text_of(pcap_bytes(header_of(kNanoseconds), {kRecord, kRecord}));
  cut.pop_back();
  EXPECT_EQ(refusal(cut, packet_event()),
            "packetglass: out.pcap: cannot be appended to: byte 43: The capture ends inside a "
            "packet: 2 of 3 bytes are there.\n");
  cut.resize(43 + 15);
  EXPECT_EQ(refusal(cut, packet_event()),
            "packetglass: out.pcap: cannot be appended to: byte 43: The capture ends inside a "
            "record header: 15 of 16 bytes are there.\n");
  cut.resize(10);
  EXPECT_EQ(refusal(cut, packet_event()),
            "packetglass: out.pcap: cannot be appended to: byte 10: The capture ends inside its "
            "file header: 10 of 24 bytes are there.\n");
}

TEST_F(Append, RefusesWhatIsNoCaptureAndWhatIsNoFile) {
  EXPECT_EQ(refusal("a text", packet_event()),
            "packetglass: out.pcap: cannot be appended to: byte 0: This is not a packet capture: "
            "it starts with 61 20 74 65.\n");
  const auto events = write("in.json", packet_event());
  EXPECT_EQ(run("write --append /dev/null -i " + events).code, 1);
  EXPECT_EQ(run("write --append - -i " + events).code, 2);
  EXPECT_EQ(run("write --append --force " + out_.string() + " -i " + events).code, 2);
}

// Even where compressed captures can be read: what is appended would not be compressed.
TEST_F(Append, RefusesACompressedCapture) {
  const auto plain = write("plain", pcap_bytes(header_of(kNanoseconds), {kRecord}));
  if (shell("gzip -n " + plain).code != 0) GTEST_SKIP() << "gzip is not installed";
  EXPECT_NE(refusal(test::read_file(plain + ".gz"), packet_event()), "");
}

class RoundTrip : public Write {
 protected:
  static nlohmann::json parsed(const Outcome& info) {
    return nlohmann::json::parse(info.out, nullptr, false);
  }

  // Why events do not say all that this capture holds; empty when they do.
  std::string unsaid(const std::string& file) const {
    const auto info = parsed(run("info --json '" + file + "'"));
    if (info.is_discarded() || info.contains("error")) return "cannot be read";
    for (const auto& section : info["sections"]) {
      if (section["format"] != "pcap") return "is not pcap";
      const std::string variant = section["variant"];
      if (variant != "usec" && variant != "nsec") return "has more in its records: " + variant;
      if (section["version_minor"] == 3) return "may have its lengths in either order";
    }
    for (const auto& issue : info["issues"]) {
      const std::string kind = issue["kind"];
      if (issue["severity"] == "error") return "is damaged: " + kind;
      if (kind == "fraction_above_second") return "has fractions that are carried";
      if (kind == "captured_length_above_original") return "has packets that are refused";
    }
    return "";
  }

  // How many captures below a folder were read, written and found equal.
  int check_all(const std::filesystem::path& folder) const {
    int checked = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file() || !begins_like_pcap(entry.path())) continue;
      const std::string file = entry.path().string();
      if (const std::string why = unsaid(file); !why.empty()) {
        std::printf("skipped: %s %s\n", entry.path().filename().c_str(), why.c_str());
        continue;
      }
      ++checked;
      EXPECT_TRUE(there_and_back(file) == test::read_file(file)) << file << " has changed";
    }
    return checked;
  }

  static bool begins_like_pcap(const std::filesystem::path& file) {
    std::string start(4, '\0');
    std::ifstream(file, std::ios::binary).read(start.data(), 4);
    return start == "\xa1\xb2\xc3\xd4" || start == "\xd4\xc3\xb2\xa1" ||
           start == "\xa1\xb2\x3c\x4d" || start == "\x4d\x3c\xb2\xa1";
  }
};

TEST_F(RoundTrip, KeepsEveryByteOfTheTestCaptures) {
  EXPECT_GE(check_all(PACKETGLASS_TEST_CAPTURES), 14);
}

TEST_F(RoundTrip, KeepsEveryByteOfRealCaptures) {
  const std::filesystem::path real = test::real_captures();
  if (!std::filesystem::exists(real)) GTEST_SKIP() << "there is no " << real;
  EXPECT_GE(check_all(real), 50);
}

TEST_F(RoundTrip, KeepsHeadersWithEveryWordSet) {
  for (const ByteOrder order : {ByteOrder::kLittle, ByteOrder::kBig}) {
    test::PcapHeader header = header_of(kMicroseconds, order);
    header.major = 543;
    header.minor = 0;
    header.thiszone = -3600;
    header.sigfigs = 0xfffffffe;
    header.snaplen = 96;
    header.link_type_word = 0xf4000071;
    const test::PcapRecord record{0xffffffff, 999'999, "Hi!", 60, 3};
    const auto bytes = pcap_bytes(header, {record, record});
    EXPECT_EQ(there_and_back(write("in.pcap", bytes)), text_of(bytes));
  }
}

TEST_F(RoundTrip, KeepsCapturesOfAixAndTheirLinkType) {
  test::PcapHeader header = header_of(kMicroseconds, ByteOrder::kBig);
  header.minor = 2;
  header.link_type_word = 6;
  const test::PcapRecord record{1'700'000'000, 123'456'789, "Hi!", 60, 3};
  const auto bytes = pcap_bytes(header, {record, record});
  EXPECT_EQ(there_and_back(write("in.pcap", bytes)), text_of(bytes));
}

}  // namespace
}  // namespace packetglass
