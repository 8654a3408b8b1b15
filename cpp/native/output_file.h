// A file that is written block by block.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "native/input_file.h"

namespace packetglass::native {

class OutputFile {
 public:
  // "-" is standard output. A file that exists is refused (EEXIST) unless `replace`.
  OutputFile(const std::string& path, bool replace);
  // Writes behind what the file holds, and makes it where there is none.
  static OutputFile behind(const std::string& path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // Bytes appended here are written by flush().
  std::vector<std::uint8_t>& pending() { return pending_; }

  // Writes what is pending when it is a block or more.
  FileFailure flush_blocks();
  // Writes all that is pending.
  FileFailure flush();

  // Where the next byte appended to pending() will stand in the file; nothing where that cannot be
  // gone back to: a pipe, a terminal, or what a shell appends to.
  std::optional<std::uint64_t> position() const;
  // Writes all that is pending, and then over what stands in the file at a position.
  FileFailure overwrite(std::uint64_t position, Bytes bytes);

  // What went wrong, if anything did; then nothing more is written.
  FileFailure failure() const { return {failure_}; }

 private:
  explicit OutputFile(int descriptor);

  int descriptor_;
  int failure_ = 0;
  std::vector<std::uint8_t> pending_;
};

}  // namespace packetglass::native
