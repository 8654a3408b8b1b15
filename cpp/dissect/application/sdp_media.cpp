// Where media will be sent: RFC 8866; the port of RTCP RFC 3605.
#include "dissect/application/sdp_media.h"

#include "dissect/application/announced.h"
#include "dissect/application/rtp_types.h"
#include "dissect/read_address.h"

namespace packetglass {
namespace {

constexpr std::uint32_t kLargestPort = 65535;

// "IN IP4 192.0.2.1", behind which an address for groups may have a time to live.
Address connection(std::string_view value) {
  take_word(value);
  take_word(value);
  return read_ip_address(take_word(value, '/')).value_or(Address{});
}

std::uint16_t port_of(std::string_view word) {
  const std::uint32_t number = leading_number(word);
  return number > kLargestPort ? std::uint16_t{0} : static_cast<std::uint16_t>(number);
}

}  // namespace

void SdpMedia::line(char letter, std::string_view value) {
  if (letter == 'm') return medium(value);
  if (letter == 'a' && value.starts_with("rtcp:")) return control(value.substr(5));
  if (letter == 'a' && value.starts_with("rtpmap:")) {
    return add_rtp_type(types_, value.substr(7));
  }
  if (letter != 'c') return;
  address_ = connection(value);
  if (!media_) session_ = address_;
}

// "audio 49170/2 RTP/AVP 0". Other protocols than RTP have no dissector that needs to be
// announced.
void SdpMedia::medium(std::string_view value) {
  end();
  media_ = true;
  address_ = session_;
  control_address_ = {};
  control_port_ = 0;
  types_.clear();
  take_word(value);
  const std::uint16_t port = port_of(take_word(value));
  const std::string_view protocol = take_word(value);
  port_ = protocol.find("RTP/") == std::string_view::npos ? std::uint16_t{0} : port;
}

// "53020", "53020 IN IP4 192.0.2.1".
void SdpMedia::control(std::string_view value) {
  control_port_ = port_of(take_word(value));
  if (!value.empty()) control_address_ = connection(value);
}

void SdpMedia::end() {
  if (port_ == 0 || address_.kind == Address::Kind::kNone) return;
  sdp_.announce(address_, {Space::kUdpPort, port_}, {Space::kAnnounced, kAnnouncedMedia}, types_);
  const bool other = control_address_.kind != Address::Kind::kNone;
  const auto next = static_cast<std::uint16_t>(port_ + 1);
  const std::uint16_t port = control_port_ != 0 ? control_port_ : next;
  sdp_.announce(other ? control_address_ : address_, {Space::kUdpPort, port},
                {Space::kAnnounced, kAnnouncedControl});
}

}  // namespace packetglass
