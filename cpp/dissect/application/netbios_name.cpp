// Names of NetBIOS.
#include "dissect/application/netbios_name.h"

#include <array>

#include "base/text.h"
#include "dissect/application/dns_name.h"
#include "dissect/field.h"

namespace packetglass {
namespace {

constexpr Name kTypes[] = {{0x00, "Workstation/Redirector"},
                           {0x01, "Browser"},
                           {0x03, "Messenger service/Main name"},
                           {0x06, "RAS server service"},
                           {0x1b, "Domain Master Browser"},
                           {0x1c, "Domain Controllers"},
                           {0x1d, "Local Master Browser"},
                           {0x1e, "Browser Election Service"},
                           {0x1f, "Net DDE Service"},
                           {0x20, "Server service"},
                           {0x21, "RAS client service"}};

constexpr std::size_t kSize = 16, kEncodedSize = 32;

// Where the first label begins, and how many bytes stand at `at`: of a pointer two.
std::size_t follow(Bytes message, std::size_t& at) {
  if (at + 1 >= message.size() || (message[at] & 0xc0) != 0xc0) return 0;
  at = std::size_t{message[at] & 0x3fu} << 8 | message[at + 1];
  return 2;
}

}  // namespace

std::string netbios_name(Bytes bytes) {
  std::string text;
  std::size_t letters = kSize - 1;
  while (letters > 0 && bytes[letters - 1] == ' ') --letters;
  for (const std::uint8_t byte : bytes.first(letters)) {
    const bool plain = byte >= 0x20 && byte < 0x7f;
    text += plain ? std::string(1, static_cast<char>(byte)) : format_text("<%02x>", byte);
  }
  return text + format_text("<%02x>", bytes[kSize - 1]);
}

EncodedName decode_netbios_name(Bytes message, std::size_t at) {
  EncodedName name;
  std::size_t start = at;
  const std::size_t pointer = follow(message, start);
  if (start >= message.size() || message.size() - start < kEncodedSize + 2) return {};
  if (message[start] != kEncodedSize) return {};
  std::array<std::uint8_t, kSize> bytes{};
  for (std::size_t i = 0; i < kSize; ++i) {
    const unsigned high = message[start + 1 + 2 * i] - 0x41u,
                   low = message[start + 2 + 2 * i] - 0x41u;
    if (high > 15 || low > 15) return {};
    bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  // A scope, if there is one, follows as in DNS.
  const DnsName scope = decode_dns_name(message, start + 1 + kEncodedSize);
  if (scope.size == 0) return {};
  name.text = netbios_name(bytes);
  if (scope.size > 1) name.text.append(".").append(scope.text);
  name.type = bytes[kSize - 1];
  name.size = pointer != 0 ? pointer : 1 + kEncodedSize + scope.size;
  return name;
}

std::string_view netbios_type_name(std::uint8_t type) {
  return name_of(kTypes, type);
}

std::string described(const EncodedName& name) {
  const std::string_view type = netbios_type_name(name.type);
  return type.empty() ? name.text : name.text + " (" + std::string(type) + ")";
}

}  // namespace packetglass
