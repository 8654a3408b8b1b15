// A file as one piece of text: for key logs, rules and the like, not for captures.
#pragma once

#include <string>

#include "native/file_failure.h"

namespace packetglass::native {

// Reads all of a file, "-" is standard input, as it stands, decompressed where it is compressed.
// One of more bytes than `most` fails (EFBIG).
FileFailure read_whole_file(const std::string& path, std::size_t most, std::string& content);

}  // namespace packetglass::native
