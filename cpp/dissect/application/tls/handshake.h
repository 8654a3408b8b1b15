// The messages of a handshake: RFC 5246, section 7.4; RFC 6347, section 4.2.
#pragma once

#include <string>
#include <vector>

#include "dissect/application/tls/fields.h"
#include "dissect/layer.h"

namespace packetglass::tls {

// Longer messages are none: what is encrypted looks as if it were one.
constexpr std::size_t kMostInMessage = 0x10000;
// Whether a number is the type of a message.
bool is_message(std::uint8_t type);

// What is known on the way through the records of one packet.
struct Reading {
  const Fields& fields;
  bool datagram = false;      // DTLS
  bool over_quic = false;     // without records
  std::uint16_t version = 0;  // that a server has chosen; 0: not in this packet
  bool encrypted = false;     // after the message that changes the cipher
  bool malformed = false;     // a message is longer than the record that it is whole in
  std::string words = {};     // for the column Info: what was found, parted by ", "
  // Of messages that span records (RFC 8446, section 5.1):
  bool continued = false;  // the record at hand has another one of the handshake behind it
  std::vector<std::uint8_t> begun = {};        // what there is of the one that goes on
  std::vector<std::uint8_t> reassembled = {};  // those that are complete, behind one another

  void add(std::string_view word);
};

// The messages in a record, which the layer is limited to. `whole`: all of the record is there.
// What spans records is not read here, but kept in `reading`.
void read_handshake(Layer& tls, Reading& reading, bool whole);

}  // namespace packetglass::tls
