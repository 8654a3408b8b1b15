// What an entry of the compressions table is.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "decompress/frame_format.h"

namespace packetglass::native {

// Makes one frame.
class Compressor {
 public:
  enum class Then {
    kGoOn,   // more comes; `out` gets what is ready
    kFlush,  // `out` gets all, so that a reader can decode up to here
    kEnd,    // the frame ends here; what comes later starts another
  };

  virtual ~Compressor() = default;
  // Appends to `out`. False when memory is exhausted; then the frame cannot be finished.
  virtual bool compress(Bytes input, Then then, std::vector<std::uint8_t>& out) = 0;
};

// What is read by its frames, and written.
struct Compression : FrameFormat {
  std::string_view extension;  // "gz"
  // Gives nullptr when memory is exhausted.
  std::unique_ptr<Compressor> (*make_compressor)();
};

}  // namespace packetglass::native
