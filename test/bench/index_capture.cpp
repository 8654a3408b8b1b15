// Our side: makes the index of a capture, then says what it weighs and how fast it answers.
//   index_capture FILE           time, packets
//   index_capture --weigh FILE   memory of the index and of the program, time of a random access
#include <cstring>
#include <fstream>
#include <string>

#include "capture.h"
#include "native/input_file.h"
#include "stopwatch.h"
#include "traffic.h"

namespace packetglass::bench {
namespace {

bool read_into(Capture& capture, const char* path) {
  native::InputFile file(path);
  const native::FileFailure failure =
      file.read_all([&capture](Bytes window) { return capture.push(window); },
                    [&capture](Bytes rest) { capture.finish(rest); });
  if (failure) std::fprintf(stderr, "%s: %s\n", path, failure.message().c_str());
  if (capture.error()) std::fprintf(stderr, "%s is no capture\n", path);
  return !failure && !capture.error();
}

// Reads packets at indices that follow no pattern; the sum keeps the compiler from leaving it out.
double random_access_nanoseconds(const PacketColumns& packets) {
  constexpr std::uint32_t kReads = 5'000'000;
  Dice dice(7);
  const auto size = static_cast<std::uint32_t>(packets.size());
  std::vector<std::uint32_t> indices(kReads);
  for (auto& index : indices) index = dice.below(size);
  std::uint64_t sum = 0;
  const Stopwatch watch;
  for (const std::uint32_t index : indices) {
    const Packet packet = packets[index];
    sum += packet.offset + packet.captured_length + static_cast<std::uint64_t>(packet.timestamp);
  }
  const auto elapsed = static_cast<double>(watch.nanoseconds());
  volatile std::uint64_t kept = sum;
  static_cast<void>(kept);
  return elapsed / kReads;
}

// Not getrusage: on Linux its ru_maxrss begins with what the parent process weighed.
std::uint64_t peak_memory() {
  std::ifstream status("/proc/self/status");
  std::uint64_t kilobytes = 0;
  for (std::string word; status >> word;) {
    if (word == "VmHWM:") status >> kilobytes;
  }
  return kilobytes * 1024;
}

void print_weight(const PacketColumns& packets) {
  const std::uint64_t peak = peak_memory();  // before the random access makes arrays of its own
  const double access = random_access_nanoseconds(packets);
  std::printf("{\"packets\":%llu,\"index\":%zu,\"peak\":%llu,\"access\":%.1f}\n",
              static_cast<unsigned long long>(packets.size()), packets.memory(),
              static_cast<unsigned long long>(peak), access);
}

int run(const char* path, bool weigh) {
  const Stopwatch watch;
  Capture capture;
  if (!read_into(capture, path)) return 1;
  const PacketColumns& packets = capture.index().packets;
  if (weigh) {
    print_weight(packets);
  } else {
    print_time(watch.nanoseconds(), packets.size());
  }
  return 0;
}

}  // namespace
}  // namespace packetglass::bench

int main(int count, char** given) {
  const bool weigh = count == 3 && std::strcmp(given[1], "--weigh") == 0;
  if (weigh || count == 2) return packetglass::bench::run(given[count - 1], weigh);
  std::fputs("index_capture [--weigh] FILE\n", stderr);
  return 2;
}
