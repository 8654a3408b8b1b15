// What packets announce for those to come: the numbers of Space::kAnnounced.
#pragma once

#include <cstdint>

namespace packetglass {

enum Announced : std::uint32_t {
  kAnnouncedMedia = 0,    // RTP; the words are names of payload types, see rtp_types.h
  kAnnouncedControl = 1,  // RTCP
  kAnnouncedFile = 2,     // FTP-DATA; the words say how, and behind a line feed what was asked for
  kAnnouncedBlocks = 3,   // TFTP
};

}  // namespace packetglass
