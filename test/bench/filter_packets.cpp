// A capture filter over packets in memory: our interpreter and libpcap's, in turn, on the same
// program.
//   filter_packets FILE FILTER...   prints nanoseconds a packet, medians: ours, libpcap's
#include <pcap/pcap.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "filter/bpf/compiler/compile.h"
#include "filter/bpf/filter.h"
#include "stopwatch.h"

namespace packetglass::bench {
namespace {

constexpr int kRounds = 9;

struct Packets {
  struct Place {
    std::size_t offset;
    std::uint32_t captured, original;
  };
  std::vector<std::uint8_t> bytes;
  std::vector<Place> places;
};

bool read_all(const char* path, Packets& packets, int& link_type) {
  char error[PCAP_ERRBUF_SIZE];
  pcap_t* const capture = pcap_open_offline(path, error);
  if (capture == nullptr) return std::fprintf(stderr, "%s\n", error), false;
  link_type = pcap_datalink(capture);
  pcap_pkthdr* header;
  const u_char* packet;
  while (pcap_next_ex(capture, &header, &packet) == 1) {
    packets.places.push_back({packets.bytes.size(), header->caplen, header->len});
    packets.bytes.insert(packets.bytes.end(), packet, packet + header->caplen);
  }
  pcap_close(capture);
  return !packets.places.empty();
}

// Nanoseconds a packet; counts those that are wanted.
template <typename Run>
double time_of(const Packets& packets, std::uint64_t& wanted, Run run) {
  const Stopwatch watch;
  for (const auto& [offset, captured, original] : packets.places) {
    wanted += run(packets.bytes.data() + offset, captured, original) != 0;
  }
  return static_cast<double>(watch.nanoseconds()) / static_cast<double>(packets.places.size());
}

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

int compare(const Packets& packets, LinkType link_type, const char* text) {
  bpf::CompileOptions options;
  options.link_type = link_type;
  auto program = bpf::compile(text, options);
  if (!program) return std::fprintf(stderr, "%s\n", program.error().message.c_str()), 1;
  auto filter = bpf::Filter::make(*program);
  if (!filter) return std::fprintf(stderr, "%s\n", filter.error().message.c_str()), 1;
  const auto* instructions = reinterpret_cast<const bpf_insn*>(program->data());
  std::vector<double> ours, theirs;
  std::uint64_t our_count = 0, their_count = 0;
  for (int round = 0; round < kRounds; ++round) {
    ours.push_back(
        time_of(packets, our_count, [&](const auto* packet, auto captured, auto length) {
          return filter->run({packet, captured}, length);
        }));
    theirs.push_back(
        time_of(packets, their_count, [&](const auto* packet, auto captured, auto length) {
          return bpf_filter(instructions, packet, length, captured);
        }));
  }
  if (our_count != their_count) return std::fputs("they disagree\n", stderr), 1;
  std::printf("%s\t%.1f\t%.1f\t%llu\n", text, median(ours), median(theirs),
              static_cast<unsigned long long>(our_count / kRounds));
  return 0;
}

}  // namespace
}  // namespace packetglass::bench

int main(int count, char** given) {
  using namespace packetglass::bench;
  Packets packets;
  int link_type = 0;
  if (count < 3 || !read_all(given[1], packets, link_type)) {
    std::fputs("filter_packets FILE FILTER...\n", stderr);
    return 2;
  }
  int code = 0;
  for (int i = 2; i < count; ++i) {
    code |= compare(packets, static_cast<packetglass::LinkType>(link_type), given[i]);
  }
  return code;
}
