// The messages of a handshake that begin it: RFC 5246 and 8446, extensions of several RFCs.
#pragma once

#include <string_view>
#include <vector>

#include "dissect/application/tls/fields.h"
#include "dissect/layer.h"

namespace packetglass::tls {

// What a hello offers, as far as the fingerprint and the columns want it.
struct Hello {
  bool from_client = false;
  bool datagram = false;  // DTLS
  bool over_quic = false;
  bool retry = false;  // a server hello that asks for another client hello
  std::uint16_t version = 0;
  std::uint16_t legacy_version = 0;  // that stands in front
  std::vector<std::uint16_t> suites, extensions, algorithms, versions, groups, formats;
  std::string_view protocol;  // the first name of ALPN; lives as long as the packet
};

// Read the body of the message, up to the layer's limit.
Hello read_client_hello(Layer& tls, const Fields& fields, bool datagram);
Hello read_server_hello(Layer& tls, const Fields& fields, bool datagram);

// All extensions with the length in front of them; what they offer goes into `hello`.
void read_extensions(Layer& tls, const ExtensionFields& fields, Hello& hello);

// Numbers of two bytes up to `length` bytes, inside a heading.
std::vector<std::uint16_t> read_numbers(Layer& tls, const Field& heading, const Field& number,
                                        std::size_t length);
// The same, of signature algorithms with their parts.
std::vector<std::uint16_t> read_algorithms(Layer& tls, const ExtensionFields& fields);
std::uint16_t read_algorithm(Layer& tls, const ExtensionFields& fields);

// The number of the random that makes a server hello a hello retry request (RFC 8446, 4.1.3).
bool is_retry(Bytes random);

}  // namespace packetglass::tls
