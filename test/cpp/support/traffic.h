// Packets of a small network, and what their summary is.
#pragma once

#include "flow/summary_index.h"
#include "format/capture_reader.h"
#include "support/pcap_bytes.h"

namespace packetglass::test {

// UDP in IPv4 in Ethernet between hosts that have small numbers: 02:00:00:00:00:HH, 192.0.2.HH.
struct TestTraffic {
  std::uint8_t from = 1, to = 2;
  std::uint16_t port = 40000, to_port = 9;
  std::size_t payload = 8;
  std::uint8_t protocol = 17;
  std::uint16_t fragment = 0;        // flags and offset of the IP header
  std::uint8_t by = 0, through = 0;  // stations on the link, where they are not the hosts
};

inline void put16(std::string& out, std::size_t value) {
  out += static_cast<char>(value >> 8);
  out += static_cast<char>(value);
}

inline std::string packet_of(const TestTraffic& traffic) {
  const auto host = [](std::string start, std::uint8_t number) {
    start.back() = static_cast<char>(number);
    return start;
  };
  using std::string_literals::operator""s;
  const auto station = [&](std::uint8_t own, std::uint8_t other) {
    return host("\2\0\0\0\0\0"s, other != 0 ? other : own);
  };
  std::string out = station(traffic.to, traffic.through) + station(traffic.from, traffic.by);
  out += "\x08\0\x45\0"s;
  put16(out, 28 + traffic.payload);
  put16(out, 0);
  put16(out, traffic.fragment);
  out += '\x40';
  out += static_cast<char>(traffic.protocol);
  put16(out, 0);
  out += host("\xc0\0\2\0"s, traffic.from) + host("\xc0\0\2\0"s, traffic.to);
  put16(out, traffic.port);
  put16(out, traffic.to_port);
  put16(out, 8 + traffic.payload);
  put16(out, 0);
  return out + std::string(traffic.payload, 'x');
}

// IPv6 without a link layer or a payload.
inline std::string ipv6_packet(const AddressWords& from, const AddressWords& to) {
  std::string out("\x60\0\0\0\0\0\x3b\x40", 8);
  for (const std::uint64_t word : {from[0], from[1], to[0], to[1]}) {
    for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(word >> shift);
  }
  return out;
}

// The summary of the packets of a capture as they are read.
class SummaryCollector final : public RecordSink {
 public:
  SummaryIndex summary;
  std::vector<Issue> issues;  // of the summary

  SummaryCollector() = default;
  SummaryCollector(std::size_t most, std::size_t most_pairs) : summary(most, most_pairs) {}

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    const auto found = summary.add(batch, interfaces_);
    issues.insert(issues.end(), found.begin(), found.end());
    return true;
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

 private:
  std::vector<Interface> interfaces_;
};

inline void summarise_capture(const ByteVector& capture, SummaryCollector& collector) {
  CaptureReader reader;
  const auto used = reader.push(capture, collector);
  EXPECT_TRUE(used && reader.finish(Bytes(capture).subspan(*used), collector));
}

// IP alone, all at once.
inline ByteVector raw_capture_of(const std::vector<std::string>& packets) {
  std::vector<PcapRecord> records;
  for (const std::string& bytes : packets) records.push_back({100, 0, bytes});
  return pcap_bytes({.link_type_word = 101}, records);
}

// One packet a second.
inline ByteVector capture_of(const std::vector<TestTraffic>& packets) {
  std::vector<std::string> bytes;
  for (const TestTraffic& traffic : packets) bytes.push_back(packet_of(traffic));
  std::vector<PcapRecord> records;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    records.push_back({static_cast<std::uint32_t>(100 + i), 0, bytes[i]});
  }
  return pcap_bytes({}, records);
}

}  // namespace packetglass::test
