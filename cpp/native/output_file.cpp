// A file that is written block by block.
#include "native/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/block_window.h"
#include "native/stop.h"

namespace packetglass::native {
namespace {

// How often in succession a call that waits is interrupted, once stopping was asked for, before it
// is given up: who reads the other end has a second or two to go on.
constexpr int kMostInterrupts = 2;

// The one there is; no command has two.
OutputFile* g_open = nullptr;

bool is_regular(int descriptor) {
  struct stat status {};
  return fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

OutputFile::OutputFile(const std::string& path, const OutputOptions& options)
    : destination_(path, options.existing, options.naming),
      failure_(destination_.refusal().number) {
  g_open = this;
  if (destination_.is_standard_output()) descriptor_ = STDOUT_FILENO;
  make_compressor(options.compression);
  pending_.reserve(2 * BlockWindow::kBlockSize);
}

void OutputFile::make_compressor(const Compression* compression) {
  if (compression == nullptr) return;
  compressor_ = compression->make_compressor();
  if (compressor_ == nullptr && failure_ == 0) failure_ = ENOMEM;
}

// Nobody said that it is whole. Memory may be exhausted: then what is in a compressor stays there.
OutputFile::~OutputFile() {
  abandon();
  if (g_open == this) g_open = nullptr;
}

void OutputFile::abandon_open() {
  if (OutputFile* const open = std::exchange(g_open, nullptr)) open->abandon();
}

void OutputFile::abandon() noexcept {
  if (finished_) return;
  if (destination_.can_be_left_out() && failure_ == 0) failure_ = ECANCELED;
  if (!ends_.empty()) pending_.resize(ends_.back().at);
  try {
    if (!pending_.empty() || written_ != 0) put(Compressor::Then::kEnd);
  } catch (...) {
    failure_ = ENOMEM;
  }
  close_file();
}

bool OutputFile::open() {
  if (descriptor_ < 0 && failure_ == 0) {
    descriptor_ = destination_.open();
    if (descriptor_ < 0) failure_ = errno;
  }
  return failure_ == 0;
}

FileFailure OutputFile::flush_blocks() {
  if (pending_.size() >= BlockWindow::kBlockSize) put(Compressor::Then::kGoOn);
  return failure();
}

FileFailure OutputFile::flush() {
  if (!pending_.empty() || in_compressor_ != 0) put(Compressor::Then::kFlush);
  return failure();
}

FileFailure OutputFile::finish() {
  if (finished_) return failure();
  put(Compressor::Then::kEnd);
  close_file();
  return failure();
}

void OutputFile::put(Compressor::Then then) {
  if (open() && compress(then)) {
    const Bytes bytes = compressor_ == nullptr ? Bytes(pending_) : Bytes(compressed_);
    const std::size_t written = write_out(bytes);
    const bool all_out = compressor_ == nullptr || then != Compressor::Then::kGoOn;
    count_records(written, all_out && failure_ == 0);
  }
  pending_.clear();
  ends_.clear();
  compressed_.clear();
}

bool OutputFile::compress(Compressor::Then then) {
  if (compressor_ != nullptr && !compressor_->compress(pending_, then, compressed_)) {
    failure_ = ENOMEM;
  }
  return failure_ == 0;
}

// Returns how many bytes the file took: all of them, or fewer after a failure.
std::size_t OutputFile::write_out(Bytes bytes) {
  std::size_t written = 0;
  int interrupts = 0;
  while (failure_ == 0 && written < bytes.size()) {
    const ssize_t took = write(descriptor_, bytes.data() + written, bytes.size() - written);
    if (took > 0) {
      written += static_cast<std::size_t>(took);
      interrupts = 0;
    } else if (took < 0 && (errno != EINTR || (stop_asked() && ++interrupts >= kMostInterrupts))) {
      failure_ = errno;
    }
  }
  return written;
}

// Of bytes of a compressor nobody knows which record they are of before all of it is out.
void OutputFile::count_records(std::size_t written, bool all_out) {
  for (const End& end : ends_) {
    if (compressor_ != nullptr) {
      in_compressor_ += end.records;
    } else if (end.at <= written) {
      records_ += end.records;
      whole_ = written_ + end.at;
    }
  }
  written_ += written;
  if (compressor_ == nullptr || !all_out) return;
  records_ += std::exchange(in_compressor_, 0);
  whole_ = written_;
}

// Where the file begins that is written; nothing when it cannot be gone back in.
std::optional<std::uint64_t> OutputFile::begin() const {
  if (!destination_.is_standard_output()) {
    if (!destination_.is_file()) return std::nullopt;
    return static_cast<std::uint64_t>(destination_.begin());
  }
  const int how = fcntl(STDOUT_FILENO, F_GETFL);
  const off_t now = lseek(STDOUT_FILENO, 0, SEEK_CUR);
  if (how < 0 || (how & O_APPEND) != 0 || now < 0) return std::nullopt;
  return static_cast<std::uint64_t>(now) - written_;
}

std::optional<std::uint64_t> OutputFile::position() const {
  const auto begins = begin();
  if (compressor_ != nullptr || !begins) return std::nullopt;
  return *begins + written_ + pending_.size();
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

// A truncated record would hide that those before it are whole.
void OutputFile::truncate_to_whole_records() {
  const auto begins = begin();
  if (!has_records_ || descriptor_ < 0 || !begins || !is_regular(descriptor_)) return;
  if (whole_ == 0) destination_.discard_if_new();
  const auto end = static_cast<off_t>(*begins + whole_);
  if (ftruncate(descriptor_, end) != 0 || lseek(descriptor_, end, SEEK_SET) < 0) failure_ = errno;
}

// A disk that is full may only say so now.
void OutputFile::close_file() {
  finished_ = true;
  if (failure_ != 0) truncate_to_whole_records();
  if (failure_ == 0 && destination_.replaces() && fsync(descriptor_) != 0) failure_ = errno;
  if (descriptor_ > STDERR_FILENO && close(descriptor_) != 0 && failure_ == 0) failure_ = errno;
  descriptor_ = -1;
  if (failure_ != 0) destination_.discard();
  if (failure_ == 0) failure_ = destination_.keep();
}

}  // namespace packetglass::native
