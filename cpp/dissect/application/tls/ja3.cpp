// The fingerprints JA3 of a client and JA3S of a server.
#include "dissect/application/tls/ja3.h"

#include "base/text.h"
#include "crypto/crypto.h"
#include "dissect/application/tls/names.h"

namespace packetglass::tls {
namespace {

std::string joined(const std::vector<std::uint16_t>& numbers) {
  std::string text;
  for (const std::uint16_t number : numbers) {
    if (is_grease(number)) continue;
    if (!text.empty()) text += '-';
    text += std::to_string(number);
  }
  return text;
}

}  // namespace

std::string ja3_full(const Hello& hello) {
  std::string text = std::to_string(hello.legacy_version);
  text.append(",").append(joined(hello.suites)).append(",").append(joined(hello.extensions));
  if (!hello.from_client) return text;
  return text.append(",").append(joined(hello.groups)).append(",").append(joined(hello.formats));
}

std::string ja3(const std::string& full) {
  return hex_text(crypto::md5(bytes_of(full)));
}

}  // namespace packetglass::tls
