// Demands that what is taken grows with the input, and no faster: of a small capture it makes one
// of N, 2 N and 4 N rounds, and compares the steps that each stage takes.
//
// What takes a N steps more for N rounds more takes twice as many for twice as many. What is
// square takes four times as many. Where something begins only at a length (a table is full, a
// queue is looked through), the steps jump once: so it is asked again at 4 N, 8 N and 16 N.
#include <array>

#include "bounded.h"
#include "count/count.h"
#include "growth/growing_source.h"
#include "growth/stages.h"
#include "require.h"

namespace packetglass::fuzz {
namespace {

constexpr std::uint64_t kAtMostTimes = 3;  // sorting and doubling tables are a little above 2
constexpr std::uint64_t kSlack = 200'000;  // steps: a table that doubles, an array that moves
constexpr std::size_t kLargest = std::size_t{24} << 20;
constexpr Bound kSteps{2'000'000, 600};
constexpr Bound kMemory{std::size_t{6} << 20, 64};

std::uint64_t begun = 0, taken = 0;

void begin() {
  begun = counted().steps;
}
void end() {
  taken = counted().steps - begun;
}

std::uint64_t steps_of(const Stage& stage, const ByteVector& source) {
  const Bounded bounded(source.size(), kSteps, kMemory);
  stage.run(source, begin, end);
  return taken;
}

bool grows_too_fast(const Stage& stage, const GrowingSource& source, std::size_t rounds) {
  std::array<std::uint64_t, 3> steps{};
  for (std::size_t i = 0; i < steps.size(); ++i) {
    steps[i] = steps_of(stage, source.rounds(rounds << i));
  }
  const std::uint64_t first = steps[1] - std::min(steps[0], steps[1]);
  const std::uint64_t second = steps[2] - std::min(steps[1], steps[2]);
  if (second <= kAtMostTimes * first + kSlack) return false;
  std::fprintf(stderr, "%.*s takes %llu, %llu and %llu steps for %zu, %zu and %zu rounds\n",
               static_cast<int>(stage.name.size()), stage.name.data(),
               static_cast<unsigned long long>(steps[0]),
               static_cast<unsigned long long>(steps[1]),
               static_cast<unsigned long long>(steps[2]), rounds, 2 * rounds, 4 * rounds);
  return true;
}

void check(const Stage& stage, const GrowingSource& source) {
  trying = stage.name;
  std::size_t rounds = source.first_rounds();
  if (!grows_too_fast(stage, source, rounds)) return;
  rounds *= 4;
  if (source.rounds(4 * rounds).size() > kLargest) return;
  require(!grows_too_fast(stage, source, rounds), "steps grow no faster than the input");
}

}  // namespace
}  // namespace packetglass::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packetglass::fuzz;
  const auto source = GrowingSource::of({data, size});
  if (!source) return 0;
  for (const Stage& stage : stages()) check(stage, *source);
  return 0;
}
