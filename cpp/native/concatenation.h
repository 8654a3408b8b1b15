// Captures one behind the other, each with its own sections.
#pragma once

#include "native/join_options.h"

namespace packetglass::native {

// Writes them to a file of pcapng: their sections byte for byte where they are pcapng and nothing
// is to be changed. Returns the exit code.
int concatenate(const std::vector<std::string>& inputs, const JoinOptions& options,
                OutputFile& output);

}  // namespace packetglass::native
