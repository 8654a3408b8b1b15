// Checksums after a packet was changed: RFC 1624; of SCTP by the linearity of its CRC.
#include "edit/rewrite/checksum_mending.h"

#include <algorithm>

#include "base/crc32c.h"
#include "base/internet_checksum.h"
#include "edit/rewrite/crc_distance.h"

namespace packetglass {
namespace {

constexpr std::size_t kCrcSize = 4, kSumSize = 2;

std::uint16_t u16(Bytes packet, std::size_t at) {
  return load<std::uint16_t>(packet.data() + at, ByteOrder::kBig);
}

std::size_t field_size(const Checksum& checksum) {
  return checksum.kind == ChecksumKind::kCrc32c ? kCrcSize : kSumSize;
}

bool overlaps(const Change& change, std::size_t begin, std::size_t end) {
  return change.offset < end && begin < std::size_t{change.offset} + change.size;
}

// The part of `change` from `begin` to `end`; empty where they do not meet.
Change part_of(const Change& change, std::size_t begin, std::size_t end) {
  if (!overlaps(change, begin, end)) return {};
  const std::size_t first = std::max<std::size_t>(change.offset, begin);
  const std::size_t last = std::min(std::size_t{change.offset} + change.size, end);
  return {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last - first)};
}

// Collects ~m + m' of all words that changed: equation 3 of RFC 1624.
class Difference {
 public:
  Difference(Bytes before, Bytes after) : before_(before), after_(after) {}

  // What changed from `begin` to `end`, which are summed as words from `begin` on.
  void add(const Change& change, std::size_t begin, std::size_t end) {
    const Change part = part_of(change, begin, end);
    std::size_t at = part.offset, left = part.size;
    if (left == 0) return;
    changed_ = true;
    if ((at - begin) % 2 != 0) {
      add_byte(at++, 0);
      --left;
    }
    for (; left >= 2; at += 2, left -= 2) {
      sum_ += static_cast<std::uint16_t>(~u16(before_, at)) + std::uint64_t{u16(after_, at)};
    }
    if (left != 0) add_byte(at, 8);
  }

  bool changed() const { return changed_; }
  std::uint16_t update(std::uint16_t checksum) const {
    return static_cast<std::uint16_t>(~fold(static_cast<std::uint16_t>(~checksum) + sum_));
  }

 private:
  void add_byte(std::size_t at, int shift) {
    sum_ +=
        static_cast<std::uint16_t>(~(before_[at] << shift)) + (std::uint64_t{after_[at]} << shift);
  }

  const Bytes before_, after_;
  std::uint64_t sum_ = 0;
  bool changed_ = false;
};

std::size_t length_of(const Checksum& checksum) {
  return checksum.end - checksum.begin + std::size_t{checksum.missing};
}

InternetSum pseudo_header(const Checksum& checksum, Bytes packet, std::size_t length) {
  const std::size_t size = checksum.address_size;
  if (size == 0) return {};
  const Bytes source = packet.subspan(checksum.source, size);
  const Bytes destination = packet.subspan(checksum.destination, size);
  // Of IPv4 16 bits of the length; what does not fit is nowhere.
  if (size == 4) {
    return pseudo_header_v4(source, destination, checksum.protocol,
                            static_cast<std::uint16_t>(length));
  }
  return pseudo_header_v6(source, destination, checksum.protocol,
                          static_cast<std::uint32_t>(length));
}

// Right bytes and their checksum sum to all ones.
bool sums_up(const Checksum& checksum, Bytes packet) {
  const Bytes covered = packet.subspan(checksum.begin, checksum.end - checksum.begin);
  return pseudo_header(checksum, packet, length_of(checksum)).add(covered).folded() == 0xffff;
}

// With segmentation offload the length is left out too.
bool is_partial(const Checksum& checksum, Bytes packet) {
  if (checksum.address_size == 0 || !checksum.whole()) return false;
  const std::uint16_t value = u16(packet, checksum.offset);
  return (value == pseudo_header(checksum, packet, length_of(checksum)).folded() ||
          value == pseudo_header(checksum, packet, 0).folded()) &&
         !sums_up(checksum, packet);
}

std::uint32_t crc_of(const Checksum& checksum, Bytes packet) {
  constexpr std::uint8_t kZeros[kCrcSize] = {};
  const Bytes covered = packet.subspan(checksum.begin, checksum.end - checksum.begin);
  const std::size_t at = checksum.offset - checksum.begin;
  return crc32c(covered.subspan(at + kCrcSize), crc32c(kZeros, crc32c(covered.first(at))));
}

bool mend_crc(const Checksum& checksum, Bytes before, std::span<std::uint8_t> after,
              std::span<const Change> changes) {
  if (checksum.fragment) return false;
  std::uint32_t difference = 0;
  for (const Change& change : changes) {
    const Change part = part_of(change, checksum.begin, checksum.end);
    if (part.size == 0) continue;
    const std::size_t behind = checksum.end - part.offset - part.size;
    difference ^=
        crc_difference(before.subspan(part.offset, part.size),
                       Bytes(after).subspan(part.offset, part.size), behind + checksum.missing);
  }
  if (difference == 0) return false;
  std::uint8_t* const at = after.data() + checksum.offset;
  store(at, load<std::uint32_t>(at, ByteOrder::kLittle) ^ difference, ByteOrder::kLittle);
  return true;
}

bool mend_sum(const Checksum& checksum, Bytes before, std::span<std::uint8_t> after,
              std::span<const Change> changes) {
  Difference addresses(before, after), all(before, after);
  for (const Change& change : changes) {
    all.add(change, checksum.begin, checksum.end);
    if (checksum.address_size == 0) continue;
    for (const std::size_t at : {checksum.source, checksum.destination}) {
      all.add(change, at, at + checksum.address_size);
      addresses.add(change, at, at + checksum.address_size);
    }
  }
  if (!all.changed()) return false;
  const std::uint16_t value = u16(before, checksum.offset);
  std::uint16_t mended = 0;
  if (is_partial(checksum, before)) {
    if (!addresses.changed()) return false;
    mended = static_cast<std::uint16_t>(~addresses.update(static_cast<std::uint16_t>(~value)));
  } else {
    mended = all.update(value);
    if (checksum.kind == ChecksumKind::kUdp) mended = udp_checksum(mended);
  }
  store(after.data() + checksum.offset, mended, ByteOrder::kBig);
  return mended != value;
}

bool says_none(const Checksum& checksum, Bytes packet) {
  const std::uint8_t* const at = packet.data() + checksum.offset;
  if (checksum.kind == ChecksumKind::kUdp) return u16(packet, checksum.offset) == 0;
  return checksum.kind == ChecksumKind::kCrc32c && load<std::uint32_t>(at, kHostOrder) == 0;
}

}  // namespace

// From the inside out: what is corrected inside has changed for the outer ones.
std::size_t mend_checksums(std::span<const Checksum> checksums, Bytes before,
                           std::span<std::uint8_t> after, std::vector<Change>& changes) {
  std::size_t mended = 0;
  for (std::size_t i = checksums.size(); i-- > 0;) {
    const Checksum& checksum = checksums[i];
    const std::size_t end = checksum.offset + field_size(checksum);
    const auto changed = [&](const Change& change) {
      return overlaps(change, checksum.offset, end);
    };
    if (says_none(checksum, before) || std::any_of(changes.begin(), changes.end(), changed)) {
      continue;
    }
    const bool done = checksum.kind == ChecksumKind::kCrc32c
                          ? mend_crc(checksum, before, after, changes)
                          : mend_sum(checksum, before, after, changes);
    if (!done) continue;
    changes.push_back({checksum.offset, static_cast<std::uint32_t>(field_size(checksum))});
    ++mended;
  }
  return mended;
}

ChecksumState state_of(const Checksum& checksum, Bytes packet) {
  if (says_none(checksum, packet)) return ChecksumState::kNone;
  if (!checksum.whole()) return ChecksumState::kUnknown;
  if (checksum.kind == ChecksumKind::kCrc32c) {
    const std::uint8_t* const at = packet.data() + checksum.offset;
    const bool good = load<std::uint32_t>(at, ByteOrder::kLittle) == crc_of(checksum, packet);
    return good ? ChecksumState::kGood : ChecksumState::kBad;
  }
  if (sums_up(checksum, packet)) return ChecksumState::kGood;
  return is_partial(checksum, packet) ? ChecksumState::kPartial : ChecksumState::kBad;
}

bool put_right(const Checksum& checksum, std::span<std::uint8_t> packet) {
  if (says_none(checksum, packet) || !checksum.whole()) return false;
  std::uint8_t* const at = packet.data() + checksum.offset;
  if (checksum.kind == ChecksumKind::kCrc32c) {
    store(at, crc_of(checksum, packet), ByteOrder::kLittle);
    return true;
  }
  store(at, std::uint16_t{0}, ByteOrder::kBig);
  const Bytes covered = Bytes(packet).subspan(checksum.begin, checksum.end - checksum.begin);
  std::uint16_t value =
      pseudo_header(checksum, packet, length_of(checksum)).add(covered).checksum();
  if (checksum.kind == ChecksumKind::kUdp) value = udp_checksum(value);
  store(at, value, ByteOrder::kBig);
  return true;
}

}  // namespace packetglass
