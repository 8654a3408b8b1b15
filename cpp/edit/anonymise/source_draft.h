// Bytes on their way to being anonymised: of a packet, or of what was reassembled.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "base/bytes.h"

namespace packetglass::anonymise {

class SourceDraft {
 public:
  enum State : std::uint8_t {
    kUncovered,  // no field covers it
    kKept,       // it stays
    kZeroed,     // it is zero, unless a field inside keeps it
    kReplaced,   // it is another now, whatever it says
  };

  // `keeps`: what no field covers stays; else it becomes zeros.
  void begin(Bytes before, bool keeps) {
    own_after_.resize(before.size());
    own_states_.resize(before.size());
    begin(before, keeps, own_after_, own_states_);
  }
  // The same in memory of the caller's: as many bytes, and the state of each.
  void begin(Bytes before, bool keeps, std::span<std::uint8_t> after,
             std::span<std::uint8_t> states) {
    before_ = before;
    after_ = after;
    states_ = states;
    keeps_ = keeps;
    covered_ = 0;
    if (keeps) {
      std::copy(std::begin(before), std::end(before), after.begin());
    } else {
      std::fill(after.begin(), after.end(), std::uint8_t{0});
    }
    std::fill(states.begin(), states.end(), std::uint8_t{kUncovered});
  }

  Bytes before() const { return before_; }
  Bytes before(std::size_t at, std::size_t size) const { return before_.subspan(at, size); }
  Bytes after() const { return after_; }
  // Whether what no field covers stays.
  bool keeps() const { return keeps_; }
  std::span<const std::uint8_t> states() const { return states_; }
  std::uint8_t* after(std::size_t at) { return after_.data() + at; }
  State state(std::size_t at) const { return static_cast<State>(states_[at]); }

  // These stay, as far as nothing replaced them.
  void keep(std::size_t at, std::size_t size) {
    cover(at, size);
    for (std::size_t i = at; i < at + size; ++i) {
      if (states_[i] == kReplaced) continue;
      after_[i] = before_[i];
      states_[i] = kKept;
    }
  }
  // Whether none of these was replaced yet. Where some were, the others become zeros: nobody knows
  // whose they are.
  bool claim(std::size_t at, std::size_t size) {
    const auto begin = states_.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end = begin + static_cast<std::ptrdiff_t>(size);
    if (std::find(begin, end, kReplaced) == end) return true;
    zero(at, size);
    return false;
  }
  // What no field covers becomes zeros after all.
  void forget_uncovered() {
    keeps_ = false;
    for (std::size_t i = 0; i < states_.size(); ++i) {
      if (states_[i] == kUncovered) after_[i] = 0;
    }
  }
  // These were written by after().
  void replace(std::size_t at, std::size_t size) {
    cover(at, size);
    std::fill_n(states_.begin() + static_cast<std::ptrdiff_t>(at), size, std::uint8_t{kReplaced});
  }
  // These become zeros, even where what no field covers stays.
  void zero(std::size_t at, std::size_t size) {
    cover(at, size);
    for (std::size_t i = at; i < at + size; ++i) {
      if (states_[i] == kReplaced) continue;
      after_[i] = 0;
      states_[i] = kZeroed;
    }
  }
  // Bytes up to the last one that is covered.
  std::size_t covered() const { return covered_; }

 private:
  void cover(std::size_t at, std::size_t size) {
    if (size != 0) covered_ = std::max(covered_, at + size);
  }

  Bytes before_;
  std::span<std::uint8_t> after_;
  std::span<std::uint8_t> states_;
  std::size_t covered_ = 0;
  bool keeps_ = false;
  std::vector<std::uint8_t> own_after_;
  std::vector<std::uint8_t> own_states_;
};

}  // namespace packetglass::anonymise
