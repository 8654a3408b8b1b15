// A value, or the reason why there is none.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace packetglass {

// Why something cannot be done at all. (What is merely wrong in a capture is an Issue.)
enum class ErrorCode : std::uint8_t {
  kEmpty,                  // the source has no bytes
  kUnknownFormat,          // no format of the table knows these bytes
  kTruncatedFileHeader,    // the source ends inside the first header
  kOutOfMemory,            // the index cannot grow
  kDamaged,                // something cannot be read, and reading is strict
  kLinkTypeMismatch,       // a classic pcap file holds one link type
  kTimeOutOfRange,         // the target's timestamp cannot hold this time
  kPacketTooLarge,         // the target's length fields or limits cannot hold this packet
  kUnsupported,            // this cannot be done yet
  kLengthMismatch,         // captured length is above the original length
  kCompressedDataDamaged,  // a compressed source cannot be decompressed (on)
  kDecompressedTooLarge,   // a compressed source becomes more than is allowed
  kInvalidFilter,          // a filter cannot be understood, or may not run
};

// The code as people and programs see it: "unknown_format".
const char* name(ErrorCode code);

struct Error {
  ErrorCode code;
  std::uint64_t offset;  // in bytes from the start of the source
  std::string message;   // one plain sentence, without the offset
};

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : either_(std::move(value)) {}      // NOLINT: a value is a result
  Result(Error error) : either_(std::move(error)) {}  // NOLINT: so is an error

  explicit operator bool() const { return either_.index() == 0; }
  // Only when true.
  T& operator*() { return *std::get_if<0>(&either_); }
  const T& operator*() const { return *std::get_if<0>(&either_); }
  T* operator->() { return std::get_if<0>(&either_); }
  // Only when false.
  const Error& error() const { return *std::get_if<1>(&either_); }

 private:
  std::variant<T, Error> either_;
};

}  // namespace packetglass
