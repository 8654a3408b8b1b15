// The issues of a capture.
#include "index/issue_log.h"

namespace packetglass {

void IssueLog::add(const Issue& issue) {
  ++count_;
  if (counts_[static_cast<std::size_t>(issue.kind)]++ < kKeptPerKind) kept_.push_back(issue);
}

}  // namespace packetglass
