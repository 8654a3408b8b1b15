// The yardstick of writing: read() and write() of 1 MiB at a time. copy_alone FROM TO
#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace packetglass::bench {
namespace {

constexpr std::size_t kPage = 4096, kBlock = std::size_t{1} << 20;

bool write_all(int file, const char* at, ssize_t size) {
  while (size > 0) {
    const ssize_t written = write(file, at, static_cast<std::size_t>(size));
    if (written < 0) return false;
    at += written;
    size -= written;
  }
  return true;
}

int copy_alone(const char* from, const char* to) {
  auto* const block = static_cast<char*>(std::aligned_alloc(kPage, kBlock));
  const int source = open(from, O_RDONLY);
  if (source < 0 || block == nullptr) return std::perror(from), 1;
  const int target = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (target < 0) return std::perror(to), 1;
  ssize_t count;
  while ((count = read(source, block, kBlock)) > 0) {
    if (!write_all(target, block, count)) return std::perror(to), 1;
  }
  if (count < 0) return std::perror(from), 1;
  if (close(target) != 0) return std::perror(to), 1;
  close(source);
  std::free(block);
  return 0;
}

}  // namespace
}  // namespace packetglass::bench

int main(int count, char** given) {
  if (count == 3) return packetglass::bench::copy_alone(given[1], given[2]);
  std::fputs("copy_alone FROM TO\n", stderr);
  return 2;
}
