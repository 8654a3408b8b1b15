// How frames of one compression are recognised and decoded: an entry of frame_formats().
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "base/bytes.h"

namespace packetglass {

// Decodes frames (gzip calls them members) of one compression, in memory of a constant size.
class FrameDecoder {
 public:
  struct Step {
    std::size_t read = 0;
    std::size_t written = 0;
    bool frame_ended = false;       // the next byte belongs to another frame
    const char* failure = nullptr;  // in the words of the library
    const char* refusal = nullptr;  // why it is not decoded, though it may be right
  };

  virtual ~FrameDecoder() = default;
  // Decodes from `input` into `output` until one of them is used up or the frame ends. When
  // nothing is read and nothing written, more input is needed.
  virtual Step decode(Bytes input, std::span<std::uint8_t> output) = 0;
};

// A refusal.
inline constexpr const char* kNoMemory = "there is not enough memory";

// What else there may be between frames and behind them.
enum class Between : std::uint8_t {
  kZeros,            // padding, as tapes make it, and xz on purpose
  kSkippableFrames,  // those that zstd and lz4 have in common
};

struct FrameFormat {
  std::string_view name;   // "gzip"
  std::string_view magic;  // what each frame starts with
  Between between;
  // Gives nullptr when memory is exhausted.
  std::unique_ptr<FrameDecoder> (*make_decoder)();
};

// The table of those that can be decoded: each program that links a Decompressor has its own.
std::span<const FrameFormat* const> frame_formats();

// For entries: a Class as its Base, or nullptr when its library had no memory for it.
template <typename Base, typename Class>
std::unique_ptr<Base> make_ready() {
  auto made = std::make_unique<Class>();
  return made->ready() ? std::move(made) : nullptr;
}

std::unique_ptr<FrameDecoder> make_xz_decoder();
std::unique_ptr<FrameDecoder> make_bzip2_decoder();

// Of six bytes: the decoder sees to the others.
inline constexpr FrameFormat kXzFrames{"xz",
                                       "\xfd"
                                       "7zX",
                                       Between::kZeros, make_xz_decoder};
inline constexpr FrameFormat kBzip2Frames{"bzip2", "BZh", Between::kZeros, make_bzip2_decoder};

}  // namespace packetglass
