// Our side: the index of a capture together with the columns and conversations of its packets.
//   summarise_capture FILE          time, packets
//   summarise_capture --weigh FILE  conversations, and bytes held for them
#include <cstring>

#include "flow/summary_index.h"
#include "format/capture_reader.h"
#include "index/index.h"
#include "native/input_file.h"
#include "stopwatch.h"

namespace packetglass::bench {
namespace {

// Hands everything to the index, and packets to the conversations too.
class Both final : public RecordSink {
 public:
  void section(const Section& section, Bytes raw) override { builder_.section(section, raw); }
  void interface(const Interface& interface, Bytes raw) override {
    builder_.interface(interface, raw);
  }
  bool packets(const PacketBatch& batch) override {
    summary_.add(batch, index_.interfaces);
    return builder_.packets(batch);
  }
  bool block(const Block& block) override { return builder_.block(block); }
  void issue(const Issue& issue) override { builder_.issue(issue); }

  const Index& index() const { return index_; }
  const SummaryIndex& summary() const { return summary_; }

 private:
  Index index_;
  IndexBuilder builder_{index_};
  SummaryIndex summary_;
};

int run(const char* path, bool weigh) {
  const Stopwatch watch;
  CaptureReader reader;
  Both both;
  native::InputFile file(path);
  const auto failure = file.read_all(
      [&](Bytes window) -> std::optional<std::size_t> {
        const auto used = reader.push(window, both);
        return used ? std::optional(*used) : std::nullopt;
      },
      [&](Bytes rest) { static_cast<void>(reader.finish(rest, both)); });
  if (failure) return std::fprintf(stderr, "%s\n", failure.message().c_str()), 1;
  if (!weigh) return print_time(watch.nanoseconds(), both.index().packets.size()), 0;
  std::printf("{\"packets\":%llu,\"conversations\":%zu,\"memory\":%zu}\n",
              static_cast<unsigned long long>(both.index().packets.size()),
              both.summary().flows().size(), both.summary().memory());
  return 0;
}

}  // namespace
}  // namespace packetglass::bench

int main(int count, char** given) {
  const bool weigh = count == 3 && std::strcmp(given[1], "--weigh") == 0;
  if (weigh || count == 2) return packetglass::bench::run(given[count - 1], weigh);
  std::fputs("summarise_capture [--weigh] FILE\n", stderr);
  return 2;
}
