// What is carried by all conversations of a capture that are followed: bodies of HTTP, files of
// FTP and TFTP, mails of SMTP.
#pragma once

#include <map>
#include <memory>

#include "stream/objects/announced_transfers.h"
#include "stream/objects/object_reader.h"

namespace packetglass {

class ObjectStreams {
 public:
  // Whether a conversation may carry something, as far as is known: of TCP any may.
  bool wants(const ConversationEnds& ends) const;
  // What reads a conversation that begins with these ends, and reports to a sink that outlives it.
  std::unique_ptr<ObjectReader> reader(const ConversationEnds& ends, HttpSink& sink);

 private:
  AnnouncedTransfers transfers_;
};

}  // namespace packetglass
