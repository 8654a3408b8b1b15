// Apple's processes: the Process Information Blocks of a section of pcapng, as its libpcap writes
// them. Options of packets refer to them.
#pragma once

#include <string>
#include <vector>

#include "record/block.h"

namespace packetglass {

struct DarwinProcess {
  std::uint32_t id = 0;
  std::string name;  // empty: it has none
};

// Memory is bounded: of what is beyond kMost, and of names beyond kMostName bytes, nothing is
// kept.
class DarwinProcesses {
 public:
  static constexpr std::size_t kMost = std::size_t{1} << 16;
  static constexpr std::size_t kMostName = 256;

  // Blocks are numbered from 0 in each section.
  void begin_section() { processes_.clear(); }
  // Any block: those of other types are left out.
  void add(const Block& block);

  // nullptr: the section has no such block so far.
  const DarwinProcess* find(std::uint32_t index) const {
    return index < processes_.size() ? &processes_[index] : nullptr;
  }

 private:
  std::vector<DarwinProcess> processes_;
};

}  // namespace packetglass
