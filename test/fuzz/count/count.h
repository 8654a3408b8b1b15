// What the program takes, counted: the same at every run, where time is not. Builds count where
// they define PACKETGLASS_COUNT (CMakeLists.txt); elsewhere nothing is counted, and no bound is
// reached.
#pragma once

#include <cstdint>

namespace packetglass::fuzz {

// Steps are branches that the core took, and blocks of 64 bytes that it copied, set, compared or
// searched. Bytes are those that are allocated, by anybody.
struct Counted {
  std::uint64_t steps = 0;
  std::int64_t bytes = 0;
  std::int64_t most_bytes = 0;  // at once, since limit_to()
};

Counted counted();

// Where more steps are taken than these from the beginning, or more bytes held, the program says
// so and aborts: there and then, so that the stack shows who takes them.
void limit_to(std::uint64_t steps, std::int64_t bytes);
void lift_limits();

}  // namespace packetglass::fuzz
