// Where media go, as the header Transport of RTSP says it.
#include "dissect/application/rtsp_transport.h"

#include "dissect/application/announced.h"
#include "dissect/application/header_line.h"
#include "dissect/read_address.h"

namespace packetglass {
namespace {

// "4588-4589"; 0 where there is none.
struct PortPair {
  std::uint16_t media = 0, control = 0;
};

std::uint16_t port_of(std::string_view text) {
  const std::uint32_t number = leading_number(text);
  return number > 0xffff ? std::uint16_t{0} : static_cast<std::uint16_t>(number);
}

PortPair ports_of(std::string_view text) {
  PortPair ports;
  ports.media = port_of(take_word(text, '-'));
  ports.control = port_of(text);
  return ports;
}

void announce(Layer& rtsp, const Address& address, const PortPair& ports) {
  const auto one = [&](std::uint16_t port, std::uint32_t what) {
    if (port != 0) rtsp.announce(address, {Space::kUdpPort, port}, {Space::kAnnounced, what});
  };
  one(ports.media, kAnnouncedMedia);
  one(ports.control, kAnnouncedControl);
}

}  // namespace

// A response says both ports: it goes to the client. A request says the client's, from whom it is.
void announce_rtsp_media(Layer& rtsp, std::string_view value) {
  if (!rtsp.announcing() || !value.starts_with("RTP/") || value.starts_with("RTP/AVP/TCP")) return;
  const bool response = text_of(rtsp.whole()).starts_with("RTSP/");
  Address client = response ? rtsp.destination() : rtsp.source();
  Address server = response ? rtsp.source() : rtsp.destination();
  PortPair client_ports, server_ports;
  while (!value.empty()) {
    std::string_view word = take_word(value, ';');
    const std::string_view name = take_word(word, '=');
    if (same_word(name, "client_port")) client_ports = ports_of(word);
    if (same_word(name, "server_port")) server_ports = ports_of(word);
    if (same_word(name, "port")) client_ports = ports_of(word);
    if (same_word(name, "destination")) client = read_ip_address(word).value_or(client);
    if (same_word(name, "source")) server = read_ip_address(word).value_or(server);
  }
  announce(rtsp, client, client_ports);
  announce(rtsp, server, server_ports);
}

}  // namespace packetglass
