// Writes a capture of made-up traffic: make_capture FILE BYTES SIZES ORDER FORMAT
//   SIZES: imix, web (longer, and half of it HTTP and DNS), or the bytes of every packet; ORDER:
//   little or big; FORMAT: usec, nsec or pcapng
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "traffic.h"

namespace packetglass::bench {
namespace {

constexpr std::uint32_t kSnaplen = 262144, kEthernet = 1;
constexpr std::uint32_t kInterfaces = 2;                // of a pcapng capture
constexpr std::uint16_t kIfTsresol = 9, kEpbFlags = 2;  // options
constexpr std::uint8_t kZeros[3] = {};
constexpr std::uint64_t kStart = 1'700'000'000'000'000'000;  // ns since 1970
constexpr std::size_t kBufferSize = 1 << 20;

enum class Format { kUsec, kNsec, kPcapng };

struct Wanted {
  const char* path;
  std::uint64_t bytes;
  std::size_t size;  // of every packet; 0 for IMIX
  bool big;
  bool speech;  // some speak HTTP and DNS
  Format format = Format::kUsec;
};

// Numbers in the byte order of the file, collected into large writes.
class Out {
 public:
  Out(std::FILE* file, bool big) : file_(file), big_(big) { buffer_.reserve(kBufferSize + 4096); }

  void u16(std::uint32_t value) { put(value, 2); }
  void u32(std::uint32_t value) { put(value, 4); }
  void words(std::initializer_list<std::uint32_t> values) {
    for (const std::uint32_t value : values) u32(value);
  }
  void bytes(std::span<const std::uint8_t> more) {
    buffer_.insert(buffer_.end(), more.begin(), more.end());
    if (buffer_.size() >= kBufferSize) flush();
  }
  std::uint64_t written() const { return flushed_ + buffer_.size(); }
  void flush() {
    if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_) != buffer_.size()) fail_ = true;
    flushed_ += buffer_.size();
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
  std::uint64_t flushed_ = 0;
  std::vector<std::uint8_t> buffer_;
};

void put_pcap_start(Out& out, Format format) {
  out.u32(format == Format::kNsec ? 0xa1b23c4d : 0xa1b2c3d4);
  out.u16(2);
  out.u16(4);
  out.u32(0);
  out.u32(0);
  out.u32(kSnaplen);
  out.u32(kEthernet);
}

void put_record(Out& out, std::span<const std::uint8_t> packet, std::uint64_t time,
                Format format) {
  const auto fraction = static_cast<std::uint32_t>(time % 1'000'000'000);
  out.u32(static_cast<std::uint32_t>(time / 1'000'000'000));
  out.u32(format == Format::kNsec ? fraction : fraction / 1000);
  out.u32(static_cast<std::uint32_t>(packet.size()));
  out.u32(static_cast<std::uint32_t>(packet.size()));
  out.bytes(packet);
}

// A section header and two interfaces with times in nanoseconds.
void put_pcapng_start(Out& out) {
  out.words({0x0a0d0d0a, 28, 0x1a2b3c4d});
  out.u16(1);
  out.u16(0);
  out.words({~0u, ~0u, 28});
  for (std::uint32_t i = 0; i < kInterfaces; ++i) {
    out.words({1, 32});
    out.u16(kEthernet);
    out.u16(0);
    out.u32(kSnaplen);
    out.u16(kIfTsresol);
    out.u16(1);
    out.bytes(std::array<std::uint8_t, 4>{9});
    out.words({0, 32});
  }
}

// An Enhanced Packet Block; every fourth says in epb_flags that the packet came in.
void put_block(Out& out, std::span<const std::uint8_t> packet, std::uint64_t time,
               std::uint32_t dice) {
  const auto size = static_cast<std::uint32_t>(packet.size());
  const bool flags = dice % 4 == 0;
  const std::uint32_t padding = -size % 4;
  const std::uint32_t length = 32 + size + padding + (flags ? 12 : 0);
  out.words({6, length, dice / 4 % kInterfaces, static_cast<std::uint32_t>(time >> 32),
             static_cast<std::uint32_t>(time), size, size});
  out.bytes(packet);
  out.bytes(std::span(kZeros).first(padding));
  if (flags) {
    out.u16(kEpbFlags);
    out.u16(4);
    out.words({1, 0});
  }
  out.u32(length);
}

// Writes whole records until the wanted size is reached.
bool make(const Wanted& wanted, std::FILE* file) {
  Traffic traffic(1, wanted.speech);
  Dice dice(2);
  Out out(file, wanted.big);
  const bool pcapng = wanted.format == Format::kPcapng;
  pcapng ? put_pcapng_start(out) : put_pcap_start(out, wanted.format);
  std::uint64_t time = kStart;
  while (out.written() < wanted.bytes && !out.failed()) {
    const auto packet = wanted.size == 0 ? traffic.next_of_mix() : traffic.next(wanted.size);
    pcapng ? put_block(out, packet, time, static_cast<std::uint32_t>(dice.roll()))
           : put_record(out, packet, time, wanted.format);
    // The packet's time on a link of 1 Gbit/s with preamble, checksum and gap, give or take half.
    const std::uint64_t wire = (packet.size() + 24) * 8;
    time += wire / 2 + traffic.dice().below(static_cast<std::uint32_t>(wire));
  }
  out.flush();
  return !out.failed();
}

bool read_arguments(int count, char** given, Wanted& wanted) {
  if (count != 6) return false;
  const std::string sizes = given[3], order = given[4], format = given[5];
  const bool speech = sizes == "web", mixed = sizes == "imix" || speech;
  const std::size_t size = mixed ? 0 : std::strtoull(given[3], nullptr, 10);
  wanted = {given[1], std::strtoull(given[2], nullptr, 10), size, order == "big", speech};
  if (format == "nsec") wanted.format = Format::kNsec;
  if (format == "pcapng") wanted.format = Format::kPcapng;
  return wanted.bytes > 0 && (mixed || (size >= 54 && size <= 1522)) &&
         (order == "big" || order == "little") &&
         (wanted.format != Format::kUsec || format == "usec");
}

}  // namespace
}  // namespace packetglass::bench

int main(int count, char** given) {
  using namespace packetglass::bench;
  Wanted wanted;
  if (!read_arguments(count, given, wanted)) {
    std::fputs("make_capture FILE BYTES imix|web|54..1522 little|big usec|nsec|pcapng\n", stderr);
    return 2;
  }
  std::FILE* const file = std::fopen(wanted.path, "wb");
  if (file == nullptr) return std::perror(wanted.path), 1;
  const bool made = make(wanted, file);
  if (std::fclose(file) != 0 || !made) return std::perror(wanted.path), 1;
  return 0;
}
