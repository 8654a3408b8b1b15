// THE TABLE of pcap variants.
#pragma once

#include <optional>
#include <span>

#include "base/bytes.h"
#include "format/pcap/variant.h"

namespace packetglass::pcap {

// Variants with one magic are distinguished by their records, in this order: see detect.h.
inline constexpr Variant kVariants[] = {
    {"usec", "pcap", "microseconds", 0xa1b2c3d4, 1'000'000, 24, 16, Extra::kNone},
    {"nsec", "nsecpcap", "nanoseconds", 0xa1b23c4d, 1'000'000'000, 24, 16, Extra::kNone},
    {"aix", "aixpcap", "AIX", 0xa1b2c3d4, 1'000'000'000, 24, 16, Extra::kNone},
    {"ss990417", "rh6_1pcap", "Red Hat 6.1", 0xa1b2c3d4, 1'000'000, 24, 24, Extra::kLinux},
    {"nokia", "nokiapcap", "Nokia", 0xa1b2c3d4, 1'000'000, 24, 20, Extra::kNokia},
    {"ss991029", "modpcap", "modified", 0xa1b2cd34, 1'000'000, 24, 24, Extra::kLinux},
    {"ss990915", "suse6_3pcap", "SuSE 6.3", 0xa1b2cd34, 1'000'000, 24, 28, Extra::kLinuxSmp},
    {"lcap-hw", "", "IXIA, hardware", 0x1c0001ac, 1'000'000'000, 28, 16, Extra::kNone},
    {"lcap-sw", "", "IXIA, software", 0x1c0001ab, 1'000'000, 28, 16, Extra::kNone},
    {"borkmann", "", "netsniff-ng", 0xa1e2cb12, 1'000'000'000, 24, 24, Extra::kBorkmann},
};
inline constexpr const Variant& kMicrosecondVariant = kVariants[0];
inline constexpr const Variant& kNanosecondVariant = kVariants[1];
inline constexpr const Variant& kAix = kVariants[2];

inline constexpr std::uint32_t kStandardMagic = kMicrosecondVariant.magic;

struct Magic {
  std::uint32_t value;  // as the writing host held it
  ByteOrder order;      // of that host
};

// The magic in the first four bytes, in either byte order.
std::optional<Magic> find_magic(Bytes start);

// The first variant with this magic: how large a file header is.
const Variant& first_variant(std::uint32_t magic);

// A variant by its name or alias; nullptr when there is none.
const Variant* find_variant(std::string_view name);

}  // namespace packetglass::pcap
