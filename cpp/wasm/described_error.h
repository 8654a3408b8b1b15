// Errors as they cross to JavaScript.
#pragma once

#include <optional>

#include "describe/describe.h"
#include "wasm/address.h"

namespace packetglass {

// The address of a description of the error, which is written to `out`; 0 when there is none.
inline double described_error(Description& out, const std::optional<Error>& error) {
  if (!error) return 0;
  out.clear();
  put(out, *error);
  return address(out);
}

}  // namespace packetglass
