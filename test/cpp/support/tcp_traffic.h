// Made conversations of TCP, in IPv4 without a link layer.
#pragma once

#include <map>
#include <random>

#include "support/pcap_bytes.h"
#include "support/traffic.h"

namespace packetglass::test {

// Packets come a millisecond apart. Conversations have numbers, their sides are 0 and 1.
class TcpTraffic {
 public:
  struct Segment {
    std::uint32_t sequence, acknowledgment;
    std::size_t length = 0;
    std::uint8_t flags = 0x10;
    std::string options = {};
  };

  // Three packets; a shift of windows above 0 is announced by both sides.
  void handshake(int conversation, int shift = 0) {
    const std::string scale = shift > 0 ? std::string("\3\3") + char(shift) + '\1' : "";
    put(conversation, 0, {first(0), 0, 0, 0x02, scale});
    put(conversation, 1, {first(1), first(0) + 1, 0, 0x12, scale});
    put(conversation, 0, {first(0) + 1, first(1) + 1});
  }
  // The next bytes of a side.
  void send(int conversation, unsigned side, std::size_t length, bool push = false) {
    State& at = at_[conversation];
    put(conversation, side,
        {next(at, side), next(at, 1 - side), length, std::uint8_t(push ? 0x18 : 0x10)});
    at.sent[side] += static_cast<std::uint32_t>(length);
  }
  // The last of them again.
  void send_again(int conversation, unsigned side, std::uint32_t length) {
    const State& at = at_[conversation];
    put(conversation, side, {next(at, side) - length, next(at, 1 - side), length});
  }
  // They were not captured.
  void skip(int conversation, unsigned side, std::uint32_t length) {
    at_[conversation].sent[side] += length;
  }
  // A side has all that the other one sent, or so many bytes more of it.
  void acknowledge(int conversation, unsigned side) {
    State& at = at_[conversation];
    at.answered[side] = at.sent[1 - side];
    put(conversation, side, {next(at, side), next(at, 1 - side)});
  }
  void acknowledge_first(int conversation, unsigned side, std::uint32_t more) {
    State& at = at_[conversation];
    at.answered[side] += more;
    put(conversation, side, {next(at, side), first(1 - side) + 1 + at.answered[side]});
  }
  void put(int conversation, unsigned side, const Segment& segment) {
    using std::string_literals::operator""s;
    const std::size_t header = 20 + segment.options.size();
    std::string out = ip(20 + header + segment.length, 6);
    const std::string hosts[] = {"\xc0\0\2\1"s, "\xc0\0\2\2"s};
    out += hosts[side] + hosts[1 - side];
    const std::size_t ports[] = {static_cast<std::size_t>(1024 + conversation), 9};
    put16(out, ports[side]);
    put16(out, ports[1 - side]);
    for (const std::uint32_t word : {segment.sequence, segment.acknowledgment}) {
      put16(out, word >> 16);
      put16(out, word & 0xffff);
    }
    out += static_cast<char>(header / 4 << 4);
    out += static_cast<char>(segment.flags);
    put16(out, 1000);
    out += "\0\0\0\0"s + segment.options + std::string(segment.length, 'x');
    packets_.push_back(std::move(out));
  }
  // Of another conversation.
  void udp() {
    using std::string_literals::operator""s;
    packets_.push_back(ip(28, 17) + "\xc0\0\2\3\xc0\0\2\4\0\7\0\7\0\x08\0\0"s);
  }

  ByteVector capture() const {
    std::vector<PcapRecord> records;
    for (std::size_t i = 0; i < packets_.size(); ++i) {
      records.push_back({static_cast<std::uint32_t>(100 + i / 1000),
                         static_cast<std::uint32_t>(i % 1000 * 1000), packets_[i]});
    }
    PcapHeader header;
    header.link_type_word = 101;
    return pcap_bytes(header, records);
  }

 private:
  struct State {
    std::uint32_t sent[2] = {}, answered[2] = {};
  };

  static std::uint32_t first(unsigned side) { return side == 0 ? 0xfffff000 : 5000; }
  static std::uint32_t next(const State& at, unsigned side) {
    return first(side) + 1 + at.sent[side];
  }
  static std::string ip(std::size_t size, char protocol) {
    using std::string_literals::operator""s;
    std::string out = "\x45\0"s;
    put16(out, size);
    return out + "\0\0\0\0\x40"s + protocol + "\0\0"s;
  }

  std::map<int, State> at_;
  std::vector<std::string> packets_;
};

// Segments of a few conversations: lost, sent again, exchanged, acknowledged late or never.
inline ByteVector random_tcp_capture(unsigned seed, int count) {
  std::mt19937 random(seed);
  const auto chance = [&](unsigned of) { return random() % of == 0; };
  TcpTraffic traffic;
  for (int i = 0; i < count; ++i) {
    const int conversation = static_cast<int>(random() % 3);
    const unsigned side = random() % 2;
    const auto length = static_cast<std::uint32_t>(random() % 200);
    if (chance(400)) traffic.handshake(conversation, static_cast<int>(random() % 9));
    if (chance(30)) traffic.skip(conversation, side, length);
    if (chance(20)) traffic.send_again(conversation, side, length);
    if (chance(3)) traffic.acknowledge(conversation, side);
    if (chance(5)) traffic.acknowledge_first(conversation, side, length);
    if (chance(9))
      traffic.put(conversation, side,
                  {static_cast<std::uint32_t>(random()), static_cast<std::uint32_t>(random()),
                   length % 3, static_cast<std::uint8_t>(random())});
    if (chance(4)) traffic.udp();
    traffic.send(conversation, side, length, chance(6));
  }
  return traffic.capture();
}

}  // namespace packetglass::test
