// Teredo, IPv6 over UDP through NATs: RFC 4380, section 5.1.1.
#include "base/text.h"
#include "dissect/layer.h"

namespace packetglass {
namespace {

constexpr Field kAuthentication{"teredo.auth", "Teredo Authentication header", Shape::kGroup};
constexpr Field kClientSize{"teredo.auth.idlen", "Client identifier length", Shape::kNumber8};
constexpr Field kValueSize{"teredo.auth.aulen", "Authentication value length", Shape::kNumber8};
constexpr Field kClient{"teredo.auth.id", "Client identifier", Shape::kBytes};
constexpr Field kValue{"teredo.auth.value", "Authentication value", Shape::kBytes};
constexpr Field kNonce{"teredo.auth.nonce", "Nonce value", Shape::kBytes};
constexpr Field kConfirmation{"teredo.auth.conf", "Confirmation byte", Shape::kBytes};
constexpr Field kOrigin{"teredo.orig", "Teredo Origin Indication header", Shape::kGroup};
constexpr Field kPort{"teredo.orig.port", "Origin UDP port", Shape::kPort};
constexpr Field kAddress{"teredo.orig.addr", "Origin IPv4 address", Shape::kIpv4};

constexpr Route kFoundAt[] = {{Space::kUdpPort, 3544}};

constexpr std::uint16_t kOriginType = 0, kAuthenticationType = 1;
constexpr std::size_t kOriginSize = 8;

void read_authentication(Layer& teredo) {
  Layer::Group group(teredo, kAuthentication);
  teredo.skip(2);
  const std::uint8_t client = teredo.u8(kClientSize);
  const std::uint8_t value = teredo.u8(kValueSize);
  if (client != 0) teredo.bytes(kClient, client);
  if (value != 0) teredo.bytes(kValue, value);
  teredo.bytes(kNonce, 8);
  teredo.bytes(kConfirmation, 1);
}

// All bits are turned round, so that NATs do not take it for an address of theirs.
void read_origin(Layer& teredo) {
  Layer::Group group(teredo, kOrigin);
  teredo.skip(2);
  const std::uint16_t port = teredo.u16(kPort);
  teredo.means(port ^ 0xffffu);
  Address address = teredo.ipv4(kAddress);
  for (std::uint8_t& byte : std::span(address.bytes).first<4>()) byte ^= 0xff;
  teredo.means(address);
}

bool begins_like_ipv6(const Layer& teredo) {
  return teredo.peek() >> 4 == 6;
}

Outcome dissect(Layer& teredo) {
  if (!begins_like_ipv6(teredo) && teredo.peek16() > kAuthenticationType) return not_mine();
  if (teredo.left().size() >= 2 && teredo.peek16() == kAuthenticationType) {
    read_authentication(teredo);
  }
  if (teredo.left_on_wire() >= kOriginSize && teredo.peek16() == kOriginType) {
    read_origin(teredo);
  }
  if (teredo.truncated()) return stop("the header is incomplete");
  return done(teredo.rest(), {{Space::kEtherType, 0x86dd}});
}

constexpr FieldSpan kFields[] = {kAuthentication, kClientSize,   kValueSize, kClient, kValue,
                                 kNonce,          kConfirmation, kOrigin,    kPort,   kAddress};

}  // namespace

extern const Dissector kTeredo{{"teredo", "Teredo IPv6 over UDP tunneling", Shape::kLayer},
                               "Teredo",
                               kFoundAt,
                               kFields,
                               dissect};

}  // namespace packetglass
