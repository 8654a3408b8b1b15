// What fuzzers demand: where it does not hold, they say what it was and abort.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace packetglass {

// What is being tried, for the message of what does not hold.
inline std::string_view trying;

inline void require(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %.*s (%.*s)\n", static_cast<int>(what.size()), what.data(),
               static_cast<int>(trying.size()), trying.data());
  std::abort();
}

// A complaint is a sentence, or empty when there is none.
inline void require_none(std::string_view complaint) {
  require(complaint.empty(), complaint);
}

}  // namespace packetglass
