// Where the transfers of FTP go.
#include "dissect/application/ftp_endpoint.h"

#include "base/ascii.h"
#include "dissect/read_address.h"

namespace packetglass {
namespace {

// The next decimal number in a text, which is left behind it; 0 when there is none.
unsigned take_number(std::string_view& text) {
  while (!text.empty() && !is_digit(text.front())) text.remove_prefix(1);
  unsigned number = 0;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1)) {
    number = (number * 10 + static_cast<unsigned>(text.front() - '0')) & 0xffff;
  }
  return number;
}

// What stands in front of the next bar, which is taken with it.
std::string_view take_part(std::string_view& text) {
  const std::string_view part = text.substr(0, text.find('|'));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

}  // namespace

FtpEndpoint ftp_endpoint(std::string_view text) {
  std::uint8_t parts[6];
  for (std::uint8_t& part : parts) part = static_cast<std::uint8_t>(take_number(text));
  const auto port = static_cast<std::uint16_t>(parts[4] << 8 | parts[5]);
  return {Address::load(Address::Kind::kIpv4, parts), port};
}

FtpEndpoint extended_ftp_endpoint(std::string_view text) {
  take_part(text);
  take_part(text);
  const Address address = read_ip_address(take_part(text)).value_or(Address{});
  return {address, static_cast<std::uint16_t>(take_number(text))};
}

}  // namespace packetglass
