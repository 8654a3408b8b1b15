// The compressions that captures come in: the table.
#pragma once

#include "native/compression/compression.h"

namespace packetglass::native {

std::span<const Compression* const> compressions();

// By what files of it are called: "gz", "zst", "lz4", "xz", "bz2"; nullptr when there is none.
const Compression* find_compression(std::string_view extension);

}  // namespace packetglass::native
