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

OutputFile::OutputFile(const std::string& path, bool replace, const Compression* compression)
    : OutputFile(open_for_writing(path, replace), compression) {}

OutputFile OutputFile::behind(const std::string& path) {
  return OutputFile(open_behind(path), nullptr);
}

OutputFile::OutputFile(int descriptor, const Compression* compression) : descriptor_(descriptor) {
  if (descriptor_ < 0) failure_ = errno;
  if (compression != nullptr) compressor_ = compression->make_compressor();
  if (compression != nullptr && compressor_ == nullptr) failure_ = ENOMEM;
  pending_.reserve(2 * BlockWindow::kBlockSize);
}

OutputFile::~OutputFile() {
  finish();
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
}

FileFailure OutputFile::flush_blocks() {
  return pending_.size() < BlockWindow::kBlockSize ? failure() : put(Compressor::Then::kGoOn);
}

FileFailure OutputFile::flush() {
  return pending_.empty() ? failure() : put(Compressor::Then::kFlush);
}

FileFailure OutputFile::finish() {
  if (finished_) return failure();
  finished_ = true;
  return put(Compressor::Then::kEnd);
}

FileFailure OutputFile::put(Compressor::Then then) {
  if (compressor_ == nullptr) {
    write_out(pending_);
  } else {
    compress(then);
    write_out(compressed_);
  }
  pending_.clear();
  return failure();
}

void OutputFile::compress(Compressor::Then then) {
  if (failure_ != 0) return;
  if (!compressor_->compress(pending_, then, compressed_)) failure_ = ENOMEM;
}

void OutputFile::write_out(std::vector<std::uint8_t>& bytes) {
  std::size_t written = 0;
  while (failure_ == 0 && written < bytes.size()) {
    const ssize_t took = write(descriptor_, bytes.data() + written, bytes.size() - written);
    if (took < 0 && errno != EINTR) failure_ = errno;
    if (took > 0) written += static_cast<std::size_t>(took);
  }
  bytes.clear();
}

std::optional<std::uint64_t> OutputFile::position() const {
  if (compressor_ != nullptr) return std::nullopt;
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
