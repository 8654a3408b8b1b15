// Why a file cannot be opened, read or written.
#include "native/file_failure.h"

#include <cerrno>
#include <cstring>

namespace packetglass::native {

std::string FileFailure::message() const {
  if (damage) return "byte " + std::to_string(damage->offset) + ": " + damage->message;
  return number == EINTR ? "stopped by a signal" : std::strerror(number);
}

}  // namespace packetglass::native
