// BitTorrent's handshake between peers: BEP 3.
#include "dissect/application/text_line.h"

namespace packetglass {
namespace {

constexpr Field kNameLength{"bittorrent.protocol.name.length", "Protocol Name Length",
                            Shape::kNumber8};
constexpr Field kName{"bittorrent.protocol.name", "Protocol Name", Shape::kText};
constexpr Field kReserved{"bittorrent.reserved", "Reserved Extension Bytes", Shape::kBytes};
constexpr Field kHash{"bittorrent.info_hash", "SHA1 Hash of info dictionary", Shape::kBytes};
constexpr Field kPeer{"bittorrent.peer_id", "Peer ID", Shape::kBytes};

constexpr Route kFoundAt[] = {{Space::kTcpStart}};

bool begins_connection(Bytes bytes) {
  constexpr std::string_view kBeginning = "\023BitTorrent protocol";
  return !bytes.empty() && bytes[0] == 0x13 && text_of(bytes).starts_with(kBeginning);
}

Outcome dissect(Layer& peer) {
  const std::uint8_t length = peer.u8(kNameLength);
  peer.text(kName, length);
  peer.bytes(kReserved, 8);
  peer.bytes(kHash, 20);
  // A peer may wait with its name until it has seen the other's hash.
  if (!peer.left().empty()) peer.bytes(kPeer, 20);
  if (std::string* info = peer.info()) *info = "Handshake  ";
  if (peer.truncated())
    return peer.stopped_by_snaplen() ? stop("the handshake is truncated") : done();
  return done(peer.rest(), {{Space::kBytes}});
}

constexpr FieldSpan kFields[] = {kNameLength, kName, kReserved, kHash, kPeer};

}  // namespace

extern const Dissector kBittorrent{{"bittorrent", "BitTorrent", Shape::kLayer},
                                   "BitTorrent",
                                   kFoundAt,
                                   kFields,
                                   dissect,
                                   begins_connection,
                                   {0x13, 0x13},
                                   true};

}  // namespace packetglass
