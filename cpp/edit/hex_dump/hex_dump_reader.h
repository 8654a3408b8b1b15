// Packets from hex dumps, as text2pcap reads them and tshark, tcpdump, od and xxd write them.
#pragma once

#include <string>
#include <vector>

#include "edit/hex_dump/dump_line.h"
#include "record/timestamp.h"

namespace packetglass {

// epb_flags has these numbers.
enum class Direction : std::uint8_t { kUnknown = 0, kInbound = 1, kOutbound = 2 };

struct HexDumpOptions {
  DumpOffsets offsets = DumpOffsets::kHex;
  std::string time_format;      // of the text before a packet; empty: it says no time
  bool directions = false;      // that text begins with I or O
  std::uint32_t most = 262144;  // bytes of a packet; what is longer goes on in another
  Nanoseconds now = 0;          // the time of the first packet, where none is said
};

struct DumpedPacket {
  Bytes bytes;       // valid until the sink returns
  Nanoseconds time;  // where none is said, that of the packet before and a microsecond
  bool time_said = false;
  Direction direction = Direction::kUnknown;
  std::uint64_t line;  // with which it begins, from 1
};

// A line whose offset is not behind the bytes before it: what is left of its packet is left out.
struct WrongOffset {
  std::uint64_t line, found, expected;
};

class HexDumpSink {
 public:
  virtual ~HexDumpSink() = default;
  // False: no more are wanted.
  virtual bool packet(const DumpedPacket& packet) = 0;
  virtual void wrong_offset(const WrongOffset& wrong) = 0;
};

// A packet begins with offset 0 and goes on as long as offsets fit, whatever text is between the
// lines. Lines of * stand for those before again, up to the next offset. Behind a heading as
// tshark has it, "Reassembled TCP (380 bytes):", stands no packet of the capture, except behind
// "Frame". Lines that begin with # are comments.
class HexDumpReader {
 public:
  // Both outlive the reader.
  HexDumpReader(const HexDumpOptions& options, HexDumpSink& sink)
      : options_(options), sink_(sink), next_time_(options.now) {}

  // Takes a line without its end; false once the sink wants no more.
  bool line(std::string_view text);
  // The text has ended.
  bool finish();

  std::uint64_t packets() const { return packets_; }
  // Where times were to be said and were not.
  std::uint64_t without_time() const { return without_time_; }
  // Dumps that are no packets, because of their headings.
  std::uint64_t left_out() const { return left_out_; }

 private:
  enum class State : std::uint8_t { kWaiting, kInPacket, kLeavingOut };

  bool text_line(std::string_view text);
  bool dump_line(const DumpLine& line);
  bool begin_packet(const DumpLine& line);
  bool go_on(const DumpLine& line);
  void repeat_up_to(std::uint64_t offset);
  bool append(const DumpLine& line);
  bool hand_on(Bytes bytes);
  bool end_packet();

  const HexDumpOptions& options_;
  HexDumpSink& sink_;
  State state_ = State::kWaiting;
  bool wanted_ = true;
  std::uint64_t line_ = 0;

  // What was said before the packet that comes next, and of the one that is read.
  std::optional<Nanoseconds> time_before_;
  Direction direction_before_ = Direction::kUnknown;
  bool other_source_ = false;
  std::optional<Nanoseconds> time_;
  Direction direction_ = Direction::kUnknown;

  std::vector<std::uint8_t> bytes_;  // of the packet that is read
  std::uint64_t begin_ = 0;          // the offset of the first of them: packets may be split
  std::uint64_t begin_line_ = 0;
  std::size_t last_line_ = 0;  // bytes of the last line
  bool certain_ = true;        // that these are bytes
  bool repeats_ = false;       // a line of * stands before the next

  Nanoseconds next_time_;
  std::uint64_t packets_ = 0;
  std::uint64_t without_time_ = 0;
  std::uint64_t left_out_ = 0;
};

}  // namespace packetglass
