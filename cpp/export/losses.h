// Counts what a target format cannot hold, and reports it.
#pragma once

#include <array>

#include "record/record_sink.h"

namespace packetglass {

class Losses {
 public:
  // `count` more packets, blocks or interfaces that lose something; `offset` is where in the
  // source.
  void add(IssueKind kind, std::uint64_t offset, std::uint64_t count = 1) {
    Loss& loss = losses_[static_cast<std::size_t>(kind)];
    if (loss.count == 0) loss.first = offset;
    loss.count += count;
  }

  // One issue for each kind that occurred, at the offset where it occurred first.
  void report(RecordSink& sink) const {
    for (std::size_t kind = 0; kind < losses_.size(); ++kind) {
      const Loss& loss = losses_[kind];
      if (loss.count == 0) continue;
      sink.issue({static_cast<IssueKind>(kind), loss.first, 0, loss.count});
    }
  }

 private:
  struct Loss {
    std::uint64_t count = 0;
    std::uint64_t first = 0;
  };

  std::array<Loss, kIssueKindCount> losses_{};
};

}  // namespace packetglass
