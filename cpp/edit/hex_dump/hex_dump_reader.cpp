// Packets from hex dumps, as text2pcap reads them and tshark, tcpdump, od and xxd write them.
#include "edit/hex_dump/hex_dump_reader.h"

#include <algorithm>

#include "base/ascii.h"
#include "edit/hex_dump/time_format.h"

namespace packetglass {
namespace {

constexpr Nanoseconds kStep = 1000;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// The name of a heading like "Reassembled TCP (380 bytes):"; empty of what is none.
std::string_view heading_of(std::string_view text) {
  for (const std::string_view end : {" bytes):", " byte):"}) {
    if (!text.ends_with(end)) continue;
    const std::string_view rest = text.substr(0, text.size() - end.size());
    const std::size_t open = rest.rfind('(');
    if (open == rest.npos || open == 0) return {};
    const std::string_view digits = rest.substr(open + 1);
    const bool number = !digits.empty() && std::all_of(digits.begin(), digits.end(), is_digit);
    return number ? trimmed(rest.substr(0, open)) : std::string_view{};
  }
  return {};
}

// I or O by itself, which is taken.
Direction take_direction(std::string_view& text) {
  const bool alone = text.size() == 1 || (text.size() > 1 && is_space(text[1]));
  if (!alone || (text[0] != 'I' && text[0] != 'O')) return Direction::kUnknown;
  const Direction direction = text[0] == 'I' ? Direction::kInbound : Direction::kOutbound;
  text = trimmed(text.substr(1));
  return direction;
}

}  // namespace

bool HexDumpReader::line(std::string_view text) {
  ++line_;
  const std::string_view words = trimmed(text);
  if (words.empty() || words[0] == '#') return wanted_;
  if (const auto parsed = parse_dump_line(text, options_.offsets)) return dump_line(*parsed);
  return text_line(words);
}

bool HexDumpReader::text_line(std::string_view text) {
  if (text == "*") {
    repeats_ = state_ == State::kInPacket;
    return wanted_;
  }
  if (const std::string_view heading = heading_of(text); !heading.empty()) {
    other_source_ = heading != "Frame";
    return wanted_;
  }
  if (options_.directions) {
    const Direction said = take_direction(text);
    if (direction_before_ == Direction::kUnknown) direction_before_ = said;
  }
  if (!options_.time_format.empty() && !time_before_) {
    time_before_ = parse_time(text, options_.time_format, options_.now);
  }
  return wanted_;
}

bool HexDumpReader::dump_line(const DumpLine& line) {
  const bool starts = line.offset == 0 && options_.offsets != DumpOffsets::kNone;
  if (starts || (state_ == State::kWaiting && options_.offsets == DumpOffsets::kNone)) {
    return begin_packet(line);
  }
  if (state_ == State::kInPacket) return go_on(line);
  return wanted_;
}

bool HexDumpReader::begin_packet(const DumpLine& line) {
  end_packet();
  if (line.bytes.empty()) return wanted_;
  if (other_source_) {
    ++left_out_;
    state_ = State::kLeavingOut;
  } else {
    state_ = State::kInPacket;
    begin_ = 0;
    begin_line_ = line_;
    time_ = time_before_;
    direction_ = direction_before_;
    append(line);
  }
  other_source_ = false;
  time_before_.reset();
  direction_before_ = Direction::kUnknown;
  return wanted_;
}

bool HexDumpReader::go_on(const DumpLine& line) {
  if (options_.offsets == DumpOffsets::kNone) return append(line);
  repeat_up_to(line.offset);
  const std::uint64_t expected = begin_ + bytes_.size();
  const std::uint64_t surplus = expected - line.offset;
  if (line.offset == expected) return append(line);
  // What was behind the bytes of the line before was taken for bytes.
  if (line.offset < expected && !certain_ && surplus <= std::min(last_line_, bytes_.size())) {
    bytes_.resize(bytes_.size() - static_cast<std::size_t>(surplus));
    return append(line);
  }
  sink_.wrong_offset({line_, line.offset, expected});
  return end_packet();
}

// As often as the offset says, and no packet is longer than one may be.
void HexDumpReader::repeat_up_to(std::uint64_t offset) {
  const std::uint64_t at = begin_ + bytes_.size();
  const bool fits = offset > at && offset - at <= options_.most && last_line_ != 0;
  if (repeats_ && fits && last_line_ <= bytes_.size() && (offset - at) % last_line_ == 0) {
    const std::vector<std::uint8_t> again(bytes_.end() - static_cast<std::ptrdiff_t>(last_line_),
                                          bytes_.end());
    for (std::uint64_t left = offset - at; left != 0; left -= again.size()) {
      bytes_.insert(bytes_.end(), again.begin(), again.end());
    }
  }
  repeats_ = false;
}

bool HexDumpReader::append(const DumpLine& line) {
  repeats_ = false;
  last_line_ = line.bytes.size();
  certain_ = line.certain;
  bytes_.insert(bytes_.end(), line.bytes.begin(), line.bytes.end());
  std::size_t handed_on = 0;
  while (bytes_.size() - handed_on > options_.most && wanted_) {
    hand_on(Bytes(bytes_).subspan(handed_on, options_.most));
    handed_on += options_.most;
    begin_ += options_.most;
  }
  bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(handed_on));
  return wanted_;
}

bool HexDumpReader::hand_on(Bytes bytes) {
  if (!time_ && !options_.time_format.empty()) ++without_time_;
  ++packets_;
  const Nanoseconds time = time_.value_or(next_time_);
  wanted_ = sink_.packet({bytes, time, time_.has_value(), direction_, begin_line_}) && wanted_;
  __builtin_add_overflow(time, kStep, &next_time_);
  time_.reset();
  return wanted_;
}

bool HexDumpReader::end_packet() {
  if (state_ == State::kInPacket && !bytes_.empty() && wanted_) hand_on(bytes_);
  bytes_.clear();
  state_ = State::kWaiting;
  return wanted_;
}

bool HexDumpReader::finish() {
  return end_packet();
}

}  // namespace packetglass
