// What the name of an output says of how it is written: "x.pcapng", "y.pcap.gz".
#pragma once

#include <string>
#include <string_view>

#include "native/command.h"
#include "native/compression/compression.h"

namespace packetglass::native {

struct OutputName {
  std::string_view format;                   // "pcap", "pcapng"; empty when it does not say
  const Compression* compression = nullptr;  // when it ends so
};

// By its suffixes, in any case of letters.
OutputName parse_output_name(std::string_view path);

// Declares --compress: gz, zst, lz4, xz, bz2 or none.
void declare_compress_option(OptionList& list, std::string& chosen);

// The compression that was chosen; where none was, the one the name says.
const Compression* compression_of(const std::string& chosen, std::string_view path);

}  // namespace packetglass::native
