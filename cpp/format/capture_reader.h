// Reads a capture of any format: recognises it by its first bytes, then hands on.
#pragma once

#include <memory>

#include "format/format.h"

namespace packetglass {

class CaptureReader final : public Reader {
 public:
  // Errors: kUnknownFormat, and those of the format's reader.
  Result<std::size_t> push(Bytes window, RecordSink& sink) override;
  // Errors: kEmpty, kUnknownFormat, and those of the format's reader.
  Result<std::size_t> finish(Bytes rest, RecordSink& sink) override;

 private:
  std::unique_ptr<Reader> reader_;  // once the format is known
};

}  // namespace packetglass
