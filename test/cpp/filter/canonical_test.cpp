// A checked filter as text again: it says the same, in one spelling.
#include "filter/canonical.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "support/captures.h"
#include "support/filtering.h"

namespace packetglass {
namespace {

Pcre2Engine& engine() {
  static Pcre2Engine one;
  return one;
}

std::unique_ptr<Filter> compiled(std::string_view text) {
  FilterCompilation compilation = compile_filter(text, {{}, &engine()});
  if (compilation.error) ADD_FAILURE() << text << ": " << compilation.error->text;
  return std::move(compilation.filter);
}

std::string canonical(std::string_view text) {
  const auto filter = compiled(text);
  return filter == nullptr ? "!" : canonical_text(filter->program());
}

TEST(CanonicalFilter, HasOneSpelling) {
  EXPECT_EQ(canonical(""), "");
  EXPECT_EQ(canonical("  tcp&&!udp||arp "), "tcp and not udp or arp");
  EXPECT_EQ(canonical("(tcp or udp) and (ip)"), "(tcp or udp) and ip");
  EXPECT_EQ(canonical("not (tcp or udp) xor !arp"), "not (tcp or udp) xor not arp");
  EXPECT_EQ(canonical("tcp.port eq 0x50"), "tcp.port == 80");
  EXPECT_EQ(canonical("80 ne tcp.port"), "80 != tcp.port");
  EXPECT_EQ(canonical("all tcp.port gt 1024"), "all tcp.port > 1024");
  EXPECT_EQ(canonical("any tcp.port === 80"), "any tcp.port === 80");
  EXPECT_EQ(canonical("1 < ip.ttl < 9"), "1 < ip.ttl and ip.ttl < 9");
  EXPECT_EQ(canonical("tcp.flags.syn == 1"), "tcp.flags.syn == True");
  EXPECT_EQ(canonical("ip.proto == \"tcp\""), "ip.proto == 6");
  EXPECT_EQ(canonical("ip.src==10.0.0.0/8"), "ip.src == 10.0.0.0/8");
  EXPECT_EQ(canonical("ipv6.src == FE80:0::/10"), "ipv6.src == fe80::/10");
  EXPECT_EQ(canonical("eth.src[0:3] == 00-11-22"), "eth.src[0:3] == 00:11:22");
  EXPECT_EQ(canonical("eth.src[0] == 1 or eth.src[-3:,1-2] == 0102.0304.05"),
            "eth.src[0] == 01: or eth.src[-3:,1-2] == 01:02:03:04:05");
  EXPECT_EQ(canonical("tcp.port in {443,80..90,85..99}"), "tcp.port in {80 .. 99, 443}");
  EXPECT_EQ(canonical("tcp.port in {9..1}"), "tcp.port in {1 .. 0}");
  EXPECT_EQ(canonical("tcp.port not in {80}"), "not tcp.port in {80} and tcp.port");
  EXPECT_EQ(canonical("{ip.len - 20} * 2 > 100"), "{{ip.len - 20} * 2} > 100");
  EXPECT_EQ(canonical("ip.addr#2 == 1.1.1.1 and @tcp.port == 01:02"),
            "ip.addr#[2] == 1.1.1.1 and @tcp.port == 01:02");
  EXPECT_EQ(canonical("frame.number > $frame.number"), "frame.number > ${frame.number}");
  EXPECT_EQ(canonical("len( dns.qry.name )>5"), "len(dns.qry.name) > 5");
  EXPECT_EQ(canonical("http.host ~ r\"\\.org$\""), "http.host matches \"\\\\.org$\"");
  EXPECT_EQ(canonical("ip.proto ~ \"^t\" or ip.proto contains \"CP\""),
            "vals(ip.proto) matches \"^t\" or vals(ip.proto) contains \"CP\"");
  EXPECT_EQ(canonical("http.host contains \"a\\\"\\x01\""), "http.host contains \"a\\\"\\x01\"");
  EXPECT_EQ(canonical("frame.time > \"2024-01-31 10:00:00.5 +02:00\""),
            "frame.time > \"2024-01-31T08:00:00.500000000Z\"");
  EXPECT_EQ(canonical("frame.time_relative in {0.5 .. 1}"),
            "frame.time_relative in {0.500000000 .. 1.000000000}");
}

// What is wrong with one of these filters in its canonical form; empty where nothing is.
void expect_same(const std::string& capture, const std::vector<std::string>& texts) {
  std::vector<std::unique_ptr<Filter>> filters;
  std::vector<Filter*> all;
  for (const std::string& text : texts) {
    auto written = compiled(text);
    ASSERT_NE(written, nullptr) << text;
    const std::string spelt = canonical_text(written->program());
    auto again = compiled(spelt);
    ASSERT_NE(again, nullptr) << text << "\n  " << spelt;
    EXPECT_EQ(canonical_text(again->program()), spelt) << text;
    for (auto* each : {&written, &again}) {
      all.push_back(each->get());
      filters.push_back(std::move(*each));
    }
  }
  test::Filtering filtering(all);
  filtering.read_file(capture);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    EXPECT_EQ(filtering.matching[2 * i], filtering.matching[2 * i + 1])
        << texts[i] << "\n  " << canonical_text(filters[2 * i]->program());
  }
}

TEST(CanonicalFilter, MatchesTheSamePackets) {
  std::map<std::string, std::vector<std::string>> rows;
  std::ifstream file(test::captures() / "../cpp/filter/language.tsv");
  std::size_t count = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t first = line.find('\t'), last = line.rfind('\t');
    rows[line.substr(0, first)].push_back(line.substr(first + 1, last - first - 1));
    ++count;
  }
  EXPECT_GE(count, 400u);
  for (const auto& [name, texts] : rows) {
    expect_same((test::captures() / "dissect" / (name + ".pcap")).string(), texts);
  }
}

}  // namespace
}  // namespace packetglass
