// Writes a classic capture of made-up traffic: make_capture FILE BYTES SIZES ORDER UNIT
//   SIZES: imix, or the bytes of every packet; ORDER: little or big; UNIT: usec or nsec
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "traffic.h"

namespace packetglass::bench {
namespace {

constexpr std::size_t kFileHeaderSize = 24, kRecordHeaderSize = 16;
constexpr std::uint32_t kSnaplen = 262144, kEthernet = 1;
constexpr std::uint64_t kStart = 1'700'000'000'000'000'000;  // ns since 1970
constexpr std::size_t kBufferSize = 1 << 20;

struct Wanted {
  const char* path;
  std::uint64_t bytes;
  std::size_t size;  // of every packet; 0 for IMIX
  bool big, nanoseconds;
};

// Numbers in the byte order of the file, collected into large writes.
class Out {
 public:
  Out(std::FILE* file, bool big) : file_(file), big_(big) { buffer_.reserve(kBufferSize + 4096); }

  void u16(std::uint32_t value) { put(value, 2); }
  void u32(std::uint32_t value) { put(value, 4); }
  void bytes(std::span<const std::uint8_t> more) {
    buffer_.insert(buffer_.end(), more.begin(), more.end());
    if (buffer_.size() >= kBufferSize) flush();
  }
  void flush() {
    if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_) != buffer_.size()) fail_ = true;
    buffer_.clear();
  }
  bool failed() const { return fail_; }

 private:
  void put(std::uint32_t value, int size) {
    for (int i = 0; i < size; ++i) {
      buffer_.push_back(static_cast<std::uint8_t>(value >> 8 * (big_ ? size - 1 - i : i)));
    }
  }

  std::FILE* file_;
  bool big_, fail_ = false;
  std::vector<std::uint8_t> buffer_;
};

void put_file_header(Out& out, bool nanoseconds) {
  out.u32(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4);
  out.u16(2);
  out.u16(4);
  out.u32(0);
  out.u32(0);
  out.u32(kSnaplen);
  out.u32(kEthernet);
}

void put_record(Out& out, std::span<const std::uint8_t> packet, std::uint64_t time, bool nanos) {
  const auto fraction = static_cast<std::uint32_t>(time % 1'000'000'000);
  out.u32(static_cast<std::uint32_t>(time / 1'000'000'000));
  out.u32(nanos ? fraction : fraction / 1000);
  out.u32(static_cast<std::uint32_t>(packet.size()));
  out.u32(static_cast<std::uint32_t>(packet.size()));
  out.bytes(packet);
}

// Writes whole records until the wanted size is reached.
bool make(const Wanted& wanted, std::FILE* file) {
  Traffic traffic(1);
  Out out(file, wanted.big);
  put_file_header(out, wanted.nanoseconds);
  std::uint64_t time = kStart;
  for (std::uint64_t written = kFileHeaderSize; written < wanted.bytes && !out.failed();) {
    const auto packet = wanted.size == 0 ? traffic.next_of_mix() : traffic.next(wanted.size);
    put_record(out, packet, time, wanted.nanoseconds);
    written += kRecordHeaderSize + packet.size();
    // The packet's time on a link of 1 Gbit/s with preamble, checksum and gap, give or take half.
    const std::uint64_t wire = (packet.size() + 24) * 8;
    time += wire / 2 + traffic.dice().below(static_cast<std::uint32_t>(wire));
  }
  out.flush();
  return !out.failed();
}

bool read_arguments(int count, char** given, Wanted& wanted) {
  if (count != 6) return false;
  const std::string sizes = given[3], order = given[4], unit = given[5];
  const std::size_t size = sizes == "imix" ? 0 : std::strtoull(given[3], nullptr, 10);
  wanted = {given[1], std::strtoull(given[2], nullptr, 10), size, order == "big", unit == "nsec"};
  return wanted.bytes > 0 && (sizes == "imix" || (size >= 54 && size <= 1522)) &&
         (order == "big" || order == "little") && (unit == "nsec" || unit == "usec");
}

}  // namespace
}  // namespace packetglass::bench

int main(int count, char** given) {
  using namespace packetglass::bench;
  Wanted wanted;
  if (!read_arguments(count, given, wanted)) {
    std::fputs("make_capture FILE BYTES imix|54..1522 little|big usec|nsec\n", stderr);
    return 2;
  }
  std::FILE* const file = std::fopen(wanted.path, "wb");
  if (file == nullptr) return std::perror(wanted.path), 1;
  const bool made = make(wanted, file);
  if (std::fclose(file) != 0 || !made) return std::perror(wanted.path), 1;
  return 0;
}
