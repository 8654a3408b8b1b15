// THE TABLE of pcapng block types: draft-ietf-opsawg-pcapng, section 10.1, and what is seen.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace packetglass::pcapng {

inline constexpr std::uint32_t kSectionHeader = 0x0a0d0d0a;
inline constexpr std::uint32_t kInterfaceDescription = 1;
inline constexpr std::uint32_t kObsoletePacket = 2;
inline constexpr std::uint32_t kSimplePacket = 3;
inline constexpr std::uint32_t kNameResolution = 4;
inline constexpr std::uint32_t kInterfaceStatistics = 5;
inline constexpr std::uint32_t kEnhancedPacket = 6;
inline constexpr std::uint32_t kJournalExport = 9;
inline constexpr std::uint32_t kDecryptionSecrets = 10;
inline constexpr std::uint32_t kCustom = 0x00000bad;
inline constexpr std::uint32_t kCustomNoCopy = 0x40000bad;

// What the reader does with a block.
enum class Treatment : std::uint8_t { kSection, kInterface, kPacket, kHandOn };

struct BlockType {
  std::uint32_t code;
  std::string_view name;        // of the draft, without "Block"
  std::string_view short_name;  // as Wireshark's documentation has it
  Treatment treatment;
  std::uint32_t least_size;  // bytes of the shortest whole block
};

// All known block types.
std::span<const BlockType> block_types();

// nullptr when the table does not have it.
const BlockType* find_block_type(std::uint32_t code);

// "Enhanced Packet", "local use 0x80000001", "unknown 0x00000bbb".
std::string block_type_name(std::uint32_t code);

// Codes that anybody may use for himself.
constexpr bool is_local_use(std::uint32_t code) {
  return code >= 0x80000000;
}

// Codes that are reserved to notice a transfer in text mode: what a section header's own code
// becomes when the ends of lines in it are changed. 0a0d0aXX, XX0a0d0a, XX0a0d0d, 0d0d0aXX.
constexpr bool is_text_mode_damage(std::uint32_t code) {
  const std::uint32_t high = code >> 8;
  const std::uint32_t low = code & 0xffffff;
  return high == 0x0a0d0a || low == 0x0a0d0a || low == 0x0a0d0d || high == 0x0d0d0a;
}

}  // namespace packetglass::pcapng
