// A source that is read on when more of it is wanted: one of several that are read at a time.
#pragma once

#include "base/block_window.h"
#include "native/input_file.h"

namespace packetglass::native {

class InputWindow {
 public:
  // `step`: bytes that are read at a time, at most BlockWindow::kBlockSize. The budget outlives
  // it.
  InputWindow(const std::string& path, DecompressionBudget& budget, std::size_t step)
      : path_(path), file_(path, &budget), step_(step) {}

  const std::string& path() const { return path_; }
  InputFile& file() { return file_; }
  // What was read and is not used yet.
  Bytes bytes() const { return window_.bytes(); }
  void consume(std::size_t count) { window_.consume(count); }
  // The window has all that is left of the source.
  bool ended() const { return ended_; }

  // Reads on, or finds that the source has ended or failed: failure() says so. What is not used
  // doubles before it is offered again, so that looking at it is linear.
  void read_on();
  FileFailure failure() const {
    return {failure_ != 0 ? failure_ : file_.failure().number, file_.damage()};
  }

 private:
  std::string path_;
  InputFile file_;
  BlockWindow window_;
  std::size_t step_;
  int failure_ = 0;
  bool ended_ = false;
};

// Allows as many files to be open as the system lets this program have, where it needs so many.
void allow_open_files(std::size_t count);

}  // namespace packetglass::native
