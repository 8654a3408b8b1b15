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

// Captured length of a packet, by link type: wiretap's wtap_max_snaplen_for_encap. That much is
// believed of a record by itself, and of any that is to be found behind damage.
inline constexpr std::uint32_t kMaxCaptured = 262144;
inline constexpr Limit kMaxCapturedOf[] = {
    {231, 128u << 20},  // D-Bus
    {249, 128u << 20},  // USBPcap
    {279, 8u << 20},    // EBHSCR
};
// A record of classic pcap that claims more is read up to its section's snaplen (0: unlimited) and
// this, but only where it is all there and the source ends right behind it or what is there is
// plausible too: a damaged length would swallow all up to there. Else it is damage as before.
inline constexpr std::uint32_t kMaxLargeCaptured = 256u << 20;
// Original length of a packet, where it is to be seen whether bytes are a record.
inline constexpr std::uint32_t kMaxPlausibleOriginal = 128u << 20;

// A block of pcapng. Wireshark's: 128 MiB, options of 128 KiB, what is around them. A block says
// its length twice, so that packets of the largest captured length are believed.
inline constexpr std::uint32_t kAroundPacket = (128u << 10) + 32;
inline constexpr std::uint32_t kMaxBlockSize = (128u << 20) + kAroundPacket;
inline constexpr std::uint32_t kMaxPacketSize = kMaxLargeCaptured;
inline constexpr std::uint32_t kMaxPacketBlockSize = kMaxPacketSize + kAroundPacket;
inline constexpr std::uint32_t kLargestBlockSize = (1u << 30) + (1u << 20);
inline constexpr Limit kMaxBlockSizeOf[] = {
    {0x0a0d0d0a, 16u << 20},            // section header
    {0x00000001, 16u << 20},            // interface description
    {0x00000002, kMaxPacketBlockSize},  // packet, obsolete
    {0x00000003, kMaxPacketBlockSize},  // simple packet
    {0x00000006, kMaxPacketBlockSize},  // enhanced packet
    {0x0000000a, kLargestBlockSize},    // decryption secrets: Wireshark's 1 GiB of them
};

// Interfaces of one section. More are handed on as blocks, and their packets are of an interface
// that nothing describes.
inline constexpr std::size_t kMaxInterfaces = std::size_t{1} << 18;

// What an index keeps in addition to packets and the entries of blocks: so many sections, and the
// interfaces of one section, with the one of each that nothing describes. Behind the last of
// either nothing is indexed. Names, secrets and statistics are never kept: only where their blocks
// are.
inline constexpr std::size_t kMaxKeptSections = std::size_t{1} << 16;
inline constexpr std::size_t kMaxKeptInterfaces = kMaxInterfaces + kMaxKeptSections;
// Options of sections and interfaces: bytes of one block, then bytes and number of all. What is
// above is read from the source again when it is asked for.
inline constexpr std::size_t kMaxKeptOptions = std::size_t{1} << 20;
inline constexpr std::size_t kMaxAllKeptOptions = std::size_t{16} << 20;
inline constexpr std::size_t kMaxKeptOptionCount = std::size_t{1} << 18;

// Conversations that are kept, of all kinds. A conversation of TCP over IPv6 takes up to 248
// bytes, one of UDP over IPv4 at least 80: at most 2.5 GB of the 4 that WebAssembly can address,
// so that a list of them (160 bytes a pair of addresses) and the index fit too. It is the same
// everywhere: what is said of a capture does not depend on who opens it.
inline constexpr std::size_t kMaxConversations = 10'000'000;
// Messages over TCP that are reassembled for their dissection: bytes of one, and of all that wait
// for the rest of theirs. What is longer is dissected as far as it is there.
inline constexpr std::size_t kMaxReassembledMessage = std::size_t{1} << 20;
inline constexpr std::size_t kMaxReassembling = std::size_t{64} << 20;
// Pairs of addresses on the link: up to 104 bytes each.
inline constexpr std::size_t kMaxLinkPairs = 4'000'000;

}  // namespace packetglass
