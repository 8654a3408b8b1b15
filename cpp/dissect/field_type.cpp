// The types of fields.
#include "dissect/field_type.h"

namespace packetglass {
namespace {

constexpr const char* kUnsignedNames[] = {"",       "uint8",  "uint16", "uint24", "uint32",
                                          "uint40", "uint48", "uint56", "uint64"};
constexpr const char* kSignedNames[] = {"",      "int8",  "int16", "int24", "int32",
                                        "int40", "int48", "int56", "int64"};

// In the order of FieldType; numbers have others.
constexpr const char* kNames[] = {"none",     "protocol",      "boolean",       "",      "",
                                  "framenum", "ether",         "ipv4",          "ipv6",  "string",
                                  "bytes",    "absolute_time", "relative_time", "double"};

FieldType type_of_number(NumberForm form) {
  if (form == NumberForm::kSigned) return FieldType::kSigned;
  if (form == NumberForm::kReal) return FieldType::kDouble;
  return form == NumberForm::kFrame ? FieldType::kFrameNumber : FieldType::kUnsigned;
}

}  // namespace

FieldType type_of(Shape shape) {
  switch (shape) {
    case Shape::kNone:
    case Shape::kGroup:
    case Shape::kExpert:
      return FieldType::kNone;
    case Shape::kLayer:
    case Shape::kNotice:
      return FieldType::kProtocol;
    case Shape::kFlag:
      return FieldType::kBoolean;
    case Shape::kMac:
      return FieldType::kEther;
    case Shape::kIpv4:
      return FieldType::kIpv4;
    case Shape::kIpv6:
      return FieldType::kIpv6;
    case Shape::kText:
    case Shape::kBody:
    case Shape::kMessage:
      return FieldType::kString;
    case Shape::kBytes:
    case Shape::kColonBytes:
      return FieldType::kBytes;
    case Shape::kTime:
      return FieldType::kAbsoluteTime;
    case Shape::kDuration:
      return FieldType::kRelativeTime;
    default:
      return type_of_number(number_form(shape));
  }
}

std::string_view type_name(Shape shape) {
  const FieldType type = type_of(shape);
  if (type == FieldType::kUnsigned) return kUnsignedNames[field_bytes(shape)];
  if (type == FieldType::kSigned) return kSignedNames[field_bytes(shape)];
  return kNames[static_cast<std::size_t>(type)];
}

}  // namespace packetglass
