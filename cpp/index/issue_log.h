// The issues of a capture: all of them counted, the first of each kind kept.
#pragma once

#include <array>
#include <vector>

#include "record/issue.h"

namespace packetglass {

// A hostile capture may have an issue in every packet, so that what is kept has a bound.
class IssueLog {
 public:
  static constexpr std::size_t kKeptPerKind = 1000;

  void add(const Issue& issue);

  // Issues kept, in the order of the capture.
  const std::vector<Issue>& kept() const { return kept_; }
  // Exact number of issues found.
  std::uint64_t count() const { return count_; }
  std::uint64_t count(IssueKind kind) const { return counts_[static_cast<std::size_t>(kind)]; }

 private:
  std::vector<Issue> kept_;
  std::array<std::uint64_t, kIssueKindCount> counts_{};
  std::uint64_t count_ = 0;
};

}  // namespace packetglass
