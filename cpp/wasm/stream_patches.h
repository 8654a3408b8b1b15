// What has to be written again over earlier bytes of a capture, as a description.
#pragma once

#include <vector>

#include "describe/description.h"
#include "export/capture_file.h"

namespace packetglass {

// An array of {offset, bytes}; the patches outlive the description.
inline void put(Description& out, const std::vector<CaptureFileWriter::Patch>& patches) {
  out.begin_array();
  for (const auto& patch : patches) {
    out.begin_object();
    out.key("offset").number(patch.offset);
    out.key("bytes").bytes_at(patch.bytes);
    out.end();
  }
  out.end();
}

}  // namespace packetglass
