// Values of any shape as bytes: what is said of a capture to those who cannot see its structs.
#pragma once

#include <string_view>

#include "base/bytes.h"
#include "base/growing_array.h"

namespace packetglass {

// A value begins with its tag; numbers are little-endian. web/lib/core/description.ts reads them.
enum class Tag : std::uint8_t {
  kEnd,       // of an object or array
  kObject,    // then keys (length u8, text) each with a value, and kEnd
  kArray,     // then values, and kEnd
  kFalse,     //
  kTrue,      //
  kNumber,    // f64
  kUnsigned,  // u64
  kSigned,    // i64
  kText,      // length u32, UTF-8 as the capture has it
  kTextAt,    // address f64, length u32: the same, where it lies
  kBytesAt,   // address f64, length u32
};

// Bytes and long texts are not copied: only where they lie is noted, so that they must outlive the
// description. It grows up to a limit, because a hostile capture may have any number of options.
//
//   out.begin_object();
//   out.key("code").number(1);
//   out.key("bytes").bytes_at(value);
//   out.end();
class Description {
 public:
  static constexpr std::size_t kLimit = std::size_t{64} << 20;

  Description& key(std::string_view name);

  void begin_object() { put_tag(Tag::kObject); }
  void begin_array() { put_tag(Tag::kArray); }
  void end() { put_tag(Tag::kEnd); }

  void boolean(bool value) { put_tag(value ? Tag::kTrue : Tag::kFalse); }
  // Exact below 2^53: offsets, and everything of 32 bits.
  void number(double value);
  void number(std::uint64_t value) { number(static_cast<double>(value)); }
  void number(std::uint32_t value) { number(static_cast<double>(value)); }
  // Any 64 bits.
  void unsigned64(std::uint64_t value) { put_word(Tag::kUnsigned, value); }
  void signed64(std::int64_t value) { put_word(Tag::kSigned, static_cast<std::uint64_t>(value)); }
  void text(std::string_view text);
  void text_at(Bytes text) { put_view(Tag::kTextAt, text); }
  void bytes_at(Bytes bytes) { put_view(Tag::kBytesAt, bytes); }

  void clear() { memory_.clear(), failed_ = limited_ = false; }
  // The limit was reached, or there was no memory: bytes() are of no use.
  bool failed() const { return failed_; }
  // It was the limit.
  bool limited() const { return limited_; }
  Bytes bytes() const { return {memory_.values(), memory_.size()}; }

 private:
  void put(const void* from, std::size_t size);
  void put_tag(Tag tag) { put(&tag, 1); }
  void put_word(Tag tag, std::uint64_t word);
  void put_view(Tag tag, Bytes view);

  GrowingArray<std::uint8_t> memory_;
  bool failed_ = false;
  bool limited_ = false;
};

}  // namespace packetglass
