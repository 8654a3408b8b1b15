// Every file that may be a capture, whole or damaged.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "support/captures.h"
#include "support/command.h"

namespace packetglass::test {

// Calls `each` with the bytes of all files of this project's captures, and of the folder that
// PACKETGLASS_CAPTURES names, until a test fails.
template <class Each>
void for_every_capture(const Each& each) {
  std::vector<std::filesystem::path> folders{captures()};
  if (const char* named = std::getenv("PACKETGLASS_CAPTURES")) folders.emplace_back(named);
  for (const auto& folder : folders) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      SCOPED_TRACE(entry.path());
      const std::string text = read_file(entry.path());
      each(Bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
      if (testing::Test::HasFailure()) return;
    }
  }
}

}  // namespace packetglass::test
