// Which protocol over TCP has a message that begins with some bytes.
#pragma once

#include "dissect/dissection.h"

namespace packetglass {

struct FoundMessage {
  const Dissector* dissector = nullptr;  // nullptr: nobody who says where messages end
  bool recognised = false;               // by its signature
  MessageEnd end = MessageEnd::kNotMine;
  MessageProgress progress;
};

// The first dissector that takes the bytes, found as for a layer: as the user chose, then at the
// routes. Only one that says where messages end is asked.
FoundMessage find_message(const Outcome& found, Bytes bytes, const Dissection& dissection);

// Whether a payload is whole messages of one dissector, or nobody says where they end: then all of
// it is dissected as it stands there. `first` becomes what its first byte begins.
bool is_whole(const Outcome& found, const Dissection& dissection, FoundMessage& first);

// Whether one of the ports leads to a dissector that says where messages end: bytes that begin
// none may go on with one.
bool has_messages(const Outcome& found, const Dissection& dissection);

// Goes on to find the end of a message of this dissector.
MessageEnd find_end(const Dissector& dissector, Bytes bytes, const Dissection& dissection,
                    MessageProgress& progress);

}  // namespace packetglass
