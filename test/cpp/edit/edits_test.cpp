// Each step changes what it names, and nothing else.
#include "edit/edits.h"

#include <gtest/gtest.h>

#include "format/pcap/variants.h"
#include "format/pcapng/block_types.h"
#include "format/pcapng/decryption_secrets.h"
#include "format/pcapng/name_resolution.h"
#include "format/pcapng/options.h"
#include "support/conversion.h"
#include "support/editing.h"
#include "support/every_capture.h"

namespace packetglass {
namespace {

using test::edited;
using test::Listed;
using test::listed;
using test::PcapngBytes;
using test::operator+;

constexpr Nanoseconds kSecond = kNanosecondsPerSecond;

CaptureTarget pcapng_target() {
  CaptureTarget target;
  target.pcapng = true;
  return target;
}

// Three packets of 10, 4 and 7 bytes in each variant of classic pcap and byte order.
std::vector<test::ByteVector> classic_captures() {
  std::vector<test::ByteVector> all;
  const auto usec = test::pcap_bytes({}, {{1'700'000'000, 2, "0123456789", {}, 60},
                                          {1'700'000'001, 4, "abcd"},
                                          {1'700'000'003, 6, "ABCDEFG"}});
  for (const auto& variant : pcap::kVariants) {
    for (const ByteOrder order : test::kBothOrders) {
      CaptureTarget target;
      target.variant = &variant;
      target.order = order;
      all.push_back(test::rewrite(usec, target).bytes);
    }
  }
  return all;
}

// All kinds of packet blocks, comments, two interfaces of which one is finer than nanoseconds,
// statistics, secrets, names, what is custom.
test::ByteVector pcapng_capture(ByteOrder order) {
  const PcapngBytes make(order);
  const auto comment = make.option(pcapng::kComment, PcapngBytes::text("said"));
  const auto custom = make.option(2988, make.u32(32473) + PcapngBytes::text("x"));
  const auto end = make.end_of_options();
  const auto picoseconds = make.option(pcapng::kIfTsresol, {12});
  return make.section(comment + end) +
         make.interface(1, 100, make.option(pcapng::kIfName, PcapngBytes::text("eth0")) + end) +
         make.interface(1, 0, picoseconds + comment + end) +
         make.block(pcapng::kNameResolution,
                    make.u16(1) + make.u16(6) +
                        PcapngBytes::padded(PcapngBytes::text("\1\2\3\4a") + test::ByteVector{0}) +
                        make.u32(0) + comment + end) +
         make.enhanced({1'700'000'000'000'000, "0123456789", 0, {}, 60, comment + custom + end}) +
         make.enhanced({5'000'000'000'123, "abcdefgh", 1}) +
         make.obsolete({1'700'000'002'000'000, "obsolete", 0, {}, {}, comment + end}) +
         make.simple("simple") +
         make.block(pcapng::kInterfaceStatistics,
                    make.u32(0) + make.u32(395812) + make.u32(100) +
                        make.option(pcapng::kIsbStartTime, make.u32(395812) + make.u32(7)) +
                        comment + end) +
         make.block(pcapng::kCustom, make.u32(32473) + PcapngBytes::text("data")) +
         make.block(pcapng::kDecryptionSecrets,
                    make.u32(0x544c534b) + make.u32(4) + PcapngBytes::text("abc\n"));
}

std::vector<test::ByteVector> all_captures() {
  auto all = classic_captures();
  for (const ByteOrder order : test::kBothOrders) all.push_back(pcapng_capture(order));
  return all;
}

// What the capture lists once this was done to its packets.
template <class Change>
Listed with_packets(Listed listed, const Change& change) {
  for (auto& packet : listed.packets) change(packet);
  return listed;
}

void resize(Listed::PacketRow& packet, std::size_t size) {
  packet.bytes.resize(size);
  packet.captured = static_cast<std::uint32_t>(size);
}

TEST(Edits, WithoutStepsEveryCaptureIsTheSameByteForByte) {
  test::for_every_capture([](Bytes source) {
    const auto whole = test::rewrite(source, {});
    EXPECT_EQ(edited(source, {}).bytes, whole.bytes);
  });
}

// A step that finds nothing to do rewrites no record: what differs is what writing fewer packets
// changes too.
TEST(Edits, AStepThatChangesNothingLeavesEveryCaptureAsItIs) {
  CaptureTarget fewer;
  fewer.all_packets = false;
  test::for_every_capture([&](Bytes source) {
    const auto whole = test::rewrite(source, fewer);
    EXPECT_EQ(edited(source, {{"shift", "0"}}).bytes, whole.bytes);
    EXPECT_EQ(edited(source, {{"strict-times", "0"}, {"shift", "0"}}).issues.size(),
              whole.losses.size());
  });
}

// There and back again, every record of every variant is made anew twice.
TEST(Edits, ShiftingThereAndBackGivesTheSameBytes) {
  CaptureTarget fewer;
  fewer.all_packets = false;
  for (const auto& source : all_captures()) {
    const auto there = edited(source, {{"shift", "3"}});
    EXPECT_NE(there.bytes, source);
    EXPECT_EQ(edited(there.bytes, {{"shift", "-3"}}).bytes, test::rewrite(source, fewer).bytes);
    EXPECT_EQ(edited(source, {{"shift", "3"}, {"shift", "-3s"}}).bytes,
              test::rewrite(source, fewer).bytes);
  }
}

TEST(Edits, ShiftChangesTimesAlone) {
  for (const auto& source : all_captures()) {
    const auto expected = with_packets(listed(source), [](Listed::PacketRow& packet) {
      if (packet.kind != RecordKind::kSimple) packet.time += 90 * kSecond;
    });
    EXPECT_EQ(listed(edited(source, {{"shift", "1.5min"}}).bytes), expected);
  }
}

TEST(Edits, ShiftKeepsWhatIsFinerThanNanoseconds) {
  const auto source = pcapng_capture(ByteOrder::kLittle);
  const auto shifted = edited(source, {{"shift", "1ns"}}).bytes;
  // 5'000'000'000'123 ps: 123 ps are kept.
  const PcapngBytes make(ByteOrder::kLittle);
  const auto expected = make.enhanced({5'000'000'001'123, "abcdefgh", 1});
  EXPECT_NE(std::search(shifted.begin(), shifted.end(), expected.begin(), expected.end()),
            shifted.end());
}

TEST(Edits, ATimeThatARecordCannotHoldIsAnError) {
  const auto source = test::pcap_bytes({}, {{1'700'000'000, 2, "a"}});
  for (const std::string by : {"-60000d", "40000d"}) {
    const auto result = edited(source, {{"shift", by}});
    ASSERT_TRUE(result.error) << by;
    EXPECT_EQ(result.error->code, ErrorCode::kTimeOutOfRange);
  }
}

TEST(Edits, CutChangesCapturedBytesAndSnaplenAlone) {
  for (const auto& source : all_captures()) {
    auto expected = with_packets(listed(source), [](Listed::PacketRow& packet) {
      if (packet.captured > 5) resize(packet, 5);
    });
    for (auto& interface : expected.interfaces) interface.snaplen = 5;
    const auto result = edited(source, {{"cut", "5"}});
    EXPECT_EQ(listed(result.bytes), expected);
  }
}

TEST(Edits, ChopTakesBytesOutAndFromTheOriginalLength) {
  struct Case {
    const char* value;
    std::string left;  // of 0123456789
  };
  const Case cases[] = {{"3", "3456789"},     {"-3", "0123456"},    {"2:3", "0156789"},
                        {"-4:2", "01234589"}, {"-2:-3", "0123489"}, {"4:-2", "01456789"},
                        {"100", ""},          {"-100", ""},         {"8:100", "01234567"}};
  for (const auto& source : classic_captures()) {
    for (const Case& chop : cases) {
      const auto result = listed(edited(source, {{"chop", chop.value}}).bytes);
      const auto& packet = result.packets.at(0);
      EXPECT_EQ(std::string(packet.bytes.begin(), packet.bytes.end()), chop.left) << chop.value;
      EXPECT_EQ(packet.original, 60 - (10 - chop.left.size())) << chop.value;
    }
  }
}

TEST(Edits, FirstTimeMovesAllTimesAlike) {
  for (const auto& source : classic_captures()) {
    const auto result = listed(edited(source, {{"first-time", "2001-09-09T01:46:40Z"}}).bytes);
    const auto before = listed(source);
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_EQ(result.packets[i].time - 1'000'000'000 * kSecond,
                before.packets[i].time - before.packets[0].time);
    }
  }
}

std::vector<Nanoseconds> times_after(const test::Step& step) {
  const auto source =
      test::pcap_bytes({}, {{10, 0, "a"}, {5, 0, "b"}, {10, 0, "c"}, {12, 0, "d"}});
  std::vector<Nanoseconds> times;
  for (const auto& packet : listed(edited(source, {step}).bytes).packets) {
    times.push_back(packet.time / 1000);
  }
  return times;
}

TEST(Edits, StrictTimesMovesPacketsThatAreEarlierThanTheOneBefore) {
  using Times = std::vector<Nanoseconds>;
  EXPECT_EQ(times_after({"strict-times", "0"}),
            (Times{10'000'000, 10'000'000, 10'000'000, 12'000'000}));
  EXPECT_EQ(times_after({"strict-times", "1us"}),
            (Times{10'000'000, 10'000'001, 10'000'002, 12'000'000}));
  EXPECT_EQ(times_after({"interval", "1ms"}),
            (Times{10'000'000, 10'001'000, 10'002'000, 10'003'000}));
}

TEST(Edits, ResolutionWritesAllTimesInAnotherUnit) {
  for (const ByteOrder order : test::kBothOrders) {
    const auto source = pcapng_capture(order);
    const auto finer = edited(source, {{"resolution", "ns"}});
    const auto before = listed(source);
    const auto after = listed(finer.bytes);
    ASSERT_EQ(after.packets.size(), before.packets.size());
    for (std::size_t i = 0; i < after.packets.size(); ++i)
      EXPECT_EQ(after.packets[i], before.packets[i]);
    for (const auto& interface : after.interfaces)
      EXPECT_EQ(interface.resolution, kNanosecondResolution);
    // 123 ps of one packet are lost, which is said.
    EXPECT_EQ(finer.issues, std::vector{IssueKind::kTimestampsRounded});
    const auto& statistics = after.blocks.at(1);
    const auto ticks = (std::uint64_t{395812} << 32 | 100) * 1000;
    EXPECT_EQ(load<std::uint32_t>(statistics.data() + 12, order), ticks >> 32);
    EXPECT_EQ(load<std::uint32_t>(statistics.data() + 16, order), ticks & 0xffffffff);
    const auto start = (std::uint64_t{395812} << 32 | 7) * 1000;
    EXPECT_EQ(load<std::uint32_t>(statistics.data() + 24, order), start >> 32);
    EXPECT_EQ(load<std::uint32_t>(statistics.data() + 28, order), start & 0xffffffff);
  }
}

TEST(Edits, ResolutionRefusesTimesThatItCannotHold) {
  const auto result = edited(pcapng_capture(ByteOrder::kLittle), {{"resolution", "12"}});
  ASSERT_TRUE(result.error);
  EXPECT_EQ(result.error->code, ErrorCode::kTimeOutOfRange);
}

std::string kept_by(const std::string& dedup) {
  const auto source = test::pcap_bytes(
      {}, {{1, 0, "1same"}, {1, 5, "2other"}, {1, 9, "3same"}, {3, 0, "1same"}, {3, 1, "2"}});
  std::string kept;
  for (const auto& packet : listed(edited(source, {{"dedup", dedup}}).bytes).packets) {
    kept += static_cast<char>(packet.bytes[0]);
  }
  return kept;
}

TEST(Edits, DedupDropsWhatIsTheSameWithinItsWindow) {
  EXPECT_EQ(kept_by("5"), "1232");
  EXPECT_EQ(kept_by("3"), "12312");
  EXPECT_EQ(kept_by("1"), "12312");
  EXPECT_EQ(kept_by("1s"), "12312");
  EXPECT_EQ(kept_by("2s"), "1232");
  // Without their first byte packets 1, 3 and 4 are the same; the last one is too short for that.
  EXPECT_EQ(kept_by("5,skip=1"), "122");
  EXPECT_EQ(kept_by("9us,skip=1"), "1212");
}

// However many packets come between, in a window as large.
TEST(Edits, DedupFindsTheFirstPacketOfAWindowThatHadToGrow) {
  std::vector<std::string> texts;
  for (int i = 0; i < 1000; ++i) texts.push_back("packet " + std::to_string(i));
  std::vector<test::PcapRecord> records;
  for (const auto& text : texts) records.push_back({1, 0, text});
  records.push_back({1, 0, texts[0]});
  records.push_back({1, 0, texts[1]});
  const auto source = test::pcap_bytes({}, records);
  EXPECT_EQ(listed(edited(source, {{"dedup", "1001"}}).bytes).packets.size(), 1000U);
  EXPECT_EQ(listed(edited(source, {{"dedup", "1000"}}).bytes).packets.size(), 1002U);
  EXPECT_EQ(listed(edited(source, {{"dedup", "1s"}}).bytes).packets.size(), 1000U);
}

// Ethernet, IPv4, UDP of two bytes: TTL, header checksum, UDP checksum.
std::string datagram(char ttl, std::string_view header_sum, std::string_view udp_sum) {
  std::string packet(12, '\1');
  packet += std::string("\x08\x00\x45\x00\x00\x1e\x00\x00\x00\x00", 10) + ttl + '\x11';
  packet += std::string(header_sum) + std::string("\x0a\x00\x00\x01\x0a\x00\x00\x02", 8);
  packet += std::string("\x03\xe8\x03\xe9\x00\x0a", 6) + std::string(udp_sum) + "hi";
  return packet;
}

TEST(Edits, DedupIgnoresTtlAndChecksumsWhenAsked) {
  const std::string first = datagram(64, "ab", "cd");
  const std::string hopped = datagram(63, "xy", "cd");
  const std::string offloaded = datagram(64, "zz", "zz");
  const auto source = test::pcap_bytes({}, {{1, 0, first}, {1, 1, hopped}, {1, 2, offloaded}});
  const auto left = [&](const std::string& value) {
    return listed(edited(source, {{"dedup", value}}).bytes).packets.size();
  };
  EXPECT_EQ(left("5"), 3U);
  EXPECT_EQ(left("5,ttl"), 2U);
  EXPECT_EQ(left("5,checksum"), 2U);
  EXPECT_EQ(left("5,ttl,checksum"), 1U);
}

TEST(Edits, CutAfterKeepsHeadersAndDropsPayload) {
  const std::string packet = datagram(64, "ab", "cd");
  const std::string arp(60, '\0');
  const auto source = test::pcap_bytes({}, {{1, 0, packet}, {1, 1, arp}});
  const auto sizes = [&](const std::string& layers) {
    std::vector<std::uint32_t> all;
    for (const auto& row : listed(edited(source, {{"cut-after", layers}}).bytes).packets) {
      EXPECT_EQ(row.original, all.empty() ? 44U : 60U);
      all.push_back(row.captured);
    }
    return all;
  };
  using Sizes = std::vector<std::uint32_t>;
  EXPECT_EQ(sizes("udp"), (Sizes{42, 14}));
  EXPECT_EQ(sizes("ip"), (Sizes{34, 14}));
  EXPECT_EQ(sizes("tcp,ip"), (Sizes{34, 14}));
  EXPECT_EQ(sizes("tcp"), (Sizes{14, 14}));
}

TEST(Edits, LinkTypeChangesNothingButTheLinkType) {
  for (const auto& source : all_captures()) {
    if (listed(source).variants[0].starts_with("aix")) {
      EXPECT_TRUE(edited(source, {{"link-type", "RAW"}}).error);
      continue;
    }
    auto expected = listed(source);
    for (auto& interface : expected.interfaces) interface.link_type = 101;
    EXPECT_EQ(listed(edited(source, {{"link-type", "RAW"}}).bytes), expected);
  }
}

test::ByteVector without_text(test::ByteVector bytes, ByteOrder order, std::string_view text) {
  const PcapngBytes make(order);
  const auto option = make.option(pcapng::kComment, PcapngBytes::text(text));
  const auto at = std::search(bytes.begin(), bytes.end(), option.begin(), option.end());
  if (at != bytes.end()) bytes.erase(at, at + static_cast<std::ptrdiff_t>(option.size()));
  return bytes;
}

TEST(Edits, CommentsAreAddedBehindThoseThatAreThere) {
  for (const ByteOrder order : test::kBothOrders) {
    const auto source = pcapng_capture(order);
    const auto before = listed(source);
    const auto result = edited(source, {{"packet-comment", "1:hello"},
                                        {"packet-comment", "2:a:b"},
                                        {"packet-comment", "3:old"},
                                        {"capture-comment", "whole"},
                                        {"interface-comment", "1:wire"}});
    ASSERT_FALSE(result.error) << result.error->message;
    auto after = listed(result.bytes);
    EXPECT_NE(after, before);
    after.packets[0].options = without_text(after.packets[0].options, order, "hello");
    after.packets[1].options = without_text(after.packets[1].options, order, "a:b");
    EXPECT_EQ(after.packets[1].options, PcapngBytes(order).end_of_options());
    after.packets[1].options.clear();
    after.packets[2].options = without_text(after.packets[2].options, order, "old");
    after.sections[0] = without_text(after.sections[0], order, "whole");
    after.interfaces[1].options = without_text(after.interfaces[1].options, order, "wire");
    EXPECT_EQ(after, before);
  }
}

TEST(Edits, WhatIsNotThereCannotBeCommented) {
  const auto source = pcapng_capture(ByteOrder::kLittle);
  EXPECT_EQ(edited(source, {{"packet-comment", "9:x"}}).error->message,
            "There is no packet 9 to comment.");
  EXPECT_EQ(edited(source, {{"packet-comment", "4:x"}}).error->message,
            "Packet 4 is a simple packet block, which has no place for comments.");
  EXPECT_EQ(edited(source, {{"interface-name", "2:x"}}).error->message,
            "There is no interface 2; the first one is 0.");
}

TEST(Edits, ClassicPcapHasNoPlaceForWhatOnlyPcapngHas) {
  const auto source = test::pcap_bytes({}, {{1, 2, "a"}});
  const test::Step steps[] = {
      {"packet-comment", "1:x"},        {"capture-comment", "x"},
      {"interface-name", "0:x"},        {"interface-comment", "0:x"},
      {"names", "192.0.2.1 a"},         {"secrets", "CLIENT_RANDOM 00 11\n"},
      {"interface-description", "0:x"}, {"resolution", "ns"}};
  for (const auto& step : steps) {
    const auto refused = edited(source, {step});
    ASSERT_TRUE(refused.error) << step.name;
    EXPECT_NE(refused.error->message.find("--to"), std::string::npos) << refused.error->message;
    EXPECT_FALSE(edited(source, {step}, pcapng_target()).error) << step.name;
  }
}

TEST(Edits, ClassicPcapBecomesTheSamePcapngWithStepsAsWithout) {
  for (const auto& source : classic_captures()) {
    const auto converted = test::rewrite(source, pcapng_target());
    const auto result = edited(source, {{"shift", "0"}}, pcapng_target());
    EXPECT_EQ(result.bytes, converted.bytes);
    EXPECT_EQ(result.issues.size(), converted.losses.size());
  }
}

TEST(Edits, DropCommentsDropsAllOfThemAndNothingElse) {
  for (const ByteOrder order : test::kBothOrders) {
    const auto source = pcapng_capture(order);
    auto expected = listed(source);
    for (auto& options : expected.sections) options.clear();
    for (auto& interface : expected.interfaces)
      interface.options = without_text(interface.options, order, "said");
    for (auto& packet : expected.packets)
      packet.options = without_text(packet.options, order, "said");
    expected.packets[2].options.clear();
    const auto result = edited(source, {{"drop-comments"}});
    auto after = listed(result.bytes);
    EXPECT_EQ(result.counts, std::vector<std::string>{"6 comments dropped"});
    ASSERT_EQ(after.blocks.size(), expected.blocks.size());
    EXPECT_EQ(after.blocks[0].size() + 12, expected.blocks[0].size());
    EXPECT_EQ(after.blocks[1].size() + 8, expected.blocks[1].size());
    after.blocks = expected.blocks = {};
    EXPECT_EQ(after, expected);
  }
}

TEST(Edits, DropsBlocksByTheirType) {
  const auto source = pcapng_capture(ByteOrder::kBig);
  const auto before = listed(source);
  const std::pair<const char*, std::size_t> drops[] = {
      {"drop-names", 0}, {"drop-custom", 2}, {"drop-secrets", 3}};
  for (const auto& [step, at] : drops) {
    auto expected = before.blocks;
    expected.erase(expected.begin() + static_cast<std::ptrdiff_t>(at));
    EXPECT_EQ(listed(edited(source, {{step}}).bytes).blocks, expected) << step;
  }
  const auto custom = listed(edited(source, {{"drop-custom"}}).bytes);
  EXPECT_EQ(custom.packets[0].options.size() + 12, before.packets[0].options.size());
}

TEST(Edits, AnInterfaceIsRenamed) {
  for (const ByteOrder order : test::kBothOrders) {
    const PcapngBytes make(order);
    auto expected = listed(pcapng_capture(order));
    expected.interfaces[0].options =
        make.option(pcapng::kIfName, PcapngBytes::text("wan0")) +
        make.option(pcapng::kIfDescription, PcapngBytes::text("uplink")) + make.end_of_options();
    const auto result = edited(pcapng_capture(order), {{"interface-name", "0:wan0"},
                                                       {"interface-description", "0:uplink"}});
    EXPECT_EQ(listed(result.bytes), expected);
  }
}

TEST(Edits, NamesOfAHostsFileComeIntoEachSection) {
  const auto one = pcapng_capture(ByteOrder::kBig);
  const auto two = pcapng_capture(ByteOrder::kLittle);
  const auto result = listed(
      edited(one + two, {{"names", "# hosts\n192.0.2.1 a b # both\n\n2001:db8::1\tsix\r\n"}})
          .bytes);
  ASSERT_EQ(result.blocks.size(), 10U);
  for (const ByteOrder order : test::kBothOrders) {
    const auto& block = result.blocks[order == ByteOrder::kBig ? 0 : 5];
    pcapng::NameRecords records(block, order);
    const auto* record = records.next();
    ASSERT_NE(record, nullptr);
    EXPECT_EQ(record->address_text(), "192.0.2.1");
    EXPECT_EQ(record->names(), (std::vector<std::string>{"a", "b"}));
    record = records.next();
    ASSERT_NE(record, nullptr);
    EXPECT_EQ(record->address_text(), "2001:db8::1");
    EXPECT_EQ(record->names(), std::vector<std::string>{"six"});
    EXPECT_EQ(records.next(), nullptr);
    EXPECT_FALSE(records.malformed());
  }
}

TEST(Edits, SecretsStandInFrontOfAllPackets) {
  const std::string log = "# log\nCLIENT_RANDOM 0a 0b\n";
  const auto source = test::pcap_bytes({}, {{1, 2, "a"}});
  const auto result = listed(edited(source, {{"secrets", log}}, pcapng_target()).bytes);
  ASSERT_EQ(result.blocks.size(), 1U);
  const auto secrets = pcapng::read_decryption_secrets(result.blocks[0], ByteOrder::kLittle);
  EXPECT_EQ(pcapng::secrets_name(secrets.type), "TLS Key Log");
  EXPECT_EQ(std::string(secrets.secrets.begin(), secrets.secrets.end()), log);
}

TEST(Edits, StepsAreDoneInTheirOrder) {
  const auto source = test::pcap_bytes({}, {{1, 0, "ab1"}, {1, 1, "ab2"}});
  const auto left = [&](const std::vector<test::Step>& steps) {
    return listed(edited(source, steps).bytes).packets.size();
  };
  EXPECT_EQ(left({{"cut", "2"}, {"dedup", "5"}}), 1U);
  EXPECT_EQ(left({{"dedup", "5"}, {"cut", "2"}}), 2U);
}

TEST(Edits, RefusesWrongValues) {
  const std::pair<const char*, std::vector<const char*>> wrong[] = {
      {"cut", {"", "0", "-1", "x", "1x", "99999999999999999999"}},
      {"chop", {"", "0", "x", "1:", ":1", "1:0", "9999999999"}},
      {"cut-after", {"", "nothing", "tcp,", ",tcp", "tcp,nothing"}},
      {"dedup", {"", "0", "x", "2000000", "-1s", "5,", "5,skip", "5,skip=x", "5,what"}},
      {"first-time", {"", "yesterday"}},
      {"interval", {"", "-1", "x"}},
      {"strict-times", {"", "-1", "1w"}},
      {"shift", {"", "s", "1.5.5", "1y", "99999999999999999999"}},
      {"resolution", {"", "us2", "19", "-1"}},
      {"link-type", {"", "NOSUCH", "65536"}},
      {"packet-comment", {"", "x", "0:x", ":x", "-1:x"}},
      {"interface-name", {"", "x", ":x"}},
      {"names", {"", "# none", "name 192.0.2.1", "192.0.2.1", "192.0.2.1/24 x"}},
      {"secrets", {"", "hello world", "# only\n", "\x16\x03"}},
  };
  for (const auto& [step, values] : wrong) {
    const EditKind* const kind = find_edit(step);
    ASSERT_NE(kind, nullptr) << step;
    for (const char* value : values) {
      const MadeEdit made = kind->make(value);
      EXPECT_EQ(made.edit, nullptr) << step << " " << value;
      EXPECT_FALSE(made.error.empty()) << step << " " << value;
    }
  }
}

}  // namespace
}  // namespace packetglass
