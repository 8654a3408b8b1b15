// Bytes that one side of a TCP conversation sent, in whatever order their segments came.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "dissect/ip_reassembly.h"

namespace packetglass {

// Of bytes that came twice the first count.
class SegmentBytes {
 public:
  // So many parts behind a gap are kept.
  static constexpr std::size_t kMaxParts = 256;

  SegmentBytes() = default;
  // In this buffer, which is empty.
  explicit SegmentBytes(std::vector<std::uint8_t> buffer) : bytes_(std::move(buffer)) {}

  // Adds bytes that stand `offset` bytes behind the first; `from` is where they begin in the
  // capture. false: there are too many parts.
  bool add(std::size_t offset, Bytes bytes, const SourceRun& from);

  // All bytes in front of the first gap, as far as they are kept.
  Bytes contiguous() const { return bytes_; }
  // How many there are.
  std::size_t contiguous_size() const { return bytes_.size() + passed_; }
  // From now on only the first `size` bytes, which are there, are kept, and of the others how many
  // there are.
  void keep_first(std::size_t size);
  // Where the first `size` of those are from.
  std::vector<SourceRun> runs(std::size_t size) const;
  // Whether bytes behind a gap are kept.
  bool has_gap() const { return !parts_.empty(); }
  // The number of the first packet that has some of them; none: the highest number there is.
  std::uint64_t first_packet() const;
  // Bytes in all.
  std::size_t size() const { return contiguous_size() + behind_gap_; }

  // The first `size` bytes as far as they are kept, to be removed next: where they are all, they
  // are moved, not copied.
  std::vector<std::uint8_t> first(std::size_t size);
  // Takes away what is behind the first `size` bytes, of which some have not come.
  SegmentBytes take_behind(std::size_t size);
  // Takes the first bytes away, also those that first() moved.
  void remove_first(std::size_t size);

 private:
  struct Part {
    SourceRun from;                   // with its size
    std::vector<std::uint8_t> bytes;  // none where they are not kept
  };

  void append(Bytes bytes, const SourceRun& from);
  bool keep(std::size_t offset, Bytes bytes, const SourceRun& from);
  void close_gap();

  std::vector<std::uint8_t> bytes_;
  std::size_t passed_ = 0;  // contiguous bytes behind those that are not kept
  bool keeps_all_ = true;
  std::vector<SourceRun> runs_;
  std::map<std::size_t, Part> parts_;  // behind a gap, by offset; none overlaps another
  std::size_t behind_gap_ = 0;         // bytes of parts_
};

// The same source without its first bytes.
SourceRun behind(const SourceRun& from, std::size_t size);

}  // namespace packetglass
