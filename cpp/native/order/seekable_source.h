// Bytes that are read anywhere: a file, or what came through a pipe and was written to one.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/buffer.h"
#include "base/bytes.h"
#include "native/file_failure.h"

namespace packetglass::native {

// A file without a name in a folder, which is gone when it is closed.
class ScratchFile {
 public:
  // In the folder of `path`; that of temporary files where `path` is standard output.
  explicit ScratchFile(const std::string& path);
  ~ScratchFile();
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  void append(Bytes bytes);
  // Writes over what was appended.
  void overwrite(std::uint64_t offset, Bytes bytes);
  int descriptor() const { return descriptor_; }
  FileFailure failure() const { return {failure_}; }

 private:
  int descriptor_ = -1;
  int failure_ = 0;
};

// Reads pieces through a cache: those of a capture that is nearly in order are near one another.
class SeekableSource {
 public:
  // The descriptor stays open as long as this.
  explicit SeekableSource(int descriptor) : descriptor_(descriptor) {}

  // The bytes of a piece, valid until the next call; nothing where they cannot be read: failure().
  Bytes read(std::uint64_t offset, std::size_t size);
  FileFailure failure() const { return {failure_}; }

  // From the start to the end through a window, as InputFile::read_all() does.
  FileFailure read_all(const std::function<std::optional<std::size_t>(Bytes)>& push,
                       const std::function<void(Bytes)>& finish);

 private:
  static constexpr std::size_t kBlock = std::size_t{64} << 10;
  static constexpr std::size_t kBlocks = 64;

  struct Cached {
    std::uint64_t number = ~std::uint64_t{0};
    std::size_t size = 0;  // bytes of it that the file has
    Buffer<std::uint8_t> bytes;
  };

  const Cached* block(std::uint64_t number);
  Bytes part_of(std::uint64_t number, std::size_t at, std::size_t size);
  Bytes across_blocks(std::uint64_t number, std::size_t at, std::size_t size);
  bool fill(std::uint64_t offset, std::span<std::uint8_t> room, std::size_t& got);

  int descriptor_;
  int failure_ = 0;
  Cached cache_[kBlocks];
  std::vector<std::uint8_t> whole_;  // a piece of several blocks
};

}  // namespace packetglass::native
