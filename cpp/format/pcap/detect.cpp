// Distinguishes the variants of classic pcap that share a magic.
#include "format/pcap/detect.h"

#include <algorithm>
#include <limits>

#include "format/pcap/plausible.h"

namespace packetglass::pcap {
namespace {

constexpr int kRecordsTried = 3;
constexpr std::uint32_t kMaxInterfaceIndex = 10000;
constexpr std::uint8_t kMaxPacketType = 4;
constexpr std::uint32_t kDecade = 10u * 365 * 86400;

// Ethernet types, and the protocols that Linux adds to them.
bool linux_protocol(std::uint16_t protocol) {
  return protocol >= 0x0600 || protocol == 0x0060 || protocol == 0x0200 || protocol == 0x0400 ||
         protocol <= 0x0017;
}

// 0xXfbfYZ0W, X of 9 b, Y of b d, Z of 6 9, W of 1 2, the bytes read as a little-endian number.
bool nokia_pattern(std::uint32_t big_endian) {
  const std::uint32_t v = swap_bytes(big_endian);
  const auto nibble = [v](unsigned shift) { return v >> shift & 0xf; };
  const auto one_of = [](std::uint32_t value, std::uint32_t a, std::uint32_t b) {
    return value == a || value == b;
  };
  return (v & 0x0fff00f0) == 0x0fbf0000 && one_of(nibble(28), 0x9, 0xb) &&
         one_of(nibble(12), 0xb, 0xd) && one_of(nibble(8), 0x6, 0x9) &&
         one_of(nibble(0), 0x1, 0x2);
}

// Scores the records of a capture as those of one variant.
class Trial {
 public:
  Trial(const Variant& variant, const Section& section, Bytes records, bool source_ends,
        bool all_there)
      : variant_(variant),
        records_(records),
        source_ends_(source_ends),
        all_there_(all_there),
        layout_(layout_of(section, variant)) {}

  // The number of broken rules; nothing when more bytes are needed to know.
  std::optional<unsigned> run() {
    for (int i = 0; i < kRecordsTried && going_ && !short_of_bytes_; ++i) try_record();
    return short_of_bytes_ ? std::nullopt : std::optional(score_);
  }

  // Whether it may be of a variant that few captures have. Where a record does not end, what
  // stands behind the four words has to be right at least: else it is damage.
  bool credible() const { return !is_cut_ || !has_wrong_extra_; }

 private:
  void try_record() {
    if (records_.empty() && source_ends_) {
      going_ = false;
      return;
    }
    if (another_capture_begins()) return;
    if (!enough(variant_.record_header_size)) return;
    const Bytes header = records_.first(variant_.record_header_size);
    const auto record = read_record(header.data(), layout_.order, layout_.lengths);
    score_header(record);
    score_time(record.seconds);
    score_extra(read_extra(header, variant_.extra, layout_.order));
    if (record.captured > layout_.max_captured) {
      going_ = false;
      is_cut_ = true;
      return;
    }
    const std::size_t size = header.size() + record.captured;
    if (enough(size)) records_ = records_.subspan(size);
  }

  // As clean an end as that of the source.
  bool another_capture_begins() {
    const auto here = capture_begins({records_, all_there_}, layout_);
    if (here == Beginning::kNo) return false;
    going_ = false;
    short_of_bytes_ = here == Beginning::kNeedMore;
    return true;
  }

  void score_header(const RecordHeader& record) {
    broken(record.fraction >= kMicrosecondVariant.ticks_per_second);
    broken(record.captured > layout_.max_captured);
    broken(record.captured > layout_.snaplen);
    broken(record.original > kMaxPlausibleOriginal);
    broken(record.captured > record.original);
  }

  void score_extra(const RecordExtra& extra) {
    const unsigned before = score_;
    broken(extra.interface_index > kMaxInterfaceIndex);
    broken(extra.protocol && !linux_protocol(*extra.protocol));
    broken(extra.packet_type > kMaxPacketType);
    const bool strange = extra.nokia && !nokia_pattern(*extra.nokia);
    broken(strange && !strange_);
    strange_ = strange_ || strange;
    has_wrong_extra_ = has_wrong_extra_ || strange || score_ != before;
  }

  // Of one capture, records are of one decade.
  void score_time(std::uint32_t seconds) {
    const std::uint32_t before = first_ ? seconds : seconds_;
    first_ = false;
    broken(std::max(before, seconds) - std::min(before, seconds) > kDecade);
    seconds_ = seconds;
  }

  void broken(bool rule) { score_ += rule ? 1 : 0; }

  // Whether so many bytes are there. If not: a record that the source's end truncates breaks a
  // rule, one that the lookahead truncates does not.
  bool enough(std::size_t size) {
    if (records_.size() >= size) return true;
    broken(source_ends_);
    is_cut_ = source_ends_;
    going_ = false;
    short_of_bytes_ = !all_there_;
    return false;
  }

  const Variant& variant_;
  Bytes records_;
  bool source_ends_;
  bool all_there_;  // no more bytes will be looked at
  Layout layout_;
  unsigned score_ = 0;
  std::uint32_t seconds_ = 0;  // of the record before
  bool first_ = true;
  bool strange_ = false;  // Nokia's bytes did not match
  bool has_wrong_extra_ = false;
  bool is_cut_ = false;  // the last record does not end
  bool going_ = true;
  bool short_of_bytes_ = false;
};

}  // namespace

const Variant* detect_by_header(const Section& section) {
  if (is_aix(section)) return &kAix;
  const bool old = length_order(section) != LengthOrder::kCapturedFirst;
  return section.magic == kStandardMagic && old ? &kMicrosecondVariant : nullptr;
}

const Variant* detect(Bytes start, const Section& section, bool source_ends) {
  if (const Variant* const variant = detect_by_header(section)) return variant;
  const bool all_there = source_ends || start.size() >= kLookAhead;
  source_ends = source_ends && start.size() <= kLookAhead;
  const Bytes seen = start.first(std::min(start.size(), kLookAhead));

  const Variant* best = nullptr;
  unsigned lowest = std::numeric_limits<unsigned>::max();
  for (const Variant& variant : kVariants) {
    if (variant.magic != section.magic || &variant == &kAix) continue;
    if (&variant != &kMicrosecondVariant && variant.extra == Extra::kNone) return &variant;
    if (variant.extra == Extra::kBorkmann) return &variant;
    Trial trial(variant, section, seen.subspan(variant.file_header_size), source_ends, all_there);
    const auto score = trial.run();
    if (!score) return nullptr;
    if (*score < lowest && (best == nullptr || trial.credible())) {
      lowest = *score;
      best = &variant;
    }
    if (lowest == 0) break;
  }
  return best;
}

}  // namespace packetglass::pcap
