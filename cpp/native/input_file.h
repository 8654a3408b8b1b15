// A source of bytes: a file, a pipe, or standard input.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/block_window.h"

namespace packetglass::native {

// What is wrong with a file, in the system's words: "No such file or directory".
struct FileFailure {
  int number;  // errno; 0 = nothing is wrong
  std::string message() const;
  explicit operator bool() const { return number != 0; }
};

class InputFile {
 public:
  // "-" is standard input.
  explicit InputFile(const std::string& path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  // How many bytes of the window were used; nothing to stop reading.
  using Push = std::function<std::optional<std::size_t>(Bytes)>;

  // Reads all of it through a window: `push` for each block, then `finish` with what is left,
  // unless `push` stopped. When the system fails to read, `finish` gets what was read before.
  FileFailure read_all(const Push& push, const std::function<void(Bytes)>& finish);

  // Why it cannot be opened or read on, if so.
  FileFailure failure() const { return {failure_}; }

  // Whether the path names this very file: writing there would destroy what is read.
  bool is_also(const std::string& path) const;

  // Bytes read so far.
  std::uint64_t size() const { return size_; }

 private:
  int descriptor_;
  int failure_ = 0;
  std::uint64_t size_ = 0;
};

}  // namespace packetglass::native
