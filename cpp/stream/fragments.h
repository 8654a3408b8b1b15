// Puts fragments of IP together: RFC 791 and 815, RFC 8200 section 4.5, RFC 5722.
#pragma once

#include <list>
#include <map>
#include <tuple>
#include <vector>

#include "record/timestamp.h"
#include "stream/fragment_log.h"

namespace packetglass {

// Of bytes that came twice, those of the fragment that begins first count, as in Wireshark; in
// IPv6, where overlaps are forbidden, the datagram is given up. Memory is bounded: the datagram
// whose first fragment is the oldest is given up where there would be more than these limits.
class IpFragments final : public IpReassembly {
 public:
  static constexpr std::size_t kMaxDatagrams = 256;               // at once, incomplete
  static constexpr std::size_t kMaxBytes = std::size_t{4} << 20;  // in all that are incomplete
  static constexpr std::uint32_t kMaxSize = 65535;                // of a datagram
  static constexpr std::size_t kMaxParts = 8192;                  // of a datagram
  // A fragment that comes this long after the first one of its number begins another datagram.
  static constexpr Nanoseconds kMaxAge = 60 * kNanosecondsPerSecond;

  IpFragments() = default;
  // Not copied: by_key_ points into it.
  IpFragments(IpFragments&&) = default;
  IpFragments& operator=(IpFragments&&) = default;

  // What is added from now on is in this packet, of which `bytes` are captured; numbers are
  // from 1. A packet that was dissected already since forget() gets the same answer as then. `log`
  // keeps what is completed.
  void packet(std::uint64_t number, Nanoseconds time, Bytes bytes, FragmentLog* log = nullptr);
  // That packet is known to complete its datagram in this one; 0: not known; kTooManyToReadAgain:
  // in itself, but those with the other fragments were not added.
  void is_completed_in(std::uint64_t number) { completed_in_ = number; }
  const IpDatagram* add(const IpFragment& fragment) override;
  std::uint64_t completed_in() const override { return completed_in_; }
  // Lets go of the datagrams that were completed.
  void forget() { whole_.clear(); }

  // Bytes of fragments that wait for others.
  std::size_t waiting() const { return waiting_bytes_; }

 private:
  // A byte too is kept at the cost of what surrounds it.
  static constexpr std::size_t kCost = 128;

  struct Key {
    Address source, destination;
    std::uint32_t id;
    std::uint8_t protocol;  // of IPv4

    bool operator==(const Key&) const = default;
    bool operator<(const Key& other) const {
      return std::tie(id, source, destination, protocol) <
             std::tie(other.id, other.source, other.destination, other.protocol);
    }
  };
  struct Part {
    std::uint64_t packet;
    std::uint32_t in_packet;  // where it begins there
    std::uint32_t offset;
    std::vector<std::uint8_t> bytes;

    std::uint32_t end() const { return offset + static_cast<std::uint32_t>(bytes.size()); }
  };
  // By offset; those of one offset as they came.
  using Parts = std::multimap<std::uint32_t, Part>;
  struct Incomplete {
    Key key;
    Nanoseconds time;  // of its first fragment
    Parts parts;
    std::size_t cost = 0;
    std::uint32_t reached = 0;  // from 0 on, without a gap
    std::uint32_t size = 0;     // in all; 0: not known
    std::uint8_t protocol = 0;  // of the first fragment

    void reach(const Part& added);
    bool complete() const;
  };
  struct Whole {
    std::uint64_t packet;
    Key key;
    IpDatagram datagram;
  };
  using Iterator = std::list<Incomplete>::iterator;

  static Key key_of(const IpFragment& fragment);
  const IpDatagram* again(const Key& key) const;
  Iterator find(const Key& key);
  Iterator begin(const Key& key);
  bool put(Incomplete& datagram, const IpFragment& fragment);
  const IpDatagram* finish(Iterator found);
  void give_up(Iterator found);

  std::list<Incomplete> incomplete_;  // the oldest first
  std::map<Key, Iterator> by_key_;    // of those
  std::vector<Whole> whole_;          // those completed since forget()
  std::size_t waiting_bytes_ = 0;
  std::uint64_t packet_ = 0;
  Bytes bytes_;             // of the packet
  std::uint64_t last_ = 0;  // the highest packet number seen
  Nanoseconds time_ = 0;
  FragmentLog* log_ = nullptr;
  std::uint64_t completed_in_ = 0;
  bool again_ = false;
};

}  // namespace packetglass
