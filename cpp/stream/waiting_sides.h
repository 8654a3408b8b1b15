// The sides of TCP conversations of which something waits.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "base/prefetch.h"
#include "stream/side_messages.h"

namespace packetglass {

// A side is found by its number, and the one whose last segment is the oldest without a search:
// there may be as many as conversations.
class WaitingSides {
 public:
  bool has(std::uint32_t side) const {
    return side / 64 < waits_.size() && (waits_[side / 64] >> side % 64 & 1) != 0;
  }
  // Of one that is there; valid until another is added.
  SideMessages& at(std::uint32_t side) { return sides_[places_[side]].messages; }

  // Asks the memory for what at() will read, in steps that each read what the one before asked
  // for.
  void prefetch_place(std::uint32_t side) const { prefetch(&places_[side]); }
  void prefetch_side(std::uint32_t side) const { prefetch(&sides_[places_[side]]); }
  void prefetch_messages(std::uint32_t side) const { sides_[places_[side]].messages.prefetch(); }

  // One that is not there, with the latest segment.
  void add(std::uint32_t side, SideMessages&& messages) {
    if (side / 64 >= waits_.size()) {
      waits_.resize(std::max<std::size_t>(side / 64 + 1, 2 * waits_.size()));
      places_.resize(64 * waits_.size());
    }
    if (free_.empty()) {
      free_.push_back(static_cast<std::uint32_t>(sides_.size()));
      sides_.emplace_back();
    }
    const std::uint32_t place = free_.back();
    free_.pop_back();
    places_[side] = place;
    waits_[side / 64] ^= std::uint64_t{1} << side % 64;
    sides_[place].number = side;
    sides_[place].messages = std::move(messages);
    link(place);
  }

  // It had a segment.
  void touch(std::uint32_t side) {
    const std::uint32_t place = places_[side];
    if (sides_[place].next == 0) return;
    unlink(place);
    link(place);
  }

  void remove(std::uint32_t side) {
    const std::uint32_t place = places_[side];
    waits_[side / 64] ^= std::uint64_t{1} << side % 64;
    unlink(place);
    sides_[place].messages = {};
    free_.push_back(place);
  }

  // Of those that are there.
  std::uint32_t oldest() const { return sides_[sides_[0].next].number; }

 private:
  struct Side {
    SideMessages messages;
    std::uint32_t number = 0;
    std::uint32_t before = 0, next = 0;  // in the order of their last segments
  };

  // Behind all, which is in front of the first place: both ends of the order.
  void link(std::uint32_t place) {
    sides_[place].before = sides_[0].before;
    sides_[place].next = 0;
    sides_[sides_[0].before].next = place;
    sides_[0].before = place;
  }
  void unlink(std::uint32_t place) {
    sides_[sides_[place].before].next = sides_[place].next;
    sides_[sides_[place].next].before = sides_[place].before;
  }

  std::vector<std::uint64_t> waits_;   // a bit for each side: whether it is there
  std::vector<std::uint32_t> places_;  // by side, of those that are there
  std::vector<Side> sides_{1};         // at their places; the first is none
  std::vector<std::uint32_t> free_;    // places
};

}  // namespace packetglass
