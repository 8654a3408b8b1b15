// Addresses, as they cross to JavaScript.
#pragma once

#include "describe/description.h"

namespace packetglass {

// Addresses cross to JavaScript as plain numbers.
inline double address(const void* memory) {
  return static_cast<double>(reinterpret_cast<std::uintptr_t>(memory));
}

// The address of a description: 0 where there was no memory for it, -1 where it would be larger
// than descriptions may be.
inline double address(const Description& description) {
  if (description.limited()) return -1;
  return description.failed() ? 0 : address(static_cast<const void*>(description.bytes().data()));
}

}  // namespace packetglass
