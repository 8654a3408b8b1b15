// A source of bytes: a file, a pipe, or standard input; decompressed where it is compressed.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>

#include "base/block_window.h"
#include "decompress/decompressor.h"
#include "native/file_failure.h"

namespace packetglass::native {

class InputFile {
 public:
  // "-" is standard input. Of a compressed file no more is decompressed than the budget has, which
  // outlives the file; without one, there is the usual one.
  explicit InputFile(const std::string& path, DecompressionBudget* budget = nullptr);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  // How many bytes of the window were used; nothing to stop reading.
  using Push = std::function<std::optional<std::size_t>(Bytes)>;

  // Reads all of it through a window: `push` for each block, then `finish` with what is left,
  // unless `push` stopped. When the system fails to read, compressed bytes are damaged, or a
  // signal asks to stop, `finish` gets what was read before.
  FileFailure read_all(const Push& push, const std::function<void(Bytes)>& finish);

  // Reads on by hand instead: the next bytes, as many as there is room for at most. How many; 0 at
  // the end, and where failure() and damage say why there are no more.
  std::size_t read_next(std::span<std::uint8_t> room);
  std::optional<Error> damage() const {
    return decompressor_ ? decompressor_->failure() : std::nullopt;
  }

  // Why it cannot be opened or read on, if so.
  FileFailure failure() const { return {failure_}; }

  // A descriptor that its bytes can be read from anywhere by: of a regular file that is not
  // compressed, once its first bytes were read; -1 of everything else.
  int seekable() const;

  // Whether the path names this very file, no device: writing there would destroy what is read.
  bool is_also(const std::string& path) const;

  // Bytes of the file read so far.
  std::uint64_t size() const { return size_; }
  // Bytes handed on so far: the same, unless the file is compressed.
  std::uint64_t capture_size() const { return capture_size_; }
  // "gzip", "zstd", "lz4", "xz", "bzip2", by what the file holds; empty when it is not compressed.
  std::string_view compression() const {
    return decompressor_ ? decompressor_->compression() : std::string_view();
  }

 private:
  // These read the next bytes to be handed on: how many; 0 at the end; -1 with errno set.
  ssize_t fill(std::span<std::uint8_t> room);
  ssize_t fill_first(std::span<std::uint8_t> room);
  ssize_t fill_decompressed(std::span<std::uint8_t> room);
  ssize_t read_some(std::span<std::uint8_t> room);

  int descriptor_;
  int failure_ = 0;
  DecompressionBudget usual_budget_;
  DecompressionBudget& budget_;
  std::uint64_t size_ = 0;
  std::uint64_t capture_size_ = 0;
  std::unique_ptr<Decompressor> decompressor_;  // when the file is compressed
};

}  // namespace packetglass::native
