// A file that is written block by block.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "native/input_file.h"

namespace packetglass::native {

class OutputFile {
 public:
  // "-" is standard output. A file that exists is refused (EEXIST) unless `replace`.
  OutputFile(const std::string& path, bool replace);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // Bytes appended here are written by flush().
  std::vector<std::uint8_t>& pending() { return pending_; }

  // Writes what is pending when it is a block or more.
  FileFailure flush_blocks();
  // Writes all that is pending.
  FileFailure flush();

  // Writes over what has been written, at an offset of the file. On a pipe that fails (ESPIPE).
  FileFailure patch(std::uint64_t offset, const std::vector<std::uint8_t>& bytes);

  // What went wrong, if anything did; then nothing more is written.
  FileFailure failure() const { return {failure_}; }

 private:
  int descriptor_;
  int failure_ = 0;
  std::vector<std::uint8_t> pending_;
};

}  // namespace packetglass::native
