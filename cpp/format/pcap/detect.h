// Distinguishes the variants of classic pcap that share a magic: by how plausible their records
// are.
#pragma once

#include "format/pcap/header.h"
#include "format/reading.h"

namespace packetglass::pcap {

// The variant of the capture that begins with these bytes, whose header is `section`; nullptr when
// that takes more bytes. The scores are wiretap's (libpcap_try_variants): up to three records are
// read as each candidate, each broken rule counts one, the first candidate at zero wins, else the
// lowest, the earlier on a tie. At most kLookAhead bytes are looked at.
// Two things are ours: a leap in time of more than a decade counts one, and bytes that are not
// Nokia's pattern count once only, because editcap writes whatever is in its memory there.
const Variant* detect(Bytes start, const Section& section, bool source_ends);

// The variant, where the file header alone decides: AIX's version and link types, and versions
// before 2.4 of the standard magic, which have no variants. Else nullptr.
const Variant* detect_by_header(const Section& section);

}  // namespace packetglass::pcap
