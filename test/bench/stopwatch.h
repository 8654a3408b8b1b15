// Times a contestant and prints what the benchmark reads: one line of JSON.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>

namespace packetglass::bench {

class Stopwatch {
 public:
  std::int64_t nanoseconds() const {
    return std::chrono::nanoseconds(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

inline void print_time(std::int64_t nanoseconds, std::uint64_t packets) {
  std::printf("{\"ns\":%lld,\"packets\":%llu}\n", static_cast<long long>(nanoseconds),
              static_cast<unsigned long long>(packets));
}

}  // namespace packetglass::bench
