// A file that is written block by block.
#include "native/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace packetglass::native {
namespace {

constexpr mode_t kReadableByAllWritableByOwner = 0644;

int open_for_writing(const std::string& path, bool replace) {
  if (path == "-") return STDOUT_FILENO;
  const int how = replace ? O_TRUNC : O_EXCL;
  return open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | how, kReadableByAllWritableByOwner);
}

// Not O_APPEND, which would append what is written over earlier bytes too.
int open_behind(const std::string& path) {
  const int how = O_WRONLY | O_CREAT | O_CLOEXEC;
  const int descriptor = open(path.c_str(), how, kReadableByAllWritableByOwner);
  if (descriptor >= 0) lseek(descriptor, 0, SEEK_END);
  return descriptor;
}

}  // namespace

OutputFile::OutputFile(const std::string& path, bool replace)
    : OutputFile(open_for_writing(path, replace)) {}

OutputFile OutputFile::behind(const std::string& path) {
  return OutputFile(open_behind(path));
}

OutputFile::OutputFile(int descriptor) : descriptor_(descriptor) {
  if (descriptor_ < 0) failure_ = errno;
  pending_.reserve(2 * BlockWindow::kBlockSize);
}

OutputFile::~OutputFile() {
  flush();
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
}

FileFailure OutputFile::flush_blocks() {
  return pending_.size() < BlockWindow::kBlockSize ? failure() : flush();
}

FileFailure OutputFile::flush() {
  std::size_t written = 0;
  while (failure_ == 0 && written < pending_.size()) {
    const ssize_t took = write(descriptor_, pending_.data() + written, pending_.size() - written);
    if (took < 0 && errno != EINTR) failure_ = errno;
    if (took > 0) written += static_cast<std::size_t>(took);
  }
  pending_.clear();
  return failure();
}

std::optional<std::uint64_t> OutputFile::position() const {
  const int how = fcntl(descriptor_, F_GETFL);
  const off_t written = lseek(descriptor_, 0, SEEK_CUR);
  if (how < 0 || (how & O_APPEND) != 0 || written < 0) return std::nullopt;
  return static_cast<std::uint64_t>(written) + pending_.size();
}

FileFailure OutputFile::overwrite(std::uint64_t position, Bytes bytes) {
  flush();
  while (failure_ == 0 && !bytes.empty()) {
    const ssize_t took =
        pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(position));
    if (took < 0 && errno != EINTR) failure_ = errno;
    if (took <= 0) continue;
    bytes = bytes.subspan(static_cast<std::size_t>(took));
    position += static_cast<std::uint64_t>(took);
  }
  return failure();
}

}  // namespace packetglass::native
