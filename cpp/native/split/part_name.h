// What the parts of a capture are called.
#pragma once

#include <optional>
#include <string>

#include "record/timestamp.h"

namespace packetglass::native {

// "out-{n}.pcap": {n} is the number of the part, {time} that of its first packet, in UTC, and
// {key} what its packets have in common.
class PartName {
 public:
  // Where what distinguishes parts is missing, it is added before the suffix: the key of parts
  // that have one, else the number.
  PartName(const std::string& pattern, bool has_key);

  std::string of(std::uint64_t number, std::optional<Nanoseconds> time,
                 const std::string& key) const;

 private:
  std::string pattern_;
};

}  // namespace packetglass::native
