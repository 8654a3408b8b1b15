// A peer: libpcap reads and counts every packet with pcap_next_ex. libpcap_loop FILE
#include <pcap/pcap.h>

#include "stopwatch.h"

namespace packetglass::bench {
namespace {

int read_all(const char* path) {
  char error[PCAP_ERRBUF_SIZE];
  const Stopwatch watch;
  pcap_t* const capture = pcap_open_offline(path, error);
  if (capture == nullptr) return std::fprintf(stderr, "%s: %s\n", path, error), 1;
  std::uint64_t packets = 0;
  pcap_pkthdr* header;
  const u_char* packet;
  int outcome;
  while ((outcome = pcap_next_ex(capture, &header, &packet)) == 1) ++packets;
  if (outcome != PCAP_ERROR_BREAK) return pcap_perror(capture, path), 1;
  pcap_close(capture);
  print_time(watch.nanoseconds(), packets);
  return 0;
}

}  // namespace
}  // namespace packetglass::bench

int main(int count, char** given) {
  if (count == 2) return packetglass::bench::read_all(given[1]);
  std::fputs("libpcap_loop FILE\n", stderr);
  return 2;
}
