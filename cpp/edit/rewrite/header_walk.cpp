// Goes through the layers of a dissected packet, and finds what each header covers.
#include "edit/rewrite/header_walk.h"

#include <algorithm>

#include "base/internet_checksum.h"

namespace packetglass {
namespace {

constexpr std::size_t kIpv4Size = 20, kIpv6Size = 40, kUdpSize = 8, kFragmentHeaderSize = 8;
constexpr std::uint16_t kMoreFragments = 0x2000, kOffsetMask = 0x1fff;
constexpr std::uint8_t kSegmentRouting = 4, kPimRegister = 1;

}  // namespace

HeaderWalk::HeaderWalk(Bytes packet, std::size_t length, std::vector<Checksum>& checksums,
                       std::vector<HeaderAt>& headers)
    : packet_(packet), checksums_(checksums), headers_(headers) {
  Level wire;
  wire.declared = wire.limit = std::max(length, packet.size());
  levels_.push_back(wire);
}

// What begins behind the end of a header is not inside it.
HeaderWalk::Level HeaderWalk::level_at(std::size_t begin) {
  while (current_ != 0 && begin >= levels_[current_].limit) current_ = levels_[current_].outer;
  Level level = levels_[current_];
  level.begin = begin;
  level.outer = current_;
  level.quoted = level.quoted || level.quotes;
  level.quotes = false;
  return level;
}

void HeaderWalk::narrow(Level& level, std::size_t end) const {
  level.declared = end;
  level.limit = std::min(level.limit, end);
}

void HeaderWalk::add(const HeaderRow& row, const Node& layer) {
  Level level = level_at(layer.offset);
  switch (row.role) {
    case HeaderRole::kIpv4:
      read_ipv4(level);
      break;
    case HeaderRole::kIpv6:
      read_ipv6(level);
      break;
    case HeaderRole::kRouting:
      read_routing(level);
      break;
    case HeaderRole::kFragment:
      read_fragment(level);
      break;
    case HeaderRole::kUdp:
      read_udp(level);
      break;
    case HeaderRole::kQuotes:
      level.quotes = true;
      break;
    case HeaderRole::kNone:
      break;
  }
  headers_.push_back({layer.field, layer.offset, level.limit, level.quoted, level.fragment});
  if (row.coverage != Coverage::kNone) add_checksum(row, level);
  levels_.push_back(level);
  current_ = levels_.size() - 1;
}

void HeaderWalk::enter(const FirstFragment& fragment) {
  current_ = fragment.level;
}

void HeaderWalk::read_ipv4(Level& level) {
  level.address_size = 0;
  level.fragment = false;
  if (!has(level.begin, kIpv4Size)) return;
  const std::size_t header = 4 * (packet_[level.begin] & std::size_t{0x0f});
  const std::size_t total = u16(level.begin + 2);
  if (total != 0) narrow(level, level.begin + std::max(total, header));
  level.source = static_cast<std::uint32_t>(level.begin + 12);
  level.destination = static_cast<std::uint32_t>(level.begin + 16);
  level.address_size = 4;
  const std::size_t fragmentation = u16(level.begin + 6);
  if ((fragmentation & kOffsetMask) != 0 || (fragmentation & kMoreFragments) == 0) return;
  level.fragment = true;
  fragments_.push_back({packet_[level.begin + 9], level.begin + header, levels_.size()});
}

void HeaderWalk::read_ipv6(Level& level) {
  level.address_size = 0;
  level.fragment = false;
  if (!has(level.begin, kIpv6Size)) return;
  const std::size_t payload = u16(level.begin + 4);
  if (payload != 0) narrow(level, level.begin + kIpv6Size + payload);
  level.source = static_cast<std::uint32_t>(level.begin + 8);
  level.destination = static_cast<std::uint32_t>(level.begin + 24);
  level.address_size = 16;
}

// The pseudo header has the final destination (RFC 8200, section 8.1): as long as segments are
// left, it is the last address of the list, of segment routing (RFC 8754) the first.
void HeaderWalk::read_routing(Level& level) {
  const std::size_t at = level.begin;
  if (!has(at, 4) || packet_[at + 3] == 0 || level.address_size != 16) return;
  const std::size_t addresses = packet_[at + 1] / 2u;
  if (addresses == 0) return;
  const std::size_t index = packet_[at + 2] == kSegmentRouting ? 0 : addresses - 1;
  const std::size_t address = at + 8 + 16 * index;
  if (has(address, 16)) level.destination = static_cast<std::uint32_t>(address);
}

void HeaderWalk::read_fragment(Level& level) {
  if (!has(level.begin, kFragmentHeaderSize)) return;
  const std::size_t word = u16(level.begin + 2);
  if ((word & 0xfff8) != 0 || (word & 1) == 0) return;
  level.fragment = true;
  fragments_.push_back({packet_[level.begin], level.begin + kFragmentHeaderSize, levels_.size()});
}

void HeaderWalk::read_udp(Level& level) const {
  if (!has(level.begin, kUdpSize)) return;
  const std::size_t length = u16(level.begin + 4);
  if (length >= kUdpSize) narrow(level, level.begin + length);
}

void HeaderWalk::add_checksum(const HeaderRow& row, const Level& level) {
  Checksum checksum;
  checksum.kind = row.kind;
  checksum.protocol = row.protocol;
  checksum.fragment = level.fragment;
  checksum.begin = static_cast<std::uint32_t>(level.begin);
  checksum.offset = checksum.begin + row.checksum_at;
  const std::size_t size = row.kind == ChecksumKind::kCrc32c ? 4 : 2;
  if (!has(checksum.offset, size)) return;
  std::size_t end = level.declared, limit = level.limit;
  checksum.source = level.source;
  checksum.destination = level.destination;
  if (row.coverage == Coverage::kHeader) {
    end = level.begin + 4 * (packet_[level.begin] & std::size_t{0x0f});
    checksum.fragment = false;
  }
  if (!set_coverage(row, level, checksum)) return;
  if (checksum.end != 0) end = checksum.end;  // it said so
  const std::size_t there = std::min({end, limit, packet_.size()});
  if (there < checksum.offset + size) return;
  checksum.end = static_cast<std::uint32_t>(there);
  checksum.missing = static_cast<std::uint32_t>(std::min<std::size_t>(end - there, ~0u));
  if (checksum.address_size == 0) checksum.source = checksum.destination = checksum.protocol = 0;
  checksums_.push_back(checksum);
}

// false: it has none.
bool HeaderWalk::set_coverage(const HeaderRow& row, const Level& level, Checksum& checksum) const {
  const std::size_t at = level.begin;
  const bool over_ipv6 = level.address_size == 16;
  bool pseudo = false;
  switch (row.coverage) {
    case Coverage::kNone:
      return false;
    case Coverage::kHeader:
    case Coverage::kAll:
      break;
    case Coverage::kPseudoHeader:
      if (level.address_size == 0) return false;
      pseudo = true;
      break;
    case Coverage::kGre:
      if ((packet_[at] & 0x80) == 0) return false;
      break;
    case Coverage::kOspf:
      pseudo = packet_[at] == 3;
      break;
    case Coverage::kPim:
      pseudo = over_ipv6;
      if ((packet_[at] & 0x0f) == kPimRegister) checksum.end = checksum.begin + 8;
      break;
    case Coverage::kVrrp: {
      // Over IPv4 some senders leave the pseudo header out.
      const Bytes there = packet_.subspan(at, std::min(level.limit, packet_.size()) - at);
      pseudo = packet_[at] >> 4 == 3 && InternetSum().add(there).folded() != 0xffff;
      break;
    }
    case Coverage::kDccp: {
      pseudo = true;
      const std::size_t words = packet_[at + 5] & 0x0f;
      const std::size_t covered = 4 * (packet_[at + 4] + words - 1);
      if (words != 0) checksum.end = static_cast<std::uint32_t>(at + covered);
      break;
    }
  }
  if (pseudo) checksum.address_size = level.address_size;
  return true;
}

}  // namespace packetglass
