// Reads bytes as a capture, as far as they are one.
#pragma once

#include "format/capture_reader.h"

namespace packetglass {

inline void read_whole(Bytes source, RecordSink& sink) {
  CaptureReader reader;
  const auto used = reader.push(source, sink);
  if (used) static_cast<void>(reader.finish(source.subspan(*used), sink));
}

}  // namespace packetglass
