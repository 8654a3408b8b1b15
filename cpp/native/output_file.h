// A file that is written block by block.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "native/compression/compression.h"
#include "native/output/destination.h"

namespace packetglass::native {

struct OutputOptions {
  Existing existing = Existing::kRefuse;
  Naming naming = Naming::kAtOnce;
  const Compression* compression = nullptr;
};

// Nothing is touched before the first bytes are written. What happens when not all can be written:
//
// - A file that is named when it is whole is left out, and what was there before stays.
// - One that has its name at once ends with the last whole record that fits, if records_end() said
//   where records end.
class OutputFile {
 public:
  explicit OutputFile(const std::string& path, const OutputOptions& options = {});
  // What is pending is written, if the file has its name at once; else there is no file.
  ~OutputFile();
  // The same of the one that is open, where the program ends without unwinding.
  static void abandon_open();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  // Bytes appended here are written by flush().
  std::vector<std::uint8_t>& pending() { return pending_; }
  // What is pending ends with so many more whole records; none: with a header.
  void records_end(std::uint64_t count = 1) {
    ends_.push_back({pending_.size(), count});
    has_records_ = true;
  }
  // How many records are in the file. What waits in a compressor is not, until flush() or
  // finish().
  std::uint64_t records() const { return records_; }

  // Writes what is pending when it is a block or more.
  FileFailure flush_blocks();
  // Writes all that is pending, so that who reads the file meanwhile gets all of it. What is
  // compressed becomes larger by that.
  FileFailure flush();
  // Writes all that is pending, and the end of what is compressed; then the file has its name.
  // Nothing may come after it.
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
  struct End {
    std::size_t at;
    std::uint64_t records;  // from the end before up to here
  };

  void abandon() noexcept;
  bool open();
  void make_compressor(const Compression* compression);
  void put(Compressor::Then then);
  bool compress(Compressor::Then then);
  std::size_t write_out(Bytes bytes);
  void count_records(std::size_t written, bool all_out);
  void truncate_to_whole_records();
  void close_file();
  std::optional<std::uint64_t> begin() const;

  Destination destination_;
  int descriptor_ = -1;
  int failure_ = 0;
  bool finished_ = false;
  bool has_records_ = false;  // it is known where they end
  std::vector<std::uint8_t> pending_;
  std::vector<End> ends_;  // of the records that are pending
  std::vector<std::uint8_t> compressed_;
  std::unique_ptr<Compressor> compressor_;
  std::uint64_t written_ = 0;        // bytes that the file took
  std::uint64_t whole_ = 0;          // of these up to the end of the last whole record
  std::uint64_t records_ = 0;        // up to there
  std::uint64_t in_compressor_ = 0;  // records behind these
};

}  // namespace packetglass::native
