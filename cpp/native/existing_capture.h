// A capture that stands in a file already, to be written on.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "format/pcap/writer.h"

namespace packetglass::native {

struct LastPcapSection {
  std::uint64_t offset;         // of its header in the file
  pcap::WriterOptions options;  // that write records like those in it
};

struct LastPcapngSection {
  ByteOrder order;
  bool says_length;                   // and would be wrong with more in it
  std::vector<Interface> interfaces;  // in the order they are declared
};

using LastSection = std::variant<LastPcapSection, LastPcapngSection>;

struct ExistingCapture {
  std::string refusal;                 // why it cannot be written on; empty when it can
  std::optional<LastSection> section;  // nothing when the file is empty or is not there
};

// Reads all of the file: it can be written on when it is whole.
ExistingCapture examine_existing(const std::string& path);

}  // namespace packetglass::native
