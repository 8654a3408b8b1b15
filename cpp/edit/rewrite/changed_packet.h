// A packet of which bytes are replaced, and its checksums with them.
#pragma once

#include <vector>

#include "edit/rewrite/checksum_mending.h"

namespace packetglass {

class ChangedPacket {
 public:
  // The next packet, which outlives what is asked of it; not copied until something is replaced.
  void begin(Bytes packet) {
    packet_ = packet;
    changes_.clear();
  }

  // Replaces the bytes at `offset`, all of which are in the packet, by others. By rising offset,
  // and none of them twice.
  void replace(std::size_t offset, Bytes bytes);

  // Whether anything is another byte than before.
  bool changed() const { return !changes_.empty(); }
  // Corrects the checksums of what was replaced; returns how many.
  std::size_t mend(std::span<const Checksum> checksums) {
    return mend_checksums(checksums, packet_, changed_, changes_);
  }
  // Valid until begin().
  Bytes bytes() const { return changed() ? Bytes(changed_) : packet_; }

 private:
  Bytes packet_;
  std::vector<std::uint8_t> changed_;
  std::vector<Change> changes_;
};

}  // namespace packetglass
