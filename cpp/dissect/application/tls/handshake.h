// The messages of a handshake: RFC 5246, section 7.4; RFC 6347, section 4.2.
#pragma once

#include <string>

#include "dissect/application/tls/fields.h"
#include "dissect/layer.h"

namespace packetglass::tls {

// What is known on the way through the records of one packet.
struct Reading {
  const Fields& fields;
  bool datagram = false;      // DTLS
  std::uint16_t version = 0;  // that a server has chosen; 0: not in this packet
  bool encrypted = false;     // after the message that changes the cipher
  bool malformed = false;     // a message is longer than the record that it is whole in
  std::string words = {};     // for the column Info: what was found, parted by ", "

  void add(std::string_view word);
};

// The messages in a record, which the layer is limited to. `whole`: all of the record is there.
void read_handshake(Layer& tls, Reading& reading, bool whole);

}  // namespace packetglass::tls
