// Bytes that one side of a TCP conversation sent, in whatever order their segments came.
#include "stream/segment_bytes.h"

#include <algorithm>
#include <limits>

namespace packetglass {

SourceRun behind(const SourceRun& from, std::size_t size) {
  const auto skipped = static_cast<std::uint32_t>(size);
  const bool known = from.offset != SourceRun::kNotInPacket;
  return {from.packet, known ? from.offset + skipped : from.offset, from.size - skipped};
}

namespace {

// Some bytes of those from there.
SourceRun part_of(const SourceRun& from, std::size_t offset, std::size_t size) {
  SourceRun part = behind(from, offset);
  part.size = static_cast<std::uint32_t>(size);
  return part;
}

}  // namespace

bool SegmentBytes::add(std::size_t offset, Bytes bytes, const SourceRun& from) {
  if (offset > contiguous_size()) return keep(offset, bytes, from);
  const std::size_t known = contiguous_size() - offset;
  if (known >= bytes.size()) return true;
  append(bytes.subspan(known), part_of(from, known, bytes.size() - known));
  close_gap();
  return true;
}

void SegmentBytes::keep_first(std::size_t size) {
  if (!keeps_all_) return;
  keeps_all_ = false;
  const std::size_t kept = std::min(size, bytes_.size());
  passed_ += bytes_.size() - kept;
  bytes_.resize(kept);
  for (auto& [offset, part] : parts_) part.bytes = {};
}

// As many bytes as `from` says; there are none where they are not kept.
void SegmentBytes::append(Bytes bytes, const SourceRun& from) {
  if (!keeps_all_) {
    passed_ += from.size;
    return;
  }
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  runs_.push_back(from);
}

// What no part has yet is kept, in as many parts as it takes.
bool SegmentBytes::keep(std::size_t offset, Bytes bytes, const SourceRun& from) {
  const std::size_t end = offset + bytes.size();
  std::size_t at = offset;
  auto next = parts_.upper_bound(at);
  if (next != parts_.begin()) {
    const auto before = std::prev(next);
    at = std::max(at, before->first + before->second.from.size);
  }
  while (at < end) {
    if (parts_.size() == kMaxParts) return false;
    const std::size_t to = next == parts_.end() ? end : std::min(end, next->first);
    if (at < to) {
      Bytes part = bytes.subspan(at - offset, to - at);
      const SourceRun run = part_of(from, at - offset, part.size());
      if (!keeps_all_) part = {};
      parts_.emplace_hint(next, at, Part{run, {part.begin(), part.end()}});
      behind_gap_ += run.size;
    }
    if (next == parts_.end()) break;
    at = next->first + next->second.from.size;
    ++next;
  }
  return true;
}

void SegmentBytes::close_gap() {
  while (!parts_.empty() && parts_.begin()->first <= contiguous_size()) {
    const auto first = parts_.begin();
    const Part& part = first->second;
    const std::size_t size = part.from.size;
    const std::size_t known = std::min(contiguous_size() - first->first, size);
    if (known < size) {
      append(Bytes(part.bytes).subspan(keeps_all_ ? known : 0),
             part_of(part.from, known, size - known));
    }
    behind_gap_ -= size;
    parts_.erase(first);
  }
}

std::vector<SourceRun> SegmentBytes::runs(std::size_t size) const {
  std::vector<SourceRun> runs;
  for (const SourceRun& run : runs_) {
    if (size == 0) break;
    runs.push_back(run);
    runs.back().size = std::min<std::uint32_t>(run.size, static_cast<std::uint32_t>(size));
    size -= runs.back().size;
  }
  return runs;
}

std::vector<std::uint8_t> SegmentBytes::first(std::size_t size) {
  if (size >= bytes_.size() && !has_gap()) return std::move(bytes_);
  const Bytes bytes = contiguous().first(std::min(size, bytes_.size()));
  return {bytes.begin(), bytes.end()};
}

std::uint64_t SegmentBytes::first_packet() const {
  std::uint64_t first = std::numeric_limits<std::uint64_t>::max();
  for (const SourceRun& run : runs_) first = std::min(first, run.packet);
  for (const auto& [offset, part] : parts_) first = std::min(first, part.from.packet);
  return first;
}

SegmentBytes SegmentBytes::take_behind(std::size_t size) {
  SegmentBytes taken;
  std::map<std::size_t, Part> kept;
  for (auto& [offset, part] : parts_) {
    const std::size_t here = std::min(size - std::min(size, offset), part.bytes.size());
    const Bytes bytes = part.bytes;
    if (here < bytes.size()) {
      taken.add(offset + here - size, bytes.subspan(here), behind(part.from, here));
    }
    if (here == 0) continue;
    part.bytes.resize(here);
    part.from.size = static_cast<std::uint32_t>(here);
    kept.emplace_hint(kept.end(), offset, std::move(part));
  }
  parts_.swap(kept);
  behind_gap_ = 0;
  for (const auto& [offset, part] : parts_) behind_gap_ += part.from.size;
  return taken;
}

void SegmentBytes::remove_first(std::size_t size) {
  if (bytes_.empty()) return runs_.clear();
  bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(size));
  std::size_t left = size;
  auto run = runs_.begin();
  for (; run != runs_.end() && run->size <= left; ++run) left -= run->size;
  if (run != runs_.end()) *run = behind(*run, left);
  runs_.erase(runs_.begin(), run);
  std::map<std::size_t, Part> parts;
  for (auto& [offset, part] : parts_)
    parts.emplace_hint(parts.end(), offset - size, std::move(part));
  parts_.swap(parts);
}

}  // namespace packetglass
