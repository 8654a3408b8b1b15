// The fingerprint JA4 of a client.
#include "dissect/application/tls/ja4.h"

#include <algorithm>

#include "base/sha256.h"
#include "base/text.h"
#include "dissect/application/tls/names.h"

namespace packetglass::tls {
namespace {

using Numbers = std::vector<std::uint16_t>;

constexpr std::uint16_t kServerName = 0x0000, kProtocolNames = 0x0010;

Numbers without_grease(Numbers numbers) {
  std::erase_if(numbers, is_grease);
  return numbers;
}

std::string_view version_text(const Hello& hello) {
  static constexpr Name kVersions[] = {{0x0304, "13"}, {0x0303, "12"}, {0x0302, "11"},
                                       {0x0301, "10"}, {0x0300, "s3"}, {0x0002, "s2"},
                                       {0xfeff, "d1"}, {0xfefd, "d2"}, {0xfefc, "d3"}};
  const Numbers offered = without_grease(hello.versions);
  std::uint16_t version = hello.version;
  // Versions of DTLS count down.
  if (!offered.empty()) {
    version = hello.datagram ? *std::min_element(offered.begin(), offered.end())
                             : *std::max_element(offered.begin(), offered.end());
  }
  const std::string_view text = name_of(kVersions, version);
  return text.empty() ? "00" : text;
}

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::string protocol_text(std::string_view name) {
  if (name.empty()) return "00";
  if (is_alphanumeric(name.front()) && is_alphanumeric(name.back())) {
    return {name.front(), name.back()};
  }
  const auto first = static_cast<unsigned char>(name.front());
  const auto last = static_cast<unsigned char>(name.back());
  return format_text("%x%x", first >> 4, last & 0x0fu);
}

std::string list_text(const Numbers& numbers) {
  std::string text;
  for (const std::uint16_t number : numbers) {
    text += format_text(text.empty() ? "%04x" : ",%04x", number);
  }
  return text;
}

// The first 12 digits of the hash; zeros when there was nothing in the list.
std::string hash_text(const Numbers& list, const std::string& text) {
  if (list.empty()) return "000000000000";
  const auto hash = sha256(bytes_of(text));
  return hex_text(Bytes(hash).first(6));
}

std::string hash_of_extensions(Numbers extensions, const Numbers& algorithms) {
  std::erase(extensions, kServerName);
  std::erase(extensions, kProtocolNames);
  std::sort(extensions.begin(), extensions.end());
  std::string text = list_text(extensions);
  if (!algorithms.empty()) text.append("_").append(list_text(algorithms));
  return hash_text(extensions, text);
}

unsigned at_most_99(std::size_t count) {
  return static_cast<unsigned>(std::min<std::size_t>(count, 99));
}

}  // namespace

std::string ja4(const Hello& hello) {
  Numbers suites = without_grease(hello.suites);
  const Numbers extensions = without_grease(hello.extensions);
  const bool named = std::count(extensions.begin(), extensions.end(), kServerName) != 0;
  std::string text = hello.over_quic ? "q" : hello.datagram ? "d" : "t";
  text.append(version_text(hello)).append(named ? "d" : "i");
  text += format_text("%02u%02u", at_most_99(suites.size()), at_most_99(extensions.size()));
  text += protocol_text(hello.protocol);
  std::sort(suites.begin(), suites.end());
  text.append("_").append(hash_text(suites, list_text(suites)));
  return text.append("_").append(hash_of_extensions(extensions, without_grease(hello.algorithms)));
}

}  // namespace packetglass::tls
