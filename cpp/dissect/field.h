// What a field is: its name, how its value is written, what its numbers mean.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace packetglass {

// What a value is: its type, and how people read it. Of numbers the low digit is their bytes, and
// those that differ in the high one are of one type (type_of): of a port and of a flag word a
// filter asks the same. Numbers stand in their field as far as its mask says.
enum class Shape : std::uint8_t {
  kNone,        // not said: an error
  kLayer,       // a protocol: its fields are inside
  kGroup,       // a heading: its fields are inside, it has no value
  kFlag,        // Set, Not set
  kMac,         // 00:11:22:33:44:55
  kIpv4,        // 192.0.2.1
  kIpv6,        // 2001:db8::1
  kText,        // as it stands, what cannot be printed escaped
  kBytes,       // 00112233
  kColonBytes,  // 00:11:22:33: an address whose kind its bytes do not say
  kTime,        // nanoseconds since 1970, ISO 8601
  kDuration,    // nanoseconds, in seconds
  kBody,        // as kText; a line says only how many bytes it is
  kExpert,      // what expert info notices, in words; it has no value
  kMessage,     // the same, as a text, which trees do not show
  kNotice,      // a protocol that is no layer: what is said of a packet

  kNumber8 = 0x11,  // 1500
  kNumber16,
  kNumber24,
  kNumber32,
  kNumber40,
  kNumber48,
  kNumber56,
  kNumber64,
  kHex8 = 0x21,  // 0x05dc, as wide as the field is
  kHex16,
  kHex24,
  kHex32,
  kHex40,
  kHex48,
  kHex56,
  kHex64,
  kHexNumber8 = 0x31,  // 0x05dc (1500)
  kHexNumber16,
  kHexNumber24,
  kHexNumber32,
  kHexNumber64 = 0x38,
  kSigned8 = 0x41,  // -3
  kSigned16,
  kSigned24,
  kSigned32,
  kSigned64 = 0x48,
  kPort = 0x52,         // 80
  kFrameNumber = 0x64,  // of a packet, from 1
  kReal = 0x78,         // the bits of a double
};

// Whether its fields are inside, and it has no value of its own.
constexpr bool is_heading(Shape shape) {
  return shape == Shape::kLayer || shape == Shape::kGroup || shape == Shape::kNotice;
}

// How a number is written; kOther is none.
enum class NumberForm : std::uint8_t {
  kOther,
  kDecimal,
  kHex,
  kHexAndDecimal,
  kSigned,
  kPort,
  kFrame,
  kReal
};

// The number form stands in the upper four bits of a shape.
static_assert(static_cast<unsigned>(Shape::kNotice) < 0x10);

constexpr NumberForm number_form(Shape shape) {
  return static_cast<NumberForm>(static_cast<unsigned>(shape) >> 4);
}

// A constant text that ends with a zero: half the size of a view of it, and there are thousands.
class Text {
 public:
  constexpr Text(const char* text = "") : text_(text) {}
  constexpr operator std::string_view() const { return text_; }
  friend constexpr bool operator==(Text a, std::string_view b) { return std::string_view(a) == b; }
  friend constexpr bool operator==(Text a, Text b) { return a == std::string_view(b); }
  friend constexpr bool operator==(Text a, const char* b) { return a == std::string_view(b); }
  constexpr bool empty() const { return *text_ == 0; }

 private:
  const char* text_;
};

struct Name {
  std::uint32_t number;
  Text text;
};

// What has one stays where it is.
struct Immovable {
  constexpr Immovable() = default;
  Immovable(const Immovable&) = delete;
  Immovable& operator=(const Immovable&) = delete;
};

// Fields are constants; whatever refers to one keeps its address. Names are Wireshark's, because
// that is what people type.
struct Field {
  Text name;   // "udp.srcport"
  Text title;  // "Source Port"
  Shape shape = Shape::kNone;
  std::uint32_t mask = 0;            // which bits of the number it is; 0: all
  std::span<const Name> names = {};  // what its numbers mean, in any order
  std::uint16_t unit = 1;  // what one of the number counts as: header lengths in units of 4 bytes
  [[no_unique_address]] Immovable stays = {};  // a tree keeps its address
};

// The text for a number; empty when there is none.
std::string_view name_of(std::span<const Name> names, std::uint64_t number);

}  // namespace packetglass
