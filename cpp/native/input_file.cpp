// A source of bytes: a file, a pipe, or standard input.
#include "native/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "native/stop.h"

namespace packetglass::native {
namespace {

// A pipe is opened when somebody writes to it: until then it is waited.
int open_for_reading(const std::string& path) {
  int descriptor;
  do {
    descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  } while (descriptor < 0 && errno == EINTR && !stop_asked());
  return descriptor;
}

}  // namespace

InputFile::InputFile(const std::string& path, DecompressionBudget* budget)
    : descriptor_(path == "-" ? STDIN_FILENO : open_for_reading(path)),
      budget_(budget == nullptr ? usual_budget_ : *budget) {
  if (descriptor_ < 0) failure_ = errno;
}

InputFile::~InputFile() {
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
}

FileFailure InputFile::read_all(const Push& push, const std::function<void(Bytes)>& finish) {
  BlockWindow window;
  while (failure_ == 0) {
    std::uint8_t* const block = window.block();
    if (block == nullptr) failure_ = ENOMEM;
    const std::size_t got = block == nullptr ? 0 : read_next({block, BlockWindow::kBlockSize});
    if (got == 0) break;
    window.commit(got);
    const auto used = push(window.bytes());
    if (!used) return {0};
    window.consume(*used);
  }
  finish(window.bytes());
  return {failure_, damage()};
}

std::size_t InputFile::read_next(std::span<std::uint8_t> room) {
  if (failure_ == 0 && stop_asked()) failure_ = EINTR;
  if (failure_ != 0) return 0;
  const ssize_t got = fill(room);
  if (got < 0) failure_ = errno;
  if (got <= 0) return 0;
  capture_size_ += static_cast<std::uint64_t>(got);
  return static_cast<std::size_t>(got);
}

ssize_t InputFile::fill(std::span<std::uint8_t> room) {
  if (decompressor_ != nullptr) return fill_decompressed(room);
  return size_ == 0 ? fill_first(room) : read_some(room);
}

// The first bytes show whether the file is compressed. Only where they may become the start of
// compressed bytes are more awaited than the first read brings.
ssize_t InputFile::fill_first(std::span<std::uint8_t> room) {
  std::size_t size = 0;
  Match match = Match::kNeedMore;
  while (match == Match::kNeedMore) {
    const ssize_t got = read_some(room.subspan(size));
    if (got < 0) return got;
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    match = Decompressor::match(room.first(size));
  }
  if (match != Match::kYes) return static_cast<ssize_t>(size);
  decompressor_ = std::make_unique<Decompressor>(budget_, room.first(size));
  return fill_decompressed(room);
}

// Hands on what each read brought, however little: so does a compressed live capture.
ssize_t InputFile::fill_decompressed(std::span<std::uint8_t> room) {
  for (;;) {
    const std::size_t size = decompressor_->take(room);
    if (size != 0) return static_cast<ssize_t>(size);
    if (decompressor_->failure()) return 0;
    const ssize_t got = read_some(decompressor_->room());
    if (got < 0) return got;
    if (got == 0) return decompressor_->end(), 0;
    decompressor_->commit(static_cast<std::size_t>(got));
  }
}

// One read, however little it brings: a live capture in a pipe is seen as it comes.
ssize_t InputFile::read_some(std::span<std::uint8_t> room) {
  ssize_t got;
  do {
    got = read(descriptor_, room.data(), room.size());
  } while (got < 0 && errno == EINTR && !stop_asked());
  if (got > 0) size_ += static_cast<std::uint64_t>(got);
  return got;
}

// Standard input may stand anywhere in its file.
int InputFile::seekable() const {
  struct stat mine {};
  const bool is_file = descriptor_ != STDIN_FILENO && decompressor_ == nullptr &&
                       fstat(descriptor_, &mine) == 0 && S_ISREG(mine.st_mode);
  return is_file ? descriptor_ : -1;
}

bool InputFile::is_also(const std::string& path) const {
  struct stat mine {};
  struct stat other {};
  if (path == "-" || fstat(descriptor_, &mine) != 0 || stat(path.c_str(), &other) != 0)
    return false;
  return S_ISREG(mine.st_mode) && mine.st_dev == other.st_dev && mine.st_ino == other.st_ino;
}

}  // namespace packetglass::native
