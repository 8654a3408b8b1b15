// The types of fields: what a shape is when it does not matter how it is written.
#pragma once

#include <string_view>

#include "dissect/field.h"

namespace packetglass {

enum class FieldType : std::uint8_t {
  kNone,      // it is there or not
  kProtocol,  // the same, of a layer
  kBoolean,
  kUnsigned,  // of field_bytes() bytes
  kSigned,
  kFrameNumber,  // of a packet of the capture
  kEther,
  kIpv4,
  kIpv6,
  kString,
  kBytes,
  kAbsoluteTime,  // nanoseconds since 1970
  kRelativeTime,  // nanoseconds
  kDouble,
};

FieldType type_of(Shape shape);

// Bytes of a number: 1 to 8; 0 of what is none.
constexpr unsigned field_bytes(Shape shape) {
  return number_form(shape) == NumberForm::kOther ? 0 : static_cast<unsigned>(shape) & 0xf;
}

// "uint16", "boolean", "ether": as Wireshark calls it behind FT_, in lower case. Shapes of one
// type have one name, and shapes of another another.
std::string_view type_name(Shape shape);

}  // namespace packetglass
