// THE TABLE of limits: what is believed of a capture. What claims more is damaged. Nothing is ever
// allocated for a claim alone; everything is only as long as the bytes that really came.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace packetglass {

struct Limit {
  std::uint32_t number;  // of a link type or block type
  std::uint32_t bytes;
};

// The number's own limit, or that of all others.
constexpr std::uint32_t limit_of(std::span<const Limit> limits, std::uint32_t number,
                                 std::uint32_t others) {
  for (const Limit& limit : limits) {
    if (limit.number == number) return limit.bytes;
  }
  return others;
}

// How far a reader looks ahead, at most, before it decides: which variant, or where to go on after
// damage. Decisions see just these bytes, so that they are the same however the bytes come.
inline constexpr std::size_t kLookAhead = std::size_t{1} << 20;

// Captured length of a packet, by link type: wiretap's wtap_max_snaplen_for_encap.
inline constexpr std::uint32_t kMaxCaptured = 262144;
inline constexpr Limit kMaxCapturedOf[] = {
    {231, 128u << 20},  // D-Bus
    {249, 128u << 20},  // USBPcap
    {279, 8u << 20},    // EBHSCR
};
// Original length of a packet, where it is to be seen whether bytes are a record.
inline constexpr std::uint32_t kMaxPlausibleOriginal = 128u << 20;

// A block of pcapng. Wireshark's: a packet of 128 MiB, its options of 128 KiB, what is around
// them.
inline constexpr std::uint32_t kMaxPacketSize = 128u << 20;
inline constexpr std::uint32_t kMaxBlockSize = kMaxPacketSize + (128u << 10) + 32;
inline constexpr std::uint32_t kLargestBlockSize = (1u << 30) + (1u << 20);
inline constexpr Limit kMaxBlockSizeOf[] = {
    {0x0a0d0d0a, 16u << 20},          // section header
    {0x00000001, 16u << 20},          // interface description
    {0x0000000a, kLargestBlockSize},  // decryption secrets: Wireshark's 1 GiB of them
};
// Options of a section or an interface that the index keeps.
inline constexpr std::size_t kMaxKeptOptions = std::size_t{1} << 20;

// Conversations that are kept, of all kinds. A conversation of TCP over IPv6 takes up to 224
// bytes, one of UDP over IPv4 at least 80: at most 2.2 GB, half of what WebAssembly can address,
// so that a list of them (160 bytes a pair of addresses) and the index fit beside. It is the same
// everywhere: what is said of a capture does not depend on who opens it.
inline constexpr std::size_t kMaxConversations = 10'000'000;
// Pairs of addresses on the link: up to 104 bytes each.
inline constexpr std::size_t kMaxLinkPairs = 4'000'000;

}  // namespace packetglass
