// Headers of classic pcap that readers would not recognise where they are to be written.
#pragma once

#include <optional>

#include "base/result.h"
#include "event/event.h"

namespace packetglass {

// Why a reader would not see a capture begin at this header; nothing when it does. `before` is the
// header of the section that ends there; nothing at the start of a file, where a magic is enough.
std::optional<Error> refuse_header(const pcap::WriterOptions& header,
                                   const pcap::WriterOptions* before);

// Why a reader would not see it where this packet follows. It weighs that only where the reserved
// words of the header, time zone and accuracy, are not zero.
std::optional<Error> refuse_packet_behind(const pcap::WriterOptions& header,
                                          const pcap::WriterOptions& before,
                                          const PacketEvent& packet);

}  // namespace packetglass
