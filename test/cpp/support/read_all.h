// Reads a whole capture.
#pragma once

#include "format/capture_reader.h"

namespace packetglass::test {

// As far as it can be read.
inline void read_all(Bytes source, RecordSink& sink) {
  CaptureReader reader;
  const auto used = reader.push(source, sink);
  if (used) static_cast<void>(reader.finish(source.subspan(*used), sink));
}

}  // namespace packetglass::test
