// Whether bytes look like the records of a classic capture: to go on after damage, and to see
// where another capture begins.
#pragma once

#include "format/pcap/magic_set.h"
#include "format/pcap/record.h"
#include "format/reading.h"

namespace packetglass::pcap {

// How the records of a section are laid out.
struct Layout {
  const Variant* variant = nullptr;
  ByteOrder order = kHostOrder;
  LengthOrder lengths = LengthOrder::kCapturedFirst;
  std::uint32_t snaplen = 0;       // bytes; the largest number when unlimited
  std::uint32_t max_captured = 0;  // bytes that are believed for the link type
  std::uint32_t max_large = 0;     // bytes that what follows may make believed
  std::uint32_t padding = 0;       // bytes in front of each packet that its lengths count
};

Layout layout_of(const Section& section, const Variant& variant);

// Where a search stands: the bytes from here on, and whether the source ends with them.
struct Lookahead {
  Bytes bytes;
  bool source_ends = false;

  // Whether this is all that a decision may look at.
  bool enough() const { return source_ends || bytes.size() >= kLookAhead; }
  Lookahead from(std::size_t offset) const { return {bytes.subspan(offset), source_ends}; }
  // What a decision may look at.
  Lookahead limited() const {
    if (bytes.size() <= kLookAhead) return *this;
    return {bytes.first(kLookAhead), false};
  }
};

inline constexpr std::uint32_t kDay = 86400;  // seconds

constexpr bool same_day(std::uint32_t a, std::uint32_t b) {
  return (a < b ? b - a : a - b) <= kDay;
}

// Whether three records that follow one another begin here, or fewer that end just where the
// source does. `seconds` is the time of the last good packet, if there was one: the first record
// is then of the same day. The lookahead is enough().
bool records_begin(const Lookahead& here, const Layout& layout,
                   std::optional<std::uint32_t> seconds);

enum class Beginning : std::uint8_t { kNo, kYes, kNeedMore };

// Whether a record begins here that is longer than is believed by itself: up to max_large, all
// there, plausible but for its length, and right behind it the source ends, another capture
// begins, or a record of the same day, or three that follow one another.
Beginning large_record_begins(const Lookahead& here, const Layout& layout);

// Where two or more records begin that follow one another up to the end of the bytes, the earliest
// offset but the first. Looks at the last kLookAhead bytes.
std::optional<std::size_t> records_that_end_with(Bytes bytes, const Layout& layout,
                                                 std::optional<std::uint32_t> seconds);

// Whether another capture begins at this boundary of records, rather than a record: a magic, a
// known version, no reserved bits. Where the reserved words are not zero, the reading wins whose
// next record is plausible.
Beginning capture_begins(const Lookahead& here, const Layout& layout);

}  // namespace packetglass::pcap
