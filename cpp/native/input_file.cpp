// A source of bytes: a file, a pipe, or standard input.
#include "native/input_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace packetglass::native {
namespace {

// One read, however little it brings: a live capture in a pipe is seen as it comes.
ssize_t read_block(int descriptor, std::uint8_t* block) {
  ssize_t got;
  do {
    got = read(descriptor, block, BlockWindow::kBlockSize);
  } while (got < 0 && errno == EINTR);
  return got;
}

}  // namespace

std::string FileFailure::message() const {
  return std::strerror(number);
}

InputFile::InputFile(const std::string& path)
    : descriptor_(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (descriptor_ < 0) failure_ = errno;
}

InputFile::~InputFile() {
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
}

FileFailure InputFile::read_all(const Push& push, const std::function<void(Bytes)>& finish) {
  BlockWindow window;
  while (failure_ == 0) {
    std::uint8_t* const block = window.block();
    const ssize_t got = block == nullptr ? (errno = ENOMEM, -1) : read_block(descriptor_, block);
    if (got < 0) failure_ = errno;
    if (got <= 0) break;
    size_ += static_cast<std::uint64_t>(got);
    window.commit(static_cast<std::size_t>(got));
    const auto used = push(window.bytes());
    if (!used) return {0};
    window.consume(*used);
  }
  finish(window.bytes());
  return {failure_};
}

bool InputFile::is_also(const std::string& path) const {
  struct stat mine {};
  struct stat other {};
  if (path == "-" || fstat(descriptor_, &mine) != 0 || stat(path.c_str(), &other) != 0)
    return false;
  return mine.st_dev == other.st_dev && mine.st_ino == other.st_ino;
}

}  // namespace packetglass::native
