// A bound for what a fuzzer's input may take: so that a machine finds what grows faster than it
// should.
#pragma once

#include <cstddef>
#include <cstdint>

namespace packetglass::fuzz {

struct Bound {
  std::uint64_t fixed;
  std::uint64_t per_byte;

  constexpr std::uint64_t of(std::uint64_t bytes) const { return fixed + per_byte * bytes; }
};

// As long as it lives: the steps taken and the bytes held (count/count.h says which) are within
// their bounds for an input of so many bytes.
//
// The bounds of the fuzzers are about four times what the worst of the captures takes that tests
// replay. At its end a program prints what came nearest to them.
class Bounded {
 public:
  Bounded(std::size_t input, Bound steps, Bound bytes);
  ~Bounded();
  Bounded(const Bounded&) = delete;
  Bounded& operator=(const Bounded&) = delete;

 private:
  std::size_t input_;
  std::uint64_t first_step_;
  std::int64_t first_byte_;
  std::uint64_t step_bound_, byte_bound_;
};

}  // namespace packetglass::fuzz
