// Bytes that are read anywhere.
#include "native/order/seekable_source.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>

#include "base/block_window.h"
#include "native/stop.h"

namespace packetglass::native {
namespace {

std::string folder_of(const std::string& path) {
  const bool is_output = path == "-" || path.rfind("/dev/", 0) == 0;
  std::error_code none;
  if (is_output) return std::filesystem::temp_directory_path(none).string() + "/";
  return path.substr(0, path.rfind('/') + 1);
}

}  // namespace

ScratchFile::ScratchFile(const std::string& path) {
  std::string name = folder_of(path) + ".packetglass.XXXXXX";
  descriptor_ = mkostemp(name.data(), 0);
  if (descriptor_ < 0 || unlink(name.c_str()) != 0) failure_ = errno;
}

ScratchFile::~ScratchFile() {
  if (descriptor_ >= 0) close(descriptor_);
}

void ScratchFile::append(Bytes bytes) {
  while (failure_ == 0 && !bytes.empty()) {
    const ssize_t took = write(descriptor_, bytes.data(), bytes.size());
    if (took < 0 && (errno != EINTR || stop_asked())) failure_ = errno;
    if (took > 0) bytes = bytes.subspan(static_cast<std::size_t>(took));
  }
}

void ScratchFile::overwrite(std::uint64_t offset, Bytes bytes) {
  if (failure_ != 0) return;
  const ssize_t took = pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
  if (took != static_cast<ssize_t>(bytes.size())) failure_ = took < 0 ? errno : EIO;
}

// As much as there is of it.
bool SeekableSource::fill(std::uint64_t offset, std::span<std::uint8_t> room, std::size_t& got) {
  got = 0;
  while (got < room.size()) {
    const ssize_t more =
        pread(descriptor_, room.data() + got, room.size() - got, static_cast<off_t>(offset + got));
    if (more == 0) break;
    if (more < 0 && errno == EINTR && !stop_asked()) continue;
    if (more < 0) return failure_ = errno, false;
    got += static_cast<std::size_t>(more);
  }
  return true;
}

const SeekableSource::Cached* SeekableSource::block(std::uint64_t number) {
  Cached& cached = cache_[number % kBlocks];
  if (cached.number == number) return &cached;
  cached.number = ~std::uint64_t{0};
  std::uint8_t* const room = cached.bytes.reserve(kBlock);
  if (room == nullptr) failure_ = ENOMEM;
  if (room == nullptr || !fill(number * kBlock, {room, kBlock}, cached.size)) return nullptr;
  cached.number = number;
  return &cached;
}

Bytes SeekableSource::read(std::uint64_t offset, std::size_t size) {
  if (failure_ == 0 && stop_asked()) failure_ = EINTR;
  if (failure_ != 0) return {};
  const std::size_t at = offset % kBlock;
  Bytes piece;
  if (at + size <= kBlock) {
    piece = part_of(offset / kBlock, at, size);
  } else if (size <= kBlock) {
    piece = across_blocks(offset / kBlock, at, size);
  } else {
    std::size_t got = 0;
    whole_.resize(size);
    if (fill(offset, whole_, got)) piece = Bytes(whole_).first(got);
  }
  // The file may have become shorter meanwhile.
  if (failure_ == 0 && piece.size() != size) failure_ = EIO;
  return failure_ == 0 ? piece : Bytes();
}

// Bytes of one block; empty where it does not have them all.
Bytes SeekableSource::part_of(std::uint64_t number, std::size_t at, std::size_t size) {
  const Cached* const cached = block(number);
  if (cached == nullptr || at + size > cached->size) return {};
  return {cached->bytes.get() + at, size};
}

// Bytes that end in the block behind.
Bytes SeekableSource::across_blocks(std::uint64_t number, std::size_t at, std::size_t size) {
  const Bytes first = part_of(number, at, kBlock - at);
  whole_.assign(first.begin(), first.end());
  const Bytes second = part_of(number + 1, 0, size - (kBlock - at));
  whole_.insert(whole_.end(), second.begin(), second.end());
  return whole_;
}

FileFailure SeekableSource::read_all(const std::function<std::optional<std::size_t>(Bytes)>& push,
                                     const std::function<void(Bytes)>& finish) {
  BlockWindow window;
  std::uint64_t offset = 0;
  for (;;) {
    std::uint8_t* const block = window.block();
    if (block == nullptr) return {ENOMEM};
    if (stop_asked()) return {EINTR};
    std::size_t got = 0;
    if (!fill(offset, {block, BlockWindow::kBlockSize}, got)) return {failure_};
    if (got == 0) break;
    offset += got;
    window.commit(got);
    const auto used = push(window.bytes());
    if (!used) return {0};
    window.consume(*used);
  }
  finish(window.bytes());
  return {0};
}

}  // namespace packetglass::native
