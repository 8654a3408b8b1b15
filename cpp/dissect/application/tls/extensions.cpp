// The extensions of hellos: RFC 6066, 7301, 8446 and others, by their number at IANA.
#include "base/text.h"
#include "dissect/application/tls/hello.h"
#include "dissect/application/tls/names.h"

namespace packetglass::tls {
namespace {

using Extensions = ExtensionFields;

void read_server_names(Layer& tls, const Extensions& fields, Hello&) {
  if (tls.left().empty()) return;  // a server says that it used the name
  tls.u16(fields.names_length);
  while (!tls.left().empty()) {
    tls.u8(fields.name_type);
    const std::uint16_t length = tls.u16(fields.name_length);
    tls.text(fields.name, length);
  }
}

void read_groups(Layer& tls, const Extensions& fields, Hello& hello) {
  const std::uint16_t length = tls.u16(fields.groups_length);
  hello.groups = read_numbers(tls, fields.groups, fields.group, length);
}

void read_formats(Layer& tls, const Extensions& fields, Hello& hello) {
  const std::uint8_t length = tls.u8(fields.formats_length);
  Layer::Group formats(tls, fields.formats);
  Layer::Limit limit(tls, length);
  while (!tls.left().empty()) hello.formats.push_back(tls.u8(fields.format));
}

void read_offered_algorithms(Layer& tls, const Extensions& fields, Hello& hello) {
  hello.algorithms = read_algorithms(tls, fields);
}

void read_other_algorithms(Layer& tls, const Extensions& fields, Hello&) {
  read_algorithms(tls, fields);
}

void read_alpn(Layer& tls, const Extensions& fields, Hello& hello) {
  const std::uint16_t length = tls.u16(fields.alpn_length);
  Layer::Group list(tls, fields.alpn_list);
  Layer::Limit limit(tls, length);
  for (bool first = true; !tls.left().empty(); first = false) {
    const std::uint8_t size = tls.u8(fields.alpn_name_length);
    const std::string_view name = tls.text(fields.alpn_name, size);
    if (first) hello.protocol = name;
  }
}

void read_alps(Layer& tls, const Extensions& fields, Hello&) {
  const std::uint16_t length = tls.u16(fields.alps_length);
  Layer::Group list(tls, fields.alps_list);
  Layer::Limit limit(tls, length);
  while (!tls.left().empty()) {
    const std::uint8_t size = tls.u8(fields.alps_name_length);
    tls.text(fields.alps_name, size);
  }
}

void read_versions(Layer& tls, const Extensions& fields, Hello& hello) {
  if (hello.from_client) tls.u8(fields.versions_length);
  while (tls.left().size() >= 2) hello.versions.push_back(tls.u16(fields.version));
}

void read_share(Layer& tls, const Extensions& fields) {
  tls.u16(fields.share_group);
  const std::uint16_t length = tls.u16(fields.share_length);
  tls.bytes(fields.share, length);
}

void read_shares(Layer& tls, const Extensions& fields, Hello& hello) {
  if (hello.retry) {
    tls.u16(fields.selected_group);
    return;
  }
  if (!hello.from_client) return read_share(tls, fields);
  tls.u16(fields.shares_length);
  while (!tls.left().empty()) read_share(tls, fields);
}

void read_psk_modes(Layer& tls, const Extensions& fields, Hello&) {
  tls.u8(fields.psk_modes_length);
  while (!tls.left().empty()) tls.u8(fields.psk_mode);
}

void read_identities(Layer& tls, const Extensions& fields) {
  const std::uint16_t length = tls.u16(fields.identities_length);
  Layer::Limit limit(tls, length);
  while (!tls.left().empty()) {
    const std::uint16_t size = tls.u16(fields.identity_length);
    tls.bytes(fields.identity, size);
    tls.u32(fields.ticket_age);
  }
}

void read_psk(Layer& tls, const Extensions& fields, Hello& hello) {
  if (!hello.from_client) {
    tls.u16(fields.selected_identity);
    return;
  }
  read_identities(tls, fields);
  const std::uint16_t length = tls.u16(fields.binders_length);
  Layer::Group binders(tls, fields.binders);
  tls.skip(length);
}

void read_cookie(Layer& tls, const Extensions& fields, Hello&) {
  const std::uint16_t length = tls.u16(fields.cookie_length);
  tls.bytes(fields.cookie, length);
}

void read_ocsp_request(Layer& tls, const Extensions& fields) {
  const std::uint16_t responders = tls.u16(fields.responders_length);
  tls.skip(responders);
  const std::uint16_t extensions = tls.u16(fields.requests_length);
  tls.skip(extensions);
}

void read_status_request(Layer& tls, const Extensions& fields, Hello&) {
  if (tls.left().empty()) return;  // a server says that it will send the status
  tls.u8(fields.status_type);
  read_ocsp_request(tls, fields);
}

void read_status_requests(Layer& tls, const Extensions& fields, Hello&) {
  if (tls.left().empty()) return;
  tls.u16(fields.status_list_length);
  while (!tls.left().empty()) {
    tls.u8(fields.status_type);
    const std::uint16_t length = tls.u16(fields.status_length);
    Layer::Limit request(tls, length);
    read_ocsp_request(tls, fields);
  }
}

void read_renegotiation(Layer& tls, const Extensions& fields, Hello&) {
  const std::uint8_t length = tls.u8(fields.renegotiation_length);
  if (length != 0) tls.bytes(fields.renegotiation, length);
}

void read_compressions(Layer& tls, const Extensions& fields, Hello&) {
  tls.u8(fields.compressions_length);
  while (tls.left().size() >= 2) tls.u16(fields.compression);
}

void read_record_size(Layer& tls, const Extensions& fields, Hello&) {
  tls.u16(fields.record_size_limit);
}

void read_padding(Layer& tls, const Extensions& fields, Hello&) {
  tls.remaining(fields.padding);
}

void read_heartbeat(Layer& tls, const Extensions& fields, Hello&) {
  tls.u8(fields.heartbeat_mode);
}

void read_fragment_length(Layer& tls, const Extensions& fields, Hello&) {
  tls.u8(fields.fragment_length);
}

// Extensions that are only there or not.
void read_nothing(Layer&, const Extensions&, Hello&) {}

constexpr struct {
  std::uint16_t type;
  void (*read)(Layer& tls, const Extensions& fields, Hello& hello);
} kReaders[] = {
    {0, read_server_names},
    {1, read_fragment_length},
    {5, read_status_request},
    {10, read_groups},
    {11, read_formats},
    {13, read_offered_algorithms},
    {15, read_heartbeat},
    {16, read_alpn},
    {17, read_status_requests},
    {18, read_nothing},
    {21, read_padding},
    {22, read_nothing},
    {23, read_nothing},
    {27, read_compressions},
    {28, read_record_size},
    {34, read_other_algorithms},
    {41, read_psk},
    {42, read_nothing},
    {43, read_versions},
    {44, read_cookie},
    {45, read_psk_modes},
    {49, read_nothing},
    {50, read_other_algorithms},
    {51, read_shares},
    {0x3374, read_nothing},
    {0x4469, read_alps},
    {0xff01, read_renegotiation},
};

void read_value(Layer& tls, const Extensions& fields, std::uint16_t type, Hello& hello) {
  for (const auto& reader : kReaders) {
    if (reader.type == type) {
      reader.read(tls, fields, hello);
      if (!tls.left().empty()) tls.remaining(fields.unknown);
      return;
    }
  }
  tls.remaining(fields.unknown);
}

void read_extension(Layer& tls, const Extensions& fields, Hello& hello) {
  Layer::Group extension(tls, fields.extension);
  const std::uint16_t type = tls.u16(fields.type);
  const std::uint16_t length = tls.u16(fields.length);
  if (tls.truncated()) return;
  if (tls.recording()) {
    const std::string name(name_of(kExtensionNames, type));
    extension.say(format_text(": %s (len=%u)", name.empty() ? "unknown" : name.c_str(), length));
  }
  hello.extensions.push_back(type);
  const bool whole = length <= tls.left().size();
  Layer::Limit limit(tls, length);
  read_value(tls, fields, type, hello);
  if (whole && tls.truncated()) tls.malformed("what is in this extension is longer than it");
}

}  // namespace

std::uint16_t read_algorithm(Layer& tls, const ExtensionFields& fields) {
  const std::uint16_t algorithm = tls.u16(fields.algorithm);
  tls.parts(algorithm, {&fields.algorithm_hash, &fields.algorithm_signature});
  return algorithm;
}

std::vector<std::uint16_t> read_algorithms(Layer& tls, const ExtensionFields& fields) {
  std::vector<std::uint16_t> algorithms;
  const std::uint16_t length = tls.u16(fields.algorithms_length);
  Layer::Group list(tls, fields.algorithms);
  Layer::Limit limit(tls, length);
  while (tls.left().size() >= 2) algorithms.push_back(read_algorithm(tls, fields));
  return algorithms;
}

void read_extensions(Layer& tls, const ExtensionFields& fields, Hello& hello) {
  const std::uint16_t length = tls.u16(fields.extensions_length);
  Layer::Limit limit(tls, length);
  while (!tls.left().empty()) read_extension(tls, fields, hello);
}

}  // namespace packetglass::tls
