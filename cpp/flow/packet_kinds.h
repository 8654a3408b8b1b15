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
  std::uint8_t marks = 0;                   // malformed 1, truncated 2, Summary::More << 2
  Transport transport = Transport::kNone;   // the innermost
  bool is_known = true;  // false: there are too many kinds, and only the protocol is known

  bool has(Summary::More more) const { return (marks >> 2 & more) != 0; }

  auto key() const { return std::tie(path, tcp_flags, analysis, marks, transport, is_known); }
};

// Kinds by number, in the order in which they were met: the frequent ones mostly come early, so
// that their numbers take a byte.
class PacketKinds {
 public:
  // Of more kinds only the protocol is kept.
  static constexpr std::size_t kMost = 60'000;

  std::uint32_t number_of(const Summary& summary, const TcpAnalysis& analysis) {
    const std::uint64_t bits = bits_of(summary, analysis);
    // Names are constants, but one may have several addresses.
    const auto address =
        static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(summary.protocol));
    Known& known = known_[(bits ^ address << 20) * 0x9e3779b97f4a7c15 >> (64 - kKnownBits)];
    if (known.bits != bits || known.protocol != summary.protocol) {
      known = {bits, summary.protocol, look_up(summary, analysis)};
    }
    return known.number;
  }

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

  static std::uint64_t bits_of(const Summary& summary, const TcpAnalysis& analysis) {
    const std::uint64_t flags =
        summary.transport == Transport::kTcp ? summary.tcp.flags : std::uint16_t{0};
    return summary.path | flags << 16 | std::uint64_t{analysis.flags} << 32 |
           std::uint64_t{marks_of(summary)} << 48 |
           static_cast<std::uint64_t>(summary.transport) << 56;
  }
  static std::uint8_t marks_of(const Summary& summary) {
    return static_cast<std::uint8_t>(summary.malformed | summary.truncated << 1 |
                                     summary.more << 2);
  }

  std::uint32_t look_up(const Summary& summary, const TcpAnalysis& analysis);
  std::uint32_t number_of(const PacketKind& kind);
  Key key_of(const PacketKind& kind);
  std::uint16_t protocol_number(const char* protocol);

  static constexpr unsigned kKnownBits = 8;

  std::vector<Numbered> kinds_;
  std::map<Key, std::uint32_t> numbers_;
  std::vector<const char*> protocols_;
  Known known_[std::size_t{1} << kKnownBits];
};

}  // namespace packetglass
