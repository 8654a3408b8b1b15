// A bound for what a fuzzer's input may take.
#include "bounded.h"

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "count/count.h"

namespace packetglass::fuzz {
namespace {

// The bounds are for optimised code, which has fewer branches.
#ifdef __OPTIMIZE__
constexpr std::uint64_t kBranches = 1;
#else
constexpr std::uint64_t kBranches = 8;
#endif

// What came nearest to its bound, in thousandths.
struct Nearest {
  std::uint64_t share = 0;
  std::uint64_t taken = 0;
  std::size_t input = 0;

  void add(std::uint64_t now, std::uint64_t bound, std::size_t size) {
    const std::uint64_t its_share = now * 1000 / bound;
    if (its_share < share) return;
    *this = {its_share, now, size};
  }
  void print(const char* what) const {
    std::fprintf(stderr, "stat::nearest_bound_of_%s: %llu.%llu %% (%llu for %zu bytes)\n", what,
                 static_cast<unsigned long long>(share / 10),
                 static_cast<unsigned long long>(share % 10),
                 static_cast<unsigned long long>(taken), input);
  }
};

struct Report {
  Nearest steps, memory;

  ~Report() {
    if (steps.share == 0) return;  // nothing was counted
    std::fprintf(stderr, "stat::processor_seconds: %ld\n",
                 static_cast<long>(std::clock() / CLOCKS_PER_SEC));
    steps.print("steps");
    memory.print("memory");
  }
} report;

}  // namespace

Bounded::Bounded(std::size_t input, Bound steps, Bound bytes)
    : input_(input),
      first_step_(counted().steps),
      first_byte_(counted().bytes),
      step_bound_(kBranches * steps.of(input)),
      byte_bound_(bytes.of(input)) {
  limit_to(first_step_ + step_bound_, first_byte_ + static_cast<std::int64_t>(byte_bound_));
}

Bounded::~Bounded() {
  const Counted now = counted();
  lift_limits();
  const auto held =
      static_cast<std::uint64_t>(std::max<std::int64_t>(0, now.most_bytes - first_byte_));
  report.steps.add(now.steps - first_step_, step_bound_, input_);
  report.memory.add(held, byte_bound_, input_);
}

}  // namespace packetglass::fuzz
