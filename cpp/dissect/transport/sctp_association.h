// Where the transmission sequence numbers of an association of SCTP begin: RFC 9260.
#pragma once

#include "dissect/layer.h"

namespace packetglass {

// What the header of a packet says of its association.
struct SctpHeader {
  std::uint16_t source = 0, destination = 0;
  std::uint32_t tag = 0;  // that the receiver chose
};

// The sequence number of DATA, counted from the first one of its side that was captured, as tshark
// has it.
std::uint32_t sctp_relative_tsn(Layer& sctp, const SctpHeader& header, std::uint32_t tsn);

// The same of a number of the other side; nothing where none of that was captured before.
std::optional<std::uint32_t> sctp_relative_ack(Layer& sctp, const SctpHeader& header,
                                               std::uint32_t tsn);

// An INIT ACK says which tags the sides have, whatever addresses they will use.
void pair_sctp_tags(Layer& sctp, const SctpHeader& header, std::uint32_t initiate_tag);

}  // namespace packetglass
