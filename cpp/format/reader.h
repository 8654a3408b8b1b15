// A reader takes a capture apart: bytes are pushed in, records come out.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "format/reading.h"
#include "record/record_sink.h"

namespace packetglass {

enum class Input : std::uint8_t {
  kMore,  // more bytes may follow the window
  kEnds,  // the source ends with the window
};

// Reads one section, or as many as its format chains. Feeding the same bytes whole, byte by byte
// or in any split gives the same records and issues.
class Reader {
 public:
  virtual ~Reader() = default;

  // Takes all complete records of the window and says how many bytes it used. The caller offers
  // the rest again with more behind it. When the source ends, all of the window is used, unless
  // ended(). An error is final.
  virtual Result<std::size_t> read(Bytes window, Input input, RecordSink& sink) = 0;

  // The next bytes begin another capture, which another reader has to read.
  virtual bool ended() const { return false; }
};

}  // namespace packetglass
