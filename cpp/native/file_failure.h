// Why a file cannot be opened, read or written.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"

namespace packetglass::native {

// What is wrong with a file, in the system's words: "No such file or directory".
struct FileFailure {
  int number = 0;  // errno; 0 = nothing is wrong; EINTR = a signal asked to stop
  // The compressed bytes of the file are wrong, from an offset in the file on.
  std::optional<Error> damage = std::nullopt;
  std::string message() const;
  explicit operator bool() const { return number != 0 || damage; }
};

}  // namespace packetglass::native
