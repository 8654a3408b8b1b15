// What an exporter notes of the interfaces of the section that is being read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace packetglass {

// Interfaces are numbered through all sections, but packets are only of those of their own: no
// more are kept, however many sections a source has.
template <typename Noted>
class SectionInterfaces {
 public:
  void begin_section() {
    first_ += noted_.size();
    noted_.clear();
  }
  void add(Noted noted) { noted_.push_back(std::move(noted)); }

  // Of an interface of this section, as the source numbers it.
  const Noted& operator[](std::size_t interface) const { return noted_[interface - first_]; }
  // Number of all interfaces so far.
  std::size_t count() const { return first_ + noted_.size(); }

 private:
  std::size_t first_ = 0;
  std::vector<Noted> noted_;
};

}  // namespace packetglass
