// Who sends to whom on the link: pairs of addresses of Ethernet and IEEE 802.11.
#pragma once

#include "base/keyed_rows.h"
#include "flow/left_out.h"
#include "flow/two_way_sums.h"
#include "record/limits.h"

namespace packetglass {

// The addresses are those of the outermost link layer that has two: what is tunnelled has no
// pairs of its own. Almost all packets of a conversation go between the same two: it remembers
// which way its first one went, and only packets that went another are counted here, one by one.
class LinkTable {
 public:
  // A pair, and from which of the two. There are 32,767 to remember; of more pairs, packets are
  // counted here.
  using Way = std::uint16_t;
  static constexpr Way kNoWay = 0;

  // Keeps so many pairs at most.
  explicit LinkTable(std::size_t most = kMaxLinkPairs) : most_(most) {}

  // From the source to the destination, which are a pair from now on. kNoWay where there are no
  // addresses, no room, or too many pairs; and from an address to itself, which is no way back.
  Way way_of(const LinkPair& pair);
  static std::size_t number_of(Way way) { return way / 2u - 1; }
  // Whether it is from the address that stands second.
  static bool is_turned(Way way) { return (way & 1) != 0; }

  // Whether a packet with these addresses goes that way, or back if it is of side 1.
  bool is(Way way, unsigned side, const LinkPair& pair) const {
    if (way == kNoWay) return pair.kind == LinkPair::Kind::kNone;
    return same_words(pairs_[number_of(way)].key, key_of(pair, ((way ^ side) & 1) != 0));
  }

  // Counts a packet; one without such addresses is left out.
  void add(const LinkPair& pair, const FlowPacket& packet);
  // Counts what went this way and back.
  void add(Way way, const Conversation& conversation);

  // Pairs, by their first packets.
  std::size_t size() const { return pairs_.size(); }
  LinkPair::Kind kind(std::size_t i) const;
  Address address(std::size_t i, unsigned which) const;  // 0: the one that sorts first
  // What was counted here.
  const TwoWaySums& operator[](std::size_t i) const { return sums_[i]; }
  // The packets from which on those of other pairs are not counted.
  const LeftOut& left_out() const { return left_out_; }
  // How pairs are found.
  const Slots& slots() const { return pairs_.slots(); }
  // Bytes held.
  std::size_t memory() const { return pairs_.memory() + sums_.memory(); }

 private:
  // Numbers of addresses, and the kind above the second.
  struct Pair {
    std::array<std::uint64_t, 2> key{};
  };
  using Key = decltype(Pair::key);
  static constexpr std::uint32_t kNone = KeyedRows<Pair>::kNone;

  // Exchanged without a branch: which way a packet goes nobody can predict.
  static Key key_of(const LinkPair& pair, bool turned) {
    const std::uint64_t exchanged = (pair.source ^ pair.destination) & -std::uint64_t{turned};
    return {pair.source ^ exchanged, (pair.destination ^ exchanged) | std::uint64_t(pair.kind)
                                                                          << 48};
  }
  static bool is_turned(const LinkPair& pair) { return pair.destination < pair.source; }
  std::uint32_t find_or_add(const LinkPair& pair);
  void leave_out(const LinkPair& pair, std::uint64_t packet);

  KeyedRows<Pair> pairs_;
  BlockList<TwoWaySums, 256> sums_;
  std::size_t most_;
  bool has_memory_ = true;
  LeftOut left_out_;
};

}  // namespace packetglass
