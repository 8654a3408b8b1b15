// The language, on captures of the tree: language.tsv beside this has what tshark 4.6 shows.
#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "filter/special_addresses.h"
#include "support/captures.h"
#include "support/filtering.h"

namespace packetglass {
namespace {

struct Asked {
  std::string text, expected;
};

std::map<std::string, std::vector<Asked>> language_rows() {
  std::map<std::string, std::vector<Asked>> rows;
  std::ifstream file(test::captures() / "../cpp/filter/language.tsv");
  for (std::string line; std::getline(file, line);) {
    if (line[0] == '#') continue;
    const std::size_t first = line.find('\t'), last = line.rfind('\t');
    rows[line.substr(0, first)].push_back(
        {line.substr(first + 1, last - first - 1), line.substr(last + 1)});
  }
  return rows;
}

std::string capture(const std::string& name) {
  return (test::captures() / "dissect" / (name + ".pcap")).string();
}

Pcre2Engine& engine() {
  static Pcre2Engine one;
  return one;
}

std::unique_ptr<Filter> compiled(std::string_view text) {
  FilterCompilation compilation = compile_filter(text, {{}, &engine()});
  if (compilation.error) ADD_FAILURE() << text << ": " << compilation.error->text;
  return std::move(compilation.filter);
}

std::string matching(std::string_view text, const std::string& name = "transport") {
  const auto filter = compiled(text);
  if (filter == nullptr) return "!";
  test::Filtering filtering({filter.get()});
  filtering.read_file(capture(name));
  return test::ranges_of(filtering.matching[0]);
}

TEST(FilterLanguage, IsThatOfTshark) {
  std::size_t rows = 0;
  for (const auto& [name, asked] : language_rows()) {
    std::vector<std::unique_ptr<Filter>> filters;
    std::vector<Filter*> all;
    for (const Asked& each : asked) {
      filters.push_back(compiled(each.text));
      ASSERT_NE(filters.back(), nullptr) << each.text;
      all.push_back(filters.back().get());
    }
    test::Filtering filtering(all);
    filtering.read_file(capture(name));
    for (std::size_t i = 0; i < asked.size(); ++i, ++rows) {
      EXPECT_EQ(test::ranges_of(filtering.matching[i]), asked[i].expected) << asked[i].text;
    }
  }
  EXPECT_GE(rows, 400u);
}

// The answer does not depend on when the engine is asked.
TEST(FilterLanguage, IsTheSameWhereTheEngineIsAskedForManyPacketsAtOnce) {
  struct Later final : RecordSink {
    FilterEvaluation& evaluation;
    DissectedPackets packets_read{{.fields = true, .text = false}};
    std::vector<Interface> interfaces;
    std::vector<std::uint64_t> at_once, later;
    std::uint64_t open_packets = 0;
    Filter& filter;

    explicit Later(Filter& asked) : evaluation(asked.evaluation()), filter(asked) {}
    void section(const Section&, Bytes) override {}
    void interface(const Interface& interface, Bytes) override { interfaces.push_back(interface); }
    bool packets(const PacketBatch& batch) override {
      packets_read.add(batch, interfaces);
      for (std::size_t i = 0; i < batch.count; ++i) {
        packets_read.begin(i);
        const DissectedPacket& packet = packets_read.dissect();
        if (filter.matches(packet)) at_once.push_back(packet.number);
        OpenMatches open;
        Truth truth = evaluation.matches(packet, open);
        if (truth == Truth::kUnknown) {
          ++open_packets;
          std::vector<RegexEngine::Answer> answers(open.questions.size());
          engine().match(open.questions, answers);
          truth = evaluation.resolve(open, answers) ? Truth::kYes : Truth::kNo;
        }
        if (truth == Truth::kYes) later.push_back(packet.number);
      }
      return true;
    }
    bool block(const Block&) override { return true; }
    void issue(const Issue&) override {}
  };
  for (const char* text :
       {"dns.qry.name matches \"example\"", "not (dns.qry.name matches \"a\" and udp)",
        "all dns.resp.name matches \"com$\"", "dns.qry.name matches \"a\" xor dns.id > 9",
        "tcp and dns.qry.name matches \"a\" or dns.resp.name matches \"b\""}) {
    const auto filter = compiled(text);
    Later sink(*filter);
    native::InputFile input(capture("dns"));
    CaptureReader reader;
    const auto used = [](const Result<std::size_t>& result) {
      return result ? std::optional(*result) : std::nullopt;
    };
    static_cast<void>(input.read_all([&](Bytes window) { return used(reader.push(window, sink)); },
                                     [&](Bytes rest) { used(reader.finish(rest, sink)); }));
    EXPECT_EQ(sink.at_once, sink.later) << text;
    EXPECT_GT(sink.open_packets, 0u) << text;
  }
}

TEST(FilterLanguage, HasTheValuesOfASelectedPacket) {
  const auto filter = compiled("ip.src == ${ip.dst} and frame.number > $frame.number");
  test::Filtering selecting({filter.get()});
  selecting.select(3);
  selecting.read_file(capture("transport"));
  test::Filtering filtering({filter.get()});
  filtering.read_file(capture("transport"));
  EXPECT_EQ(test::ranges_of(filtering.matching[0]), "4,17-19");
  EXPECT_EQ(matching("frame.number > ${frame.number}"), "-") << "no packet is selected";
}

TEST(FilterLanguage, MatchesAllPacketsWhereItIsEmpty) {
  EXPECT_EQ(matching(""), "1-23");
  EXPECT_EQ(matching("  "), "1-23");
}

// In order: IANA's registries, asked of tshark 4.6.9.
TEST(FilterFunctions, KnowSpecialAddressesAsTshark) {
  const auto ipv4 = [](std::uint32_t address) {
    FilterValue value;
    value.number = address;
    const SpecialBlock* const block = special_block(ValueType::kIpv4, value);
    return block == nullptr ? -1 : int{block->mask};
  };
  EXPECT_EQ(ipv4(0x0a010101), 28);
  EXPECT_EQ(ipv4(0x7f000001), 1);
  EXPECT_EQ(ipv4(0xa9fe0101), 25);
  EXPECT_EQ(ipv4(0xc0000001), 28);
  EXPECT_EQ(ipv4(0xc0000008), 16);
  EXPECT_EQ(ipv4(0xc0000201), 0);
  EXPECT_EQ(ipv4(0xffffffff), 9);
  EXPECT_EQ(ipv4(0xf0000001), 1);
  EXPECT_EQ(ipv4(0x08080808), -1);
  const auto ipv6 = [](std::string address) {
    FilterValue value;
    address.resize(16);
    value.text = address;
    const SpecialBlock* const block = special_block(ValueType::kIpv6, value);
    return block == nullptr ? -1 : int{block->mask};
  };
  EXPECT_EQ(ipv6({}), 17);
  EXPECT_EQ(ipv6("\x20\x01\x0d\xb8"), 0);
  EXPECT_EQ(ipv6("\xfe\x80"), 25);
  EXPECT_EQ(ipv6("\xfc"), 28);
  EXPECT_EQ(ipv6("\x26\x06"), -1);
}

}  // namespace
}  // namespace packetglass
