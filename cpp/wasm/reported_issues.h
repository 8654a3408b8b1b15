// Issues that are reported to JavaScript while a source is read.
#pragma once

#include "describe/describe.h"

namespace packetglass {

// A block of the source may be 256 MiB of nothing but wrong options, each of which is an issue:
// those that would take more than this at a time are not reported one by one.
inline constexpr std::size_t kMostReported = Description::kLimit / 2;

inline void report(Description& out, const Issue& issue) {
  if (out.bytes().size() < kMostReported) put(out, issue);
}

}  // namespace packetglass
