// The messages of a handshake that begin it.
#include "dissect/application/tls/hello.h"

#include <algorithm>

#include "base/text.h"

namespace packetglass::tls {
namespace {

constexpr std::size_t kRandomSize = 32;

void read_session(Layer& tls, const HelloFields& fields) {
  const std::uint8_t length = tls.u8(fields.session_length);
  if (length != 0) tls.bytes(fields.session, length);
}

void read_cookie(Layer& tls, const HelloFields& fields) {
  const std::uint8_t length = tls.u8(fields.cookie_length);
  if (length != 0) tls.bytes(fields.cookie, length);
}

void read_methods(Layer& tls, const HelloFields& fields) {
  const std::uint8_t length = tls.u8(fields.methods_length);
  Layer::Group methods(tls, fields.methods);
  if (tls.recording()) methods.say(format_text(" (%u methods)", length));
  Layer::Limit limit(tls, length);
  while (!tls.left().empty()) tls.u8(fields.method);
}

}  // namespace

bool is_retry(Bytes random) {
  static constexpr std::uint8_t kRetry[kRandomSize] = {
      0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c,
      0x02, 0x1e, 0x65, 0xb8, 0x91, 0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb,
      0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c};
  return std::equal(random.begin(), random.end(), std::begin(kRetry), std::end(kRetry));
}

std::vector<std::uint16_t> read_numbers(Layer& tls, const Field& heading, const Field& number,
                                        std::size_t length) {
  std::vector<std::uint16_t> numbers;
  Layer::Group list(tls, heading);
  Layer::Limit limit(tls, length);
  while (tls.left().size() >= 2) numbers.push_back(tls.u16(number));
  if (tls.recording()) list.say(format_text(" (%zu)", numbers.size()));
  return numbers;
}

Hello read_client_hello(Layer& tls, const Fields& fields, bool datagram) {
  const HelloFields& names = fields.hello;
  Hello hello;
  hello.from_client = true;
  hello.datagram = datagram;
  hello.version = hello.legacy_version = tls.u16(names.version);
  tls.bytes(names.random, kRandomSize);
  read_session(tls, names);
  if (datagram) read_cookie(tls, names);
  const std::uint16_t length = tls.u16(names.suites_length);
  hello.suites = read_numbers(tls, names.suites, names.suite, length);
  read_methods(tls, names);
  if (!tls.left().empty()) read_extensions(tls, fields.extension, hello);
  return hello;
}

Hello read_server_hello(Layer& tls, const Fields& fields, bool datagram) {
  const HelloFields& names = fields.hello;
  Hello hello;
  hello.datagram = datagram;
  hello.version = hello.legacy_version = tls.u16(names.version);
  hello.retry = is_retry(tls.bytes(names.random, kRandomSize));
  read_session(tls, names);
  hello.suites.push_back(tls.u16(names.suite));
  tls.u8(names.method);
  if (!tls.left().empty()) read_extensions(tls, fields.extension, hello);
  // TLS 1.3 says its version only in the extension.
  if (!hello.versions.empty()) hello.version = hello.versions.front();
  return hello;
}

}  // namespace packetglass::tls
