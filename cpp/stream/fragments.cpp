// Puts fragments of IP together.
#include "stream/fragments.h"

#include <algorithm>

#include "stream/source_of.h"

namespace packetglass {
namespace {

bool overlaps_are_forbidden(const Address& address) {
  return address.kind == Address::Kind::kIpv6;
}

bool same(Bytes a, Bytes b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

// As far as time went on: it may stand anywhere in a capture, and go back.
bool is_older(Nanoseconds than, Nanoseconds now, Nanoseconds age) {
  const std::uint64_t passed = static_cast<std::uint64_t>(now) - static_cast<std::uint64_t>(than);
  return now > than && passed > static_cast<std::uint64_t>(age);
}

// The bytes of a part of so many that are behind the first `had`.
SourceRun run_of(std::uint64_t packet, std::uint32_t offset, std::size_t had, std::size_t size) {
  const auto skipped = static_cast<std::uint32_t>(had);
  const bool is_known = offset != SourceRun::kNotInPacket;
  return {packet, is_known ? offset + skipped : offset,
          static_cast<std::uint32_t>(size) - skipped};
}

}  // namespace

void IpFragments::packet(std::uint64_t number, Nanoseconds time, Bytes bytes, FragmentLog* log) {
  again_ = number <= last_;
  last_ = std::max(last_, number);
  packet_ = number;
  bytes_ = bytes;
  time_ = time;
  log_ = log;
}

IpFragments::Key IpFragments::key_of(const IpFragment& fragment) {
  const bool ipv6 = fragment.source.kind == Address::Kind::kIpv6;
  return {fragment.source, fragment.destination, fragment.id,
          ipv6 ? std::uint8_t{0} : fragment.protocol};
}

const IpDatagram* IpFragments::add(const IpFragment& fragment) {
  const Key key = key_of(fragment);
  if (again_) return again(key);
  Iterator found = find(key);
  if (found == incomplete_.end()) found = begin(key);
  if (!put(*found, fragment)) {
    give_up(found);
    return nullptr;
  }
  if (found->complete()) return finish(found);
  while (waiting_bytes_ > kMaxBytes) give_up(incomplete_.begin());
  return nullptr;
}

const IpDatagram* IpFragments::again(const Key& key) const {
  for (const Whole& whole : whole_) {
    if (whole.packet == packet_ && whole.key == key) return &whole.datagram;
  }
  return nullptr;
}

IpFragments::Iterator IpFragments::find(const Key& key) {
  const auto known = by_key_.find(key);
  if (known == by_key_.end()) return incomplete_.end();
  if (!is_older(known->second->time, time_, kMaxAge)) return known->second;
  give_up(known->second);
  return incomplete_.end();
}

IpFragments::Iterator IpFragments::begin(const Key& key) {
  if (incomplete_.size() == kMaxDatagrams) give_up(incomplete_.begin());
  incomplete_.push_back({.key = key, .time = time_, .parts = {}});
  return by_key_[key] = std::prev(incomplete_.end());
}

// False when the datagram cannot become anything: too long, or as it is forbidden.
bool IpFragments::put(Incomplete& datagram, const IpFragment& fragment) {
  const std::uint64_t end = std::uint64_t{fragment.offset} + fragment.bytes.size();
  if (end > kMaxSize || datagram.parts.size() == kMaxParts) return false;
  const Parts::iterator later = datagram.parts.upper_bound(fragment.offset);
  const Part* const before = later == datagram.parts.begin() ? nullptr : &std::prev(later)->second;
  // The very same once more is no overlap, and nothing new.
  if (before != nullptr && before->offset == fragment.offset &&
      same(before->bytes, fragment.bytes)) {
    return true;
  }
  const bool overlaps = (before != nullptr && before->end() > fragment.offset) ||
                        (later != datagram.parts.end() && end > later->first);
  if (overlaps && overlaps_are_forbidden(fragment.source)) return false;
  if (!fragment.more && datagram.size == 0) datagram.size = static_cast<std::uint32_t>(end);
  if (fragment.offset == 0) datagram.protocol = fragment.protocol;
  const auto added =
      datagram.parts.insert(later, {fragment.offset,
                                    {packet_,
                                     source_of(bytes_, fragment.bytes, packet_).offset,
                                     fragment.offset,
                                     {fragment.bytes.begin(), fragment.bytes.end()}}});
  datagram.reach(added->second);
  datagram.cost += fragment.bytes.size() + kCost;
  waiting_bytes_ += fragment.bytes.size() + kCost;
  return true;
}

// Every part is gone over once, when what is before it has come.
void IpFragments::Incomplete::reach(const Part& added) {
  if (added.offset > reached) return;
  auto next = parts.upper_bound(reached);
  reached = std::max(reached, added.end());
  for (; next != parts.end() && next->first <= reached; ++next) {
    reached = std::max(reached, next->second.end());
  }
}

bool IpFragments::Incomplete::complete() const {
  return size != 0 && reached >= size && parts.rbegin()->first <= reached;
}

const IpDatagram* IpFragments::finish(Iterator found) {
  Whole whole{packet_, found->key, {}};
  IpDatagram& datagram = whole.datagram;
  datagram.protocol = found->protocol;
  datagram.bytes.reserve(found->size);
  for (const auto& [offset, part] : found->parts) {
    datagram.parts.push_back(
        {part.packet, part.offset, static_cast<std::uint32_t>(part.bytes.size())});
    const std::size_t had = datagram.bytes.size() - part.offset;
    if (had >= part.bytes.size()) continue;
    datagram.runs.push_back(run_of(part.packet, part.in_packet, had, part.bytes.size()));
    datagram.bytes.insert(datagram.bytes.end(),
                          part.bytes.begin() + static_cast<std::ptrdiff_t>(had), part.bytes.end());
  }
  datagram.bytes.resize(found->size);
  give_up(found);
  if (log_ != nullptr) log_->add(packet_, datagram.parts);
  whole_.push_back(std::move(whole));
  return &whole_.back().datagram;
}

void IpFragments::give_up(Iterator found) {
  waiting_bytes_ -= found->cost;
  by_key_.erase(found->key);
  incomplete_.erase(found);
}

}  // namespace packetglass
