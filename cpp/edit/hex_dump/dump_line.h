// One line of a hex dump: an offset, bytes, and their characters behind them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace packetglass {

// How offsets are written; kNone: lines are bytes alone.
enum class DumpOffsets : std::uint8_t { kHex, kDecimal, kOctal, kNone };

struct DumpLine {
  std::uint64_t offset = 0;  // 0 where there is none
  std::vector<std::uint8_t> bytes;
  // Whether the bytes end for sure where they do: their characters stand behind them, or nothing.
  // Else some of the last may be what is behind them.
  bool certain = true;
};

// Takes a line apart, without its end. Nothing for a line that is none of a dump.
//
// It begins with an offset of three digits or more, with 0x before it and a colon behind it if the
// writer did so; > | and blanks may stand before it, as mail quotes. Bytes are two digits each.
// Behind a colon they may stand in groups, as xxd and tcpdump write them. What is behind the bytes
// is left out: so od, hexdump, xxd, tcpdump, tshark and text2pcap's readers write dumps.
std::optional<DumpLine> parse_dump_line(std::string_view line, DumpOffsets offsets);

}  // namespace packetglass
