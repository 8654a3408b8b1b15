// A file that is written block by block.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "native/compression/compression.h"
#include "native/input_file.h"

namespace packetglass::native {

class OutputFile {
 public:
  // "-" is standard output. A file that exists is refused (EEXIST) unless `replace`. With a
  // compression it is compressed.
  OutputFile(const std::string& path, bool replace, const Compression* compression = nullptr);
  // Writes behind what the file holds, and makes it where there is none.
  static OutputFile behind(const std::string& path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // Bytes appended here are written by flush().
  std::vector<std::uint8_t>& pending() { return pending_; }

  // Writes what is pending when it is a block or more.
  FileFailure flush_blocks();
  // Writes all that is pending, so that who reads the file meanwhile gets all of it. What is
  // compressed becomes larger by that.
  FileFailure flush();
  // Writes all that is pending, and the end of what is compressed. Nothing may come after it.
  FileFailure finish();

  // Where the next byte appended to pending() will stand in the file; nothing where that cannot be
  // gone back to: a pipe, a terminal, what a shell appends to, or what is compressed.
  std::optional<std::uint64_t> position() const;
  // Writes all that is pending, and then over what stands in the file at a position, which
  // position() said.
  FileFailure overwrite(std::uint64_t position, Bytes bytes);

  // What went wrong, if anything did; then nothing more is written.
  FileFailure failure() const { return {failure_}; }

 private:
  OutputFile(int descriptor, const Compression* compression);
  void compress(Compressor::Then then);
  void write_out(std::vector<std::uint8_t>& bytes);
  FileFailure put(Compressor::Then then);

  int descriptor_;
  int failure_ = 0;
  bool finished_ = false;
  std::vector<std::uint8_t> pending_;
  std::vector<std::uint8_t> compressed_;
  std::unique_ptr<Compressor> compressor_;
};

}  // namespace packetglass::native
