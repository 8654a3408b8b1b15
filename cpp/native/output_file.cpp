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

}  // namespace

OutputFile::OutputFile(const std::string& path, bool replace)
    : descriptor_(open_for_writing(path, replace)) {
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

FileFailure OutputFile::patch(std::uint64_t offset, const std::vector<std::uint8_t>& bytes) {
  if (flush()) return failure();
  const auto size = static_cast<ssize_t>(bytes.size());
  if (pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset)) != size) {
    failure_ = errno;
  }
  return failure();
}

}  // namespace packetglass::native
