// What a table of conversations has no row for, and from which packet on.
#pragma once

#include <cstdint>

namespace packetglass {

// A limit and the end of memory are two things: reading again with more memory helps with one
// only.
class LeftOut {
 public:
  // The first packet left out, from 1; 0: none was.
  std::uint64_t first_beyond_limit() const { return beyond_limit_; }
  std::uint64_t first_without_memory() const { return without_memory_; }

  // Another is left out: false, for whoever asks whether it can be kept.
  bool beyond_limit(std::uint64_t packet) { return note(beyond_limit_, packet); }
  bool without_memory(std::uint64_t packet) { return note(without_memory_, packet); }

 private:
  static bool note(std::uint64_t& first, std::uint64_t packet) {
    if (first == 0) first = packet;
    return false;
  }

  std::uint64_t beyond_limit_ = 0;
  std::uint64_t without_memory_ = 0;
};

}  // namespace packetglass
