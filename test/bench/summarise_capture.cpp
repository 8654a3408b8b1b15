// Our side: the index of a capture together with the columns and conversations of its packets.
//   summarise_capture FILE           time, packets
//   summarise_capture --tuples FILE  the same with conversations alone: addresses, ports, sums
//   summarise_capture --index FILE   the same with nothing but the index
//   summarise_capture --weigh FILE   conversations, and bytes held for them
// It is compiled natively, and to WebAssembly for Node.js.
#include <fcntl.h>
#include <unistd.h>

#include <string_view>

#include "base/block_window.h"

#include "dissect/plain_summary.h"
#include "flow/summary_index.h"
#include "format/capture_reader.h"
#include "index/index_builder.h"
#include "stopwatch.h"

namespace packetglass::bench {
namespace {

// What is done with packets in addition to the index.
class Nothing {
 public:
  void add(const PacketBatch&, std::span<const Interface>) {}
  std::size_t conversations() const { return 0; }
  std::size_t memory() const { return 0; }
};

class WholeSummary {
 public:
  void add(const PacketBatch& batch, std::span<const Interface> interfaces) {
    summary_.add(batch, interfaces);
  }
  std::size_t conversations() const { return summary_.flows().size(); }
  std::size_t memory() const { return summary_.memory(); }

 private:
  SummaryIndex summary_;
};

// Only plain packets of Ethernet; nothing of TCP but its ports, and nothing of the link.
class Tuples {
 public:
  void add(const PacketBatch& batch, std::span<const Interface>) {
    for (std::size_t from = 0; from < batch.count; from += FlowTable::kBatch) {
      add_some(batch, from, std::min(batch.count - from, FlowTable::kBatch));
    }
  }
  std::size_t conversations() const { return flows_.size(); }
  std::size_t memory() const { return flows_.memory(); }

 private:
  void add_some(const PacketBatch& batch, std::size_t from, std::size_t count) {
    for (std::size_t n = 0; n < count; ++n) {
      const std::size_t i = from + n;
      Summary& summary = summaries_[n];
      PlainCarried carried;
      const Payload whole{batch.bytes(i), batch.original_length[i]};
      if (!summarise_plain(whole, nullptr, summary, carried)) summary = kNoSummary;
      summary.transport = Transport::kNone;
      summary.link.kind = LinkPair::Kind::kNone;
      packets_[n] = {batch.ticks[i] * batch.tick_nanoseconds, batch.original_length[i], 0};
    }
    flows_.add({summaries_, count}, {packets_, count}, {packet_flows_, count});
  }

  FlowTable flows_;
  Summary summaries_[FlowTable::kBatch];
  FlowPacket packets_[FlowTable::kBatch];
  PacketFlow packet_flows_[FlowTable::kBatch];
};

// Hands everything to the index, and packets to the conversations too.
template <typename Extra>
class Both final : public RecordSink {
 public:
  void section(const Section& section, Bytes raw) override { builder_.section(section, raw); }
  void interface(const Interface& interface, Bytes raw) override {
    builder_.interface(interface, raw);
  }
  bool packets(const PacketBatch& batch) override {
    extra_.add(batch, index_.interfaces);
    return builder_.packets(batch);
  }
  bool block(const Block& block) override { return builder_.block(block); }
  void issue(const Issue& issue) override { builder_.issue(issue); }

  const Index& index() const { return index_; }
  const Extra& extra() const { return extra_; }

 private:
  Index index_;
  IndexBuilder builder_{index_};
  Extra extra_;
};

bool read_whole(const char* path, RecordSink& sink) {
  const int file = open(path, O_RDONLY);
  if (file < 0) return false;
  CaptureReader reader;
  BlockWindow window;
  for (;;) {
    const ssize_t size = read(file, window.block(), BlockWindow::kBlockSize);
    if (size <= 0) return close(file), size == 0 && reader.finish(window.bytes(), sink);
    window.commit(static_cast<std::size_t>(size));
    const auto used = reader.push(window.bytes(), sink);
    if (!used) return close(file), false;
    window.consume(*used);
  }
}

template <typename Extra>
int run(const char* path, bool weigh) {
  const Stopwatch watch;
  Both<Extra> both;
  if (!read_whole(path, both)) return std::fprintf(stderr, "cannot read %s\n", path), 1;
  if (!weigh) return print_time(watch.nanoseconds(), both.index().packets.size()), 0;
  std::printf("{\"packets\":%llu,\"conversations\":%zu,\"memory\":%zu}\n",
              static_cast<unsigned long long>(both.index().packets.size()),
              both.extra().conversations(), both.extra().memory());
  return 0;
}

}  // namespace
}  // namespace packetglass::bench

int main(int count, char** given) {
  namespace bench = packetglass::bench;
  const std::string_view what = count == 3 ? given[1] : "";
  const char* const path = given[count - 1];
  if (what == "--tuples") return bench::run<bench::Tuples>(path, false);
  if (what == "--index") return bench::run<bench::Nothing>(path, false);
  if (what == "--weigh") return bench::run<bench::WholeSummary>(path, true);
  if (count == 2) return bench::run<bench::WholeSummary>(path, false);
  std::fputs("summarise_capture [--tuples | --index | --weigh] FILE\n", stderr);
  return 2;
}
