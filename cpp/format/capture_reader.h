// Reads a source of any format: recognises it by its first bytes, then hands on; and again for
// each capture that follows in the same source.
#pragma once

#include <memory>

#include "format/format.h"

namespace packetglass {

class CaptureReader {
 public:
  explicit CaptureReader(const ReadOptions& options = {}) { reading_.options = options; }
  CaptureReader(const CaptureReader&) = delete;  // its reader points into it
  CaptureReader& operator=(const CaptureReader&) = delete;

  // Takes all complete records of the window and says how many bytes it used. The caller offers
  // the rest again with more behind it. Errors are final: kUnknownFormat, kOutOfMemory.
  Result<std::size_t> push(Bytes window, RecordSink& sink);

  // The source has ended; `rest` is what push() has not used. Says how many of its bytes were.
  // Errors: kEmpty, kTruncatedFileHeader, and those of push().
  Result<std::size_t> finish(Bytes rest, RecordSink& sink);

 private:
  Result<std::size_t> read(Bytes window, Input input, RecordSink& sink);
  Result<bool> recognise(Bytes start, Input input);

  Reading reading_;
  std::unique_ptr<Reader> reader_;  // once the format is known
};

}  // namespace packetglass
