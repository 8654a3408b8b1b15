// What is in the chunks of SCTP: RFC 9260, section 3.3.
#pragma once

#include <array>

#include "dissect/transport/sctp_association.h"

namespace packetglass {

// A message that one DATA chunk has from its beginning to its end.
struct SctpMessage {
  Payload payload;
  std::uint32_t protocol = 0;
};

// The messages of a packet. Those that there is no room for stay bytes of their chunk.
struct SctpMessages {
  std::array<SctpMessage, 16> list{};
  std::size_t count = 0;
};

// Reads what is behind the header of a chunk, up to the end of the layer, and adds to the column
// Info what people look for there. Messages are kept, to be dissected when all chunks are read.
void read_sctp_chunk(Layer& sctp, const SctpHeader& header, std::uint8_t type, std::uint8_t flags,
                     SctpMessages& messages);

// All fields that are recorded there.
extern const FieldList kSctpChunkFields;

}  // namespace packetglass
