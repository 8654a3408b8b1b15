// The yardstick: a plain read() loop into a page-aligned buffer of 1 MiB. read_alone FILE
#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

#include "stopwatch.h"

namespace packetglass::bench {
namespace {

constexpr std::size_t kPage = 4096, kBlock = std::size_t{1} << 20;

int read_alone(const char* path) {
  void* const block = std::aligned_alloc(kPage, kBlock);
  const Stopwatch watch;
  const int file = open(path, O_RDONLY);
  if (file < 0 || block == nullptr) return std::perror(path), 1;
  ssize_t count;
  while ((count = read(file, block, kBlock)) > 0) {
  }
  if (count < 0) return std::perror(path), 1;
  print_time(watch.nanoseconds(), 0);
  close(file);
  std::free(block);
  return 0;
}

}  // namespace
}  // namespace packetglass::bench

int main(int count, char** given) {
  if (count == 2) return packetglass::bench::read_alone(given[1]);
  std::fputs("read_alone FILE\n", stderr);
  return 2;
}
