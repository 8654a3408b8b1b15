// The files that a capture is split into.
#include "native/split/parts.h"

namespace packetglass::native {

std::size_t Parts::add(const std::string& path) {
  Part& part = parts_.emplace_back();
  part.file = std::make_unique<ObjectFile>(path, existing_);
  if (part.file->failure() && failed_ == nullptr) failed_ = &part;
  return parts_.size() - 1;
}

bool Parts::write(Part& part) {
  if (part.waiting.empty()) return true;
  part.file->append(part.waiting);
  waiting_ -= part.waiting.size();
  part.waiting = {};
  if (part.file->failure()) failed_ = &part;
  return !part.file->failure();
}

bool Parts::write_all(std::size_t least) {
  for (Part& part : parts_) {
    if (part.waiting.size() >= least && !write(part)) return false;
  }
  return true;
}

// First those for which opening is worth it; where all are small, all of them.
bool Parts::grew(std::size_t bytes) {
  waiting_ += bytes;
  if (failed_ != nullptr) return false;
  if (waiting_ <= kMostWaiting) return true;
  if (!write_all(kWorthWriting)) return false;
  return waiting_ <= kMostWaiting / 2 || write_all(1);
}

bool Parts::keep() {
  if (failed_ != nullptr || !write_all(1)) return false;
  for (Part& part : parts_) {
    if (!part.file->keep()) continue;
    failed_ = &part;
    return false;
  }
  return true;
}

}  // namespace packetglass::native
