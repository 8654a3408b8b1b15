// How PPP's peers prove who they are: PAP RFC 1334, CHAP RFC 1994.
#include "base/text.h"
#include "dissect/layer.h"
#include "dissect/render.h"

namespace packetglass {
namespace {

constexpr Name kPapNames[] = {
    {1, "Authenticate-Request"}, {2, "Authenticate-Ack"}, {3, "Authenticate-Nak"}};
constexpr Name kChapNames[] = {{1, "Challenge"}, {2, "Response"}, {3, "Success"}, {4, "Failure"}};

struct Names {
  Field code, identifier, length;
};

constexpr Names kPap{{"pap.code", "Code", Shape::kNumber8, 0, kPapNames},
                     {"pap.identifier", "Identifier", Shape::kNumber8},
                     {"pap.length", "Length", Shape::kNumber16}};
constexpr Names kChap{{"chap.code", "Code", Shape::kNumber8, 0, kChapNames},
                      {"chap.identifier", "Identifier", Shape::kNumber8},
                      {"chap.length", "Length", Shape::kNumber16}};
constexpr Field kPapData{"pap.data", "Data", Shape::kGroup};
constexpr Field kPeerLength{"pap.peer_id.length", "Peer-ID-Length", Shape::kNumber8};
constexpr Field kPeer{"pap.peer_id", "Peer-ID", Shape::kText};
constexpr Field kPasswordLength{"pap.password.length", "Password-Length", Shape::kNumber8};
constexpr Field kPassword{"pap.password", "Password", Shape::kText};
constexpr Field kPapMessageLength{"pap.message.length", "Message-Length", Shape::kNumber8};
constexpr Field kPapMessage{"pap.message", "Message", Shape::kText};
constexpr Field kChapData{"chap.data", "Data", Shape::kGroup};
constexpr Field kValueSize{"chap.value_size", "Value Size", Shape::kNumber8};
constexpr Field kValue{"chap.value", "Value", Shape::kBytes};
constexpr Field kName{"chap.name", "Name", Shape::kText};
constexpr Field kChapMessage{"chap.message", "Message", Shape::kText};

constexpr Route kPapAt[] = {{Space::kPppProtocol, 0xc023}};
constexpr Route kChapAt[] = {{Space::kPppProtocol, 0xc223}};

constexpr std::uint16_t kHeaderSize = 4;

std::string shown(std::string_view text) {
  return printable({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void put_info(Layer& layer, const std::string& text) {
  if (std::string* info = layer.info()) *info += text;
}

void read_pap(Layer& pap, std::uint8_t code) {
  Layer::Group data(pap, kPapData);
  if (code == 1) {
    const std::string peer = shown(pap.text(kPeer, pap.u8(kPeerLength)));
    const std::string password = shown(pap.text(kPassword, pap.u8(kPasswordLength)));
    put_info(pap, " (Peer-ID='" + peer + "', Password='" + password + "')");
    return;
  }
  put_info(pap, " (Message='" + shown(pap.text(kPapMessage, pap.u8(kPapMessageLength))) + "')");
}

void read_chap(Layer& chap, std::uint8_t code) {
  Layer::Group data(chap, kChapData);
  if (code == 1 || code == 2) {
    const Bytes value = chap.bytes(kValue, chap.u8(kValueSize));
    const std::string name = shown(chap.text(kName, chap.left().size()));
    put_info(chap, " (NAME='" + name + "', VALUE=0x" + hex_text(value) + ")");
    return;
  }
  put_info(chap, " (MESSAGE='" + shown(chap.text(kChapMessage, chap.left().size())) + "')");
}

template <const Names& kNames, void (*kRead)(Layer&, std::uint8_t)>
Outcome dissect(Layer& layer) {
  const std::uint8_t code = layer.u8(kNames.code);
  layer.u8(kNames.identifier);
  const std::uint16_t length = layer.u16(kNames.length);
  if (layer.truncated()) return stop("the header is incomplete");
  if (std::string* info = layer.info()) *info = name_of(kNames.code.names, code);
  if (length < kHeaderSize) return stop("the length is less than the header");
  Layer::Limit body(layer, length - std::size_t{kHeaderSize});
  if (!layer.left().empty()) kRead(layer, code);
  return layer.truncated() ? stop_truncated("the packet is incomplete") : done();
}

constexpr FieldSpan kFields[] = {kPap,        kChap,           kPapData,   kPeerLength,
                                 kPeer,       kPasswordLength, kPassword,  kPapMessageLength,
                                 kPapMessage, kChapData,       kValueSize, kValue,
                                 kName,       kChapMessage};

}  // namespace

extern const Dissector kPasswordAuthentication{
    {"pap", "PPP Password Authentication Protocol", Shape::kLayer},
    "PPP PAP",
    kPapAt,
    kFields,
    dissect<kPap, read_pap>};
extern const Dissector kChallengeAuthentication{
    {"chap", "PPP Challenge Handshake Authentication Protocol", Shape::kLayer},
    "PPP CHAP",
    kChapAt,
    kFields,
    dissect<kChap, read_chap>};

}  // namespace packetglass
