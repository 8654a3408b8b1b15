// What an entry of the formats table is.
#pragma once

#include <memory>
#include <string_view>

#include "format/reader.h"

namespace packetglass {

enum class Match : std::uint8_t { kNo, kYes, kNeedMore };

struct Format {
  std::string_view name;         // "pcap"
  std::string_view description;  // for people
  // Whether a source that starts with these bytes is of this format.
  Match (*match)(Bytes start);
  // A reader for a capture that begins where the reading stands. `reading` outlives it.
  std::unique_ptr<Reader> (*make_reader)(Reading& reading);
};

}  // namespace packetglass
