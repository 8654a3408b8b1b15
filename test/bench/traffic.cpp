// Made-up traffic: Ethernet II, IEEE 802.1Q, IPv4 (RFC 791), IPv6 (RFC 8200), TCP, UDP.
#include "traffic.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace packetglass::bench {
namespace {

constexpr std::uint32_t kFlows = 100'000;
constexpr std::uint32_t kStations = 250, kRouters = 3;
constexpr std::size_t kTextSize = 1 << 16;
constexpr std::size_t kLongest = 1522;

constexpr std::size_t kEthernetSize = 14, kTagSize = 4;
constexpr std::size_t kIpv4Size = 20, kIpv6Size = 40, kAddressSize6 = 16;
constexpr std::size_t kTcpSize = 20, kUdpSize = 8;
constexpr std::uint8_t kTcp = 6, kUdp = 17;

// Appends numbers in network byte order.
struct Pen {
  std::uint8_t* at;

  Pen& u8(std::uint32_t value) {
    *at++ = static_cast<std::uint8_t>(value);
    return *this;
  }
  Pen& u16(std::uint32_t value) { return u8(value >> 8).u8(value); }
  Pen& u32(std::uint32_t value) { return u16(value >> 16).u16(value); }
};

void put16(std::uint8_t* at, std::uint16_t value) {
  Pen{at}.u16(value);
}

// The sum of the big-endian 16-bit words of some bytes, not folded yet (RFC 1071).
std::uint64_t sum_of(const std::uint8_t* bytes, std::size_t size) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i + 1 < size; i += 2) sum += bytes[i] << 8 | bytes[i + 1];
  return size % 2 == 0 ? sum : sum + (bytes[size - 1] << 8);
}

std::uint16_t checksum(std::uint64_t sum) {
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

Flow draw_flow(Dice& dice, bool speech) {
  Flow flow{};
  flow.ipv6 = dice.percent(15);
  flow.vlan = dice.percent(10);
  flow.tcp = dice.percent(80);
  flow.client = dice.below(1 << 16);
  flow.server = dice.below(1 << 12);
  flow.client_port = static_cast<std::uint16_t>(32768 + dice.below(28232));
  constexpr std::uint16_t kTcpPorts[] = {443, 80, 22, 25}, kUdpPorts[] = {443, 53, 123, 4500};
  const std::uint32_t port = dice.below(4);
  flow.server_port = (flow.tcp ? kTcpPorts : kUdpPorts)[speech && port > 1 ? 1 : port];
  flow.sequence = {static_cast<std::uint32_t>(dice.roll()),
                   static_cast<std::uint32_t>(dice.roll())};
  return flow;
}

// A query, and the same with an answer.
std::string dns_message(const Flow& flow, bool reply, unsigned id) {
  const auto byte = [](unsigned value) { return static_cast<char>(value); };
  std::string message{byte(id >> 8), byte(id), byte(reply ? 0x81 : 1), byte(reply ? 0x80 : 0)};
  message.append({0, 1, 0, byte(reply), 0, 0, 0, 0});
  const std::string host = "host" + std::to_string(flow.server % 100);
  message.append({byte(static_cast<unsigned>(host.size()))}).append(host);
  message
      .append(
          "\x07"
          "example\x03"
          "com")
      .append({0, 0, 1, 0, 1});
  if (reply) message.append("\xc0\x0c", 2).append({0, 1, 0, 1, 0, 0, 1, 44, 0, 4, 10, 0, 0, 1});
  return message;
}

// The head of a message whose body fills the packet.
std::string http_head(const Flow& flow, bool reply, std::size_t size) {
  const std::string number = std::to_string(flow.client % 1000);
  if (!reply) {
    return "GET /page/" + number +
           ".html HTTP/1.1\r\nHost: www.example.com\r\n"
           "User-Agent: traffic/1.0\r\nAccept: text/html, */*\r\nConnection: keep-alive\r\n\r\n";
  }
  std::string head = "HTTP/1.1 200 OK\r\nServer: traffic/1.0\r\nETag: \"" + number +
                     "\"\r\nContent-Type: application/octet-stream\r\nContent-Length: ";
  return head + std::to_string(size - std::min(size, head.size() + 7)) + "\r\n\r\n";
}

// On the link are only the stations of the clients and the routers to the servers.
void put_ethernet(Pen& pen, const Flow& flow, bool reply) {
  const std::uint32_t station = 0x0a000000 | flow.client % kStations;
  const std::uint32_t router = 0xc6120000 | flow.server % kRouters;
  pen.u16(0x0200).u32(reply ? station : router).u16(0x0200).u32(reply ? router : station);
  if (flow.vlan) pen.u16(0x8100).u16(100 + flow.server % 16);
  pen.u16(flow.ipv6 ? 0x86dd : 0x0800);
}

// Both return where the addresses begin: the transport's checksum covers them.
std::uint8_t* put_ipv4(Pen& pen, const Flow& flow, bool reply, std::size_t payload, unsigned id) {
  std::uint8_t* const header = pen.at;
  const std::uint32_t client = 0x0a000000 | flow.client, server = 0xc6120000 | flow.server;
  pen.u8(0x45).u8(0).u16(static_cast<std::uint32_t>(kIpv4Size + payload)).u16(id).u16(0x4000);
  pen.u8(64).u8(flow.tcp ? kTcp : kUdp).u16(0);
  pen.u32(reply ? server : client).u32(reply ? client : server);
  put16(header + 10, checksum(sum_of(header, kIpv4Size)));
  return header + 12;
}

std::uint8_t* put_ipv6(Pen& pen, const Flow& flow, bool reply, std::size_t payload) {
  pen.u32(0x60000000).u16(static_cast<std::uint32_t>(payload)).u8(flow.tcp ? kTcp : kUdp).u8(64);
  std::uint8_t* const addresses = pen.at;
  const auto address = [&pen](std::uint32_t net, std::uint32_t host) {
    pen.u32(0x20010db8).u32(net).u32(0).u32(host);
  };
  address(reply, reply ? flow.server : flow.client);
  address(!reply, reply ? flow.client : flow.server);
  return addresses;
}

void put_tcp(Pen& pen, Flow& flow, bool reply, std::size_t size) {
  pen.u32(flow.sequence[reply]).u32(flow.sequence[!reply]);
  pen.u16(size > kTcpSize ? 0x5018 : 0x5010).u16(64240).u32(0);  // PSH and ACK, or ACK alone
  flow.sequence[reply] += static_cast<std::uint32_t>(size - kTcpSize);
}

}  // namespace

std::uint64_t Dice::roll() {
  std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return z ^ z >> 31;
}

std::size_t Flow::headers_size() const {
  return kEthernetSize + (vlan ? kTagSize : 0) + (ipv6 ? kIpv6Size : kIpv4Size) +
         (tcp ? kTcpSize : kUdpSize);
}

Traffic::Traffic(std::uint64_t seed, bool speech)
    : dice_(seed), speech_(speech), text_(kTextSize), packet_(kLongest) {
  flows_.reserve(kFlows);
  for (std::uint32_t i = 0; i < kFlows; ++i) flows_.push_back(draw_flow(dice_, speech));
  for (auto& byte : text_) byte = static_cast<std::uint8_t>(dice_.roll());
}

std::span<const std::uint8_t> Traffic::next(std::size_t size) {
  Flow* flow = &any();
  while (flow->headers_size() > size) flow = &any();
  return build(*flow, size);
}

std::span<const std::uint8_t> Traffic::next_of_mix() {
  const std::uint32_t draw = dice_.below(12);
  const std::uint32_t shortest = speech_ ? 3 : 7;
  const std::size_t size = draw < shortest ? 60 : draw < 11 ? 576 : 1514;
  Flow& flow = any();
  return build(flow, std::max(size, flow.headers_size()));
}

// Puts a message where one fits and the flow speaks a protocol that is known.
void Traffic::speak(const Flow& flow, bool reply, std::span<std::uint8_t> payload) {
  std::string message;
  if (flow.tcp && flow.server_port == 80) message = http_head(flow, reply, payload.size());
  if (!flow.tcp && flow.server_port == 53) message = dns_message(flow, reply, identification_);
  if (message.size() > payload.size()) return;
  std::memcpy(payload.data(), message.data(), message.size());
}

std::span<const std::uint8_t> Traffic::build(Flow& flow, std::size_t size) {
  const bool reply = dice_.percent(50);
  Pen pen{packet_.data()};
  put_ethernet(pen, flow, reply);

  const std::size_t headers = flow.headers_size() - (flow.tcp ? kTcpSize : kUdpSize);
  const std::size_t payload = size - headers;  // of IP
  const std::uint8_t* const addresses =
      flow.ipv6 ? put_ipv6(pen, flow, reply, payload)
                : put_ipv4(pen, flow, reply, payload, identification_++);

  std::uint8_t* const transport = pen.at;
  pen.u16(reply ? flow.server_port : flow.client_port);
  pen.u16(reply ? flow.client_port : flow.server_port);
  if (flow.tcp) {
    put_tcp(pen, flow, reply, payload);
  } else {
    pen.u16(static_cast<std::uint32_t>(payload)).u16(0);
  }
  const std::size_t rest = size - static_cast<std::size_t>(pen.at - packet_.data());
  std::memcpy(pen.at, text_.data() + dice_.below(kTextSize - kLongest), rest);

  if (speech_) speak(flow, reply, {pen.at, rest});

  const std::size_t address_bytes = flow.ipv6 ? 2 * kAddressSize6 : 8;
  const std::uint64_t pseudo_header =
      sum_of(addresses, address_bytes) + (flow.tcp ? kTcp : kUdp) + payload;
  const std::uint16_t check = checksum(pseudo_header + sum_of(transport, payload));
  put16(transport + (flow.tcp ? 16 : 6), !flow.tcp && check == 0 ? 0xffff : check);
  return {packet_.data(), size};
}

}  // namespace packetglass::bench
