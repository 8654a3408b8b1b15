// THE TABLE of pcapng options, and their values as text and number.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "format/pcapng/block_types.h"
#include "format/pcapng/option.h"

namespace packetglass::pcapng {

inline constexpr std::uint16_t kComment = 1;
inline constexpr std::uint16_t kIfName = 2;
inline constexpr std::uint16_t kIfDescription = 3;
inline constexpr std::uint16_t kIfTsresol = 9;
inline constexpr std::uint16_t kIfFcslen = 13;
inline constexpr std::uint16_t kIfTsoffset = 14;
inline constexpr std::uint16_t kIsbStartTime = 2;
inline constexpr std::uint16_t kIsbEndTime = 3;
inline constexpr std::uint16_t kPacketFlags = 2;  // epb_flags, pack_flags

// How the value of an option is laid out.
enum class Shape : std::uint8_t {
  kText,         // UTF-8; may end with NUL
  kNumber8,      // unsigned
  kNumber32,     //
  kNumber64,     //
  kSigned32,     //
  kSigned64,     //
  kResolution,   // if_tsresol
  kFlags,        // 32 bits
  kIpv4,         //
  kIpv4Mask,     // address and mask, never swapped
  kIpv6,         //
  kIpv6Prefix,   // address and number of bits
  kHardware,     // EUI-48 or EUI-64
  kFilter,       // an octet: 0 text, 1 BPF code
  kHash,         // an octet: the algorithm; then the hash
  kVerdict,      // an octet: who says it; then what
  kThread,       // process and thread, 32 bits each
  kTimestamp,    // ticks, the high 32 bits first
  kCustomText,   // private enterprise number, then UTF-8
  kCustomBytes,  // private enterprise number, then anything
  kBytes,        // not known
};

struct OptionType {
  std::uint32_t block;  // type of the block that has it; 0 = any
  std::uint16_t code;
  std::string_view name;  // of the draft: "if_name"
  Shape shape;
  std::uint16_t length;  // bytes, where they are fixed; else 0
  std::uint16_t least;   // bytes of the shortest value
  bool many;             // may stand more than once
};

// All known options.
std::span<const OptionType> option_types();

// nullptr when the table does not have it.
const OptionType* find_option_type(std::uint32_t block, std::uint16_t code);

// Whether the value has a length that the type allows.
inline bool right_length(const OptionType& type, std::size_t length) {
  return type.length != 0 ? length == type.length : length >= type.least;
}

struct OptionValue {
  std::uint16_t code = 0;
  std::string_view name;  // empty when not known
  // For people: text as it stands, addresses, or the bytes in hexadecimal.
  std::string text;
  std::optional<std::uint64_t> number;        // where it is one, unsigned
  std::optional<std::int64_t> signed_number;  // where it is one, signed
  std::optional<std::uint32_t> enterprise;    // of custom options
  bool understood = false;                    // known, and of a right length
};

// An option of a block of this type. A value of a wrong length is shown in hexadecimal.
OptionValue decode(std::uint32_t block, const Option& option, ByteOrder order);

}  // namespace packetglass::pcapng
