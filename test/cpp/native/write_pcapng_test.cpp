// pcapng made of events.
#include <gtest/gtest.h>

#include <regex>

#include "support/command_line.h"
#include "support/pcapng_bytes.h"

namespace packetglass {
namespace {

using namespace test;

constexpr std::uint64_t kTicks = 1'700'000'000'123'456'789;
constexpr const char* kTime = R"("2023-11-14T22:13:20.123456789Z")";
constexpr std::uint16_t kTsresol = 9;

// Fields as JSON has them.
struct Event {
  std::string section = "0";
  std::string interface = "0";
  std::string link_type = "1";
  std::string timestamp = kTime;
  std::string original = "60";
  std::string data = R"("SGkh")";
};

std::string text(const Event& event) {
  return R"({"schema":"pcap.packet","timestamp":)" + event.timestamp + R"(,"linktype":)" +
         event.link_type + R"(,"original_packet_length":)" + event.original +
         R"(,"captured_packet_length":3,"section_id":)" + event.section + R"(,"interface_id":)" +
         event.interface + R"(,"data":)" + event.data + "}\n";
}

const std::string kHeaderEvent =
    R"({"schema":"pcap.file_header","magic_number":2712847316,"major_version":2,)"
    R"("minor_version":4,"reserved1":0,"reserved2":0,"snaplen":262144,"linktype":1})"
    "\n";

// What is written of the events above.
const PcapngBytes kLittle(ByteOrder::kLittle);

ByteVector interface(std::uint16_t link_type, const PcapngBytes& make = kLittle) {
  return make.interface(link_type, 0, make.option(kTsresol, {9}) + make.end_of_options());
}

ByteVector packet(std::uint32_t interface = 0, const PcapngBytes& make = kLittle) {
  return make.enhanced({kTicks, "Hi!", interface, {}, 60});
}

std::string as_text(const ByteVector& bytes) {
  return {bytes.begin(), bytes.end()};
}

class WritePcapng : public CommandLine {
 protected:
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
  std::string written(const std::string& events, const std::string& words = "") const {
    const auto [code, out, err] = write_events(events, words);
    EXPECT_EQ(code, 0);
    EXPECT_EQ(out + err, "");
    return read_file(out_);
  }
  std::string appended(const ByteVector& file, const std::string& events) const {
    write("out.cap", file);
    const auto [code, out, err] = add_events(events, "--append");
    EXPECT_EQ(code, 0);
    EXPECT_EQ(out + err, "");
    return read_file(out_);
  }

  const std::filesystem::path out_ = folder_ / "out.cap";
};

TEST_F(WritePcapng, IsChosenWhenPacketsSayTheirSectionAndInterface) {
  const ByteVector whole = kLittle.section() + interface(1) + packet() + packet();
  EXPECT_EQ(written(text({}) + text({})), as_text(whole));
  EXPECT_EQ(written(text({"0", "null"}), "").substr(0, 4), "\x4d\x3c\xb2\xa1");
  EXPECT_EQ(written(text({"null", "0"}), "").substr(0, 4), "\x4d\x3c\xb2\xa1");
}

TEST_F(WritePcapng, OrNotAsTheFormatAskedForHasIt) {
  const ByteVector whole = kLittle.section() + interface(1) + packet();
  EXPECT_EQ(written(text({"null", "null"}), "--format pcapng"), as_text(whole));
  EXPECT_EQ(written(text({}), "--format pcapng"), as_text(whole));
  EXPECT_EQ(written(text({}), "--format auto"), as_text(whole));
  EXPECT_EQ(written(text({}), "--format pcap").substr(0, 4), "\x4d\x3c\xb2\xa1");
  EXPECT_EQ(write_events(text({}), "--format nonsense").code, 2);
  EXPECT_EQ(written(kHeaderEvent + text({})).substr(0, 4), "\xd4\xc3\xb2\xa1");
}

TEST_F(WritePcapng, DeclaresAnInterfaceForEachNumberAndLinkType) {
  EXPECT_EQ(written(text({"0", "0"}) + text({"0", "1", "101"}) + text({"0", "0"}) +
                    text({"0", "1", "113"}) + text({"0", "1", "101"})),
            as_text(kLittle.section() + interface(1) + packet(0) + interface(101) + packet(1) +
                    packet(0) + interface(113) + packet(2) + packet(1)));
}

TEST_F(WritePcapng, DeclaresInterfacesBelowTheFirstThatComes) {
  EXPECT_EQ(written(text({"0", "2"}) + text({"0", "0"}) + text({"0", "1", "101"})),
            as_text(kLittle.section() + interface(1) + interface(1) + interface(1) + packet(2) +
                    packet(0) + interface(101) + packet(3)));
  EXPECT_EQ(written(text({"0", "18446744073709551615"})),
            as_text(kLittle.section() + interface(1) + packet(0)));
}

TEST_F(WritePcapng, DeclaresAnInterfaceForEachLinkTypeWhereNoNumberIsSaid) {
  const Event one{"null", "null"};
  const Event other{"null", "null", "101"};
  EXPECT_EQ(written(text(one) + text(other) + text(one), "--format pcapng"),
            as_text(kLittle.section() + interface(1) + packet(0) + interface(101) + packet(1) +
                    packet(0)));
}

TEST_F(WritePcapng, BeginsASectionWhereTheNumberChanges) {
  const ByteVector section = kLittle.section() + interface(1) + packet();
  EXPECT_EQ(written(text({"4"}) + text({"7"}) + text({"4"})),
            as_text(section + section + section));
}

TEST_F(WritePcapng, WritesASimplePacketWhereThereIsNoTime) {
  const Event timeless{"0", "0", "1", "null", "3"};
  EXPECT_EQ(written(text(timeless) + text({})),
            as_text(kLittle.section() + interface(1) + kLittle.simple("Hi!") + packet()));
  const auto refusal = [this](const Event& event, const std::string& words = "") {
    const auto outcome = write_events(text({}) + text(event), words);
    EXPECT_EQ(outcome.code, 1);
    return outcome.err;
  };
  const std::string start = "packetglass: standard input: line 2: ";
  EXPECT_EQ(refusal(timeless, "--format pcap"), start + "The event has no timestamp.\n");
}

TEST_F(WritePcapng, IgnoresFileHeadersWithAWarning) {
  const auto [code, out, err] = write_events(text({}) + kHeaderEvent + text({}));
  EXPECT_EQ(code, 0);
  EXPECT_EQ(err,
            "packetglass: standard input: line 2: The file header was ignored: pcapng is "
            "written.\n");
  EXPECT_EQ(read_file(out_), as_text(kLittle.section() + interface(1) + packet() + packet()));
  std::string many = text({});
  for (int i = 0; i < 100; ++i) many += kHeaderEvent;
  const auto counted = write_events(many);
  EXPECT_EQ(std::count(counted.err.begin(), counted.err.end(), '\n'), 11);
  EXPECT_NE(counted.err.find(": 100 file headers were ignored\n"), std::string::npos);
}

// Each is refused in line 2, and what was before it is there.
TEST_F(WritePcapng, RefusesPacketsItCannotHold) {
  const auto refusal = [this](const Event& event) {
    const auto [code, out, err] = write_events(text({}) + text(event) + text({}));
    EXPECT_EQ(code, 1);
    EXPECT_EQ(read_file(out_), as_text(kLittle.section() + interface(1) + packet()));
    const std::string prefix = "packetglass: standard input: line 2: ";
    EXPECT_EQ(err.substr(0, prefix.size()), prefix);
    return err.substr(std::min(err.size(), prefix.size()));
  };
  EXPECT_EQ(refusal({"0", "0", "65536"}),
            "The packet's link type is 65536, but that of pcapng is at most 65535.\n");
  EXPECT_EQ(refusal({"0", "0", "4294967296"}),
            "The event's linktype is 4294967296, not a whole number from 0 to 4294967295.\n");
  EXPECT_EQ(refusal({"0", "0", "1", kTime, "4294967296"}),
            "The event's original_packet_length is 4294967296, not a whole number from 0 to "
            "4294967295.\n");
  EXPECT_EQ(refusal({"0", "0", "1", kTime, "60", R"("SGk=")"}),
            "The event's captured_packet_length is 3, but its data has 2 bytes.\n");
  EXPECT_EQ(refusal({"-1"}),
            "The event's section_id is -1, not a whole number from 0 to 18446744073709551615.\n");
  EXPECT_EQ(refusal({"0", "\"x\""}),
            "The event's interface_id is \"x\", not a whole number from 0 to "
            "18446744073709551615.\n");
}

// Its interface gets an offset.
TEST_F(WritePcapng, WritesATimeBefore1970) {
  const auto outcome = write_events(text({"0", "0", "1", R"("1969-12-31T23:59:59.999999999Z")"}));
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  const auto back = shell(PACKETGLASS_BINARY " events " + out_.string());
  EXPECT_NE(back.out.find("\"1969-12-31T23:59:59.999999999Z\""), std::string::npos) << back.out;
}

// As simple packets where that is all that they need, in a section of their own where it is not.
TEST_F(WritePcapng, WritesWhateverPacketsWithoutATimeAreRead) {
  for (const Event& event : {Event{"0", "0", "1", "null", "4"}, Event{"0", "1", "1", "null", "3"},
                             Event{"0", "0", "1", kTime, "2"}}) {
    const auto outcome = write_events(text({}) + text(event));
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    const auto back = shell(PACKETGLASS_BINARY " events " + out_.string());
    EXPECT_EQ(std::count(back.out.begin(), back.out.end(), '\n'), 2) << back.out;
    EXPECT_NE(back.out.find("\"data\":\"SGkh\"}\n{"), std::string::npos) << back.out;
  }
}

TEST_F(WritePcapng, GoesBackAndForthThroughEvents) {
  const ByteVector capture = kLittle.section() + interface(1) + interface(101) + packet(1) +
                             packet(0) + kLittle.section() + interface(1) + kLittle.simple("Hi!") +
                             packet(0);
  const auto file = write("in.pcapng", capture);
  const auto back = shell(PACKETGLASS_BINARY " events " + file +
                          " | " PACKETGLASS_BINARY " write - | " PACKETGLASS_BINARY " events -");
  EXPECT_EQ(back.code, 0) << back.err;
  std::string events = run("events " + file).out;
  // Interface 0 comes after interface 1 and has another link type: so it gets the next number.
  const auto first = events.find("\"interface_id\":0");
  ASSERT_NE(first, std::string::npos);
  EXPECT_EQ(back.out, events.replace(first, 16, "\"interface_id\":2"));
}

class AppendPcapng : public WritePcapng {};

TEST_F(AppendPcapng, GoesOnInTheLastSectionOnItsInterfaces) {
  for (const ByteOrder order : kBothOrders) {
    const PcapngBytes make(order);
    const ByteVector file = kLittle.section() + interface(113) + make.section() +
                            interface(1, make) + interface(101, make) + packet(0, make);
    EXPECT_EQ(appended(file, text({"9", "1", "101"}) + text({"9", "0"})),
              as_text(file + packet(1, make) + packet(0, make)));
    EXPECT_EQ(appended(file, text({"null", "null", "101"})), as_text(file + packet(1, make)));
    EXPECT_EQ(appended(file, ""), as_text(file));
    EXPECT_EQ(
        appended(file, text({"9"}) + text({"10"})),
        as_text(file + packet(0, make) + make.section() + interface(1, make) + packet(0, make)));
  }
}

TEST_F(AppendPcapng, DeclaresAnotherInterfaceWhereThoseThereCannotHoldThePacket) {
  const ByteVector other_type = kLittle.section() + interface(113);
  EXPECT_EQ(appended(other_type, text({}) + text({})),
            as_text(other_type + interface(1) + packet(1) + packet(1)));
  const ByteVector coarse = kLittle.section() + kLittle.interface(1, 0);  // microseconds
  EXPECT_EQ(appended(coarse, text({})), as_text(coarse + interface(1) + packet(1)));
  const Event whole{"0", "0", "1", R"("2023-11-14T22:13:20.5Z")"};
  EXPECT_EQ(appended(coarse, text(whole)),
            as_text(coarse + kLittle.enhanced({1'700'000'000'500'000, "Hi!", 0, {}, 60})));
  const ByteVector narrow =
      kLittle.section() +
      kLittle.interface(1, 2, kLittle.option(kTsresol, {9}) + kLittle.end_of_options());
  EXPECT_EQ(appended(narrow, text({})), as_text(narrow + interface(1) + packet(1)));
}

TEST_F(AppendPcapng, BeginsAnotherSectionWhereTheLastSaysItsLength) {
  const ByteVector body = interface(1) + packet();
  const ByteVector file = kLittle.section({}, body.size()) + body;
  EXPECT_EQ(appended(file, text({})), as_text(file + kLittle.section() + interface(1) + packet()));
}

TEST_F(AppendPcapng, RefusesDamageAndTheOtherFormat) {
  ByteVector file = kLittle.section() + interface(1) + packet();
  write("out.cap", file);
  const auto other = add_events(text({}), "--append --format pcap");
  EXPECT_EQ(other.code, 1);
  EXPECT_EQ(other.err, "packetglass: out.cap: cannot be appended to: it is pcapng, not pcap\n");
  write("out.cap", pcap_bytes({}, {}));
  EXPECT_EQ(add_events(text({}), "--append --format pcapng").err,
            "packetglass: out.cap: cannot be appended to: it is pcap, not pcapng\n");
  file.pop_back();
  write("out.cap", file);
  const auto cut = add_events(text({}), "--append");
  EXPECT_EQ(cut.code, 1);
  EXPECT_EQ(cut.err,
            "packetglass: out.cap: cannot be appended to: byte 60: The capture ends inside a "
            "block: 35 of 36 bytes are there.\n");
  EXPECT_EQ(read_file(out_), as_text(file));
}

TEST_F(AppendPcapng, IgnoresFileHeadersBehindPcapng) {
  const ByteVector file = kLittle.section() + interface(1);
  write("out.cap", file);
  const auto outcome = add_events(kHeaderEvent + text({}), "--append");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_NE(outcome.err.find("line 1: The file header was ignored"), std::string::npos);
  EXPECT_EQ(read_file(out_), as_text(file + packet()));
}

}  // namespace
}  // namespace packetglass
