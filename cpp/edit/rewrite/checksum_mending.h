// Checksums after a packet was changed: what was right stays right, what was wrong stays wrong by
// as much.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/bytes.h"
#include "edit/rewrite/place.h"

namespace packetglass {

// Corrects the checksums of a packet of which `changes` were made: as many bytes as before, none
// overlapping. It is enough that what was changed, and the field, were captured: the rest of what
// a checksum covers counts as unchanged. `checksums` are those of the packet, the outer before the
// inner, as PacketPlaces has them; what was changed inside a tunnel, the inner checksum included,
// counts in the outer one. Fields that it corrects are added to `changes`.
//
// Left as it is: a checksum that says that there is none; one that was changed itself; SCTP's in a
// fragment, which needs the distance to the end of the message. One that a network card was to
// complete (the sum of the pseudo header alone) becomes that of the new addresses.
//
// Returns how many were corrected.
std::size_t mend_checksums(std::span<const Checksum> checksums, Bytes before,
                           std::span<std::uint8_t> after, std::vector<Change>& changes);

enum class ChecksumState : std::uint8_t {
  kNone,     // the sender left it out
  kUnknown,  // not all of what it covers was captured, or it is of a fragment
  kGood,
  kPartial,  // the pseudo header alone: a network card was to complete it
  kBad,
};

ChecksumState state_of(const Checksum& checksum, Bytes packet);

// Writes the right value into the field; false: it is not known (kNone, kUnknown), and nothing was
// written.
bool put_right(const Checksum& checksum, std::span<std::uint8_t> packet);

}  // namespace packetglass
