// Where the transmission sequence numbers of an association of SCTP begin: RFC 9260.
#include "dissect/transport/sctp_association.h"

namespace packetglass {
namespace {

// What is known of a side: each is a value of its own.
enum class Part : std::uint8_t { kFirst, kPeer, kSender };

EarlierKey key_of(Part part, std::uint16_t source, std::uint16_t destination, std::uint32_t tag) {
  const std::uint64_t ports = std::uint64_t{source} << 16 | destination;
  return EarlierKey(Subject::kAssociation)
      .with(static_cast<std::uint64_t>(part) << 32 | ports)
      .with(tag);
}

// Who sends from one address to another.
EarlierKey sender_key(const Address& source, const Address& destination, std::uint16_t from,
                      std::uint16_t to) {
  return key_of(Part::kSender, from, to, 0).with(bytes_of(source)).with(bytes_of(destination));
}

void remember_change(Layer& sctp, const EarlierKey& key, std::uint64_t number) {
  const auto before = sctp.remembered(key);
  if (!before || before->number != number) sctp.remember(key, number);
}

// The tag of the other side: that of the INIT ACK, else of who sends the other way.
std::optional<std::uint32_t> peer_of(Layer& sctp, const SctpHeader& header) {
  auto peer = sctp.remembered(key_of(Part::kPeer, header.source, header.destination, header.tag));
  if (!peer) {
    peer = sctp.remembered(
        sender_key(sctp.destination(), sctp.source(), header.destination, header.source));
  }
  if (!peer) return std::nullopt;
  return static_cast<std::uint32_t>(peer->number);
}

}  // namespace

std::uint32_t sctp_relative_tsn(Layer& sctp, const SctpHeader& header, std::uint32_t tsn) {
  remember_change(sctp,
                  sender_key(sctp.source(), sctp.destination(), header.source, header.destination),
                  header.tag);
  const auto key = key_of(Part::kFirst, header.source, header.destination, header.tag);
  if (const auto first = sctp.remembered(key)) {
    return tsn - static_cast<std::uint32_t>(first->number);
  }
  sctp.remember(key, tsn);
  return 0;
}

std::optional<std::uint32_t> sctp_relative_ack(Layer& sctp, const SctpHeader& header,
                                               std::uint32_t tsn) {
  const auto peer = peer_of(sctp, header);
  if (!peer) return std::nullopt;
  const auto first =
      sctp.remembered(key_of(Part::kFirst, header.destination, header.source, *peer));
  if (!first) return std::nullopt;
  return tsn - static_cast<std::uint32_t>(first->number);
}

void pair_sctp_tags(Layer& sctp, const SctpHeader& header, std::uint32_t initiate_tag) {
  remember_change(sctp, key_of(Part::kPeer, header.source, header.destination, header.tag),
                  initiate_tag);
  remember_change(sctp, key_of(Part::kPeer, header.destination, header.source, initiate_tag),
                  header.tag);
}

}  // namespace packetglass
