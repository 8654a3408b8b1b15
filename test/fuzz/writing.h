// What fuzz_write has in common for all formats: any packets to write, and what of them is read.
#pragma once

#include "choices.h"
#include "format/pcap/record.h"
#include "format/pcapng/writer.h"
#include "require.h"
#include "support/observed.h"

namespace packetglass {

struct Written {
  Nanoseconds time = 0;
  Bytes bytes;
  std::uint32_t original_length = 0;
  std::uint32_t interface = 0;
  pcap::RecordExtra extra;        // classic
  pcapng::PacketOptions options;  // pcapng
};

inline ByteOrder choose_order(Choices& choices) {
  return choices.yes() ? ByteOrder::kBig : ByteOrder::kLittle;
}

// Mostly a time that all formats can hold, but any is possible.
inline Nanoseconds choose_time(Choices& choices) {
  if (choices.below(8) == 0) return choices.i64();
  return (1'700'000'000 + Nanoseconds{choices.u16()}) * kNanosecondsPerSecond + choices.u32() / 5;
}

// Often as long as its bytes.
inline Written choose_packet(Choices& choices) {
  Written packet;
  packet.time = choose_time(choices);
  packet.bytes = choices.some(choices.u8());
  packet.original_length = static_cast<std::uint32_t>(packet.bytes.size());
  if (choices.below(4) == 0) packet.original_length = choices.u32();
  return packet;
}

inline void compare(const test::SeenPacket& read, const Written& written, Nanoseconds time) {
  require(
      std::equal(read.bytes.begin(), read.bytes.end(), written.bytes.begin(), written.bytes.end()),
      "the bytes of a packet");
  require(read.original_length == written.original_length, "an original length");
  require(read.timestamp == time, "a time");
  require(read.interface == written.interface, "an interface");
}

// Each writes packets with any options in one format, and demands that they are read back.
void write_classic(Choices& choices);
void write_pcapng(Choices& choices);

}  // namespace packetglass
