// What an entry of the compressions table is.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace packetglass::native {

// Decodes frames (gzip calls them members) of one compression, in memory of a constant size.
class Decoder {
 public:
  struct Step {
    std::size_t read = 0;
    std::size_t written = 0;
    bool frame_ended = false;       // the next byte belongs to another frame
    const char* failure = nullptr;  // in the words of the library
    const char* refusal = nullptr;  // why it is not decoded, though it may be right
  };

  virtual ~Decoder() = default;
  // Decodes from `input` into `output` until one of them is used up or the frame ends. When
  // nothing is read and nothing written, more input is needed.
  virtual Step decode(Bytes input, std::span<std::uint8_t> output) = 0;
};

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

// What else there may be between frames and behind them.
enum class Between : std::uint8_t {
  kZeros,            // padding, as tapes make it, and xz on purpose
  kSkippableFrames,  // those that zstd and lz4 have in common
};

struct Compression {
  std::string_view name;       // "gzip"
  std::string_view extension;  // "gz"
  std::string_view magic;      // what each frame starts with
  Between between;
  // Both give nullptr when memory is exhausted.
  std::unique_ptr<Decoder> (*make_decoder)();
  std::unique_ptr<Compressor> (*make_compressor)();
};

// For the entries: a Class as its Base, or nullptr when its library had no memory for it.
template <typename Base, typename Class>
std::unique_ptr<Base> make_ready() {
  auto made = std::make_unique<Class>();
  return made->ready() ? std::move(made) : nullptr;
}

}  // namespace packetglass::native
