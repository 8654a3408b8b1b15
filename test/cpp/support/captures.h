// Where captures are that tests read.
#pragma once

#include <cstdlib>
#include <filesystem>

namespace packetglass::test {

// Those of this project.
std::filesystem::path captures();

// Real ones, in a folder that may not exist: the one that PACKETGLASS_CAPTURES names, else
// ../shared/captures.
inline std::filesystem::path real_captures() {
  const char* const named = std::getenv("PACKETGLASS_CAPTURES");
  const bool is_named = named != nullptr && *named != '\0';
  return (is_named ? std::filesystem::path(named) : captures() / "../../../shared/captures") /
         "files";
}

}  // namespace packetglass::test
