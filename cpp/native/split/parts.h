// The files that a capture is split into.
#pragma once

#include <deque>
#include <memory>

#include "edit/split/section_parts.h"
#include "native/objects/object_file.h"

namespace packetglass::native {

// Many files that are written at a time. Each is opened only to be appended to, when what waits
// for all of them is much: neither descriptors nor memory grow with what they hold.
class Parts {
 public:
  // More would take more memory than they may: packets of further ones go into one more, the last.
  static constexpr std::size_t kMost = std::size_t{1} << 17;

  explicit Parts(Existing existing) : existing_(existing) {}

  struct Part {
    std::unique_ptr<ObjectFile> file;
    PartSection section;
    std::vector<std::uint8_t> waiting;
  };

  // The number of a new part; its file is written only when it is kept.
  std::size_t add(const std::string& path);
  bool full() const { return parts_.size() >= kMost; }
  std::size_t size() const { return parts_.size(); }
  Part& operator[](std::size_t i) { return parts_[i]; }

  // So many bytes more wait. false: a file cannot be written.
  bool grew(std::size_t bytes);
  // All get their names; false where one cannot.
  bool keep();
  // The part that cannot be written, and why.
  const Part* failed() const { return failed_; }

 private:
  static constexpr std::size_t kMostWaiting = std::size_t{16} << 20;
  static constexpr std::size_t kWorthWriting = std::size_t{16} << 10;

  bool write(Part& part);
  bool write_all(std::size_t least);

  Existing existing_;
  std::deque<Part> parts_;
  std::size_t waiting_ = 0;
  const Part* failed_ = nullptr;
};

}  // namespace packetglass::native
