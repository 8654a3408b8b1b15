// A reader takes a capture apart: bytes are pushed in, records come out.
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "record/record_sink.h"

namespace packetglass {

// Feeding the same bytes whole, byte by byte or in any split gives the same records and issues.
class Reader {
 public:
  virtual ~Reader() = default;

  // Takes all complete records of the window and says how many bytes it used. The caller offers
  // the rest again with more behind it. An error is final.
  virtual Result<std::size_t> push(Bytes window, RecordSink& sink) = 0;

  // The source has ended; `rest` is what push() has not used. Says how many of its bytes were.
  virtual Result<std::size_t> finish(Bytes rest, RecordSink& sink) = 0;
};

}  // namespace packetglass
