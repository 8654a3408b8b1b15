// Fields of a capture as columns, read through a file mapped into memory.
//   tabulate_capture FILE FIELD...   prints milliseconds, median of rounds, and rows
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "format/capture_reader.h"
#include "stopwatch.h"
#include "table/table_batch.h"

namespace packetglass::bench {
namespace {

constexpr int kRounds = 5;

class Rows final : public RecordSink {
 public:
  explicit Rows(const std::vector<ColumnWish>& wishes)
      : table_(wishes), packets_(table_.wanted()) {}

  void section(const Section&, Bytes) override {}
  void interface(const Interface& interface, Bytes) override { interfaces_.push_back(interface); }
  bool packets(const PacketBatch& batch) override {
    packets_.add(batch, interfaces_);
    for (std::size_t i = 0; i < batch.count; ++i) {
      const DissectedPacket& packet = packets_.begin(i);
      if (table_.level() > PacketLevel::kRecord) packets_.dissect();
      table_.add(packet);
      if (table_.full()) end_batch();
    }
    return !table_.failed();
  }
  bool block(const Block&) override { return true; }
  void issue(const Issue&) override {}

  void end_batch() {
    rows += table_.rows();
    if (make_batch(table_, memory_) == nullptr) std::abort();
    table_.clear();
  }

  std::uint64_t rows = 0;

 private:
  Table table_;
  DissectedPackets packets_;
  std::vector<Interface> interfaces_;
  Buffer<std::uint8_t> memory_;
};

Bytes mapped(const char* path) {
  const int file = ::open(path, O_RDONLY);
  struct stat facts {};
  if (file < 0 || ::fstat(file, &facts) != 0) return {};
  const auto size = static_cast<std::size_t>(facts.st_size);
  void* const at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  return at == MAP_FAILED ? Bytes() : Bytes(static_cast<const std::uint8_t*>(at), size);
}

int run(Bytes source, const std::vector<ColumnWish>& wishes) {
  const std::string wrong = wrong_column(wishes);
  if (!wrong.empty()) return std::fprintf(stderr, "%s\n", wrong.c_str()), 2;
  std::vector<double> times;
  std::uint64_t rows = 0;
  for (int round = 0; round < kRounds; ++round) {
    const Stopwatch watch;
    Rows sink(wishes);
    CaptureReader reader;
    const auto used = reader.push(source, sink);
    if (!used || !reader.finish(source.subspan(*used), sink)) return 1;
    sink.end_batch();
    rows = sink.rows;
    times.push_back(static_cast<double>(watch.nanoseconds()) / 1e6);
  }
  std::sort(times.begin(), times.end());
  std::printf("%.1f\t%llu\n", times[times.size() / 2], static_cast<unsigned long long>(rows));
  return 0;
}

}  // namespace
}  // namespace packetglass::bench

int main(int count, char** given) {
  using namespace packetglass;
  const Bytes source = count < 3 ? Bytes() : bench::mapped(given[1]);
  if (source.empty()) return std::fputs("tabulate_capture FILE FIELD...\n", stderr), 2;
  std::vector<ColumnWish> wishes;
  for (int i = 2; i < count; ++i) wishes.push_back({given[i]});
  return bench::run(source, wishes);
}
