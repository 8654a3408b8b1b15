// What is in a record of TLS or DTLS, and what the columns say of it.
#pragma once

#include "dissect/application/tls/handshake.h"

namespace packetglass::tls {

constexpr std::uint8_t kHandshake = 22, kApplicationData = 23;
// Where messages of the handshake are found that QUIC carries, without records (RFC 9001, section
// 4): a number behind the ports in Space::kNextMessage.
constexpr std::uint32_t kOverQuic = 0x10000;
// RFC 5246, 6.2.3: 2^14 bytes, and what a cipher may add.
constexpr std::size_t kMostInRecord = (1u << 14) + 2048;

constexpr ByteRange kContents{20, 24};

// Whether a number is a content type.
constexpr bool is_content(std::uint8_t type) {
  return type >= kContents.low && type <= kContents.high;
}

// What the column Protocol says of a packet that begins with this record: the version, which a
// server's hello chooses. Does no more than look at a few bytes.
// `agreed`, that of the conversation, comes before the one that stands there; 0: it is not known.
const char* column_of(Bytes record, std::size_t header_size, std::uint16_t agreed = 0);

// The version that the server's hello chooses which this record of TLS begins with; 0: it is none.
std::uint16_t version_chosen(Bytes record);

// The content of a record, `length` bytes of which some may be in the next segment.
void read_content(Layer& layer, Reading& reading, std::uint8_t type, std::size_t length);

// What the heading of a record says: its content, and the words it has added.
std::string content_title(std::uint8_t type, const Reading& reading, std::size_t words_before);

// Fills the columns, and says whether all could be read.
Outcome finish(Layer& layer, const Reading& reading);

}  // namespace packetglass::tls
