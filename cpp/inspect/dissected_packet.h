// A packet that was dissected, with what its capture says of it: what is printed and filtered.
#pragma once

#include <string>
#include <vector>

#include "dissect/dissection.h"
#include "inspect/darwin_processes.h"
#include "record/interface.h"
#include "record/packet.h"

namespace packetglass {

struct DissectedPacket {
  std::uint64_t number = 0;  // from 1
  Packet packet{};
  Bytes bytes;
  unsigned digits = 9;          // of a second's fraction that its interface has
  Nanoseconds since_first = 0;  // since the first packet that has a timestamp
  Nanoseconds since_last = 0;   // since the one before
  const Interface* interface = nullptr;
  Bytes record;                                // as it stands in the capture
  const DarwinProcesses* processes = nullptr;  // of its section
  Summary summary;
  const Tree* tree = nullptr;  // nullptr where fields are not wanted
  std::string info;
  std::vector<Payload> carried;  // by the innermost transport
};

// Of an interface that is kept for its packets: options of more bytes are left out.
inline constexpr std::size_t kMostInterfaceOptions = 1024;
inline void limit_options(Interface& interface) {
  if (interface.options.size() > kMostInterfaceOptions) interface.options = {};
}

// The columns as text.
struct Columns {
  std::string time, source, destination, protocol, length, info;
};
Columns columns_of(const DissectedPacket& packet);
// One of them: empty without a timestamp.
std::string time_column(const DissectedPacket& packet);

}  // namespace packetglass
