// The bytes of a compressed source, decompressed piece by piece.
#include "decompress/decompressor.h"

#include <algorithm>

#include "base/text.h"

namespace packetglass {
namespace {

constexpr std::size_t kInputSize = std::size_t{256} << 10;

// The longest magic number; those of frames to be skipped are as long.
constexpr std::size_t kMagicSize = 4;
constexpr std::size_t kSkipHeaderSize = 8;

// zstd and lz4 agree on these: 0x184d2a50 to 0x184d2a5f, then a size.
bool is_skippable(Bytes start) {
  constexpr std::uint32_t kSkippable = 0x184d2a50;
  return start.size() >= kMagicSize &&
         (load<std::uint32_t>(start.data(), ByteOrder::kLittle) & ~0xfu) == kSkippable;
}

const FrameFormat* find_format(Bytes start) {
  const std::string_view text(reinterpret_cast<const char*>(start.data()), start.size());
  for (const FrameFormat* each : frame_formats()) {
    if (text.starts_with(each->magic)) return each;
  }
  return nullptr;
}

// Whether these few bytes may become a magic number when more come.
bool may_become_magic(Bytes start) {
  const std::string_view text(reinterpret_cast<const char*>(start.data()), start.size());
  constexpr std::string_view kSkippableTail = "\x2a\x4d\x18";
  const bool skippable =
      text.empty() || ((text[0] & 0xf0) == 0x50 && kSkippableTail.starts_with(text.substr(1)));
  const auto all = frame_formats();
  return skippable || std::any_of(all.begin(), all.end(), [&](const FrameFormat* each) {
           return each->magic.starts_with(text);
         });
}

}  // namespace

Decompressor::Decompressor(DecompressionBudget& budget, Bytes start)
    : budget_(budget), input_(start.begin(), start.end()), end_(start.size()) {}

Match Decompressor::match(Bytes start) {
  if (is_skippable(start) || find_format(start) != nullptr) return Match::kYes;
  return start.size() < kMagicSize && may_become_magic(start) ? Match::kNeedMore : Match::kNo;
}

std::span<std::uint8_t> Decompressor::room() {
  std::copy(input_.data() + begin_, input_.data() + end_, input_.data());
  end_ -= begin_;
  begin_ = 0;
  input_.resize(std::max(input_.size(), kInputSize));
  return std::span(input_).subspan(end_);
}

void Decompressor::commit(std::size_t count) {
  end_ += count;
}

void Decompressor::consume(std::size_t count) {
  begin_ += count;
  offset_ += count;
}

void Decompressor::fail(const std::string& what, ErrorCode code) {
  failure_ = Error{code, offset_, what};
}

std::size_t Decompressor::take(std::span<std::uint8_t> output) {
  std::size_t written = 0;
  while (!failure_ && written < output.size() && (in_frame_ || start_frame())) {
    const FrameDecoder::Step step = decoder_->decode(bytes(), output.subspan(written));
    consume(step.read);
    written += step.written;
    if (!budget_.spend(step.read, step.written)) {
      fail(budget_.sentence(), ErrorCode::kDecompressedTooLarge);
      break;
    }
    in_frame_ = !step.frame_ended;
    if (step.failure != nullptr) {
      fail("The " + std::string(found_->name) + " data is damaged: " + step.failure + ".");
      break;
    }
    if (step.refusal != nullptr) {
      fail("The " + std::string(found_->name) + " data is not decompressed: " + step.refusal +
           ".");
      break;
    }
    if (step.read == 0 && step.written == 0) break;
  }
  return written;
}

// False when more of the source is needed to know, or when there is no frame.
bool Decompressor::start_frame() {
  while (!failure_ && skip_between() && bytes().size() >= kMagicSize) {
    if (!is_skippable(bytes()) || (found_ != nullptr && found_->between == Between::kZeros)) {
      start_decoder(find_format(bytes()));
      return in_frame_;
    }
    if (!start_skipping()) return false;
  }
  return false;
}

// False when more of the source is to be skipped.
bool Decompressor::skip_between() {
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(skip_, bytes().size()));
  consume(count);
  skip_ -= count;
  if (found_ != nullptr && found_->between == Between::kZeros) {
    const Bytes input = bytes();
    const auto end = std::find_if(input.begin(), input.end(), [](auto byte) { return byte != 0; });
    consume(static_cast<std::size_t>(end - input.begin()));
  }
  return skip_ == 0;
}

// False when the header of the frame to be skipped is not there yet.
bool Decompressor::start_skipping() {
  if (bytes().size() < kSkipHeaderSize) return false;
  const auto size = load<std::uint32_t>(bytes().data() + kMagicSize, ByteOrder::kLittle);
  skip_ = std::uint64_t{kSkipHeaderSize} + size;
  return true;
}

void Decompressor::start_decoder(const FrameFormat* format) {
  if (format == nullptr || (found_ != nullptr && found_ != format)) {
    const std::string name(found_ == nullptr ? "compressed" : found_->name);
    return fail("What follows here is no " + name + " data.");
  }
  if (decoder_ == nullptr) decoder_ = format->make_decoder();
  if (decoder_ == nullptr) return fail("There is not enough memory to decompress.");
  found_ = format;
  in_frame_ = true;
}

void Decompressor::end() {
  if (failure_) return;
  const std::string name(found_ == nullptr ? "compressed" : found_->name);
  if (in_frame_ || skip_ != 0) {
    consume(bytes().size());
    fail("The " + name + " data is truncated: it ends within a frame.");
  } else if (!bytes().empty()) {
    const bool truncated = match(bytes()) != Match::kNo;
    if (truncated) consume(bytes().size());
    fail(truncated ? "The " + name + " data is truncated: it ends within the header of a frame."
                   : "What follows here is no " + name + " data.");
  }
}

}  // namespace packetglass
