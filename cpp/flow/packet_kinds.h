// What many packets have in common, kept once: a filter is decided for all of them at once.
#pragma once

#include <map>
#include <tuple>
#include <vector>

#include "dissect/dissection.h"
#include "flow/flow_table.h"

namespace packetglass {

struct PacketKind {
  const char* protocol = "";                // of the column
  LayerPaths::Id path = LayerPaths::kNone;  // all its layers but those of quoted packets
  std::uint16_t tcp_flags = 0;              // of the innermost segment
  std::uint16_t analysis = 0;               // its TcpAnalysisFlags
  std::uint8_t marks = 0;                   // Summary::all_marks()
  Transport transport = Transport::kNone;   // the innermost
  bool is_known = true;  // false: there are too many kinds, and only the protocol is known

  auto key() const { return std::tie(path, tcp_flags, analysis, marks, transport, is_known); }
};

// Kinds by number, in the order in which they were met: the frequent ones mostly come early, so
// that their numbers take a byte.
class PacketKinds {
 public:
  // Of more kinds only the protocol is kept.
  static constexpr std::size_t kMost = 60'000;

  std::uint32_t number_of(const Summary& summary, const TcpAnalysis& analysis);

  std::size_t size() const { return kinds_.size(); }
  const PacketKind& operator[](std::uint32_t number) const { return kinds_[number].kind; }
  // The number of its protocol's name.
  std::uint16_t protocol_of(std::uint32_t number) const { return kinds_[number].protocol; }
  // The names of protocols, by their number.
  const std::vector<const char*>& protocols() const { return protocols_; }
  // Bytes held, about.
  std::size_t memory() const {
    return kinds_.capacity() * sizeof(Numbered) + 80 * numbers_.size();
  }

 private:
  struct Numbered {
    PacketKind kind;
    std::uint16_t protocol;
  };
  // Where the number of a kind was found last.
  struct Known {
    std::uint64_t bits = 0;
    const char* protocol = nullptr;
    std::uint32_t number = 0;
  };
  using Key = std::tuple<std::uint16_t, std::uint16_t, std::uint16_t, std::uint16_t, std::uint8_t,
                         Transport, bool>;

  std::uint32_t look_up(PacketKind kind);
  std::uint16_t protocol_number(const char* protocol);

  static constexpr unsigned kKnownBits = 8;

  std::vector<Numbered> kinds_;
  std::map<Key, std::uint32_t> numbers_;
  std::vector<const char*> protocols_;
  Known known_[std::size_t{1} << kKnownBits];
};

}  // namespace packetglass
